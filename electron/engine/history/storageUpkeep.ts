import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Contents } from '../ledger/contents.ts';
import type { CopyResult } from '../ledger/copyContents.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import type { ByteBudget } from './byteBudget.ts';
import type { ContentsPlace, CopyInput } from './keepJobs.ts';

/** What is done to contents when nobody waits for them: compacting, the backup, fetching back from it. */
export interface StorageUpkeep {
  /** A save was kept that may wait to be compacted. */
  kept(): void;
  /** Compacts all that waits now. Answers how many contents. */
  compact(): Promise<number>;
  /**
   * Brings the backup of contents up to date, gently. Answers how many contents were copied.
   * @throws EloError `cancelled` where `stop` came before it was whole
   */
  backUp(): Promise<number>;
  /** contents.db was damaged: fetches what can be had from the backup and from the file moved aside. */
  recover(movedTo: string | null): void;
  /** Does what reads a content; where that is damaged or missing, once more after asking the backup for it. */
  mended<T>(sha256: string, run: () => Promise<T>): Promise<T>;
  /** Nothing begins any more; what waits is compacted by the next engine. */
  stop(): void;
}

/** So long after the last save: its delivery, which somebody may watch, then has both cores. */
const quietMs = 1_000;
/** Nobody saves without a pause for so long, but many files may be copied at once. */
const longestMs = 30_000;

/** Bytes of memory one compaction of a large drawing takes: content, base, tokens, both forms. */
const compactionBytes = 32 * 1024 * 1024;

/** The backup of contents takes a tenth of one core, and pauses between two pages at least and at most so long. */
const pauseFactor = 9;
const leastPauseMs = 100;
const longestPauseMs = 10_000;

/** In the data folder, beside the daily backups of the facts. Contents never change, so that one file is added to. */
const contentsBackup = join('backups', 'contents-backup.db');

/** What a backup may help with. */
const mendable = new Set(['content-missing', 'content-damaged']);

export function createStorageUpkeep(o: {
  readonly place: ContentsPlace;
  readonly contents: Contents;
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly budget: ByteBudget;
  /** Counts what runs, so that closing can wait for it. */
  readonly tracked: <T>(run: () => Promise<T>) => Promise<T>;
  readonly log: (line: string) => void;
}): StorageUpkeep {
  const { clock, contents, place, pool } = o;
  const backup = join(place.dir, contentsBackup);
  /** Contents the backup was asked for: it is read whole for that, once. */
  const asked = new Set<string>();
  let stopped = false;
  let timer: Stop = () => undefined;
  let endPause: Stop = () => undefined;
  let firstKept: number | null = null;
  let running: Promise<number> | null = null;

  const compactAll = async (): Promise<number> => {
    let done = 0;
    while (!stopped && contents.waiting() > 0) {
      try {
        const found = await o.budget.use(compactionBytes, () =>
          pool.run<ContentsPlace, boolean>('compact', place),
        );
        // The worker saw nothing to do: asking again would never end.
        if (!found) return done;
      } catch (thrown) {
        if (!(thrown instanceof EloError) || ofMachine(thrown.code)) throw thrown;
        // whatever it is about this one, the next ones must not wait for it
        contents.skipWaiting();
        o.log(`history: a content stays as it is, ${thrown.code}`);
      }
      done += 1;
    }
    return done;
  };

  const compact = (): Promise<number> => {
    timer();
    firstKept = null;
    running ??= o.tracked(compactAll).finally(() => {
      running = null;
    });
    return running;
  };

  const later = (): void => {
    timer();
    const now = clock.monotonic();
    firstKept ??= now;
    timer = clock.after(Math.max(0, Math.min(quietMs, firstKept + longestMs - now)), () => {
      compact().catch((thrown: unknown) => {
        // the disk is full, or the pool is closing: what waits goes on waiting, nothing is lost
        o.log(`history: not compacted, ${codeOf(thrown)}`);
      });
    });
  };

  /** Waits, but not beyond the end. */
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (stopped) return resolve();
      const cancel = clock.after(ms, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  /** A job that works through a file page by page. @param gently nobody waits for it: leave the machine to others */
  const pages = async (
    job: 'copyContents' | 'fetchContents',
    file: string,
    gently: boolean,
  ): Promise<{ readonly copied: number; readonly whole: boolean }> => {
    let copied = 0;
    let damaged = 0;
    let after = 0;
    while (!stopped) {
      const from = clock.monotonic();
      const page = await pool.run<CopyInput, CopyResult>(job, { ...place, file, after });
      copied += page.copied;
      damaged += page.damaged;
      after = page.next;
      if (!page.more) {
        if (damaged > 0) o.log(`history: ${damaged} contents cannot be read`);
        return { copied, whole: true };
      }
      const took = clock.monotonic() - from;
      if (gently) await pause(Math.min(longestPauseMs, Math.max(leastPauseMs, took * pauseFactor)));
    }
    return { copied, whole: false };
  };

  const fetch = async (files: readonly string[]): Promise<number> => {
    let copied = 0;
    for (const file of files) {
      if (stopped || !existsSync(file)) continue;
      try {
        copied += (await pages('fetchContents', file, false)).copied;
      } catch (thrown) {
        // this file is of no use; another one may be
        if (!(thrown instanceof EloError)) throw thrown;
        o.log(`history: nothing fetched from a file, ${thrown.code}`);
      }
    }
    return copied;
  };

  if (contents.waiting() > 0) later();

  return {
    kept: () => {
      if (!stopped) later();
    },
    compact,
    backUp: () =>
      o.tracked(async () => {
        const { copied, whole } = await pages('copyContents', backup, true);
        // what is copied stays, and the next one goes on from there
        if (!whole) throw new EloError('cancelled', 'history was closed before its backup was whole');
        return copied;
      }),
    recover: (movedTo) => {
      o.tracked(() => fetch(movedTo === null ? [backup] : [backup, movedTo])).then(
        (fetched) => o.log(`history: ${fetched} contents fetched back`),
        (thrown: unknown) => o.log(`history: nothing fetched back, ${codeOf(thrown)}`),
      );
    },
    mended: async (sha256, run) => {
      try {
        return await run();
      } catch (thrown) {
        const hopeless = !(thrown instanceof EloError) || !mendable.has(thrown.code) || asked.has(sha256);
        if (hopeless || !existsSync(backup)) throw thrown;
        asked.add(sha256);
        await fetch([backup]);
        return run();
      }
    },
    stop: () => {
      stopped = true;
      timer();
      endPause();
    },
  };
}

const codeOf = (thrown: unknown): string => (thrown instanceof EloError ? thrown.code : 'unexpected');

/** Passes by itself, or ends the engine: the content waits on. */
const ofMachine = (code: string): boolean =>
  code.startsWith('database-') ||
  ['disk-full', 'cancelled', 'worker-pool-closed', 'history-closed'].includes(code);
