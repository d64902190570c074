import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import { connect } from './database.ts';
import type { Database } from './database.ts';
import { moveIntoPlace, syncFile } from './syncedFiles.ts';
import { makeFolder } from '../platform/makeFolder.ts';

/** Backups of a database in a folder, newest first. Their names sort by day. */
export function backupsOf(file: string, folder: string): string[] {
  const stem = basename(file, extname(file));
  const name = /^(.*)-\d{4}-\d{2}-\d{2}\.db$/;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => name.exec(entry)?.[1] === stem)
    .sort()
    .reverse()
    .map((entry) => join(folder, entry));
}

/**
 * One backup a day (UTC), written beside its name, synced and renamed into place; only then older ones than the newest
 * `keep` go. Answers the path of today's.
 */
export async function backupDaily(
  database: Database,
  o: { readonly folder: string; readonly keep: number; readonly now: number },
): Promise<string> {
  makeFolder(o.folder);
  const stem = basename(database.file, extname(database.file));
  const target = join(o.folder, `${stem}-${new Date(o.now).toISOString().slice(0, 10)}.db`);
  if (!existsSync(target)) {
    const temporary = `${target}.tmp`;
    rmSync(temporary, { force: true });
    await database.copyTo(temporary);
    // the copy carries the mode of the original; alone and read-only it must need no journal beside it
    const copy = connect(temporary);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    moveIntoPlace(temporary, target);
  }
  for (const old of backupsOf(database.file, o.folder).slice(Math.max(1, o.keep))) rmSync(old);
  return target;
}

/** Puts the newest backup that is ours and sound in the place of a missing file. `null` where none is. */
export function restoreNewestBackup(file: string, folder: string, applicationId: number): string | null {
  for (const backup of backupsOf(file, folder)) {
    if (!isSound(backup, applicationId)) continue;
    const temporary = `${file}.restoring`;
    copyFileSync(backup, temporary);
    syncFile(temporary);
    moveIntoPlace(temporary, file);
    return backup;
  }
  return null;
}

function isSound(backup: string, applicationId: number): boolean {
  try {
    const copy = connect(backup, { readonly: true });
    try {
      return (
        Number(copy.pragma('application_id')) === applicationId &&
        copy.pragmaRows<{ quick_check: string }>('quick_check(1)')[0]?.quick_check === 'ok'
      );
    } finally {
      copy.close();
    }
  } catch (thrown) {
    // damaged as well: an older one is tried
    if (thrown instanceof EloError) return false;
    throw thrown;
  }
}
