import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { EloError } from '../../shared/domain/eloError.ts';

/**
 * Makes a folder that only this user reads, or makes one that is there such a folder.
 * @throws EloError `data-folder-unusable` where the place is a file, or cannot be made
 */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const place = statSync(path);
    if (!place.isDirectory()) throw new Error('not a folder');
    // A folder that was there before may be open to others. Windows keeps rights by inheritance.
    if (process.platform !== 'win32' && (place.mode & 0o077) !== 0) chmodSync(path, 0o700);
  } catch (cause) {
    throw new EloError('data-folder-unusable', 'the data folder cannot be made or used', {
      cause,
      remedy: 'choose-another-file',
    });
  }
}
