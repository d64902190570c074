import type { Stats } from 'node:fs';
import { stat as statOfDisk } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';

export type PathKind = (path: string) => Promise<'file' | 'folder' | null>;

/** A share that is away lets a look wait for half a minute and more; nobody waits so long for a folder to open. */
const lookMs = 5_000;

/** A look that hangs holds one of Node's four file threads; the page is read by the same four. */
const mostLooks = 2;

/**
 * What lies at a path, looked up beside the shell's own thread, on which window and tray wait.
 * @returns a function; `null` where nothing lies that can be opened. It refuses with `open-failed` where the place does
 * not answer within 5 s, or while two others do not answer
 */
export function createPathKind(
  clock: Clock,
  stat: (path: string) => Promise<Pick<Stats, 'isFile' | 'isDirectory'>> = statOfDisk,
): PathKind {
  let looks = 0;
  return async (path) => {
    if (!isAbsolute(path)) return null;
    if (looks >= mostLooks) throw new EloError('open-failed', 'other places do not answer');
    looks += 1;
    let stopWaiting = (): void => undefined;
    const late = new Promise<never>((_resolve, reject) => {
      stopWaiting = clock.after(lookMs, () =>
        reject(new EloError('open-failed', 'the place does not answer')),
      );
    });
    const look = stat(path)
      .catch(() => null)
      .finally(() => {
        looks -= 1;
      });
    try {
      const place = await Promise.race([look, late]);
      if (place === null) return null;
      return place.isDirectory() ? 'folder' : place.isFile() ? 'file' : null;
    } finally {
      stopWaiting();
    }
  };
}
