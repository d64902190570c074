import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { v7 } from 'uuid';
import { EloError } from '../../../shared/domain/eloError.ts';
import { hashOf } from '../ledger/contents.ts';
import { renameWithPatience } from '../platform/atomicFile.ts';

/** Tries " (2)", " (3)" … this often before giving up: nobody has that many copies of one save in a folder. */
const mostCopies = 1000;

/**
 * Writes bytes into a folder the user chose: temporary file, sync, read back and hashed, and only then given its name;
 * what is there already is never touched, a number is added instead.
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
  // The user named the folder: one that is missing in an existing folder is made.
  const place = statSync(folder, { throwIfNoEntry: false });
  if (
    place === undefined &&
    statSync(dirname(resolve(folder)), { throwIfNoEntry: false })?.isDirectory() === true
  ) {
    mkdirSync(folder);
  } else if (place?.isDirectory() !== true) {
    throw new EloError('folder-not-found', 'there is no such folder');
  }
  const root = resolve(folder);
  const temporary = join(root, `.${v7()}.tmp`);
  try {
    write(temporary, bytes);
    if (hashOf(readFileSync(temporary)) !== sha256) {
      throw new EloError('restore-failed', 'what was written is not what was kept');
    }
    return giveName(temporary, root, stem, ending);
  } catch (thrown) {
    throw restoreError(thrown);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Systems of files without hard links (FAT, some shares) say one of these. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN', 'EXDEV']);

/** Gives a finished file the first free name, in one step that never touches another file; answers the path. */
function giveName(temporary: string, folder: string, stem: string, ending: string): string {
  for (let copy = 1; copy <= mostCopies; copy++) {
    const path = join(folder, copy === 1 ? `${stem}${ending}` : `${stem} (${copy})${ending}`);
    try {
      linkSync(temporary, path);
      return path;
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
      if (code === 'EEXIST') continue;
      if (!noLinks.has(code)) throw thrown;
      if (reserve(path)) {
        renameWithPatience(temporary, path);
        return path;
      }
    }
  }
  throw new EloError('restore-failed', 'no free name is left in the folder');
}

/** Where links are missing: takes a name by making an empty file under it, which nobody else can then do. */
function reserve(path: string): boolean {
  try {
    closeSync(openSync(path, 'wx'));
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
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
