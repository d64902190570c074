import type { Clock } from '../../../shared/domain/clock.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Contents } from '../ledger/contents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import type { ContentsPlace, RetireInput } from './keepJobs.ts';
import { planRetention } from './retention.ts';
import type { RetentionLimits, RetentionPlan } from './retention.ts';

/** Drops the bytes of old saves where the user agreed to it. */
export interface RetireSaves {
  plan(limits: RetentionLimits): RetentionPlan;
  /** @throws EloError `retention-not-agreed` */
  retire(limits: RetentionLimits, agreedAt: string | null): Promise<RetentionPlan>;
  /** What a crash left between the note that bytes are dropped and their dropping. */
  finish(): void;
}

export function createRetireSaves(o: {
  readonly ledger: Ledger;
  readonly contents: Contents;
  readonly pool: WorkerPool;
  readonly place: ContentsPlace;
  readonly clock: Clock;
  readonly isNamed: (saveId: string) => boolean;
}): RetireSaves {
  const { ledger, contents } = o;
  const plan = (limits: RetentionLimits): RetentionPlan =>
    planRetention(
      ledger.saves.retained({
        storedBytes: (sha256) => contents.storedSize(sha256),
        isNamed: o.isNamed,
      }),
      limits,
    );
  return {
    plan,
    retire: async (limits, agreedAt) => {
      const at = agreedAt === null ? NaN : Date.parse(agreedAt);
      if (agreedAt === null || !(at <= o.clock.now()) || isoTime(at) !== agreedAt) {
        throw new EloError('retention-not-agreed', 'the user has not agreed to dropping anything');
      }
      const dropping = plan(limits);
      // the note first: a crash in between drops the bytes at the next look for orphans
      ledger.saves.dropBytes(dropping.sha256s, agreedAt);
      await o.pool.run<RetireInput, number>('retireContents', { ...o.place, sha256s: dropping.sha256s });
      return dropping;
    },
    finish: () => {
      contents.retire(ledger.saves.dropped().filter((sha256) => contents.has(sha256)));
    },
  };
}
