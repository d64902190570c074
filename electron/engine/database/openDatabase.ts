import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { backupDaily, backupsOf, restoreNewestBackup } from './backups.ts';
import { connect } from './database.ts';
import type { Database } from './database.ts';
import { checkMigrations, migrateDatabase, newestVersion } from './migrateDatabase.ts';
import type { Migration } from './migrateDatabase.ts';
import { moveAside } from './moveAside.ts';

export interface OpenOptions {
  readonly file: string;
  /** Marks the file as ours (`PRAGMA application_id`), a positive 31-bit number. */
  readonly applicationId: number;
  /** Version of Elo, for the table of applied migrations. */
  readonly appVersion: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  /** Folder of the daily backups, where a damaged file is restored from. Without it there are none. */
  readonly backups?: string;
  /** Only reads: never migrates, never recovers. */
  readonly readonly?: boolean;
  /** False for a second connection beside one that is open: a damaged file is reported, not moved. Default true. */
  readonly recover?: boolean;
  /**
   * `quick` (default) reads the whole file at open. `schema` reads its schema only: for a file too large to be read at
   * every start whose rows are verified otherwise.
   */
  readonly check?: 'quick' | 'schema';
}

/** What had to be done to open the file. */
export interface Recovery {
  /** `from-backup`, `new`: the file was damaged and moved aside to `movedTo`, or gone (`movedTo` is `null`). */
  readonly kind: 'none' | 'from-backup' | 'new';
  readonly movedTo: string | null;
  readonly backup: string | null;
}

export interface OpenedDatabase extends Database {
  readonly recovered: Recovery;
  /** Copies the database to `<backups>/<name>-<day>.db` unless today's is there; keeps the newest `keep`. Answers its path. */
  backupDaily(keep: number): Promise<string>;
  /** The full integrity and reference check; what is wrong, empty when sound. */
  check(): string[];
}

/**
 * Opens a database of Elo: pragmas, ownership, soundness, shape. Before an existing file is migrated it is copied beside
 * itself (`<name>.before-<version>`). A damaged file is moved aside, never deleted, and the newest sound backup takes its
 * place, or else a new file; a file that is gone or of no length although there are backups counts as damaged.
 * @throws EloError `database-from-future`, `database-foreign`, `database-migration-failed`, `database-read-only`,
 * `disk-full`, `database-busy`; with `readonly` or without `recover` also `database-damaged`, `database-outdated`
 */
export function openDatabase(o: OpenOptions): OpenedDatabase {
  checkMigrations(o.migrations);
  if (o.readonly === true) return opened(openSound(o), o, none);
  const mayRecover = o.recover !== false;
  try {
    if (!mayRecover || !isEmptied(o)) return opened(prepare(openSound(o), o), o, none);
  } catch (thrown) {
    if (!(thrown instanceof EloError) || thrown.code !== 'database-damaged' || !mayRecover) throw thrown;
  }
  const movedTo = existsSync(o.file) ? moveAside(o.file, o.clock.now()) : null;
  const backup = o.backups === undefined ? null : restoreNewestBackup(o.file, o.backups, o.applicationId);
  const recovered: Recovery = { kind: backup === null ? 'new' : 'from-backup', movedTo, backup };
  return opened(prepare(openSound(o), o), o, recovered);
}

const none: Recovery = { kind: 'none', movedTo: null, backup: null };

/**
 * Whether what the file held is lost for certain: SQLite would begin it anew, without a word, and delete its journal.
 * That is right for a file whose very first step was cut short, which has neither a journal nor a backup.
 */
function isEmptied(o: OpenOptions): boolean {
  const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size(o.file) > 0) return false;
  if (existsSync(o.file) && size(`${o.file}-wal`) > 0) return true;
  return o.backups !== undefined && backupsOf(o.file, o.backups).length > 0;
}

