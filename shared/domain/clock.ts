/** Stops what was started; calling it twice is harmless. */
export type Stop = () => void;

/**
 * Time as the engine sees it, handed in so that tests and the simulation own it.
 * `now` is the wall clock in Unix milliseconds (may jump); `monotonic` only rises, in milliseconds, from an arbitrary start.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): Stop;
}

/** The machine's clock. Timers do not keep the process alive: what must finish is awaited, not timed. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, Math.min(delayMs, 2 ** 31 - 1)) as unknown as { unref?: () => void };
    timer.unref?.();
    return () => clearTimeout(timer as unknown as Parameters<typeof clearTimeout>[0]);
  },
};

/** Unix milliseconds as UTC ISO-8601, the only spelling of times inside Elo. */
export function isoTime(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
