import type { EngineEvent } from '../../../shared/contract/schemas.ts';
import type { Host } from './startHost.ts';

export interface SeenEvent {
  readonly event: EngineEvent;
  /** Monotonic time in the engine's process. */
  readonly at: number;
}

/** Listens to an engine's events. */
export interface EngineEvents {
  readonly all: readonly SeenEvent[];
  /** The first event from `from` on (an index of `all`) that satisfies, seen or still to come. */
  next(from: number, satisfies: (event: EngineEvent) => boolean, limitMs: number): Promise<SeenEvent>;
}

export function engineEvents(host: Host): EngineEvents {
  const all: SeenEvent[] = [];
  const listeners = new Set<() => void>();
  host.onEvent((event, at) => {
    all.push({ event: event as EngineEvent, at });
    for (const listener of listeners) listener();
  });
  return {
    all,
    next: (from, satisfies, limitMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`the engine did not tell within ${limitMs} ms`));
        }, limitMs);
        const look = (): void => {
          const found = all.slice(from).find(({ event }) => satisfies(event));
          if (found === undefined) return;
          listeners.delete(look);
          clearTimeout(timer);
          resolve(found);
        };
        listeners.add(look);
        look();
      }),
  };
}
