import type { Clock } from '../../shared/domain/clock.ts';
import type { WatchPort } from './environments/ports.ts';
import type { Keeping } from './keeping.ts';

/** The watcher as the acts see it. */
export function createWatchPort(keeping: Keeping, clock: Clock): WatchPort {
  return {
    lookNow: (timeoutMs) =>
      Promise.race([
        keeping.watch.reconcile('asked'),
        new Promise<void>((resolve) => {
          clock.after(timeoutMs, resolve);
        }),
      ]),
    pendingListings: () => keeping.watch.pending().filter((path) => path.toLowerCase().endsWith('.xml')),
    settled: (paths, timeoutMs, patient) =>
      paths.length === 0 ? Promise.resolve(true) : keeping.watch.settled(paths, timeoutMs, patient),
    unreadable: (path) => keeping.unreadable(path),
    watches: (path) => keeping.watches(path),
  };
}
