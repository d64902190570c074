import { isInside, type PathRules } from '../platform/pathKey.ts';
import { joinPath, tidyPathKey } from './folderTable.ts';
import { packKnownFiles } from './knownFilesWire.ts';
import type { Look, Scanner, ScannerAnswer } from './scannerTypes.ts';
import type {
  KnownFile,
  RootChecked,
  RootState,
  RootStatus,
  WatchPhase,
  WatchReport,
  WatchRoot,
} from './watchTypes.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';

/** How often roots are scanned, in monotonic milliseconds. */
export interface ScanTimes {
  /** Watched roots: what events missed is found after this long. Default 30,000. */
  readonly reconcileMs: number;
  /** Shares: the only way anything is found. Default 60,000. */
  readonly shareMs: number;
  /** Local roots without watches. Default 10,000: 10,000 files cost 40 ms, so 0.4 % of a core. */
  readonly pollMs: number;
  /** Lost roots: asking whether one is back costs one call of the system. Default 5,000. */
  readonly suspendedMs: number;
  /** A thread that stays in one piece of work this long hangs in the system. Default 30,000: SMB answers or gives up by then. */
  readonly stuckMs: number;
}

export const scanTimes: ScanTimes = {
  reconcileMs: 30_000,
  shareMs: 60_000,
  pollMs: 10_000,
  suspendedMs: 5_000,
  stuckMs: 30_000,
};

/** Scanning takes at most a hundredth of the time, whatever the size of the root. */
const scanShare = 100;

/** A look at many files is asked for in pieces, so that a slow share shows signs of life in between. */
const looksPerCommand = 500;

/** The first pause before a thread that died is replaced; doubles up to a minute. */
const respawnMs = 1_000;
const respawnCapMs = 60_000;

/** What the keeper needs. */
export interface RootKeeperOptions {
  readonly clock: Clock;
  readonly rules: PathRules;
  readonly times: ScanTimes;
  readonly makeScanner: (answer: (answer: ScannerAnswer) => void, onDied: (code: string) => void) => Scanner;
  /** The files the ledger knows, asked for whenever a root is added or its scanner replaced. */
  readonly seed: () => Iterable<KnownFile>;
  readonly onSeen: (looks: readonly Look[], phase: WatchPhase, at: number, forced: boolean) => void;
  /** The root is back or its scanner is new: what is not at rest in it must be looked at. */
  readonly onReturned: (rootId: string) => void;
  readonly onState: (rootId: string, state: RootState, reason?: string) => void;
  readonly onChecked: (checked: RootChecked) => void;
  readonly onReport: (report: WatchReport) => void;
}

/** Keeps roots scanned: spreads them over scanners, times the scans, notices lost roots and hanging threads. */
export interface RootKeeper {
  /** Resolves when the root was checked once, or cannot be for now (`suspended`). */
  add(root: WatchRoot): Promise<void>;
  remove(rootId: string): void;
  /** Resolves when a scan that began after this call is through; at once where the root's thread hangs. */
  scan(rootId: string): Promise<void>;
  look(rootId: string, paths: readonly string[], forced: boolean): void;
  hint(rootId: string, path: string): void;
  /** The root that answers for a path: the innermost that holds it. */
  rootOf(path: string): WatchRoot | null;
  statuses(): RootStatus[];
  stop(): Promise<void>;
}

interface Lane {
  scanner: Scanner;
  readonly roots: Set<string>;
  /** Whether further local roots may join. */
  shared: boolean;
  deaths: number;
}

interface Job {
  readonly id: number;
  readonly askedAt: number;
  readonly done: (() => void)[];
}

interface Kept {
  readonly root: WatchRoot;
  /** What the key of every path in the root begins with. */
  readonly inside: string;
  lane: Lane;
  state: RootState;
  reason: string | null;
  files: number;
  /** Whether it was ever checked: only what comes after can be news. */
  checked: boolean;
  job: Job | null;
  /** Callers whose scan must begin after the one that runs. */
  again: (() => void)[] | null;
  timer: Stop | null;
}

