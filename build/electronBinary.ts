import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const packageFolder = join(root, 'node_modules', 'electron');

/** Remembers that installing failed, for which version; a fresh checkout tries again. */
const failedNote = join(root, '.tmp', 'electron-not-installed');

/** A download of some 110 MB over a line of 10 Mbit/s takes a minute and a half. */
const installMs = 120_000;

/** Names of the program inside Electron's distribution, by platform. */
const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** Electron's program, from its package or from `ELECTRON_OVERRIDE_DIST_PATH`; `null` where there is none. */
export function electronBinary(env: NodeJS.ProcessEnv = process.env): string | null {
  const program = programs[process.platform] ?? 'electron';
  const named = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  const path = join(named === '' ? join(packageFolder, 'dist') : named, program);
  return existsSync(path) ? path : null;
}

function version(): string | null {
  try {
    const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
      readonly version?: string;
    };
    return manifest.version ?? null;
  } catch {
    return null;
  }
}

/**
 * Tries once to fetch Electron's program, as its own package does it; a failure is remembered for this version.
 * @param onTry called when it is really tried
 * @returns the program, or `null`
 */
export function installElectron(onTry: () => void, note: string = failedNote): string | null {
  const wanted = version();
  if (wanted === null) return null;
  if (existsSync(note) && readFileSync(note, 'utf8').trim() === wanted) return null;
  onTry();
  const { status } = spawnSync(process.execPath, [join(packageFolder, 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: installMs,
  });
  const binary = status === 0 ? electronBinary() : null;
  if (binary === null) {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, `${wanted}\n`);
  }
  return binary;
}
