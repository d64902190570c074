import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { v7 } from 'uuid';
import { EloError } from '../../../shared/domain/eloError.ts';
import { hashOf } from '../ledger/contents.ts';

/** Tries " (2)", " (3)" … this often before giving up: nobody has that many copies of one save in a folder. */
const mostCopies = 1000;

/**
 * Writes bytes into a folder the user chose: temporary file, sync, rename; what is there already is never touched, a
 * number is added instead. What was written is read back and hashed.
 * @param stem a safe file name without its ending
 * @throws EloError `folder-not-found`, `folder-not-writable`, `disk-full`, `restore-failed`
 */
export function restoreFile(
  folder: string,
  stem: string,
  ending: string,
  bytes: Uint8Array,
  sha256: string,
): string {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new EloError('folder-not-found', 'there is no such folder');
  }
  const root = resolve(folder);
  const temporary = join(root, `.${v7()}.tmp`);
  let reserved: string | undefined;
  try {
    write(temporary, bytes);
    reserved = reserve(root, stem, ending);
    renameSync(temporary, reserved);
    if (hashOf(readFileSync(reserved)) !== sha256) {
      throw new EloError('restore-failed', 'what was written is not what was kept');
    }
    return reserved;
  } catch (thrown) {
    rmSync(temporary, { force: true });
    // the name was free before: what lies there is ours, and not what was asked for
    if (reserved !== undefined) rmSync(reserved, { force: true });
    throw restoreError(thrown);
  }
}

function write(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'wx');
  try {
    for (let at = 0; at < bytes.byteLength;) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Takes the first free name by making an empty file under it, which nobody else can then do. */
function reserve(folder: string, stem: string, ending: string): string {
  for (let copy = 1; copy <= mostCopies; copy++) {
    const path = join(folder, copy === 1 ? `${stem}${ending}` : `${stem} (${copy})${ending}`);
    try {
      closeSync(openSync(path, 'wx'));
      return path;
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
  }
  throw new EloError('restore-failed', 'no free name is left in the folder');
}

function restoreError(thrown: unknown): unknown {
  if (thrown instanceof EloError || !(thrown instanceof Error) || !('code' in thrown)) return thrown;
  switch (thrown.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EloError('disk-full', 'the disk of the folder is full', {
        cause: thrown,
        remedy: 'free-disk-space',
        retryable: true,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EloError('folder-not-writable', 'the folder cannot be written', { cause: thrown });
    case 'ENOENT':
    case 'ENOTDIR':
      return new EloError('folder-not-found', 'there is no such folder', { cause: thrown });
    default:
      return new EloError('restore-failed', thrown.message, { cause: thrown });
  }
}

/** `Cozinha.promob` → `['Cozinha', '.promob']`. */
export function splitName(fileName: string): readonly [stem: string, ending: string] {
  const ending = extname(fileName);
  return [fileName.slice(0, fileName.length - ending.length), ending];
}
