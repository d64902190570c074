import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../../support/processes/lineReader.ts';
import type { Lines } from '../../support/processes/lineReader.ts';
import { cacheFolder, endWindows, keepServer, prepareWindows, root, windowsEnv } from './prepareWindows.ts';
import { tailFile } from './tailFile.ts';
import { wineDied } from './wineDied.ts';

/** Longest life of a command; one takes about a second. */
const commandTimeoutMs = 90_000;
const readyTimeoutMs = 60_000;
/** Crashes of Wine itself after which a command is begun again, in one Windows: more say that something is wrong. */
const mostCrashes = 5;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Windows process, seen from outside of Wine. */
export interface WindowsProcess {
  readonly stdout: Lines;
  readonly stderr: Lines;
  /** `null` where it was killed. */
  ended(timeoutMs?: number): Promise<number | null>;
  /** Ends it as `TerminateProcess` would: at once, nothing is cleaned up. */
  kill(): Promise<void>;
  /** Sends Ctrl-C, which is what Wine makes of SIGINT, and waits for the end. All lines have arrived then. */
  interrupt(): Promise<number | null>;
}

export interface StartOptions {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it stands, as a path of Linux. */
  readonly cwd?: string;
}

/** A Windows of its own: registry, vault, drive `C:`; nothing of it outlives `close`. */
export interface Windows {
  /** How often Wine itself crashed and what it ran was begun again. */
  readonly crashes: number;
  /** What lies beside the drive, on this side of Wine; removed with it. */
  readonly besides: string;
  /** Drive `C:` as a folder of Linux. */
  readonly drive: string;
  /** A path of this drive as Linux names it: `C:\a\b` → `…/drive_c/a/b`. */
  linux(path: string): string;
  /** Starts Node with these arguments. */
  node(args: readonly string[], options?: StartOptions): WindowsProcess;
  /** Runs a script (CommonJS text) with arguments and answers the JSON it printed. */
  script<T>(text: string, ...args: readonly string[]): Promise<T>;
  /** Runs a program of Windows (`reg`, `cmd`, …) to its end; answers its exit code. */
  program(args: readonly string[]): Promise<number | null>;
  /** Runs a command of the command line to its end. `onStderr` hears lines as they come. */
  elo(args: readonly string[], onStderr?: (line: string) => void, options?: StartOptions): Promise<Finished>;
  /** The same with `--json`, as its value; throws where the exit code is another. */
  eloJson<T>(args: readonly string[], code?: number, onStderr?: (line: string) => void): Promise<T>;
  /** Starts `elo run` and waits until it is ready. */
  engine(args: readonly string[], options?: StartOptions): Promise<WindowsProcess>;
  /** Ends every process and removes everything. */
  close(): Promise<void>;
}

const flags = ['--disable-warning=ExperimentalWarning'];
const commandLine = 'C:\\Elo\\electron\\headless\\elo.ts';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const runs = join(cacheFolder, 'runs');

/** Ends the process whose number stands in `process.pid`, if it is still the one that was started with this folder. */
function endBesides(folder: string): void {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'process.pid'), 'utf8'), 10);
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid, 'SIGKILL');
  } catch {
    // None was started, or it has ended.
  }
}

/** Ends and removes what runs left behind that were killed before they could clean up. */
export function removeLeftovers(): void {
  for (const name of existsSync(runs) ? readdirSync(runs) : []) {
    if (isAlive(Number.parseInt(name, 10))) continue;
    endWindows(windowsEnv(join(runs, name)));
    endBesides(join(runs, name, 'besides'));
    rmSync(join(runs, name), { recursive: true, force: true });
  }
}

let opened = 0;

