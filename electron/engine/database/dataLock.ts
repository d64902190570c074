import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { EloError } from '../../../shared/domain/eloError.ts';
import { databaseError, folderError } from './databaseError.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import { makeFolder } from '../platform/makeFolder.ts';

/** What is written beside the lock for whoever is refused. More may stand in it (the engine's socket). */
export interface EngineInfo {
  readonly pid: number;
  /** UTC ISO-8601. */
  readonly startedAt: string;
  readonly [more: string]: string | number | boolean;
}

export interface DataLock {
  /** Changes what stands in `engine.json`. */
  update(info: EngineInfo): void;
  /** Calling it twice is harmless. */
  release(): void;
}

/** Longest `engine.json` that is read; ours has under 1 KB. */
const longestInfo = 65_536;

/**
 * Takes a data folder for this engine. The lock is the operating system's (SQLite's exclusive lock on `engine.lock`), so
 * it ends with the process however that ends; `engine.json` only tells who holds it.
 * @throws EloError `data-folder-in-use` with `pid` and `startedAt` of the holder (0 and '' where it does not tell),
 * `database-read-only`, `disk-full`
 */
export function takeDataLock(folder: string, info: EngineInfo): DataLock {
  makeFolder(folder);
  const lockFile = join(folder, 'engine.lock');
  const infoFile = join(folder, 'engine.json');
  const sqlite = lock(lockFile, folder);
  let released = false;
  try {
    writeFileAtomically(infoFile, JSON.stringify(info));
  } catch (thrown) {
    sqlite.close();
    throw folderError(thrown);
  }
  return {
    update: (changed) => {
      if (!released) writeFileAtomically(infoFile, JSON.stringify(changed));
    },
    release: () => {
      if (released) return;
      released = true;
      rmSync(infoFile, { force: true });
      sqlite.close();
    },
  };
}

function lock(lockFile: string, folder: string): SqliteDatabase.Database {
  for (let attempt = 1; ; attempt++) {
    let sqlite: SqliteDatabase.Database | undefined;
    try {
      sqlite = new SqliteDatabase(lockFile, { timeout: 0 });
      sqlite.pragma('locking_mode = EXCLUSIVE');
      sqlite.exec('BEGIN EXCLUSIVE');
      return sqlite;
    } catch (thrown) {
      sqlite?.close();
      const error = databaseError(thrown, lockFile);
      if (!(error instanceof EloError)) throw error;
      if (error.code === 'database-busy') throw inUse(folder, error);
      // nothing is kept in it: a lock file that is no SQLite file is replaced
      if (error.code !== 'database-damaged' || attempt > 1) throw error;
      renameSync(lockFile, `${lockFile}.damaged`);
    }
  }
}

function inUse(folder: string, cause: EloError): EloError {
  const holder = engineInfo(folder);
  return new EloError('data-folder-in-use', 'another engine owns this data folder', {
    cause,
    remedy: 'close-other-engine',
    details: { pid: holder?.pid ?? 0, startedAt: holder?.startedAt ?? '' },
  });
}

/** What the engine that holds (or last held) a data folder told of itself; `null` where nothing can be read. */
export function engineInfo(folder: string): EngineInfo | null {
  try {
    const file = join(folder, 'engine.json');
    if (statSync(file).size > longestInfo) return null;
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return null;
    const { pid, startedAt } = parsed as Record<string, unknown>;
    return typeof pid === 'number' && typeof startedAt === 'string' ? { ...parsed, pid, startedAt } : null;
  } catch {
    // missing or half written: the lock itself is what counts
    return null;
  }
}
