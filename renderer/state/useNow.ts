import { useSyncExternalStore } from 'react';

/** "há 3 min" changes with the minute; looked at twice as often so that it is never a whole minute late. */
const everyMs = 30_000;

let now = Date.now();
const listeners = new Set<() => void>();
let timer: number | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    now = Date.now();
    timer = window.setInterval(() => {
      now = Date.now();
      for (const told of listeners) told();
    }, everyMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    window.clearInterval(timer);
    timer = null;
  };
}

/** The time, in Unix milliseconds, fresh enough for "há 3 min". */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