/** A fresh copy of the template, with the sources as they are now: files are linked, what Windows writes to is copied. */
function copyTemplate(): string {
  removeLeftovers();
  const template = prepareWindows();
  opened += 1;
  const folder = join(runs, `${process.pid}-${opened}`);
  const prefix = join(folder, 'prefix');
  mkdirSync(join(folder, 'home'), { recursive: true });
  mkdirSync(join(folder, 'out'));
  mkdirSync(join(folder, 'besides'));
  const copied = spawnSync('cp', ['-al', template.prefix, prefix]);
  if (copied.status !== 0) throw new Error(`the template could not be copied: ${String(copied.stderr)}`);
  const own = [
    'system.reg',
    'user.reg',
    'userdef.reg',
    join('drive_c', 'users'),
    join('drive_c', 'ProgramData'),
  ];
  for (const name of own) {
    rmSync(join(prefix, name), { recursive: true, force: true });
    const from = join(template.prefix, name);
    if (existsSync(from)) cpSync(from, join(prefix, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['electron', 'shared', 'package.json']) {
    const to = join(prefix, 'drive_c', 'Elo', name);
    rmSync(to, { recursive: true, force: true });
    cpSync(join(root, name), to, { recursive: true });
  }
  return folder;
}

/** Opens a Windows. Everything started in it ends with `close`. */
export function openWindows(): Windows {
  const folder = copyTemplate();
  const env = windowsEnv(folder);
  const drive = join(folder, 'prefix', 'drive_c');
  keepServer(env);
  const alive = new Set<WindowsProcess>();
  let started = 0;
  let crashes = 0;

  /** Counts a crash of Wine itself; `false` where there were too many. */
  const mayBeginAgain = (stderr: string): boolean => {
    if (crashes >= mostCrashes) return false;
    crashes += 1;
    console.log(`Wine crashed by itself (${crashes} of at most ${mostCrashes}), begun again: ${stderr}`);
    return true;
  };

  const start = (args: readonly string[], options: StartOptions = {}): WindowsProcess => {
    started += 1;
    const [out, err] = ['out', 'err'].map((name) => join(folder, 'out', `${started}.${name}.txt`)) as [
      string,
      string,
    ];
    const handles = [openSync(out, 'w'), openSync(err, 'w')] as const;
    const child = spawn('wine', args, {
      env: { ...env, ...options.env },
      cwd: options.cwd ?? drive,
      stdio: ['ignore', ...handles],
    });
    for (const handle of handles) closeSync(handle);
    let over = false;
    const end = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code));
    }).finally(() => {
      over = true;
      alive.delete(process_);
    });
    end.catch(() => undefined);
    const process_: WindowsProcess = {
      stdout: readLines(tailFile(out, () => over)),
      stderr: readLines(tailFile(err, () => over)),
      async ended(timeoutMs = commandTimeoutMs) {
        const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
        try {
          const code = await end;
          if (code === null && child.signalCode === 'SIGKILL' && !killed)
            throw new Error(`${args.join(' ')} did not end within ${timeoutMs} ms`);
          return code;
        } finally {
          clearTimeout(timer);
        }
      },
      async interrupt() {
        child.kill('SIGINT');
        const code = await process_.ended();
        await process_.stdout.find(() => false, commandTimeoutMs, 'the end').catch(() => undefined);
        return code;
      },
      async kill() {
        killed = true;
        child.kill('SIGKILL');
        await end;
      },
    };
    let killed = false;
    alive.add(process_);
    return process_;
  };

  /**
   * Runs something to its end; once more where Wine itself crashed before anything was said. Files are read once more,
   * since the lines come a moment after the process ended.
   */
  const finished = async (begin: () => WindowsProcess): Promise<Finished> => {
    for (;;) {
      const run = begin();
      const at = started;
      const code = await run.ended();
      const text = (name: string): string =>
        readFileSync(join(folder, 'out', `${at}.${name}.txt`), 'utf8').trimEnd();
      const end: Finished = { code, stdout: text('out'), stderr: text('err') };
      if (!wineDied(end) || !mayBeginAgain(end.stderr)) return end;
    }
  };

  const node: Windows['node'] = (args, options) => start(['C:\\Elo\\node.exe', ...flags, ...args], options);

  const elo: Windows['elo'] = (args, onStderr, options) =>
    finished(() => {
      const run = node([commandLine, ...args], options);
      if (onStderr !== undefined) {
        const hear = (line: string): boolean => {
          onStderr(line);
          return false;
        };
        void run.stderr.find(hear, commandTimeoutMs, 'the end').catch(() => undefined);
      }
      return run;
    });

  const windows: Windows = {
    get crashes() {
      return crashes;
    },
    besides: join(folder, 'besides'),
    drive,
    linux: (path) => join(drive, ...path.replace(/^C:\\/i, '').split('\\')),
    node,
    elo,
    async script<T>(text: string, ...args: readonly string[]) {
      const run = await finished(() => node(['-e', text, '--', ...args]));
      if (run.code !== 0)
        throw new Error(`the script ended with ${String(run.code)}:\n${run.stdout}\n${run.stderr}`);
      return JSON.parse(run.stdout) as T;
    },
    program: async (args) => (await finished(() => start(args))).code,
    async eloJson<T>(args: readonly string[], code = 0, onStderr?: (line: string) => void) {
      const run = await elo([...args, '--json'], onStderr);
      if (run.code !== code)
        throw new Error(
          `elo ${args.join(' ')} ended with ${String(run.code)}:\n${run.stdout}\n${run.stderr}`,
        );
      return JSON.parse(run.stdout) as T;
    },
    async engine(args, options) {
      for (;;) {
        const run = node([commandLine, 'run', '--json', ...args], options);
        try {
          await run.stdout.find((line) => line.includes('"event":"ready"'), readyTimeoutMs, 'ready');
          return run;
        } catch (error) {
          const stderr = run.stderr.all.join('\n');
          // still running: no crash but a failure of ours
          const code = alive.has(run) ? 0 : await run.ended();
          if (!wineDied({ code, stdout: run.stdout.all.join('\n'), stderr }) || !mayBeginAgain(stderr)) {
            throw new Error(`${String(error)}\n${stderr}`, { cause: error });
          }
        }
      }
    },
    async close() {
      for (const each of [...alive]) await each.kill();
      endWindows(env);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return windows;
}
