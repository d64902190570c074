import { createInlineScanner } from './inlineScanner.ts';
import { isInside, isUncPath, pathKey, pathRulesOf, tidyPath } from '../platform/pathKey.ts';
import { createRootKeeper, scanTimes, type ScanTimes } from './rootKeeper.ts';
import { createSettler } from './settler.ts';
import { settleTimes, type OfferOutcome, type SettleTimes } from './settle.ts';
import { createWorkerScanner } from './workerScanner.ts';
import type { WatchDisk } from './watchDisk.ts';
import type {
  KnownFile,
  Observation,
  RootChecked,
  RootState,
  RootStatus,
  WatchReport,
  WatchRoot,
} from './watchTypes.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

/** What watching needs from the engine. */
export interface WatchOptions {
  readonly clock: Clock;
  /** Scans run inline on this disk and the clock above (simulation, tests). Absent: worker threads on the machine's disk. */
  readonly disk?: WatchDisk;
  /**
   * The files as last kept, so that an unchanged start reads none. Asked for again when a scanner must be replaced.
   * Files a reader rejected belong in it, too, or they are offered again at every start.
   */
  readonly seed: () => Iterable<KnownFile>;
  /** Reads and keeps a file that stands still. What it throws counts as `busy`. */
  readonly offer: (observation: Observation) => Promise<OfferOutcome>;
  /** A known file is gone (not: its root). Deleted, or renamed and offered under its new name before. */
  readonly onGone: (path: string, rootId: string) => void;
  readonly onRootState: (rootId: string, state: RootState, reason?: string) => void;
  readonly onReport?: (report: WatchReport) => void;
  /** After every full scan of a root. */
  readonly onChecked?: (checked: RootChecked) => void;
  /** Offers at work at one time, per root. Default 2: one reads while the other is hashed. */
  readonly concurrency?: number;
  readonly settle?: Partial<SettleTimes>;
  readonly scans?: Partial<ScanTimes>;
}

/** A running watch over any number of roots. */
export interface Watch {
  /** Resolves when all roots are checked once against the seed and watched, or found to be unreachable for now. */
  start(roots: readonly WatchRoot[]): Promise<{ readonly filesChecked: number }>;
  /** Resolves like `start`. Throws `root-already-watched`. */
  addRoot(root: WatchRoot): Promise<void>;
  removeRoot(rootId: string): void;
  /** Scans all roots in full; resolves when that is done. */
  reconcile(reason: 'wake' | 'error' | 'timer' | 'asked'): Promise<void>;
  /** A hint: look at this file, or at this folder and what is new in it. */
  lookAt(path: string): void;
  /** Files that are being settled or offered; with a path, that one alone. */
  pending(path?: string): string[];
  /**
   * Looks at these files (absent: at everything) and waits until they are at rest; false when that took too long, and,
   * unless `patient`, as soon as it is known that what lies at one of these paths cannot be read. To be patient is for
   * files that were whole before: a program that pauses in the middle of saving is no fault.
   */
  settled(paths: readonly string[] | undefined, timeoutMs: number, patient?: boolean): Promise<boolean>;
  states(): RootStatus[];
  /** Ends watching; resolves when offers at work are through. */
  stop(): Promise<void>;
}

/** A root that does not answer at start (a share that is off) holds up the others no longer than this. */
const startWaitMs = 10_000;

/** Watches folders for saved files: events and scans say where to look, settling says when, the caller keeps. Reads only. */
export function createWatch(options: WatchOptions): Watch {
  const { clock, disk, onReport = () => {} } = options;
  const rules = disk?.rules ?? pathRulesOf(process.platform);
  let batches = 0;
  let stopped = false;

  const keeper = createRootKeeper({
    clock,
    rules,
    times: { ...scanTimes, ...options.scans },
    makeScanner: (answer, onDied) =>
      disk === undefined
        ? createWorkerScanner(clock, answer, onDied)
        : createInlineScanner(disk, clock, answer),
    seed: options.seed,
    onSeen: (looks, phase, at, forced) => settler.observe(looks, phase, at, (batches += 1), forced),
    onReturned: (rootId) => settler.lookAgain(rootId),
    onState: options.onRootState,
    onChecked: (checked) => {
      // A look that a root which was away for a moment never answered would be waited for for ever, and the scan finds
      // nothing new in a file it has seen: what is still unsettled is looked at after every full scan.
      if (checked.state !== 'suspended') settler.lookAgain(checked.rootId);
      options.onChecked?.(checked);
    },
    onReport,
  });
  const settler = createSettler({
    clock,
    times: { ...settleTimes, ...options.settle },
    concurrency: options.concurrency ?? 2,
    look: (rootId, paths, forced) => keeper.look(rootId, paths, forced),
    offer: options.offer,
    onGone: options.onGone,
    onReport,
  });

  async function add(given: WatchRoot): Promise<void> {
    const path = tidyPath(given.path, rules);
    const root: WatchRoot = {
      ...given,
      path,
      kind: isUncPath(given.path) && rules === 'windows' ? 'share' : given.kind,
    };
    for (const known of keeper.statuses()) {
      if (known.rootId === root.rootId || pathKey(known.path, rules) === pathKey(path, rules)) {
        throw new EloError('root-already-watched', 'this folder is watched already');
      }
    }
    await within(startWaitMs, keeper.add(root));
  }

  async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
    let cancel = (): void => {};
    const late = new Promise<boolean>((resolve) => {
      cancel = clock.after(ms, () => resolve(false));
    });
    try {
      return await Promise.race([work.then(() => true), late]);
    } finally {
      cancel();
    }
  }

  function look(path: string): void {
    const tidy = tidyPath(path, rules);
    const root = keeper.rootOf(tidy);
    if (root === null) return;
    keeper.look(root.rootId, [tidy], true);
    keeper.hint(root.rootId, tidy);
  }

  function atRest(paths: readonly string[] | undefined, patient: boolean): Promise<void> {
    const through = (): boolean =>
      stopped ||
      (paths === undefined
        ? settler.pending().length === 0
        : !paths.some((path) => settler.isPending(path) && (patient || !settler.isUnreadable(path))));
    return new Promise((resolve) => {
      if (through()) return resolve();
      const off = settler.onChange(() => {
        if (!through()) return;
        off();
        resolve();
      });
    });
  }

  return {
    async start(roots) {
      await Promise.all(roots.map(add));
      return { filesChecked: keeper.statuses().reduce((sum, { files }) => sum + files, 0) };
    },
    addRoot: add,
    removeRoot(rootId) {
      keeper.remove(rootId);
      settler.forget(rootId);
    },
    async reconcile() {
      await Promise.all(keeper.statuses().map(({ rootId }) => keeper.scan(rootId)));
    },
    lookAt: look,
    pending: (path) =>
      path === undefined
        ? settler.pending()
        : settler.isPending(tidyPath(path, rules))
          ? [tidyPath(path, rules)]
          : [],
    async settled(paths, timeoutMs, patient = false) {
      const tidy = paths?.map((path) => tidyPath(path, rules));
      const scanned = keeper
        .statuses()
        .filter((root) => tidy === undefined || tidy.some((path) => isInside(root.path, path, rules)))
        .map(({ rootId }) => keeper.scan(rootId));
      const rested = await within(
        timeoutMs,
        Promise.all(scanned).then(() => atRest(tidy, patient)),
      );
      return rested && !(tidy ?? []).some((path) => settler.isUnreadable(path));
    },
    states: () => keeper.statuses(),
    async stop() {
      stopped = true;
      await keeper.stop();
      await settler.stop();
    },
  };
}
