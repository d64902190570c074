import { chmodSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { EloError } from '../../shared/domain/eloError.ts';
import { makeFolder } from './platform/makeFolder.ts';

/** Why a place is no data folder; each has its sentence at `error.data-folder-unusable.REASON`. */
type Reason = 'shared' | 'link-leads-nowhere' | 'is-a-file' | 'no-rights';

const sticky = 0o1000;
const openToOthers = 0o077;

/**
 * Places of the system itself (Filesystem Hierarchy Standard 3.0, chapter 3), which others need even while they are empty:
 * a closed `/mnt` hides every disk mounted in it later.
 */
const systemPlaces = new Set(
  'bin boot dev etc home lib lib64 media mnt opt proc run sbin srv sys tmp usr var'
    .split(' ')
    .map((name) => `/${name}`),
);

/** What systems put by themselves into an empty folder or a new volume, and what an administrator prepares for Elo. */
const nobodys = new Set(['lost+found', 'desktop.ini', '.DS_Store', 'settings.json']);
/** What Elo's window makes, closed, before the engine comes. */
const ofTheWindow = new Set(['logs', 'window']);

/** A folder that was in use has the lock; what was brought back from a copy has at least the two databases. */
const wasInUse = (inside: readonly string[]): boolean =>
  inside.includes('engine.lock') || (inside.includes('history.db') && inside.includes('contents.db'));

/**
 * Whether anybody else needs a place that is open to others: closing it would shut them out. Elo does not work in it as it
 * is either: SQLite makes its files as open as the folder's owner usually makes files, and who may write into a folder may
 * put another file in the place of any.
 */
function isShared(path: string, place: Stats): boolean {
  if (path === parse(path).root || systemPlaces.has(path) || (place.mode & sticky) !== 0) return true;
  const inside = readdirSync(path);
  if (wasInUse(inside)) return false;
  return inside.some(
    (name) =>
      !nobodys.has(name) &&
      !(ofTheWindow.has(name) && (lstatSync(join(path, name)).mode & openToOthers) === 0),
  );
}

/** Whether the path, or a folder on the way to it, is a link to what is not there. */
function leadsNowhere(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there !== undefined) return false;
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) return true;
  return dirname(path) !== path && leadsNowhere(dirname(path));
}

function reasonOf(path: string, thrown: unknown): Reason | undefined {
  switch ((thrown as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'no-rights';
    case 'EEXIST':
      // What a link points to is not made: it may be on a disk that is not there now, with the history on it.
      return leadsNowhere(path) ? 'link-leads-nowhere' : 'is-a-file';
    case 'ENOTDIR':
      return 'is-a-file';
    default:
      return undefined;
  }
}

function unusable(reason: Reason | undefined, cause?: unknown): EloError {
  return new EloError(
    'data-folder-unusable',
    `the data folder cannot be made or used: ${reason ?? 'other'}`,
    {
      cause,
      remedy: 'choose-another-file',
      ...(reason === undefined ? {} : { details: { reason } }),
    },
  );
}

/**
 * Makes a folder that only this user reads, or makes one that is there such a folder: one that is empty or Elo's own. One
 * that is closed to others already is taken as it is.
 * @param isOurs it lies in a folder of Elo's, so whatever is in it is Elo's
 * @throws EloError `data-folder-unusable`, mostly with the `reason` as a code: the place is a file, is shared with other
 * things, or nothing can be made there; its rights are then as they were
 */
export function makePrivateFolder(folder: string, isOurs = false): void {
  const path = resolve(folder);
  try {
    makeFolder(path, 0o700);
    if (!statSync(path).isDirectory()) throw unusable('is-a-file');
    // Windows keeps rights by inheritance, and cannot name the place behind every spelling of a path.
    if (process.platform === 'win32') return;
    // The place itself, whatever links lead to it.
    const real = realpathSync(path);
    const place = statSync(real);
    // A folder that was there before may be open to others.
    if ((place.mode & openToOthers) === 0) return;
    if (!isOurs && isShared(real, place)) throw unusable('shared');
    rmdirSync(mkdtempSync(join(real, '.elo-')));
    chmodSync(real, 0o700);
  } catch (thrown) {
    throw thrown instanceof EloError ? thrown : unusable(reasonOf(path, thrown), thrown);
  }
}
