import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const fake = fileURLToPath(new URL('./fakeElo.ts', import.meta.url));

/** Compiled sources are kept between the many starts of the tests, as `elo` itself does. */
const compiled = fileURLToPath(new URL('../../../node_modules/.cache/elo-compiled', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Elo {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with standard output as soon as it matches; rejects when the process ends before. */
  until(pattern: RegExp): Promise<string>;
}

/** Starts the command line in a process of its own. */
export function startElo(
  argv: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly entry?: string } = {},
): Elo {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', options.entry ?? fake, ...argv],
    {
      env: { ...process.env, NODE_COMPILE_CACHE: compiled, TZ: 'America/Sao_Paulo', ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const seen = { stdout: '', stderr: '' };
  let look = (): void => undefined;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      seen[name] += chunk;
      look();
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    look();
    return { code: code as number | null, ...seen };
  });
  return {
    child,
    ended,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        look = () => {
          if (pattern.test(seen.stdout)) resolve(seen.stdout);
          else if (child.exitCode !== null)
            reject(new Error(`ended before ${String(pattern)}: ${seen.stderr}`));
        };
        look();
      }),
  };
}

/** Runs one command to its end. */
export function elo(argv: readonly string[], options: Parameters<typeof startElo>[1] = {}): Promise<Ended> {
  return startElo(argv, options).ended;
}
