import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where Elo keeps its data unless told otherwise: `%APPDATA%\Elo` on Windows, `$XDG_DATA_HOME/elo` elsewhere
 * (XDG Base Directory Specification: `~/.local/share` where the variable is not set to an absolute path).
 */
export function defaultDataFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Elo');
  const xdg = env['XDG_DATA_HOME'];
  const base = xdg?.startsWith('/') === true ? xdg : join(homedir(), '.local', 'share');
  return join(base, 'elo');
}

/** Where compiled sources are kept between starts: the user's own cache, because compiled code is trusted. */
export function compileCacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Elo', 'cache');
  const xdg = env['XDG_CACHE_HOME'];
  return join(xdg?.startsWith('/') === true ? xdg : join(homedir(), '.cache'), 'elo', 'compiled');
}

/**
 * Where the user stands. npm runs a script in the package's folder and says in `INIT_CWD` where it was called;
 * only for Elo's own script, because a script that calls Elo itself has a folder of its own.
 */
export function callerFolder(env: NodeJS.ProcessEnv, cwd: string): string {
  const initial = env['INIT_CWD'];
  return env['npm_lifecycle_event'] === 'elo' && initial !== undefined && initial !== '' ? initial : cwd;
}
