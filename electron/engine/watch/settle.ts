/** What tells one content of a file from the next without reading it. Times in nanoseconds since 1970. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
}

/**
 * What became of an offered file: `accepted` and `identical` are kept, `rejected` is not one of ours,
 * `incomplete` and `busy` are offered again later, `gone` vanished before it could be read.
 */
export type OfferOutcome = 'accepted' | 'identical' | 'incomplete' | 'busy' | 'gone' | 'rejected';

/**
 * Told once when a file has not come to rest for long, and once more when it has (`recovered`). `unreadable`: what lies
 * there stands still and came out incomplete each time; `being-written`: that content is gone, so the word about it is over.
 */
export type SettleReport =
  'still-changing' | 'still-incomplete' | 'still-busy' | 'unreadable' | 'being-written' | 'recovered';

/** Durations in monotonic milliseconds. */
export interface SettleTimes {
  /** How long size and times must stand still. Default 32: two ticks of Windows' coarsest timer (15.6 ms), three of Linux's. */
  readonly settleMs: number;
  /** A file that came out incomplete must stand still longer each time, at most this long. Default 1,000. */
  readonly settleCapMs: number;
  /** How long a vanished file may stay away and still count as changed. Default 1,000: slow editors pause 200 ms, antivirus longer. */
  readonly goneMs: number;
  /** First pause before an incomplete or locked file is offered again; doubles. Default 50. */
  readonly retryMs: number;
  /** Longest pause in the first two minutes. Default 5,000. */
  readonly retryCapMs: number;
  /** Longest pause after that: for ever, since nothing is given up. Default 60,000. */
  readonly retrySlowCapMs: number;
  /** After this long without rest the file is reported. Default 30,000. */
  readonly reportMs: number;
  /**
   * A content that stood still so long and still comes out incomplete is no pause in the writing. Default 1,500: by then
   * it was read six times; programs that save pause 200 ms between two parts, on slow disks a second.
   */
  readonly unreadableMs: number;
  /** A file system that keeps whole or even seconds only (FAT) shows a second change after this long. Default 2,500. */
  readonly coarseMs: number;
}

/** The defaults, each with its reason at its field. */
export const settleTimes: SettleTimes = {
  settleMs: 32,
  settleCapMs: 1_000,
  goneMs: 1_000,
  retryMs: 50,
  retryCapMs: 5_000,
  retrySlowCapMs: 60_000,
  reportMs: 30_000,
  unreadableMs: 1_500,
  coarseMs: 2_500,
};

/** After this long the slow pause applies: virus scanners and copies are through by then. */
const slowAfterMs = 120_000;

interface Common {
  /** When the present unrest began. */
  readonly since: number;
  /** Offers that came out incomplete or busy since then. */
  readonly tries: number;
  /** Whether the file was known before, so that its going is worth telling. */
  readonly known: boolean;
  /** Whether the unrest was reported. */
  readonly told: boolean;
  /** When the present content was first seen. */
  readonly stillSince: number;
  /** Whether the present content was reported as unreadable. */
  readonly unreadable: boolean;
}

/** Where a path stands; null: at rest, nothing to do. */
export type SettleState =
  | null
  | (Common & {
      readonly at: 'settling';
      readonly stamp: FileStamp;
      readonly lookAt: number;
    })
  | (Common & { readonly at: 'queued'; readonly stamp: FileStamp })
  | (Common & {
      readonly at: 'offering';
      readonly stamp: FileStamp;
      readonly next: FileStamp | 'gone' | null;
    })
  | (Common & {
      readonly at: 'waiting';
      readonly stamp: FileStamp | null;
      readonly why: 'incomplete' | 'busy' | 'coarse-times';
      readonly lookAt: number;
    })
  | (Common & { readonly at: 'missing'; readonly lookAt: number });

/** What happened; `now` is the monotonic clock. */
export type SettleInput =
  | {
      readonly on: 'look';
      readonly now: number;
      readonly stamp: FileStamp;
      /** Whether the file was known before this look; matters only for a path at rest. */
      readonly known: boolean;
      /** Someone asked for this look: a waiting file is offered although its time has not come. */
      readonly forced?: boolean;
    }
  | { readonly on: 'gone'; readonly now: number; readonly known: boolean }
  /** The file is there and could not even be looked at (lock, rights, its root away). */
  | { readonly on: 'busy'; readonly now: number }
  /** The queued offer begins. */
  | { readonly on: 'started'; readonly now: number }
  /** `coarse`: its modification time is of this moment and in whole seconds, so a change right after would not show. */
  | {
      readonly on: 'outcome';
      readonly now: number;
      readonly outcome: OfferOutcome;
      readonly coarse?: boolean;
    };

