import type {
  AdviceTaken,
  Diagnosis,
  TimelineEntry,
  WatchView,
} from '../../../shared/contract/diagnosisSchemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { conditionOf } from '../../../shared/domain/conditions.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { ProfileStates, Told, WatchState } from './profileStates.ts';

const minute = 60_000;
/** How often Elo looks again by itself. */
const everyMs = 15 * minute;
/** After advice was followed somebody waits for the answer: a provider's change shows within minutes. */
const soonMs = [minute, 2 * minute, 5 * minute, 10 * minute] as const;
/** What was seen once must still be so after this, unless its condition says otherwise: a blip is not told. */
const visibleMs = minute;
/** A network needs a moment to stand after the machine woke up. */
const wakeMs = minute / 2;
/** After a start the line and the services of the machine come up first. */
const startMs = minute;
/** After so long without anyone following advice the watch ends; the next run begins another. */
const interestMs = 30 * 24 * 60 * minute;
const mostTimeline = 200;

/** What changed, for whoever tells it. */
export interface FixChange {
  readonly profile: string;
  readonly change: 'mended' | 'changed';
  readonly told: Told;
  readonly at: string;
}

export interface FixWatch {
  /** Takes up what was watched before a restart. */
  start(): void;
  /** A run somebody asked for has ended: begins a watch where it failed, ends one where it is proved. */
  noteRun(source: string, diagnosis: Diagnosis): void;
  /** @throws EloError `watch-not-found` */
  adviceTaken(profile: string, advice: AdviceTaken, note?: string): WatchView;
  /** @throws EloError `watch-not-found` */
  stopWatching(profile: string): WatchView;
  list(): WatchView[];
  /** The machine woke up or the network changed: looked at again soon. */
  wake(): void;
  close: Stop;
}

