import {
  sameStamp,
  settleStep,
  type FileStamp,
  type OfferOutcome,
  type SettleInput,
  type SettleState,
  type SettleTimes,
} from './settle.ts';
import { createTimeQueue } from './timeQueue.ts';
import type { Look } from './scannerTypes.ts';
import type { Observation, WatchPhase, WatchReport } from './watchTypes.ts';
import { toEloError } from '../../../shared/domain/eloError.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';

/** What the settler needs. */
export interface SettlerOptions {
  readonly clock: Clock;
  readonly times: SettleTimes;
  /** Offers at work at one time, per root: a root whose files cannot be read holds up only itself. */
  readonly concurrency: number;
  /** Asks for looks, which come back through `observe`. `forced`: waiting files are to be offered at once. */
  readonly look: (rootId: string, paths: readonly string[], forced: boolean) => void;
  readonly offer: (observation: Observation) => Promise<OfferOutcome>;
  readonly onGone: (path: string, rootId: string) => void;
  readonly onReport: (report: WatchReport) => void;
}

/** Drives the state machine of every file that is not at rest. */
export interface Settler {
  /** Takes in what a scan saw. `forced`: someone asked for these looks. */
  observe(looks: readonly Look[], phase: WatchPhase, at: number, batchId: number, forced: boolean): void;
  /** Looks at every unrested file of a root now: it came back, or its scanner was replaced. */
  lookAgain(rootId: string): void;
  forget(rootId: string): void;
  pending(): string[];
  isPending(path: string): boolean;
  /** What lies there stands still and cannot be read; it is tried again for ever. */
  isUnreadable(path: string): boolean;
  /** Calls back after every change of what is pending. */
  onChange(listener: () => void): Stop;
  /** Ends; resolves when the offers at work are through. */
  stop(): Promise<void>;
}

interface Seen {
  readonly stamp: FileStamp;
  readonly observedAt: number;
  readonly observedOrder: number;
  readonly batchId: number;
  readonly phase: WatchPhase;
}

interface Entry {
  readonly path: string;
  readonly rootId: string;
  readonly kind: Observation['kind'];
  state: SettleState;
  /** The newest stamp, and the look that first saw it. */
  seen: Seen | null;
}

interface Line {
  readonly waiting: Map<string, Entry>;
  active: number;
}

/** A whole-second modification time of the last seconds may belong to a file system that keeps no finer ones (FAT: 2 s). */
const coarseWindowMs = 3_000;