/** A connection to a file that is ours, not from the future, sound, and to be written where that is asked for. */
function openSound(o: OpenOptions): Database {
  const database = connect(o.file, { readonly: o.readonly === true });
  try {
    const version = Number(database.pragma('user_version'));
    const owner = Number(database.pragma('application_id'));
    const tables = database.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_schema')?.n ?? 0;
    // a file whose very first step was cut short is still empty: it is ours to begin
    if (owner !== o.applicationId && (owner !== 0 || version !== 0 || tables !== 0)) {
      throw new EloError('database-foreign', `${basename(o.file)} belongs to another program`);
    }
    const newest = newestVersion(o.migrations);
    if (version > newest) {
      throw new EloError('database-from-future', `${basename(o.file)} was written by a newer Elo`, {
        remedy: 'update-elo',
        details: { version, newest },
      });
    }
    if (o.readonly === true && version < newest) {
      throw new EloError('database-outdated', `${basename(o.file)} has not been brought up to date`);
    }
    if (o.check !== 'schema') {
      const problems = database
        .pragmaRows<{ quick_check: string }>('quick_check(1)')
        .map((row) => row.quick_check);
      if (problems[0] !== 'ok') {
        throw new EloError('database-damaged', `quick check: ${problems[0] ?? 'no answer'}`, {
          remedy: 'restore-backup',
        });
      }
    }
    // found out now, not at the first save; SQLite makes a BEGIN that cannot write one that reads
    if (o.readonly !== true && o.recover !== false) {
      database.exec(`BEGIN; PRAGMA user_version = ${version}; ROLLBACK`);
    }
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function prepare(database: Database, o: OpenOptions): Database {
  try {
    const version = Number(database.pragma('user_version'));
    if (version === newestVersion(o.migrations)) return database;
    if (version > 0) backupBeforeMigration(database, version);
    migrateDatabase(database, {
      migrations: o.migrations,
      applicationId: o.applicationId,
      appVersion: o.appVersion,
      now: () => isoTime(o.clock.now()),
    });
    if (version > 0) database.exec('PRAGMA optimize');
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/** The copy stays until the next migration succeeds in making its own. */
function backupBeforeMigration(database: Database, version: number): void {
  const copy = `${database.file}.before-${version}`;
  // left over from an earlier try that failed: the database has not changed since, so a new copy is the same
  rmSync(copy, { force: true });
  database.copyToSync(copy);
  const folder = dirname(database.file);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith(`${basename(database.file)}.before-`) && path !== copy) rmSync(path);
  }
}

function opened(database: Database, o: OpenOptions, recovered: Recovery): OpenedDatabase {
  return {
    ...database,
    get inTransaction() {
      return database.inTransaction;
    },
    get open() {
      return database.open;
    },
    recovered,
    backupDaily: (keep) => {
      if (o.backups === undefined) throw new EloError('no-backup-folder', 'no folder for backups was given');
      return backupDaily(database, { folder: o.backups, keep, now: o.clock.now() });
    },
    check: () => problemsOf(database),
    close: () => {
      if (o.readonly !== true && database.open) {
        try {
          database.pragma('wal_checkpoint(TRUNCATE)');
        } catch (thrown) {
          // the journal is folded in at the next open; a full disk must not keep the engine from ending
          if (!(thrown instanceof EloError)) throw thrown;
        }
      }
      database.close();
    },
  };
}

/** The full check of a database; what is wrong, empty when sound. */
function problemsOf(database: Database): string[] {
  try {
    const problems = database
      .pragmaRows<{ integrity_check: string }>('integrity_check')
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok');
    // references are followed only through pages that can be read
    if (problems.length > 0) return problems;
    return database
      .pragmaRows<{ table: string; parent: string }>('foreign_key_check')
      .map((row) => `${row.table} points nowhere in ${row.parent}`);
  } catch (thrown) {
    // some damage ends the check itself
    if (thrown instanceof EloError && thrown.code === 'database-damaged') return [thrown.message];
    throw thrown;
  }
}
