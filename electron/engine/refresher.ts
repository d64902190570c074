import { toEloError } from '../../shared/domain/eloError.ts';

export interface Refresher {
  /** Asks for a refresh of a key; asked for again while it waits or runs, it is done once more, not twice more. */
  ask(key: string): void;
  /** Forgets what waits; resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/**
 * Does one thing per key, a few keys at once, and folds what is asked for meanwhile: a burst of events about one
 * environment costs two reads of it, not a hundred.
 */
export function createRefresher(
  refresh: (key: string) => Promise<void>,
  onError: (code: string) => void,
  concurrency = 2,
): Refresher {
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  const pump = (): void => {
    for (const key of waiting) {
      if (stopped || running.size >= concurrency) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      const work = refresh(key)
        .catch((error: unknown) => {
          onError(toEloError(error).code);
        })
        .finally(() => {
          running.delete(key);
          pump();
        });
      running.set(key, work);
    }
  };

  return {
    ask(key) {
      if (stopped) return;
      waiting.add(key);
      pump();
    },
    async stop() {
      stopped = true;
      waiting.clear();
      await Promise.all(running.values());
    },
  };
}