export function createRootKeeper(options: RootKeeperOptions): RootKeeper {
  const { clock, rules, times } = options;
  const roots = new Map<string, Kept>();
  const lanes = new Set<Lane>();
  const forcedLooks = new Set<number>();
  let jobs = 0;
  let stopped = false;
  let stopWatchdog: Stop | null = null;

  function newLane(shared: boolean): Lane {
    const lane: Lane = { scanner: spawn(() => lane), roots: new Set(), shared, deaths: 0 };
    lanes.add(lane);
    return lane;
  }

  function spawn(lane: () => Lane): Scanner {
    const scanner = options.makeScanner(
      (answer) => {
        if (!stopped && lane().scanner === scanner) onAnswer(lane(), answer);
      },
      (code) => {
        if (!stopped && lane().scanner === scanner) onDied(lane(), code);
      },
    );
    return scanner;
  }

  function laneFor(root: WatchRoot): Lane {
    // Each share has a thread of its own, since one that does not answer blocks its thread; local roots have one together.
    if (root.kind === 'share') return newLane(false);
    return [...lanes].find((lane) => lane.shared) ?? newLane(true);
  }

  function innerRoots(outer: WatchRoot): string[] {
    return [...roots.values()]
      .map(({ root }) => root.path)
      .filter((path) => isInside(outer.path, path, rules));
  }

  function tellExclusions(): void {
    for (const { root, lane } of roots.values()) {
      lane.scanner.command({ do: 'exclude', rootId: root.rootId, folders: innerRoots(root) });
    }
  }

  function rootOf(path: string): WatchRoot | null {
    const key = tidyPathKey(path, rules);
    let best: Kept | null = null;
    for (const kept of roots.values()) {
      if (
        key.startsWith(kept.inside) &&
        key.length > kept.inside.length &&
        (best === null || kept.inside.length > best.inside.length)
      )
        best = kept;
    }
    return best?.root ?? null;
  }

  function newJob(kept: Kept, done: (() => void)[]): number {
    jobs += 1;
    kept.timer?.();
    kept.timer = null;
    kept.job = { id: jobs, askedAt: clock.monotonic(), done };
    return jobs;
  }

  function addToScanner(kept: Kept, done: (() => void)[]): void {
    const { root, lane } = kept;
    const job = newJob(kept, done);
    const phase = kept.checked ? 'reconcile' : 'start';
    lane.scanner.command({
      do: 'add-root',
      job,
      root,
      known: packKnownFiles(options.seed(), rules, ({ path }) => rootOf(path)?.rootId === root.rootId),
      exclude: innerRoots(root),
      phase,
    });
  }

  function startScan(kept: Kept, done: (() => void)[]): void {
    const phase = kept.checked ? 'reconcile' : 'start';
    const job = newJob(kept, done);
    kept.lane.scanner.command({ do: 'scan', job, rootId: kept.root.rootId, phase });
  }

  function request(kept: Kept, done: () => void): void {
    if (kept.job === null) startScan(kept, [done]);
    else if (kept.reason === 'not-answering') done();
    else (kept.again ??= []).push(done);
  }

  function setState(kept: Kept, state: RootState, reason: string | null, files: number): void {
    const changed = kept.state !== state || kept.reason !== reason;
    const returned = kept.checked && kept.state === 'suspended' && state !== 'suspended';
    Object.assign(kept, { state, reason, files });
    if (changed) {
      if (reason === null) options.onState(kept.root.rootId, state);
      else options.onState(kept.root.rootId, state, reason);
    }
    if (returned) options.onReturned(kept.root.rootId);
  }

  function schedule(kept: Kept, tookMs: number): void {
    const { state, root } = kept;
    const pause =
      state === 'suspended'
        ? times.suspendedMs
        : state === 'watching'
          ? times.reconcileMs
          : root.kind === 'share'
            ? times.shareMs
            : times.pollMs;
    kept.timer?.();
    kept.timer = clock.after(Math.max(pause, tookMs * scanShare), () => {
      kept.timer = null;
      if (kept.job === null) startScan(kept, []);
    });
  }

  function onAnswer(lane: Lane, answer: ScannerAnswer): void {
    switch (answer.tell) {
      case 'report':
        options.onReport(answer.report);
        return;
      case 'looked':
        options.onSeen(answer.looks, 'live', answer.at, forcedLooks.delete(answer.job));
        return;
      case 'seen':
        // A thread that hung may still tell of roots that were moved away from it.
        if (lane.roots.has(answer.rootId)) options.onSeen(answer.looks, answer.phase, answer.at, false);
        return;
      case 'root':
      case 'needs-scan':
      case 'checked': {
        const kept = roots.get(answer.rootId);
        if (kept === undefined || !lane.roots.has(answer.rootId)) return;
        if (answer.tell === 'needs-scan') request(kept, () => {});
        else if (answer.tell === 'root') {
          setState(kept, answer.state, answer.reason, answer.files);
          if (kept.job === null) schedule(kept, 0);
        } else onChecked(kept, answer);
      }
    }
  }

  function onChecked(kept: Kept, answer: Extract<ScannerAnswer, { readonly tell: 'checked' }>): void {
    const { job } = kept;
    if (job?.id !== answer.job) return;
    const { rootId, phase, state, reason, files, folders } = answer;
    const tookMs = clock.monotonic() - job.askedAt;
    kept.job = null;
    kept.lane.deaths = 0;
    setState(kept, state, reason, files);
    kept.checked ||= state !== 'suspended';
    options.onChecked({ rootId, phase, state, files, folders, tookMs });
    const { again } = kept;
    kept.again = null;
    if (again === null) schedule(kept, tookMs);
    else startScan(kept, again);
    for (const done of job.done) done();
  }

  /** The thread ended by itself: the table it held is made anew from the ledger. */
  function onDied(lane: Lane, code: string): void {
    const pause = Math.min(respawnMs * 2 ** Math.min(lane.deaths, 20), respawnCapMs);
    lane.deaths += 1;
    for (const rootId of lane.roots) options.onReport({ code: 'scanner-replaced', rootId, detail: code });
    clock.after(pause, () => {
      if (stopped || !lanes.has(lane)) return;
      lane.scanner = spawn(() => lane);
      for (const rootId of lane.roots) moveTo(lane, rootId);
    });
  }

  function moveTo(lane: Lane, rootId: string): void {
    const kept = roots.get(rootId);
    if (kept === undefined) return;
    const done = [...(kept.job?.done ?? []), ...(kept.again ?? [])];
    kept.again = null;
    kept.lane = lane;
    lane.roots.add(rootId);
    addToScanner(kept, done);
    options.onReturned(rootId);
  }

  /** A thread that hangs in the system cannot be ended. It keeps the root it hangs on; the others move to a new one. */
  function onStuck(lane: Lane, rootId: string): void {
    const kept = roots.get(rootId);
    if (kept === undefined || kept.reason === 'not-answering') return;
    setState(kept, 'suspended', 'not-answering', kept.files);
    const done = [...(kept.job?.done ?? []), ...(kept.again ?? [])];
    kept.again = null;
    // Asked now, answered when it comes back to life: that is how its return is noticed.
    if (kept.job === null) startScan(kept, []);
    else kept.job = { ...kept.job, done: [] };
    for (const run of done) run();
    // Nothing else may be put behind it.
    lane.shared = false;
    const others = [...lane.roots].filter((other) => other !== rootId);
    if (others.length === 0) return;
    const next = newLane(true);
    for (const other of others) {
      lane.roots.delete(other);
      lane.scanner.command({ do: 'remove-root', rootId: other });
      options.onReport({ code: 'scanner-replaced', rootId: other, detail: 'not-answering' });
      moveTo(next, other);
    }
  }

  function watchdog(): void {
    for (const lane of lanes) {
      const stuck = lane.scanner.stuck();
      if (stuck !== null && stuck.forMs >= times.stuckMs) onStuck(lane, stuck.rootId);
    }
    stopWatchdog = clock.after(Math.max(1, times.stuckMs / 4), watchdog);
  }

  stopWatchdog = clock.after(Math.max(1, times.stuckMs / 4), watchdog);

  return {
    async add(root) {
      const lane = laneFor(root);
      lane.roots.add(root.rootId);
      const kept: Kept = {
        root,
        inside: joinPath(tidyPathKey(root.path, rules), '', rules),
        lane,
        state: 'suspended',
        reason: 'not-checked',
        files: 0,
        checked: false,
        job: null,
        again: null,
        timer: null,
      };
      roots.set(root.rootId, kept);
      tellExclusions();
      await new Promise<void>((resolve) => addToScanner(kept, [resolve]));
    },
    remove(rootId) {
      const kept = roots.get(rootId);
      if (kept === undefined) return;
      roots.delete(rootId);
      kept.timer?.();
      const { lane } = kept;
      lane.roots.delete(rootId);
      if (lane.roots.size === 0) {
        lanes.delete(lane);
        void lane.scanner.close();
      } else lane.scanner.command({ do: 'remove-root', rootId });
      tellExclusions();
      for (const done of [...(kept.job?.done ?? []), ...(kept.again ?? [])]) done();
    },
    async scan(rootId) {
      const kept = roots.get(rootId);
      if (kept !== undefined) await new Promise<void>((resolve) => request(kept, resolve));
    },
    look(rootId, paths, forced) {
      const kept = roots.get(rootId);
      if (kept === undefined) return;
      for (let i = 0; i < paths.length; i += looksPerCommand) {
        jobs += 1;
        if (forced) forcedLooks.add(jobs);
        kept.lane.scanner.command({
          do: 'look',
          job: jobs,
          rootId,
          paths: paths.slice(i, i + looksPerCommand),
        });
      }
    },
    hint: (rootId, path) => roots.get(rootId)?.lane.scanner.command({ do: 'hint', rootId, path }),
    rootOf,
    statuses: () =>
      [...roots.values()].map(({ root, state, reason, files }) => ({
        rootId: root.rootId,
        path: root.path,
        state,
        files,
        reason: reason ?? undefined,
      })),
    async stop() {
      stopped = true;
      stopWatchdog?.();
      for (const kept of roots.values()) {
        kept.timer?.();
        for (const done of [...(kept.job?.done ?? []), ...(kept.again ?? [])]) done();
      }
      const open = [...lanes].map((lane) => lane.scanner.close());
      roots.clear();
      lanes.clear();
      await Promise.all(open);
    },
  };
}