/** What is to be done, in order. */
export type SettleAction =
  | { readonly do: 'lookAgain'; readonly at: number }
  | { readonly do: 'offer'; readonly stamp: FileStamp }
  /** A queued offer that has not begun is taken back: the file changed. */
  | { readonly do: 'withdraw' }
  | { readonly do: 'announceGone' }
  | { readonly do: 'report'; readonly code: SettleReport };

/** The next state and what to do about it. */
export interface SettleStep {
  readonly state: SettleState;
  readonly actions: readonly SettleAction[];
}

type Live = Exclude<SettleState, null>;

/** Whether two looks saw the same content as far as looks can tell. */
export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino;
}

const fresh = (now: number, known: boolean): Common => ({
  since: now,
  tries: 0,
  known,
  told: false,
  stillSince: now,
  unreadable: false,
});
const common = (s: Common): Common => ({
  since: s.since,
  tries: s.tries,
  known: s.known,
  told: s.told,
  stillSince: s.stillSince,
  unreadable: s.unreadable,
});

function neededStillness(tries: number, times: SettleTimes): number {
  return Math.min(times.settleMs * 2 ** Math.min(tries, 20), Math.max(times.settleMs, times.settleCapMs));
}

/** A file that never rests is looked at less and less often, down to once a second; each look is as long as a twentieth of the unrest. */
function lookGap(s: Common, now: number, times: SettleTimes): number {
  return Math.max(neededStillness(s.tries, times), Math.min((now - s.since) / 20, 1_000));
}

function tell(
  s: Common,
  now: number,
  code: SettleReport,
  times: SettleTimes,
  actions: SettleAction[],
): Common {
  if (s.told || now - s.since < times.reportMs) return common(s);
  actions.push({ do: 'report', code });
  // what was told of is known: that it is gone must be told, too
  return { ...common(s), told: true, known: true };
}

/** The content that could not be read is not there any more: another one comes, and a new unrest begins. */
function otherContent(s: Common, now: number, actions: SettleAction[]): Common {
  if (!s.unreadable) return s;
  actions.push({ do: 'report', code: 'being-written' });
  return fresh(now, s.known);
}

function atRest(s: Common, actions: SettleAction[]): SettleStep {
  if (s.told || s.unreadable) actions.push({ do: 'report', code: 'recovered' });
  return { state: null, actions };
}

function settling(
  s: Common,
  stamp: FileStamp,
  now: number,
  times: SettleTimes,
  actions: SettleAction[],
): SettleStep {
  const unrest = otherContent(s, now, actions);
  const lookAt = now + lookGap(unrest, now, times);
  const told = tell(unrest, now, 'still-changing', times, actions);
  actions.push({ do: 'lookAgain', at: lookAt });
  return { state: { ...told, at: 'settling', stamp, stillSince: now, lookAt }, actions };
}

function waiting(
  s: Common,
  stamp: FileStamp | null,
  why: 'incomplete' | 'busy',
  now: number,
  times: SettleTimes,
  actions: SettleAction[],
): SettleStep {
  const cap = now - s.since < slowAfterMs ? times.retryCapMs : times.retrySlowCapMs;
  const lookAt = now + Math.min(times.retryMs * 2 ** Math.min(s.tries, 20), cap);
  const told =
    why === 'busy'
      ? tell(s, now, 'still-busy', times, actions)
      : now - s.stillSince >= times.unreadableMs
        ? cannotBeRead(s, actions)
        : tell(s, now, 'still-incomplete', times, actions);
  actions.push({ do: 'lookAgain', at: lookAt });
  return { state: { ...told, tries: s.tries + 1, at: 'waiting', stamp, why, lookAt }, actions };
}

function cannotBeRead(s: Common, actions: SettleAction[]): Common {
  if (!s.unreadable) actions.push({ do: 'report', code: 'unreadable' });
  return { ...common(s), unreadable: true, known: true };
}

function missing(s: Common, now: number, times: SettleTimes, actions: SettleAction[]): SettleStep {
  if (!s.known) return atRest(s, actions);
  const unrest = otherContent(s, now, actions);
  const lookAt = now + times.goneMs;
  actions.push({ do: 'lookAgain', at: lookAt });
  return { state: { ...common(unrest), at: 'missing', lookAt }, actions };
}

function offer(s: Common, stamp: FileStamp, actions: SettleAction[]): SettleStep {
  actions.push({ do: 'offer', stamp });
  return { state: { ...common(s), at: 'queued', stamp }, actions };
}

