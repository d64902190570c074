import type { Readable } from 'node:stream';

export interface Lines {
  /** Every line so far, in order. */
  readonly all: readonly string[];
  /** The first line (already there or still to come) that satisfies; rejects after the time or when the stream ends. */
  find(satisfies: (line: string) => boolean, timeoutMs: number, what: string): Promise<string>;
}

/** Collects a stream's lines and lets callers wait for one. */
export function readLines(stream: Readable): Lines {
  const all: string[] = [];
  const listeners = new Set<(line: string | null) => void>();
  let rest = '';
  let ended = false;
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      all.push(line);
      for (const listener of listeners) listener(line);
    }
  });
  stream.on('close', () => {
    ended = true;
    for (const listener of listeners) listener(null);
  });
  return {
    all,
    find: (satisfies, timeoutMs, what) =>
      new Promise((resolve, reject) => {
        const known = all.find(satisfies);
        if (known !== undefined) {
          resolve(known);
          return;
        }
        const fail = (why: string): void => {
          listeners.delete(listener);
          clearTimeout(timer);
          reject(new Error(`${why} while waiting for ${what}; last lines:\n${all.slice(-5).join('\n')}`));
        };
        const listener = (line: string | null): void => {
          if (line === null) fail('the process ended');
          else if (satisfies(line)) {
            listeners.delete(listener);
            clearTimeout(timer);
            resolve(line);
          }
        };
        const timer = setTimeout(() => {
          fail(`${timeoutMs} ms passed`);
        }, timeoutMs);
        if (ended) fail('the process ended');
        else listeners.add(listener);
      }),
  };
}
