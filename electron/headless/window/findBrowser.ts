import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { EloError } from '../../../shared/domain/eloError.ts';

export interface BrowserPlaces {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
}

/** Names of browsers with app windows on Linux, in the order they are taken. */
const linuxNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Where Chromium, Chrome and Edge put themselves, below Program Files or the user's own folder. */
const windowsPaths = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/** The places to look for a browser that has app windows, best first. */
export function browserCandidates({ platform, env, home }: BrowserPlaces): string[] {
  if (platform === 'win32') {
    const bases = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => env[name] ?? env[name.replace('PROGRAMFILES', 'ProgramFiles').replace('X86', 'x86')])
      .filter((base) => base !== undefined && base !== '') as string[];
    return windowsPaths.flatMap((path) => bases.map((base) => win32.join(base, ...path)));
  }
  if (platform === 'darwin') {
    return macApps.flatMap((app) =>
      ['/Applications', posix.join(home, 'Applications')].map((folder) =>
        posix.join(folder, `${app}.app`, 'Contents', 'MacOS', app),
      ),
    );
  }
  const folders = [...(env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/')), '/snap/bin'];
  return linuxNames.flatMap((name) => folders.map((folder) => posix.join(folder, name)));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The machine's Chromium, Chrome or Edge, or the program that `ELO_BROWSER` names; `null` where there is none.
 * @throws EloError `browser-not-found` where `ELO_BROWSER` names something that is no program
 */
export function findBrowser(
  places: BrowserPlaces = { platform: process.platform, env: process.env, home: homedir() },
  isThere: (path: string) => boolean = isProgram,
): string | null {
  const named = places.env['ELO_BROWSER'] ?? '';
  if (named !== '') {
    if (isThere(named)) return named;
    throw new EloError('browser-not-found', 'ELO_BROWSER names no program', {
      remedy: 'choose-another-file',
    });
  }
  return browserCandidates(places).find(isThere) ?? null;
}
