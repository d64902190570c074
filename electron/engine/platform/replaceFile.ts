import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { EloError } from '../../../shared/domain/eloError.ts';
import { renameWithPatience, syncFolder } from './atomicFile.ts';

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** A second name for what is there now; a copy where the file system has no links. */
function alsoNamed(path: string, as: string): void {
  try {
    linkSync(path, as);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error;
    copyFileSync(path, as);
  }
}

/**
 * Puts other bytes in the place of a file whose content is known, and only of that content: what is there keeps a second
 * name until it is certain that nobody wrote to it meanwhile, and is put back where somebody did. The place is never
 * without a file. One instant stays open: another program that puts a whole new file there between the last look and the
 * renaming.
 * @param expectedSha256 of what is to be replaced, which is kept elsewhere
 * @throws EloError `file-changed-meanwhile`, `file-in-use`, `file-away`, `disk-full`
 */
export function replaceFile(path: string, bytes: Uint8Array, expectedSha256: string): void {
  const folder = dirname(path);
  const fresh = join(folder, `.${uuid()}.tmp`);
  const former = join(folder, `.${uuid()}.tmp`);
  try {
    const handle = openSync(fresh, 'wx');
    try {
      for (let at = 0; at < bytes.byteLength;) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    alsoNamed(path, former);
    const seen = statSync(path, { bigint: true });
    if (hashOf(former) !== expectedSha256 || hashOf(path) !== expectedSha256) throw changed();
    const now = statSync(path, { bigint: true });
    if (now.ino !== seen.ino || now.mtimeNs !== seen.mtimeNs || now.size !== seen.size) throw changed();
    renameWithPatience(fresh, path);
    if (hashOf(former) !== expectedSha256) {
      // Written to through a handle that was open all the time: that is newer than what was asked for.
      renameWithPatience(former, path);
      throw changed();
    }
    syncFolder(folder);
  } catch (error) {
    throw known(error);
  } finally {
    rmSync(fresh, { force: true });
    rmSync(former, { force: true });
  }
}

const changed = (): EloError =>
  new EloError('file-changed-meanwhile', 'the file was saved meanwhile; nothing was replaced', {
    remedy: 'retry',
  });

function known(error: unknown): unknown {
  if (error instanceof EloError || !(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new EloError('disk-full', 'the disk of the file is full', {
        cause: error,
        remedy: 'free-disk-space',
        retryable: true,
      });
    case 'ENOENT':
    case 'ENOTDIR':
      return new EloError('file-away', 'the file is not at its place', { cause: error, remedy: 'retry' });
    default:
      return new EloError('file-in-use', 'the file cannot be replaced: another program has it open', {
        cause: error,
        remedy: 'retry',
        retryable: true,
      });
  }
}
