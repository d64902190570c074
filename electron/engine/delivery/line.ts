import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { probeMs } from './backoff.ts';
import { failureOf } from './failure.ts';

/** Whether FoccoLojas can be reached: yes · perhaps not (being looked at) · no. Nothing is sent unless `up`. */
export type LineState = 'up' | 'doubted' | 'down';

/**
 * The line to FoccoLojas. One failed exchange may be the row's own trouble (a large file on a slow line), so it only
 * raises a doubt: a probe decides. While the line is down that one probe is all that is tried, however long the queue.
 */
export interface Line {
  readonly state: () => LineState;
  /** An exchange failed without an answer of FoccoLojas. */
  doubt(): void;
  /** FoccoLojas answered something. */
  proved(): void;
  /** Someone has reason to think that the network is back: probe now instead of in half a minute. */
  lookNow(): void;
  stop: Stop;
}

export interface LineOptions {
  /** Asks FoccoLojas for a sign of life; rejects where there is none. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>;
  readonly clock: Clock;
  readonly random: () => number;
  /** After every change; `back` when the line was down and is up again. */
  readonly onChange: (change: { readonly back: boolean }) => void;
}

/** A sign of life is a few hundred bytes; a line that needs longer carries no project file either. */
const probeTimeoutMs = 10_000;
/** Hints that the network is back come in bursts (one with every new row). */
const leastBetweenProbesMs = 1_000;

/** A line that is taken to be up until an exchange fails. */
export function createLine(options: LineOptions): Line {
  const { clock, random } = options;
  let state: LineState = 'up';
  /** Probes that failed since the line was last proved. */
  let failed = 0;
  let running: AbortController | null = null;
  let lastProbeAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: Stop = () => undefined;

  const become = (next: LineState): void => {
    if (state === next) return;
    const back = state === 'down' && next === 'up';
    state = next;
    options.onChange({ back });
  };

  const later = (delayMs: number): void => {
    cancelTimer();
    cancelTimer = clock.after(delayMs, () => void probe());
  };

  const probe = async (): Promise<void> => {
    cancelTimer();
    if (running !== null) return;
    const mine = new AbortController();
    running = mine;
    lastProbeAt = clock.monotonic();
    const cancelTimeout = clock.after(probeTimeoutMs, () => mine.abort());
    const ask = async (again: boolean): Promise<boolean> =>
      options.probe(mine.signal).then(
        () => true,
        async (error: unknown) => {
          const { code, status } = failureOf(error);
          // A connection kept open since before a restart of the server breaks at its next use; a new one is made then.
          if (again && code === 'network-reset') return ask(false);
          // Any answer of FoccoLojas proves the line, except one that says it is not itself.
          return (status ?? 500) < 500;
        },
      );
    const answered = await Promise.race([
      ask(true),
      new Promise<false>((resolve) => {
        mine.signal.addEventListener('abort', () => resolve(false), { once: true });
      }),
    ]);
    cancelTimeout();
    if (running !== mine) return;
    running = null;
    if (answered) {
      proved();
      return;
    }
    const wait = probeMs(failed, random);
    failed += 1;
    later(wait);
    become('down');
  };

  const proved = (): void => {
    cancelTimer();
    running?.abort();
    running = null;
    failed = 0;
    become('up');
  };

  return {
    state: () => state,
    doubt: () => {
      if (state !== 'up') return;
      become('doubted');
      void probe();
    },
    proved,
    lookNow: () => {
      if (state === 'up' || running !== null) return;
      const wait = lastProbeAt + leastBetweenProbesMs - clock.monotonic();
      if (wait <= 0) void probe();
      else later(wait);
    },
    stop: () => {
      cancelTimer();
      running?.abort();
      running = null;
      state = 'up';
      failed = 0;
    },
  };
}
