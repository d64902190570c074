import type { Clock, Stop } from '../../../shared/domain/clock.ts';

/** A clock that stands still until moved; `advance` runs what falls due, in order. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** How many timers wait. */
  pending(): number;
  /** Milliseconds until the next timer, or undefined. */
  next(): number | undefined;
}

export function manualClock(startMs = Date.parse('2026-03-02T12:00:00Z')): ManualClock {
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];
  const nextTimer = () => timers.toSorted((a, b) => a.at - b.at)[0];
  return {
    now: () => startMs + time,
    monotonic: () => time,
    after: (delayMs, run): Stop => {
      const timer = { at: time + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const end = time + ms;
      for (let due = nextTimer(); due && due.at <= end; due = nextTimer()) {
        const fired = due;
        timers = timers.filter((other) => other !== fired);
        time = Math.max(time, fired.at);
        fired.run();
      }
      time = end;
    },
    pending: () => timers.length,
    next: () => {
      const due = nextTimer();
      return due ? due.at - time : undefined;
    },
  };
}
