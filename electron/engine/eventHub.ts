import { engineEventSchema } from '../../shared/contract/schemas.ts';
import type { EngineEvent } from '../../shared/contract/schemas.ts';

/**
 * A client that reads slower than this loses nothing but is told to look again: what it missed is replaced by one
 * `state` event of each kind, since every event only says that something can be read anew.
 */
const maxWaiting = 10_000;

/** Everything a `state` event can be about. */
const whatChanges = engineEventSchema.options.flatMap((option) =>
  'what' in option.shape ? option.shape.what.options : [],
);

export interface EventHub {
  emit(event: EngineEvent): void;
  /** Events from now on, until the signal aborts or the hub closes. */
  subscribe(signal?: AbortSignal): AsyncIterable<EngineEvent>;
  close(): void;
}

interface Subscriber {
  readonly waiting: EngineEvent[];
  wake: (() => void) | null;
  closed: boolean;
}

/** Hands the engine's events to any number of readers, each with its own bounded queue. */
export function createEventHub(now: () => string): EventHub {
  const subscribers = new Set<Subscriber>();
  let closed = false;

  const deliver = (to: Subscriber, event: EngineEvent): void => {
    if (to.waiting.length >= maxWaiting) {
      const at = now();
      const lookAgain = whatChanges.map((what): EngineEvent => ({
        event: 'state',
        what,
        at,
        code: 'events-missed',
      }));
      to.waiting.splice(0, to.waiting.length, ...lookAgain);
    }
    to.waiting.push(event);
    to.wake?.();
  };

  return {
    emit(event) {
      for (const subscriber of subscribers) deliver(subscriber, event);
    },
    async *subscribe(signal) {
      if (closed) return;
      const subscriber: Subscriber = { waiting: [], wake: null, closed: false };
      const stop = (): void => {
        subscriber.closed = true;
        subscriber.wake?.();
      };
      subscribers.add(subscriber);
      signal?.addEventListener('abort', stop, { once: true });
      try {
        for (;;) {
          const next = subscriber.waiting.shift();
          if (next !== undefined) {
            yield next;
            continue;
          }
          if (subscriber.closed || closed || signal?.aborted === true) return;
          await new Promise<void>((resolve) => {
            subscriber.wake = resolve;
          });
          subscriber.wake = null;
        }
      } finally {
        signal?.removeEventListener('abort', stop);
        subscribers.delete(subscriber);
      }
    },
    close() {
      closed = true;
      for (const subscriber of subscribers) subscriber.wake?.();
    },
  };
}
