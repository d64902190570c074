import { createHash } from 'node:crypto';

/** What happened in a run, line by line. Two runs are the same when their hashes are. */
export interface Trace {
  /** @param what words and numbers, without spaces at its ends */
  add(what: string): void;
  /** The last lines, oldest first. */
  tail(lines: number): readonly string[];
  /** Of all lines so far, lower-case hex SHA-256. */
  hash(): string;
}

/** Lines kept for whoever looks at a failed run. */
const keptLines = 20_000;

/** @param now virtual milliseconds, put before each line */
export function createTrace(now: () => number): Trace {
  const hash = createHash('sha256');
  let lines: string[] = [];
  return {
    add(what) {
      const line = `${(now() / 1000).toFixed(3).padStart(10)}  ${what}`;
      hash.update(line).update('\n');
      lines.push(line);
      if (lines.length > 2 * keptLines) lines = lines.slice(-keptLines);
    },
    tail: (count) => lines.slice(-count),
    hash: () => hash.copy().digest('hex'),
  };
}
