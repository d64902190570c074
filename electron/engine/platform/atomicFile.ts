import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { makeFolder } from './makeFolder.ts';

/** Windows' scanners hold a fresh file for a moment; rename is tried again for as long as others do (about one second). */
const renameTries = 12;

const blocked = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EPERM', 'EACCES', 'EBUSY'].includes(String(error.code));

/**
 * Renames, and tries again for about a second while another program (a virus scanner, a reader) has either file open:
 * Windows refuses that, Linux does not.
 */
export function renameWithPatience(from: string, to: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 1; ; attempt += 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!blocked(error) || attempt >= renameTries) throw error;
      Atomics.wait(pause, 0, 0, attempt * 15);
    }
  }
}

/** Makes a folder's entries (a rename) survive a power cut. */
export function syncFolder(path: string): void {
  // Windows cannot open a folder for syncing; its rename is journalled by the file system.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a whole file so that a reader sees the old content or the new one, never a part: temporary file in the
 * same folder, sync, rename, sync of the folder. The folder is made where it is missing.
 */
export function writeFileAtomically(path: string, content: string | Uint8Array): void {
  const folder = dirname(path);
  makeFolder(folder);
  const temporary = join(folder, `.${uuid()}.tmp`);
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameWithPatience(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}
