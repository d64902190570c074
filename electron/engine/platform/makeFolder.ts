import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a folder and those above it that are missing; one that is there is left as it is. Not by Node's `recursive`: where
 * a system of files answers "not there" to whatever is made (`/proc`), it asks again for ever.
 * @param mode rights of what is made
 * @throws the system's own error
 */
export function makeFolder(path: string, mode = 0o777): void {
  const whole = resolve(path);
  if (isFolder(whole)) return;
  try {
    mkdirSync(whole, { mode });
  } catch (thrown) {
    const above = dirname(whole);
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT' && above !== whole && !isFolder(above)) {
      makeFolder(above, mode);
      makeFolder(whole, mode);
      return;
    }
    // Another process made it in this moment.
    if (!isFolder(whole)) throw thrown;
  }
}
