import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { App } from 'electron';
import type { StartOptions } from './startOptions.ts';

/** Where things lie. */
export interface Places {
  /** What Elo keeps; the command line uses the same folder. */
  readonly dataDir: string;
  /** What the browser inside the window writes, and the window's place on the screen; nothing of it is missed. */
  readonly windowDir: string;
  readonly logsDir: string;
}

/**
 * `%APPDATA%\Elo` and, apart from it, `%LOCALAPPDATA%\Elo\window` on Windows (caches do not belong into a profile that
 * roams); `$XDG_DATA_HOME/elo` and `$XDG_CONFIG_HOME/elo` elsewhere. A data folder of one's own keeps both.
 */
export function placesOf(
  options: Pick<StartOptions, 'dataDir'>,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): Places {
  const home = homedir();
  const withLogs = (dataDir: string, windowDir: string): Places => ({
    dataDir,
    windowDir,
    logsDir: join(dataDir, 'logs'),
  });
  if (options.dataDir !== undefined) {
    const dataDir = resolve(options.dataDir);
    return withLogs(dataDir, join(dataDir, 'window'));
  }
  if (platform === 'win32') {
    return withLogs(
      join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Elo'),
      join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Elo', 'window'),
    );
  }
  const absolute = (value: string | undefined, otherwise: string): string =>
    value?.startsWith('/') === true ? value : otherwise;
  return withLogs(
    join(absolute(env['XDG_DATA_HOME'], join(home, '.local', 'share')), 'elo'),
    join(absolute(env['XDG_CONFIG_HOME'], join(home, '.config')), 'elo'),
  );
}

/** Before the single-instance lock, which lies in the window's folder. */
export function setupPlaces(app: Pick<App, 'setPath'>, places: Places): void {
  mkdirSync(places.windowDir, { recursive: true, mode: 0o700 });
  app.setPath('userData', places.windowDir);
  app.setPath('sessionData', places.windowDir);
}
