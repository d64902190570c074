import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readLines } from '../../support/processes/lineReader.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** More ends of its own than this and going on would show nothing new. */
const mostUnexpected = 20;

export interface MortalOptions {
  readonly name: string;
  /** The program, relative to the repository. */
  readonly script: string;
  readonly args: () => readonly string[];
  /** The line of standard output that says it is up. */
  readonly isReady: (line: string) => boolean;
  readonly onLine?: (line: string) => void;
}

/** A process that is killed again and again and comes back each time, with the same arguments. */
export interface Mortal {
  readonly name: string;
  start(): void;
  isReady(): boolean;
  /** Monotonic milliseconds since the present process said that it is up; `null` while none has. */
  upFor(): number | null;
  /** Whether it was up within the time. */
  whenReady(timeoutMs: number): Promise<boolean>;
  /** `kill -9`. Answers whether there was anything to kill that was not condemned before. */
  kill(): boolean;
  /**
   * SIGTERM to a process that is up: it must end by itself, in order and with exit code 0, unless it is killed meanwhile.
   * Answers whether it was asked now.
   */
  stop(): boolean;
  /** SIGSTOP and SIGCONT. Answer whether there was a process. */
  freeze(): boolean;
  thaw(): boolean;
  /** How often it was started. */
  starts(): number;
  /** Ends nobody asked for: each one is a defect of the program, with its last words. */
  readonly unexpected: readonly string[];
  /** Ends it for good. Answers the exit code, `null` after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** A process under the killer's hands. `start` begins its first life. */
export function createMortal(o: MortalOptions): Mortal {
  let child: ChildProcess | null = null;
  let readyAt: number | null = null;
  /** The signal its present life is to end by. */
  let sentence: 'SIGKILL' | 'SIGTERM' | null = null;
  let over = false;
  let starts = 0;
  const unexpected: string[] = [];
  const waiting = new Set<() => void>();

  // Nothing of ours outlives us, however we end (short of being killed ourselves).
  process.once('exit', () => child?.kill('SIGKILL'));

  const changed = (): void => {
    for (const listener of waiting) listener();
  };

  const start = (): void => {
    const mine = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', o.script, ...o.args()], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = mine;
    readyAt = null;
    sentence = null;
    starts += 1;
    const errors = readLines(mine.stderr);
    let rest = '';
    mine.stdout.setEncoding('utf8');
    mine.stdout.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (child === mine && readyAt === null && o.isReady(line)) {
          readyAt = performance.now();
          changed();
        }
        o.onLine?.(line);
      }
    });
    mine.once('close', (code, signal) => {
      const asked = over || sentence === 'SIGKILL' || (sentence === 'SIGTERM' && code === 0);
      child = null;
      readyAt = null;
      changed();
      if (!asked) {
        unexpected.push(
          `${o.name} ended with ${String(code ?? signal)} ${sentence === null ? 'by itself' : `after ${sentence}`}: ${errors.all.slice(-5).join(' | ')}`,
        );
      }
      if (!over && unexpected.length < mostUnexpected) start();
    });
  };

  const signal = (name: NodeJS.Signals): boolean => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return false;
    return child.kill(name);
  };

  return {
    name: o.name,
    start,
    isReady: () => readyAt !== null,
    upFor: () => (readyAt === null ? null : performance.now() - readyAt),
    whenReady: (timeoutMs) =>
      new Promise((resolve) => {
        const decide = (up: boolean): void => {
          waiting.delete(look);
          clearTimeout(timer);
          resolve(up);
        };
        const look = (): void => {
          if (readyAt !== null) decide(true);
        };
        const timer = setTimeout(() => decide(readyAt !== null), timeoutMs);
        waiting.add(look);
        look();
      }),
    kill: () => {
      const already = sentence === 'SIGKILL';
      sentence = 'SIGKILL';
      return signal('SIGKILL') && !already;
    },
    stop: () => {
      // A second one insists, and ends at once with another code.
      if (sentence !== null || readyAt === null) return false;
      sentence = 'SIGTERM';
      return signal('SIGTERM');
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    starts: () => starts,
    unexpected,
    async end(name) {
      over = true;
      const last = child;
      if (last === null) return null;
      signal('SIGCONT');
      const ended = new Promise<number | null>((resolve) => {
        last.once('close', (code) => resolve(code));
      });
      signal(name);
      const code = await Promise.race([ended, pause(30_000, 'late' as const, { ref: false })]);
      if (code !== 'late') return code;
      unexpected.push(`${o.name} did not end within 30 s of ${name}`);
      signal('SIGKILL');
      return ended;
    },
  };
}
