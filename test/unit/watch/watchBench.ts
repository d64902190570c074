import assert from 'node:assert/strict';
import { createWatch, type Watch, type WatchOptions } from '../../../electron/engine/watch/createWatch.ts';
import type { PathRules } from '../../../electron/engine/platform/pathKey.ts';
import type {
  KnownFile,
  Observation,
  WatchReport,
  WatchRoot,
} from '../../../electron/engine/watch/watchTypes.ts';
import { createFakeClock, type FakeClock } from './fakeClock.ts';
import { createFakeDisk, type FakeDisk } from './fakeDisk.ts';

/** A watch on a disk in memory, with a clock the test moves. */
export interface Bench {
  readonly clock: FakeClock;
  readonly disk: FakeDisk;
  readonly watch: Watch;
  readonly offers: Observation[];
  readonly gone: string[];
  readonly states: string[];
  readonly reports: WatchReport[];
  /** Starts the promise and moves the clock until it is through. */
  through<T>(work: Promise<T>): Promise<T>;
}

export function bench(
  options: Partial<WatchOptions> & {
    rules?: PathRules;
    watchesTrees?: boolean;
    known?: () => KnownFile[];
  } = {},
): Bench {
  const clock = createFakeClock();
  const disk = createFakeDisk(clock, options.rules ?? 'posix', options.watchesTrees ?? false);
  const offers: Observation[] = [];
  const gone: string[] = [];
  const states: string[] = [];
  const reports: WatchReport[] = [];
  const watch = createWatch({
    clock,
    disk,
    seed: options.known ?? (() => []),
    offer: (observation) => {
      offers.push(observation);
      return Promise.resolve('accepted');
    },
    onGone: (path) => gone.push(path),
    onRootState: (rootId, state, reason) => states.push([rootId, state, reason].filter(Boolean).join(' ')),
    onReport: (report) => reports.push(report),
    ...options,
  });
  const through = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const marked = work.finally(() => {
      done = true;
    });
    for (let i = 0; i < 2_000 && !done; i += 1) await clock.advance(5);
    assert.ok(done, 'it ends');
    return marked;
  };
  return { clock, disk, watch, offers, gone, states, reports, through };
}

export const local = (path = '/r', rootId = 'r'): WatchRoot => ({ rootId, path, kind: 'local' });
export const share = (path = '/r', rootId = 'r'): WatchRoot => ({ rootId, path, kind: 'share' });
export const paths = (offers: readonly Observation[]): string[] => offers.map(({ path }) => path);
