import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';
import { writeOpeningPage } from './openingPage.ts';

/** A browser that was asked to go is given this long to write its profile. */
const farewellMs = 3_000;

export interface BrowserWindow {
  /** Resolves when the window was closed; rejects with `browser-failed` where the browser never came up. */
  readonly ended: Promise<void>;
  /** To be told when the address was used: what led to it is no longer needed. */
  opened(): void;
  close(): Promise<void>;
}

export interface BrowserWindowOptions {
  readonly browser: string;
  /** Where the window leads; a secret in it stays one. */
  readonly url: string;
  /** A profile of its own, so that the window is a program of its own and ends with its last page. */
  readonly profileFolder: string;
}

/**
 * How a Chromium, Chrome or Edge is started as a window of ours. Every user of the machine may be able to read it.
 * @param page an address without a secret
 */
export function browserArguments(
  page: string,
  profileFolder: string,
  user: { readonly isRoot: boolean },
): string[] {
  return [
    `--app=${page}`,
    `--user-data-dir=${profileFolder}`,
    '--window-size=1280,720',
    '--no-first-run',
    '--no-default-browser-check',
    // The window's browser talks to nobody but this host.
    '--disable-sync',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    // Closing the window ends the program.
    '--disable-background-mode',
    // A demo must not ask for the password of the system's keyring.
    '--password-store=basic',
    // Chromium refuses its sandbox to root, and would warn of that in the window.
    ...(user.isRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** The window speaks the user's language by itself: the browser must not offer to translate it. */
function preparePreferences(profileFolder: string): void {
  const folder = join(profileFolder, 'Default');
  const path = join(folder, 'Preferences');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writeFileSync(path, JSON.stringify({ translate: { enabled: false } }));
}

/**
 * Opens an address as a window of its own (app mode) in a browser of this machine, by a page in the profile's folder:
 * the address itself is in no command line. The page goes when the address was used, at the latest with the window.
 */
export function openInBrowser(options: BrowserWindowOptions): BrowserWindow {
  mkdirSync(options.profileFolder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(options.profileFolder, 0o700);
  preparePreferences(options.profileFolder);
  const page = writeOpeningPage(options.profileFolder, options.url);
  const args = browserArguments(page.address, options.profileFolder, { isRoot: process.geteuid?.() === 0 });
  const child = spawn(options.browser, args, { stdio: 'ignore', windowsHide: false });
  const ended = new Promise<void>((resolve, reject) => {
    const failed = (cause?: unknown): EloError =>
      new EloError('browser-failed', 'the browser could not show the window', { cause });
    child.once('error', (error) => {
      page.remove();
      reject(failed(error));
    });
    child.once('exit', (code, signal) => {
      page.remove();
      if (code === 0 || signal !== null) resolve();
      else reject(failed());
    });
  });
  ended.catch(() => undefined);
  return {
    ended,
    opened: () => page.remove(),
    async close() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill();
      const timer = setTimeout(() => child.kill('SIGKILL'), farewellMs);
      await ended.catch(() => undefined);
      clearTimeout(timer);
    },
  };
}
