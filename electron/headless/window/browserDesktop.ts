import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { stat as statOfDisk } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { DesktopHost, EngineHost } from '../../../shared/contract/host.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

/** The file in which a Linux desktop keeps the names of the user's folders is some hundred bytes. */
const maxUserDirsBytes = 64 * 1024;

/** A file manager that has not failed by then shows it. */
const launchMs = 3_000;

/** A share that is away lets a look wait for half a minute and more; nobody waits so long for a folder to open. */
const lookMs = 5_000;

function xdgDocuments(home: string, env: NodeJS.ProcessEnv): string | null {
  const path = join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'user-dirs.dirs');
  try {
    if (statSync(path).size > maxUserDirsBytes) return null;
    const line = /^XDG_DOCUMENTS_DIR="([^"\n]*)"/m.exec(readFileSync(path, 'utf8'))?.[1];
    const folder = line?.replace(/^\$HOME(?=\/|$)/, home);
    return folder !== undefined && isAbsolute(folder) ? folder : null;
  } catch {
    return null;
  }
}

/** The user's documents: as the desktop names them, else `Documents`, else the home folder. */
export function documentsFolder(home: string = homedir(), env: NodeJS.ProcessEnv = process.env): string {
  const named = process.platform === 'linux' ? xdgDocuments(home, env) : null;
  return [named, join(home, 'Documents')].find((folder) => folder !== null && existsSync(folder)) ?? home;
}

/** Program and arguments that show a file or folder; `null` where opening its folder is all there is. */
export function revealerOf(
  path: string,
  isFolder: boolean,
  platform: NodeJS.Platform,
): readonly [string, readonly string[]] | null {
  if (isFolder) return null;
  // Explorer takes everything after the comma; a quote cannot stand in a path of Windows.
  if (platform === 'win32') return path.includes('"') ? null : ['explorer.exe', [`/select,"${path}"`]];
  return platform === 'darwin' ? ['open', ['-R', path]] : null;
}

function show(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true });
    const timer = setTimeout(resolve, launchMs);
    child.once('error', (cause) => {
      clearTimeout(timer);
      reject(new EloError('open-failed', `${program} could not open it`, { cause }));
    });
    // Explorer ends with 1 also when it shows the file.
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.unref();
  });
}

/** How this looks at the disk. */
export interface Looking {
  readonly clock: Clock;
  readonly stat: (path: string) => Promise<{ isDirectory(): boolean }>;
}

/** Whether a folder lies there. @throws EloError `open-failed` where the place does not answer within 5 s */
async function isFolderAt(path: string, { clock, stat }: Looking): Promise<boolean> {
  let stopWaiting = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stopWaiting = clock.after(lookMs, () => reject(new EloError('open-failed', 'the place does not answer')));
  });
  const look = stat(path).then(
    (place) => place.isDirectory(),
    () => false,
  );
  try {
    return await Promise.race([look, late]);
  } finally {
    stopWaiting();
  }
}

const unsupported = (): Promise<never> =>
  Promise.reject(new EloError('unsupported', 'the browser window cannot do that'));

/** What a window in the machine's browser can do of a desktop: show files; the rest belongs to the app. */
export function browserDesktop(
  host: Pick<EngineHost, 'openFile'>,
  looking: Looking = { clock: systemClock, stat: statOfDisk },
): DesktopHost {
  return {
    facts: () =>
      Promise.resolve({
        host: 'browser' as const,
        canPickFolder: false,
        autostart: 'unsupported' as const,
        update: { state: 'unsupported' as const },
        documentsFolder: documentsFolder(),
      }),
    pickFolder: unsupported,
    async reveal(path) {
      const isFolder = await isFolderAt(path, looking);
      const revealer = revealerOf(path, isFolder, process.platform);
      if (revealer === null) await host.openFile(isFolder ? path : dirname(path));
      else await show(...revealer);
    },
    setAutostart: unsupported,
    checkForUpdate: unsupported,
    installUpdate: unsupported,
  };
}
