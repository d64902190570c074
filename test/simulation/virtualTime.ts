import type { Clock, Stop } from '../../shared/domain/clock.ts';

/** Time that stands until the scheduler moves it. Timers due at the same moment fire in the order they were set. */
export interface VirtualTime {
  /** Of the world outside the engine. Its timers outlive every engine. */
  readonly clock: Clock;
  /** The clock of one engine: when it ends, none of its timers fires any more. */
  newLife(): { readonly clock: Clock; end(): void };
  /** Sets the wall clock off by `ms` against the monotonic one. */
  jump(ms: number): void;
  /** When the next timer fires, on the monotonic clock; `null` when none is set. */
  nextAt(): number | null;
  /** Moves to the next timer and fires it. What it throws is thrown on. */
  fire(): void;
  /** Moves on without firing anything; never past the next timer. */
  moveTo(monotonicMs: number): void;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  run: (() => void) | null;
}

/** A Monday noon in winter: no two local days of the store begin in a run that has no jump of the clock. */
const startOfWorld = Date.UTC(2026, 6, 6, 15);

export function createVirtualTime(): VirtualTime {
  let monotonic = 1_000;
  let wallOffset = startOfWorld - monotonic;
  let order = 0;
  const heap: Timer[] = [];
  const before = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

  const push = (timer: Timer): void => {
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || before(parent, timer)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = timer;
  };

  const pop = (): void => {
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      const left = heap[below];
      if (left === undefined) break;
      const right = heap[below + 1];
      let child = left;
      if (right !== undefined && before(right, left)) {
        child = right;
        below += 1;
      }
      if (before(last, child)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
  };

  const first = (): Timer | undefined => {
    for (;;) {
      const [timer] = heap;
      if (timer === undefined || timer.run !== null) return timer;
      pop();
    }
  };

  const after = (delayMs: number, run: () => void): Stop => {
    order += 1;
    const timer: Timer = { at: monotonic + Math.max(0, delayMs), order, run };
    push(timer);
    return () => {
      timer.run = null;
    };
  };

  const clock: Clock = { now: () => wallOffset + monotonic, monotonic: () => monotonic, after };

  return {
    clock,
    newLife() {
      let ended = false;
      return {
        clock: {
          ...clock,
          after: (delayMs, run) =>
            ended
              ? () => undefined
              : after(delayMs, () => {
                  if (!ended) run();
                }),
        },
        end: () => {
          ended = true;
        },
      };
    },
    jump: (ms) => {
      wallOffset += ms;
    },
    nextAt: () => first()?.at ?? null,
    fire() {
      const timer = first();
      if (timer === undefined) return;
      pop();
      monotonic = Math.max(monotonic, timer.at);
      const { run } = timer;
      timer.run = null;
      run?.();
    },
    moveTo: (monotonicMs) => {
      monotonic = Math.max(monotonic, Math.min(monotonicMs, first()?.at ?? monotonicMs));
    },
  };
}
