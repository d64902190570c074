import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { EloError } from '../../../shared/domain/eloError.ts';
import { renameWithPatience, syncFolder } from './atomicFile.ts';
import { makeFolder } from './makeFolder.ts';

/** Systems of files without hard links (FAT, some shares) say one of these. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN', 'EXDEV']);

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';

function errorOf(thrown: unknown): unknown {
  switch (codeOf(thrown)) {
    case 'EEXIST':
      return new EloError('file-exists', 'there is a file at that place already', {
        cause: thrown,
        remedy: 'choose-another-file',
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new EloError('disk-full', 'the disk of the folder is full', {
        cause: thrown,
        remedy: 'free-disk-space',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new EloError('folder-not-writable', 'the folder cannot be written', { cause: thrown });
    case 'ENOENT':
    case 'ENOTDIR':
      return new EloError('folder-not-found', 'there is no such folder', { cause: thrown });
    default:
      return thrown;
  }
}

/** Gives a finished file its name in one step that never touches another file. */
function giveName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (thrown) {
    if (!noLinks.has(codeOf(thrown))) throw thrown;
    // Where links are missing a name is taken by an empty file, which nobody else can then make.
    closeSync(openSync(path, 'wx'));
    renameWithPatience(temporary, path);
  }
}

/**
 * Writes a whole new file: it appears complete under its name or not at all, and what is there already is never touched.
 * The folder is made where it is missing.
 * @throws EloError `file-exists`, `disk-full`, `folder-not-writable`, `folder-not-found`
 */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${uuid()}.tmp`);
  try {
    makeFolder(folder);
    const handle = openSync(temporary, 'wx');
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    giveName(temporary, path);
  } catch (thrown) {
    throw errorOf(thrown);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(folder);
}