export function createSettler(options: SettlerOptions): Settler {
  const { clock, times } = options;
  const entries = new Map<string, Entry>();
  const lines = new Map<string, Line>();
  const due = createTimeQueue<Entry>();
  const listeners = new Set<() => void>();
  const active = new Set<Promise<void>>();
  let order = 0;
  let wakeAt = Infinity;
  let stopWake: Stop | null = null;
  let stopped = false;

  function line(rootId: string): Line {
    let found = lines.get(rootId);
    if (found === undefined) lines.set(rootId, (found = { waiting: new Map(), active: 0 }));
    return found;
  }

  function isCoarse(stamp: FileStamp): boolean {
    const age = clock.now() - Number(stamp.mtimeNs / 1_000_000n);
    return stamp.mtimeNs % 1_000_000_000n === 0n && Math.abs(age) < coarseWindowMs;
  }

  function apply(entry: Entry, input: SettleInput): void {
    const { state, actions } = settleStep(entry.state, input, times);
    entry.state = state;
    const { path, rootId } = entry;
    for (const action of actions) {
      switch (action.do) {
        case 'lookAgain':
          due.add(action.at, entry);
          break;
        case 'offer':
          line(rootId).waiting.set(path, entry);
          break;
        case 'withdraw':
          line(rootId).waiting.delete(path);
          break;
        case 'announceGone':
          options.onGone(path, rootId);
          break;
        case 'report':
          options.onReport({ code: action.code, path, rootId });
      }
    }
    if (state === null) entries.delete(path);
  }

  /** After a batch: sets the timer, begins offers, tells listeners. */
  function settleUp(): void {
    if (stopped) return;
    for (const rootId of lines.keys()) beginOffers(rootId);
    const at = due.first();
    if (at !== wakeAt || stopWake === null) {
      stopWake?.();
      stopWake = null;
      wakeAt = at;
      if (at !== Infinity) stopWake = clock.after(Math.max(0, at - clock.monotonic()), wake);
    }
    for (const listener of listeners) listener();
  }

  function wake(): void {
    stopWake = null;
    wakeAt = Infinity;
    const now = clock.monotonic();
    const paths = new Map<string, string[]>();
    for (let next = due.take(now); next !== null; next = due.take(now)) {
      const { item: entry, at } = next;
      // Superseded times stay in the queue until they come up; only the one the state still waits for counts.
      if (entries.get(entry.path) !== entry || entry.state === null || !('lookAt' in entry.state)) continue;
      if (entry.state.lookAt !== at) continue;
      const batch = paths.get(entry.rootId);
      if (batch === undefined) paths.set(entry.rootId, [entry.path]);
      else batch.push(entry.path);
    }
    for (const [rootId, batch] of paths) options.look(rootId, batch, false);
    settleUp();
  }

  function beginOffers(rootId: string): void {
    const { waiting } = line(rootId);
    while (line(rootId).active < options.concurrency) {
      const next = waiting.entries().next();
      if (next.done === true) return;
      const [path, entry] = next.value;
      waiting.delete(path);
      if (entry.seen === null) continue;
      apply(entry, { on: 'started', now: clock.monotonic() });
      const work = offer(entry, entry.seen);
      active.add(work);
      void work.finally(() => active.delete(work));
    }
  }

  async function offer(entry: Entry, seen: Seen): Promise<void> {
    const { path, rootId, kind } = entry;
    const { stamp, ...when } = seen;
    line(rootId).active += 1;
    let outcome: OfferOutcome;
    try {
      outcome = await options.offer({ path, rootId, kind, ...stamp, ...when });
    } catch (error) {
      outcome = 'busy';
      options.onReport({ code: 'offer-failed', path, rootId, detail: toEloError(error).code });
    }
    line(rootId).active -= 1;
    if (stopped || entries.get(path) !== entry) return;
    apply(entry, { on: 'outcome', now: clock.monotonic(), outcome, coarse: isCoarse(stamp) });
    settleUp();
  }

  function reportBackup(look: Look): void {
    const { path, rootId } = look;
    if (look.saw === 'file') {
      const { size, mtimeNs } = look.stamp;
      options.onReport({ code: 'backup-seen', path, rootId, size, mtimeNs });
    } else if (look.saw === 'nothing') options.onReport({ code: 'backup-gone', path, rootId });
  }

  function observeOne(look: Look, when: Omit<Seen, 'stamp' | 'observedOrder'>, forced: boolean): void {
    const { path, rootId, kind } = look;
    if (kind === 'backup') return reportBackup(look);
    let entry = entries.get(path);
    if (entry === undefined) {
      // Nothing known, nothing there: not worth an entry.
      if (look.saw === 'nothing' && !look.known) return;
      entries.set(path, (entry = { path, rootId, kind, state: null, seen: null }));
    }
    const now = clock.monotonic();
    switch (look.saw) {
      case 'nothing':
        return apply(entry, { on: 'gone', now, known: look.known });
      case 'busy':
        return apply(entry, { on: 'busy', now });
      case 'file': {
        const { stamp, known } = look;
        if (entry.seen === null || !sameStamp(entry.seen.stamp, stamp)) {
          entry.seen = { stamp, ...when, observedOrder: (order += 1) };
        }
        apply(entry, { on: 'look', now, stamp, known, forced });
      }
    }
  }

  return {
    observe(looks, phase, at, batchId, forced) {
      if (stopped) return;
      const when = { phase, observedAt: at, batchId };
      for (const look of looks) observeOne(look, when, forced);
      settleUp();
    },
    lookAgain(rootId) {
      const paths = [...entries.values()]
        .filter((entry) => entry.rootId === rootId)
        .map((entry) => entry.path);
      if (paths.length > 0) options.look(rootId, paths, true);
    },
    forget(rootId) {
      for (const entry of entries.values()) if (entry.rootId === rootId) entries.delete(entry.path);
      line(rootId).waiting.clear();
      settleUp();
    },
    pending: () => [...entries.values()].filter(isUnrested).map((entry) => entry.path),
    isPending: (path) => {
      const entry = entries.get(path);
      return entry !== undefined && isUnrested(entry);
    },
    isUnreadable: (path) => entries.get(path)?.state?.unreadable === true,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopped = true;
      stopWake?.();
      due.clear();
      await Promise.all(active);
    },
  };
}

/** A file that only waits for its second of coarse times to pass has been kept already. */
function isUnrested({ state }: Entry): boolean {
  return state !== null && !(state.at === 'waiting' && state.why === 'coarse-times');
}