export interface FixWatchParts {
  readonly clock: Clock;
  readonly states: ProfileStates;
  /** Runs the profile again with the fields it was run with; throws where the profile is gone. */
  readonly look: (
    source: string,
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<Diagnosis>;
  readonly onChange: (change: FixChange) => void;
  /** Something of the watches can be read anew. */
  readonly onMoved: () => void;
  /** What was seen could not be written down; tried again later. */
  readonly onFailed: (error: unknown) => void;
}

function toldOf(diagnosis: Diagnosis): Told {
  const condition = diagnosis.checks.find(({ code }) => code === diagnosis.brokenLink)?.condition;
  return {
    verdict: diagnosis.verdict,
    brokenLink: diagnosis.brokenLink,
    ...(condition === undefined ? {} : { condition }),
  };
}
/** The same fault, or both none. */
const same = (a: Told, b: Told): boolean => a.brokenLink === b.brokenLink && a.condition === b.condition;
/** The goal is proved, or something is proved to be broken; anything else is no answer. */
const answered = ({ proved, brokenLink }: Diagnosis): boolean => proved === true || brokenLink !== null;

const view = (profile: string, watch: WatchState): WatchView => ({
  profile,
  state: watch.state,
  since: isoTime(watch.since),
  ...watch.told,
  ...(watch.lastCheckAt === undefined ? {} : { lastCheckAt: isoTime(watch.lastCheckAt) }),
  ...(watch.lastCheck === undefined ? {} : { lastCheck: watch.lastCheck }),
  ...(watch.nextAt === undefined ? {} : { nextCheckAt: isoTime(watch.nextAt) }),
  timeline: watch.timeline,
});

const written = (watch: WatchState, entry: TimelineEntry): WatchState => ({
  ...watch,
  timeline: [entry, ...watch.timeline].slice(0, mostTimeline),
});
/** Quick looks after advice, then the usual pace. */
function paced(watch: WatchState, now: number): WatchState {
  const { looks = soonMs.length, ...rest } = watch;
  const soon = soonMs[looks];
  return soon === undefined
    ? { ...rest, nextAt: now + everyMs }
    : { ...rest, looks: looks + 1, nextAt: now + soon };
}
function ended(watch: WatchState, state: 'mended' | 'stopped', told: Told, now: number): WatchState {
  const { nextAt: _next, pending: _pending, looks: _looks, ...rest } = watch;
  return written({ ...rest, state, told }, { at: isoTime(now), what: state, ...told });
}

/**
 * What a look in the background makes of a watch. Without an answer nothing changes: the line was down, the probe away.
 * Another fault, or none, is told when it is seen again after its time to be visible.
 */
function judged(
  watch: WatchState,
  diagnosis: Diagnosis | null,
  now: number,
): { readonly watch: WatchState; readonly change: 'mended' | 'changed' | null } {
  const quiet = (next: WatchState): { watch: WatchState; change: null } => ({ watch: next, change: null });
  if (diagnosis === null || !answered(diagnosis)) {
    return quiet(paced({ ...watch, lastCheckAt: now, lastCheck: 'could-not-test' }, now));
  }
  const told = toldOf(diagnosis);
  const { pending, ...calm }: WatchState = { ...watch, lastCheckAt: now, lastCheck: 'answered' };
  if (same(told, watch.told)) return quiet(paced(calm, now));
  const visible = conditionOf(told.condition ?? '')?.timeToVisibleMs ?? visibleMs;
  const since = pending !== undefined && same(told, pending) ? pending.since : now;
  if (pending === undefined || now - since < visible) {
    return quiet({ ...calm, pending: { ...told, since }, nextAt: since + visible });
  }
  if (diagnosis.proved === true) return { watch: ended(calm, 'mended', told, now), change: 'mended' };
  const changed = written({ ...calm, told }, { at: isoTime(now), what: 'changed', ...told });
  return { watch: paced(changed, now), change: 'changed' };
}

/** Looks again in the background at what was found broken, until it is mended, and tells changes that last. */
export function createFixWatch(parts: FixWatchParts): FixWatch {
  const { clock, states } = parts;
  const leave = new AbortController();
  let stopTimer: Stop = () => undefined;
  let looking = false;

  const watchOf = (profile: string): WatchState | undefined => states.get(profile).watch;
  const keep = (profile: string, watch: WatchState): void =>
    states.set(profile, { ...states.get(profile), watch });
  const due = (): { readonly profile: string; readonly at: number }[] =>
    states.watched().flatMap((profile) => {
      const watch = watchOf(profile);
      return watch?.state === 'watching' ? [{ profile, at: watch.nextAt ?? clock.now() }] : [];
    });

  const lookAt = async (profile: string): Promise<void> => {
    const before = watchOf(profile);
    if (before?.state !== 'watching') return;
    if (clock.now() - before.interestAt > interestMs) {
      keep(profile, ended(before, 'stopped', before.told, clock.now()));
      return;
    }
    const { fields } = states.get(profile);
    const diagnosis = await parts.look(before.source, fields, leave.signal).catch(() => null);
    // It may have been stopped, run by hand or advised on while the look went on.
    const current = watchOf(profile);
    if (leave.signal.aborted || current?.state !== 'watching') return;
    const now = clock.now();
    const { watch, change } = judged(current, diagnosis, now);
    keep(profile, watch);
    if (change !== null) parts.onChange({ profile, change, told: watch.told, at: isoTime(now) });
  };

  const look = async (): Promise<void> => {
    looking = true;
    try {
      for (const { profile, at } of due()) {
        if (at <= clock.now() && !leave.signal.aborted) await lookAt(profile);
      }
    } finally {
      looking = false;
    }
    if (leave.signal.aborted) return;
    parts.onMoved();
    plan();
  };
  const plan = (): void => {
    stopTimer();
    const first = Math.min(...due().map(({ at }) => at));
    // A look that goes on plans the next one itself.
    if (leave.signal.aborted || looking || !Number.isFinite(first)) return;
    stopTimer = clock.after(Math.max(0, first - clock.now()), () => {
      look().catch((error: unknown) => {
        if (leave.signal.aborted) return;
        parts.onFailed(error);
        // The ledger may be back by then (a full disk, a file held by a backup).
        stopTimer = clock.after(everyMs, plan);
      });
    });
  };
  const moved = (profile: string, watch: WatchState): WatchView => {
    keep(profile, watch);
    parts.onMoved();
    plan();
    return view(profile, watch);
  };
  const required = (profile: string): WatchState => {
    const watch = watchOf(profile);
    if (watch === undefined) throw new EloError('watch-not-found', `${profile} is not watched`);
    return watch;
  };

  return {
    start() {
      // A command's own engine lives for seconds: it must not begin to look around.
      const soon = clock.now() + startMs;
      for (const { profile, at } of due()) {
        const watch = watchOf(profile);
        if (watch !== undefined && at < soon) keep(profile, { ...watch, nextAt: soon });
      }
      plan();
    },
    noteRun(source, diagnosis) {
      if (!answered(diagnosis)) return;
      const { profile } = diagnosis;
      const [told, now, before] = [toldOf(diagnosis), clock.now(), watchOf(profile)];
      const seen = { lastCheckAt: now, lastCheck: 'answered' as const };
      const going = before?.state === 'watching' ? before : undefined;
      if (diagnosis.proved === true) {
        if (going !== undefined) moved(profile, ended({ ...going, ...seen }, 'mended', told, now));
        return;
      }
      if (going === undefined) {
        const fresh = { source, state: 'watching' as const, since: now, interestAt: now, told, ...seen };
        const begun = { ...fresh, timeline: before?.timeline ?? [] };
        moved(profile, paced(written(begun, { at: isoTime(now), what: 'broken', ...told }), now));
        return;
      }
      // Whoever asked has seen it: nothing is left to be told, whatever was pending.
      const { pending: _seen, ...rest } = going;
      const again: WatchState = { ...rest, ...seen, source, told, interestAt: now };
      const noted = same(told, going.told)
        ? again
        : written(again, { at: isoTime(now), what: 'changed', ...told });
      moved(profile, paced(noted, now));
    },
    adviceTaken(profile, advice, note) {
      const before = required(profile);
      const now = clock.now();
      const taken = written(before, {
        at: isoTime(now),
        what: 'advice-taken',
        advice,
        ...(note === undefined ? {} : { note }),
      });
      // Of a watch that ended nothing is looked at again: a run would begin another.
      return moved(
        profile,
        before.state === 'watching' ? paced({ ...taken, advice, looks: 0, interestAt: now }, now) : taken,
      );
    },
    stopWatching(profile) {
      const before = required(profile);
      if (before.state !== 'watching') return view(profile, before);
      return moved(profile, ended(before, 'stopped', before.told, clock.now()));
    },
    list: () =>
      states.watched().flatMap((profile) => {
        const watch = watchOf(profile);
        return watch === undefined ? [] : [view(profile, watch)];
      }),
    wake() {
      const soon = clock.now() + wakeMs;
      for (const { profile, at } of due()) {
        const watch = watchOf(profile);
        if (watch !== undefined && at > soon) keep(profile, { ...watch, nextAt: soon });
      }
      plan();
    },
    close() {
      leave.abort();
      stopTimer();
    },
  };
}
