import type { Clock } from '../../../shared/domain/clock.ts';

/** A clock that stands until it is moved; timers run in order of time while it moves. */
export interface FakeClock extends Clock {
  /** Moves on by `ms`, running what is due and letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock off by `ms` against the monotonic one. */
  jump(ms: number): void;
}

export function createFakeClock(start = Date.UTC(2026, 0, 5, 12)): FakeClock {
  let monotonic = 1_000;
  let wall = start - monotonic;
  let order = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  const breathe = async (): Promise<void> => {
    for (let i = 0; i < 8; i += 1) await Promise.resolve();
  };
  return {
    now: () => wall + monotonic,
    monotonic: () => monotonic,
    after(delayMs, run) {
      const id = (order += 1);
      timers.set(id, { at: monotonic + Math.max(0, delayMs), run });
      return () => timers.delete(id);
    },
    async advance(ms) {
      const until = monotonic + ms;
      await breathe();
      for (;;) {
        const [next] = [...timers].sort(([a, x], [b, y]) => x.at - y.at || a - b);
        if (next === undefined || next[1].at > until) break;
        timers.delete(next[0]);
        monotonic = Math.max(monotonic, next[1].at);
        next[1].run();
        await breathe();
      }
      monotonic = until;
      await breathe();
    },
    jump: (ms) => {
      wall += ms;
    },
  };
}
