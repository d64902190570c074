import type { Clock } from '../../../../shared/domain/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Lets everything that is already due or resolved happen. */
  settle(): Promise<void>;
  /** Goes on by `ms`, stopping at each timer on the way. */
  advance(ms: number): Promise<void>;
  /** Goes on to the next timer; false where none is set. */
  toNextTimer(): Promise<boolean>;
  /** Moves the wall clock alone, as a user or a time server does. */
  jump(ms: number): void;
  timers(): number;
}

export function createFakeClock(startMs = Date.UTC(2026, 1, 19, 12)): FakeClock {
  let elapsed = 0;
  let wall = startMs;
  let order = 0;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const next = () => {
    let found: [number, { readonly at: number; readonly run: () => void }] | null = null;
    for (const entry of timers) if (found === null || entry[1].at < found[1].at) found = entry;
    return found;
  };
  const goTo = (at: number) => {
    wall += Math.max(0, at - elapsed);
    elapsed = Math.max(elapsed, at);
  };
  const fire = async (limit: number): Promise<boolean> => {
    const found = next();
    if (found === null || found[1].at > limit) return false;
    timers.delete(found[0]);
    goTo(found[1].at);
    found[1].run();
    await settle();
    return true;
  };
  return {
    now: () => wall,
    monotonic: () => elapsed,
    after: (delayMs, run) => {
      order += 1;
      const id = order;
      timers.set(id, { at: elapsed + Math.max(0, delayMs), run });
      return () => timers.delete(id);
    },
    settle,
    advance: async (ms) => {
      const end = elapsed + ms;
      await settle();
      while (await fire(end));
      goTo(end);
      await settle();
    },
    toNextTimer: () => fire(Number.POSITIVE_INFINITY),
    jump: (ms) => {
      wall += ms;
    },
    timers: () => timers.size,
  };
}
