import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { leadingPage } from './leadingPage.ts';

/** A file that leads to the opening address. */
export interface OpeningPage {
  /** `file:///…`: carries no secret, so it may stand in a command line. */
  readonly address: string;
  /** Harmless where it is gone already, or cannot go: the token in it dies by its use, and with the host. */
  remove(): void;
}

/**
 * Writes the opening address into a page that only this user can read. A command line can be read by every user of
 * a Linux machine (proc(5), `/proc/PID/cmdline`), so the token must not stand there.
 * @param folder an existing folder of this user's alone
 * @throws the system's error where the page cannot be written
 */
export function writeOpeningPage(folder: string, url: string): OpeningPage {
  const path = join(folder, 'open.html');
  const remove = (): void => {
    try {
      rmSync(path, { force: true });
    } catch {
      // A virus scanner may be looking at it.
    }
  };
  // One that a killed host left behind, with its rights; the new one is made afresh or not at all.
  remove();
  writeFileSync(path, leadingPage(url), { mode: 0o600, flag: 'wx' });
  return { address: pathToFileURL(path).href, remove };
}
