import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { toEloError } from '../../../shared/domain/eloError.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { History } from './history.ts';

/** Makes the daily backup of facts and contents at a moment when nobody needs the machine. */
export interface DailyBackup {
  /** Call when the engine is ready. */
  start(): void;
  /** What is under way ends by itself soon, with `history.close`; nothing begins any more. Harmless twice. */
  stop(): void;
}

/** Not 24 hours: on a machine that runs for an hour each morning they would be over a little too late every day. */
const dayMs = 20 * 60 * 60_000;

/** A backup that is due is not begun sooner after the start: that is when Promob, antivirus and updates start as well. */
const restMs = 3 * 60_000;
/** … nor before nothing was kept or given back for so long; */
const quietMs = 30_000;
/** … but at the latest so long after the start, or after it became due. */
const latestMs = 20 * 60_000;
/** While one is due and must wait, it is looked at again in this time. */
const lookSoonMs = 15_000;
/** Otherwise this often, since timers stand still while a machine sleeps; a failed one is tried again then. */
const lookMs = 60 * 60_000;

const lastKey = 'last-backup';

/**
 * Facts are copied first, then the contents that are new (`storageUpkeep`: page by page, with pauses). Only when both are
 * done the day counts as backed up: what a crash, a full disk or the end of the engine cut short is gone on with.
 * @param mayCollect whether contents without facts may be removed afterwards; not where the facts themselves were lost
 * @param log the code of what kept a backup from being made
 */
export function createDailyBackup(o: {
  readonly ledger: Pick<Ledger, 'backup' | 'saves' | 'values'>;
  readonly history: Pick<History, 'backUp' | 'collectOrphans' | 'quietMs'>;
  readonly clock: Clock;
  readonly mayCollect: () => boolean;
  readonly log: (code: string) => void;
}): DailyBackup {
  const { ledger, history, clock } = o;
  let stopped = false;
  let timer: Stop = () => undefined;
  let startedAt = clock.monotonic();
  /** Since when one is due, by the monotonic clock. */
  let dueSince: number | null = null;

  const later = (ms: number): void => {
    if (stopped) return;
    timer = clock.after(ms, () => void look());
  };

  /** A clock that was set back must not put off the next one for long. */
  const isDue = (): boolean => {
    const last = Number(ledger.values.get(lastKey) ?? 0);
    const now = clock.now();
    return now - last >= dayMs || last > now;
  };

  const isTime = (since: number): boolean => {
    const now = clock.monotonic();
    if (now - startedAt < restMs) return false;
    return history.quietMs() >= quietMs || now - since >= latestMs;
  };

  const make = async (): Promise<void> => {
    // An empty history must not push a full one out of the backups; it is looked at again within the hour.
    if (ledger.saves.counts().saved > 0) {
      await ledger.backup();
      await history.backUp();
      ledger.values.set(lastKey, clock.now());
    }
    if (!stopped && o.mayCollect()) history.collectOrphans();
  };

  const look = async (): Promise<void> => {
    try {
      if (!isDue()) dueSince = null;
      else {
        dueSince ??= clock.monotonic() - startedAt < lookMs ? startedAt : clock.monotonic();
        if (!isTime(dueSince)) return later(lookSoonMs);
        await make();
        dueSince = null;
      }
    } catch (thrown) {
      // the end of the engine is nothing to tell
      if (!stopped) o.log(toEloError(thrown).code);
    }
    later(lookMs);
  };

  return {
    start: () => {
      startedAt = clock.monotonic();
      later(restMs);
    },
    stop: () => {
      stopped = true;
      timer();
    },
  };
}
