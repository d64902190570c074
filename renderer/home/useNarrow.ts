import { useSyncExternalStore } from 'react';

/** The width at which the frame drops the names of its places, too. */
const query = window.matchMedia('(max-width: 800px)');

const subscribe = (listener: () => void): (() => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether the window is as narrow as a 1366-pixel screen is at 200 % zoom. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
