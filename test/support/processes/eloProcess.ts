import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readLines } from './lineReader.ts';
import type { Lines } from './lineReader.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const commandLine = join(root, 'electron', 'headless', 'elo.ts');
const sandboxMain = join(root, 'test', 'sandbox', 'main.ts');
const nodeFlags = ['--disable-warning=ExperimentalWarning'];

/** How long a command may take before a test calls it hung. */
const commandTimeoutMs = 90_000;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [...nodeFlags, script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function linesOf(child: ChildProcess, stream: 'stdout' | 'stderr'): Lines {
  const readable = child[stream];
  if (readable === null) throw new Error(`${stream} is not piped`);
  return readLines(readable);
}

async function ended(child: ChildProcess, timeoutMs: number): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`process ${String(child.pid)} did not end within ${timeoutMs} ms`));
    }, timeoutMs);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

/** Runs one command of the command line to its end. `onStderr` hears lines as they come (the address of a sign-in). */
export async function runElo(args: readonly string[], onStderr?: (line: string) => void): Promise<Finished> {
  const child = start(commandLine, args);
  const stdout = linesOf(child, 'stdout');
  const stderr = linesOf(child, 'stderr');
  if (onStderr !== undefined) {
    void stderr
      .find(
        (line) => {
          onStderr(line);
          return false;
        },
        commandTimeoutMs,
        'the end',
      )
      .catch(() => undefined);
  }
  const code = await ended(child, commandTimeoutMs);
  return { code, stdout: stdout.all.join('\n'), stderr: stderr.all.join('\n') };
}

/** Runs one command with `--json` and answers its value; throws with its whole output where the exit code is another. */
export async function eloJson<T>(
  args: readonly string[],
  expectedCode = 0,
  onStderr?: (line: string) => void,
): Promise<T> {
  const finished = await runElo([...args, '--json'], onStderr);
  if (finished.code !== expectedCode) {
    throw new Error(
      `elo ${args.join(' ')} ended with ${String(finished.code)}:\n${finished.stdout}\n${finished.stderr}`,
    );
  }
  return JSON.parse(finished.stdout) as T;
}

export interface RunningProcess {
  readonly pid: number;
  readonly stdout: Lines;
  readonly stderr: Lines;
  /** Sends the signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

function running(child: ChildProcess): RunningProcess {
  const stdout = linesOf(child, 'stdout');
  const stderr = linesOf(child, 'stderr');
  return {
    pid: child.pid ?? -1,
    stdout,
    stderr,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended(child, 30_000);
    },
  };
}

/** Starts `elo run --json` and waits until it is ready. */
export async function startEngine(args: readonly string[]): Promise<RunningProcess> {
  const engine = running(start(commandLine, ['run', '--json', ...args]));
  await engine.stdout
    .find((line) => line.includes('"event":"ready"'), 60_000, 'ready')
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${engine.stderr.all.join('\n')}`);
    });
  return engine;
}

export interface SandboxAddresses {
  readonly foccolojas: string;
  readonly promob: string;
  readonly control: string;
  readonly controlToken: string;
}

/** Starts the sandbox on a port (0: any) and waits for its line. */
export async function startSandboxProcess(
  dataDir: string,
  port = 0,
): Promise<{ readonly addresses: SandboxAddresses; readonly process: RunningProcess }> {
  const sandbox = running(start(sandboxMain, ['--port', String(port), '--data', dataDir]));
  const line = await sandbox.stdout
    .find((text) => text.startsWith('{'), 60_000, "the sandbox's addresses")
    .catch((error: unknown) => {
      throw new Error(`${String(error)}\n${sandbox.stderr.all.join('\n')}`);
    });
  return { addresses: JSON.parse(line) as SandboxAddresses, process: sandbox };
}
