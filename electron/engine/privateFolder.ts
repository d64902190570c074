import { chmodSync, mkdtempSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { EloError } from '../../shared/domain/eloError.ts';
import { makeFolder } from './platform/makeFolder.ts';

/** What stands in every data folder that was in use. */
const own = ['engine.lock', 'history.db'];
const sticky = 0o1000;

/**
 * Whether a place belongs to everybody or to the system: the top of the disk, a folder at the top with other things in it
 * (`/etc`, `/home`), one where all may write (`/tmp`). Closing it to others would stop the machine.
 */
function isShared(path: string, place: Stats): boolean {
  const { root } = parse(path);
  if (path === root || (place.mode & sticky) !== 0) return true;
  if (dirname(path) !== root) return false;
  const inside = readdirSync(path);
  return inside.length > 0 && !own.some((name) => inside.includes(name));
}

/**
 * Makes a folder that only this user reads, or makes one that is there such a folder.
 * @throws EloError `data-folder-unusable` where the place is a file, is shared with others, or nothing can be made there;
 * its rights are then as they were
 */
export function makePrivateFolder(folder: string): void {
  const path = resolve(folder);
  try {
    makeFolder(path, 0o700);
    const place = statSync(path);
    // Windows keeps rights by inheritance. A folder that was there before may be open to others.
    if (process.platform === 'win32' || (place.mode & 0o077) === 0) return;
    if (isShared(path, place)) throw new Error('a place shared with others');
    rmdirSync(mkdtempSync(join(path, '.elo-')));
    chmodSync(path, 0o700);
  } catch (cause) {
    throw new EloError('data-folder-unusable', 'the data folder cannot be made or used', {
      cause,
      remedy: 'choose-another-file',
    });
  }
}
