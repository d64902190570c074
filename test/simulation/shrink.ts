import type { RunOptions, RunResult } from './runOnce.ts';
import { runOnce } from './runOnce.ts';

/** What is left of a failing run. */
export interface Shrunk {
  readonly steps: readonly number[];
  /** The last run that failed; its steps and trace are those to look at. */
  readonly result: RunResult;
}

/** Longest time spent on it, in real milliseconds; what is left by then is good enough to look at. */
const mostMs = 45_000;

/**
 * Leaves out steps of a failing run for as long as it still fails with the same code: halves first, then ever smaller
 * pieces, down to single steps (delta debugging). The world around the steps stays that of the seed.
 */
export async function shrink(failing: RunResult, options: RunOptions): Promise<Shrunk> {
  const code = failing.violation?.code;
  const until = performance.now() + mostMs;
  let result = failing;
  let steps = failing.steps.map((step) => step.id);
  for (let pieces = 2; steps.length > 1 && performance.now() < until;) {
    const size = Math.ceil(steps.length / pieces);
    let smaller = false;
    for (let from = 0; from < steps.length && performance.now() < until;) {
      const only = [...steps.slice(0, from), ...steps.slice(from + size)];
      const tried = await runOnce({ ...options, only });
      if (tried.violation?.code === code) {
        steps = only;
        result = tried;
        smaller = true;
      } else from += size;
    }
    if (!smaller && size === 1) break;
    pieces = smaller ? 2 : Math.min(steps.length, pieces * 2);
  }
  return { steps, result };
}