function onLook(state: Live, stamp: FileStamp, now: number, forced: boolean, times: SettleTimes): SettleStep {
  const actions: SettleAction[] = [];
  if (state.at === 'missing') return settling(fresh(now, state.known), stamp, now, times, actions);
  const same = state.stamp !== null && sameStamp(state.stamp, stamp);
  if (state.at === 'offering') {
    // Once a change was seen, even a look that equals the offered stamp again leads to a new offer: it may be stale.
    return { state: same && state.next === null ? state : { ...state, next: stamp }, actions };
  }
  if (!same) {
    if (state.at === 'queued') actions.push({ do: 'withdraw' });
    const kept = state.at === 'waiting' && state.why === 'coarse-times';
    return settling(kept ? fresh(now, state.known) : state, stamp, now, times, actions);
  }
  // A look before its time (another file of the folder changed) decides nothing: the one that is due still comes.
  const rested = state.at === 'settling' && now >= state.stillSince + neededStillness(state.tries, times);
  const dueAgain = state.at === 'waiting' && (forced || now >= state.lookAt);
  return rested || dueAgain ? offer(state, stamp, actions) : { state, actions };
}

function onGone(state: Live, now: number, times: SettleTimes): SettleStep {
  const actions: SettleAction[] = [];
  if (state.at === 'offering') return { state: { ...state, next: 'gone' }, actions };
  if (state.at === 'missing') {
    if (now < state.lookAt) return { state, actions };
    actions.push({ do: 'announceGone' });
    // whatever was told of it goes with it
    return { state: null, actions };
  }
  if (state.at === 'queued') actions.push({ do: 'withdraw' });
  return missing(state, now, times, actions);
}

function onBusy(state: Live, now: number, times: SettleTimes): SettleStep {
  // A queued or running offer will find out by itself.
  const undecided = state.at === 'queued' || state.at === 'offering' || now < state.lookAt;
  return undecided ? { state, actions: [] } : waiting(state, null, 'busy', now, times, []);
}

function onOutcome(
  state: Live,
  outcome: OfferOutcome,
  coarse: boolean,
  now: number,
  times: SettleTimes,
): SettleStep {
  const actions: SettleAction[] = [];
  if (state.at !== 'offering') return { state, actions };
  const again = outcome === 'incomplete' || outcome === 'busy';
  const read = outcome === 'accepted' || outcome === 'identical' || outcome === 'rejected';
  const s: Common = { ...common(state), known: state.known || read };
  if (state.next !== null) {
    if (read && (s.told || s.unreadable)) actions.push({ do: 'report', code: 'recovered' });
    const then = again ? { ...s, tries: s.tries + 1 } : fresh(now, s.known);
    return state.next === 'gone'
      ? missing(then, now, times, actions)
      : settling(then, state.next, now, times, actions);
  }
  if (again) return waiting(s, state.stamp, outcome, now, times, actions);
  // Only the reader missed it: its root may have been away for a moment, and a scan finds nothing new in a file it has
  // seen. So it is looked at once more, known or not.
  if (outcome === 'gone') return missing({ ...s, known: true }, now, times, actions);
  const rest = atRest(s, actions);
  if (!coarse) return rest;
  const lookAt = now + times.coarseMs;
  actions.push({ do: 'lookAgain', at: lookAt });
  return {
    state: { ...fresh(now, true), at: 'waiting', stamp: state.stamp, why: 'coarse-times', lookAt },
    actions,
  };
}

/**
 * One step of a path towards rest. Pure: no clock, no disk. A path is offered when two looks at least `settleMs` apart
 * saw the same size, times and file number; what is incomplete or locked is offered again for ever, ever more slowly;
 * a change seen during an offer leads to another offer after it.
 */
export function settleStep(
  state: SettleState,
  input: SettleInput,
  times: SettleTimes = settleTimes,
): SettleStep {
  const { now } = input;
  if (state === null) {
    if (input.on === 'look') return settling(fresh(now, input.known), input.stamp, now, times, []);
    if (input.on === 'gone') return missing(fresh(now, input.known), now, times, []);
    return input.on === 'busy'
      ? waiting(fresh(now, true), null, 'busy', now, times, [])
      : { state, actions: [] };
  }
  if (input.on === 'look') return onLook(state, input.stamp, now, input.forced ?? false, times);
  if (input.on === 'gone') return onGone(state, now, times);
  if (input.on === 'busy') return onBusy(state, now, times);
  if (input.on === 'outcome') return onOutcome(state, input.outcome, input.coarse ?? false, now, times);
  if (state.at !== 'queued') return { state, actions: [] };
  return { state: { ...common(state), at: 'offering', stamp: state.stamp, next: null }, actions: [] };
}
