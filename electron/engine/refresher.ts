import type { Clock, Stop } from '../../shared/domain/clock.ts';
import { toEloError } from '../../shared/domain/eloError.ts';

/** What could not be asked is asked again after this, then after twice as long, and so on up to the longest. */
const firstRetryMs = 5_000;
const longestRetryMs = 5 * 60_000;

export interface Refresher {
  /** Asks for a refresh of a key; asked for again while it waits or runs, it is done once more, not twice more. */
  ask(key: string): void;
  /** Forgets what waits; resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/**
 * Does one thing per key, a few keys at once, and folds what is asked for meanwhile: a burst of events about one
 * environment costs two reads of it, not a hundred. What cannot be asked now is asked again.
 */
export function createRefresher(
  refresh: (key: string) => Promise<void>,
  onError: (code: string) => void,
  clock: Pick<Clock, 'after'>,
  concurrency = 2,
): Refresher {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  /** Keys that failed for the network's sake, and when each is asked again. */
  const failed = new Map<string, { readonly count: number; readonly cancel: Stop }>();
  let stopped = false;

  const askLater = (key: string): void => {
    const count = failed.get(key)?.count ?? 0;
    failed.get(key)?.cancel();
    const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** count);
    failed.set(key, { count: Math.min(count + 1, 10), cancel: clock.after(wait, () => ask(key)) });
  };

  const pump = (): void => {
    for (const key of waiting) {
      if (stopped || running.size >= concurrency) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      const work = refresh(key)
        .then(
          () => {
            failed.get(key)?.cancel();
            failed.delete(key);
          },
          (error: unknown) => {
            const { code, retryable } = toEloError(error);
            onError(code);
            // No event may come again that would ask for it.
            if (retryable && !stopped) askLater(key);
          },
        )
        .finally(() => {
          running.delete(key);
          pump();
        });
      running.set(key, work);
    }
  };

  function ask(key: string): void {
    if (stopped) return;
    waiting.add(key);
    pump();
  }

  return {
    ask,
    async stop() {
      stopped = true;
      waiting.clear();
      for (const { cancel } of failed.values()) cancel();
      await Promise.all(running.values());
    },
  };
}
