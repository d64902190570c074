import { basename } from 'node:path';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Sighting } from '../../../shared/domain/freshness.ts';
import { restoredSuffix } from '../../../shared/text/pages.ts';
import { openContents } from '../ledger/contents.ts';
import type { Contents } from '../ledger/contents.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ownPathKey } from '../platform/pathKey.ts';
import type { JsonObject, PlaceState } from '../ledger/sections.ts';
import type { KeptSave, KnownStat, LedgerRecovery, ListingRow, SaveRow } from '../ledger/types.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import type { ContainerFacts } from '../promob/containerFacts.ts';
import type { ListingFacts } from '../promob/listingFacts.ts';
import { createByteBudget } from './byteBudget.ts';
import type { KeepBytesInput, KeepResult, ReadInput, RestoreInput, UnreadOutcome } from './keepJobs.ts';
import { createLooks, statOf } from './lookAtFile.ts';
import type { SeenFile } from './lookAtFile.ts';
import { createOneAtATime } from './oneAtATime.ts';
import { createStorageUpkeep } from './storageUpkeep.ts';
import { placeState } from './placeState.ts';
import { splitName } from './restoreFile.ts';
import { createRetireSaves } from './retireSaves.ts';
import type { RetentionLimits, RetentionPlan } from './retention.ts';
import { safeFileName } from './safeFileName.ts';

export type { SeenFile } from './lookAtFile.ts';

/**
 * What became of a seen file. `accepted`: kept, with `save` or `listing`. `identical`: kept before (or ignored on the
 * user's word: reason `file-ignored`). `incomplete`, `busy`: to be offered again. `gone`: vanished before it was read.
 * `rejected`: not one of ours, for the code in `reason`.
 */
export type KeepOutcome =
  | {
      readonly outcome: 'accepted';
      readonly fileId: string | null;
      readonly kept?: Extract<KeptSave, { kind: 'kept' }>;
      readonly save?: SaveRow;
      readonly listing?: ListingRow;
      readonly reason?: undefined;
    }
  | {
      readonly outcome: 'identical';
      readonly fileId: string | null;
      readonly saveId?: string;
      readonly listing?: ListingRow;
      readonly reason?: string;
    }
  | { readonly outcome: UnreadOutcome; readonly reason: string };

/** Keeps what was saved and exported, for ever, and gives it back exactly. */
export interface History {
  /**
   * Keeps a project file's content as a save: bytes first, synced, then facts and deliveries in one transaction.
   * Rejects with an EloError where the machine fails (`disk-full`, `database-…`, `worker-…`): nothing was kept then,
   * and the same file may be offered again.
   */
  keepProject(seen: SeenFile): Promise<KeepOutcome>;
  keepListing(seen: SeenFile): Promise<KeepOutcome>;
  /** A listing that came over another way than a folder. @param source names the way, e.g. `receiver` */
  keepListingBytes(
    bytes: Uint8Array,
    o: { readonly source: string; readonly sighting: Sighting },
  ): Promise<KeepOutcome>;
  /** The exact bytes, verified. @throws EloError `content-missing`, `content-damaged` */
  read(sha256: string): Promise<Uint8Array>;
  /**
   * Writes a save into a folder the user chose, under a name that tells which it is; never over another file.
   * @throws EloError `save-not-found`, `folder-not-found`, `folder-not-writable`, `disk-full`, `content-damaged`
   */
  restore(saveId: string, folder: string): Promise<{ readonly path: string; readonly sha256: string }>;
  /** The JPEG of a save's 3D view; `null` where it has none. */
  preview(saveId: string): Promise<Uint8Array | null>;
  /** What was read from a save's content. */
  facts(saveId: string): ContainerFacts;
  /** Removes contents a crash left without facts. Answers how many. */
  collectOrphans(): number;
  /**
   * Stores all saves that wait for it as differences to the ones before them, now instead of a second after the last
   * save. Answers how many.
   */
  compact(): Promise<number>;
  /** What retention would drop now; nothing is. */
  planRetention(limits: RetentionLimits): RetentionPlan;
  /**
   * Drops the bytes of what the plan names now. The saves stay in the history, with facts and receipts; restoring one of
   * them then answers `content-retired`.
   * @param agreedAt UTC ISO-8601: when the user agreed to it
   * @throws EloError `retention-not-agreed` without a time in the past
   */
  retire(limits: RetentionLimits, agreedAt: string | null): Promise<RetentionPlan>;
  /**
   * Adds what is new to the backup of contents, gently. Answers how many contents.
   * @throws EloError `cancelled` where it was closed before that was done: the next one goes on
   */
  backUp(): Promise<number>;
  /** Milliseconds since something was last kept or given back; from the start where nothing was. */
  quietMs(): number;
  totals(): { readonly contents: number; readonly size: number; readonly storedSize: number };
  /** How contents.db was found at start; anything but `none` is told to the user. */
  readonly recovered: LedgerRecovery;
  /** Waits for what is being kept, then closes contents.db. The pool is its owner's to close, after this. */
  close(): Promise<void>;
}

export interface HistoryOptions {
  readonly ledger: Ledger;
  /** The data folder. */
  readonly dir: string;
  /** Workers that run `createKeepJobs` (`createHistoryPool`, or an inline pool). */
  readonly pool: WorkerPool;
  readonly clock: Clock;
  readonly appVersion: string;
  /** Whether something lies at a path; by default the disk is asked, and the watched folders of the ledger. */
  readonly exists?: (path: string) => PlaceState;
  /** Largest file kept, in bytes. Default: what the readers take. */
  readonly maxBytes?: number;
  /** Bytes of files in memory at a time. Default 64 MB: any number of real projects (under 5 MB), large ones alone. */
  readonly memoryBytes?: number;
  /** What stands behind the file's name in a restored save, e.g. ` (salvamento 3)`. */
  readonly restoredSuffix?: (save: SaveRow) => string;
  /** Whether the user gave a save a name; without it none has one. */
  readonly isNamed?: (saveId: string) => boolean;
  /** One line of what was kept; ids, codes and numbers only. */
  readonly log?: (line: string) => void;
}

const defaultMaxBytes = 200 * 1024 * 1024;
const defaultMemoryBytes = 64 * 1024 * 1024;

export function createHistory(o: HistoryOptions): History {
  const { ledger, pool, dir, appVersion } = o;
  const contents = openUsable(o);
  const place = { dir, appVersion };
  const maxBytes = o.maxBytes ?? defaultMaxBytes;
  const budget = createByteBudget(o.memoryBytes ?? defaultMemoryBytes);
  const exists =
    o.exists ??
    ((path) =>
      placeState(
        path,
        ledger.folders.list().map((folder) => folder.path),
      ));
  const suffix = o.restoredSuffix ?? ((save) => restoredSuffix(save.number));
  const inOrder = createOneAtATime();
  const running = new Set<Promise<unknown>>();
  let closed = false;
  let lastUse = o.clock.monotonic();

  const recovered = contentsRecovery(contents, ledger);
  if (recovered.kind !== 'none') {
    const moved = recovered.movedTo === null ? 'empty or gone' : 'damaged and moved aside';
    o.log?.(`history: contents.db was ${moved}, recovered ${recovered.kind}`);
    // what still lies on disk is read again, so that the new file holds at least the newest contents
    for (const file of ledger.files.list()) {
      if (file.lastSave !== null && !contents.has(file.lastSave.sha256)) ledger.files.forgetStat(file.path);
    }
  }

  /** Counts what runs, so that closing can wait for it. */
  const tracked = async <T>(run: () => Promise<T>): Promise<T> => {
    if (closed) throw new EloError('history-closed', 'history is closed');
    const promise = run();
    running.add(promise);
    try {
      return await promise;
    } catch (error) {
      if (isDamage(error)) noteDamage(ledger);
      throw error;
    } finally {
      running.delete(promise);
    }
  };

  /** As `tracked`, for what somebody waits for. */
  const used = async <T>(run: () => Promise<T>): Promise<T> => {
    lastUse = o.clock.monotonic();
    try {
      return await tracked(run);
    } finally {
      lastUse = o.clock.monotonic();
    }
  };

  const upkeep = createStorageUpkeep({
    place,
    contents,
    pool,
    clock: o.clock,
    budget,
    tracked,
    log: (line) => o.log?.(line),
  });
  if (recovered.kind !== 'none') upkeep.recover(recovered.movedTo);
  const retention = createRetireSaves({
    ledger,
    contents,
    pool,
    place,
    clock: o.clock,
    isNamed: o.isNamed ?? (() => false),
  });

  const looks = createLooks({ place, pool, budget, maxBytes });

  const keptListing = (
    result: Extract<KeepResult, { kind: 'listing' }>,
    from: { readonly path: string; readonly stat: KnownStat | null; readonly sighting: Sighting },
  ): KeepOutcome => {
    const { facts, sha256, bytes } = result;
    const kept = ledger.listings.keep({
      ...from,
      sha256,
      bytes,
      projectGuid: facts.projectGuid,
      totals: facts.totals,
      itemCount: facts.itemCount,
      facts: { ...withoutItems(facts) },
    });
    const { listing } = kept;
    if (kept.kind === 'identical') return { outcome: 'identical', fileId: listing.fileId, listing };
    o.log?.(`history: listing ${listing.listingId} kept, ${bytes} bytes`);
    upkeep.kept();
    return { outcome: 'accepted', fileId: listing.fileId, listing };
  };

  const needed = (saveId: string): SaveRow => {
    const save = ledger.saves.byId(saveId);
    if (save === null) throw new EloError('save-not-found', 'no such save', { details: { saveId } });
    return save;
  };

  /** A save whose bytes are here. */
  const withBytes = (saveId: string): SaveRow => {
    const save = needed(saveId);
    if (save.bytesDroppedAt !== undefined && !contents.has(save.sha256)) {
      throw new EloError('content-retired', 'the bytes were dropped to make room', {
        details: { saveId, retiredAt: save.bytesDroppedAt },
      });
    }
    return save;
  };

  return {
    recovered,
    keepProject: (seen) =>
      used(() =>
        inOrder(ownPathKey(seen.path), async () => {
          const there = ledger.files.byPath(seen.path);
          if (there?.ignored === true) {
            ledger.files.noteStat(seen.path, statOf(seen));
            return { outcome: 'identical', fileId: there.fileId, reason: 'file-ignored' };
          }
          const last = there?.lastSave?.sha256 ?? null;
          // A version that was opened and not saved in is no save.
          const asOpened = last === null ? (ledger.openedCopies.byPath(seen.path)?.sha256 ?? null) : null;
          const result = await looks.look('project', seen, { knownSha256: last ?? asOpened, after: last });
          if (result.kind === 'unread') return { outcome: result.outcome, reason: result.reason };
          if (result.kind === 'listing') throw new TypeError('a project file was asked for');
          return ledger.transaction((): KeepOutcome => {
            // asked again after the look: an answer or another look may have come between
            const newest = ledger.files.byPath(seen.path)?.lastSave ?? null;
            if (result.kind === 'same') {
              if (newest === null && result.sha256 === asOpened) {
                return { outcome: 'identical', fileId: null, reason: 'version-as-opened' };
              }
              if (newest?.sha256 !== result.sha256) return { outcome: 'busy', reason: 'file-changed' };
              ledger.files.noteStat(seen.path, statOf(seen));
              return { outcome: 'identical', fileId: newest.fileId, saveId: newest.saveId };
            }
            return keptSave(commit(seen, result));
          });
        }),
      ),
    keepListing: (seen) =>
      used(() =>
        inOrder(ownPathKey(seen.path), async () => {
          const after = ledger.listings.byPath(seen.path)?.sha256 ?? null;
          const result = await (after === null
            ? looks.look('listing', seen, { knownSha256: null, after })
            : looks.lookTwice(seen, after));
          if (result.kind === 'unread') return { outcome: result.outcome, reason: result.reason };
          if (result.kind !== 'listing') throw new TypeError('a listing was asked for');
          return keptListing(result, { path: seen.path, stat: statOf(seen), sighting: seen.sighting });
        }),
      ),
    keepListingBytes: (bytes, { source, sighting }) =>
      used(async () => {
        if (bytes.byteLength > maxBytes) return { outcome: 'rejected', reason: 'listing-too-large' };
        const after = ledger.listings.byPath(source)?.sha256 ?? null;
        const result = await budget.use(bytes.byteLength, () =>
          pool.run<KeepBytesInput, KeepResult>('keepListingBytes', { ...place, bytes, after }),
        );
        // nothing more will come: what is cut short stays so
        if (result.kind === 'unread') return { outcome: 'rejected', reason: result.reason };
        if (result.kind !== 'listing') throw new TypeError('a listing was asked for');
        return keptListing(result, { path: source, stat: null, sighting });
      }),
    read: (sha256) =>
      used(() =>
        upkeep.mended(sha256, () =>
          budget.use(contents.size(sha256) ?? 0, () =>
            pool.run<ReadInput, Uint8Array>('read', { ...place, sha256 }),
          ),
        ),
      ),
    restore: (saveId, folder) =>
      used(async () => {
        const save = withBytes(saveId);
        const [stem, ending] = splitName(basename(save.path));
        const input: RestoreInput = {
          ...place,
          sha256: save.sha256,
          folder,
          stem: safeFileName(stem, suffix(save)),
          ending,
        };
        const path = await upkeep.mended(save.sha256, () =>
          budget.use(save.bytes, () => pool.run<RestoreInput, string>('restore', input)),
        );
        return { path, sha256: save.sha256 };
      }),
    preview: (saveId) =>
      used(() => {
        const { sha256, bytes } = withBytes(saveId);
        return budget.use(bytes, () =>
          pool.run<ReadInput, Uint8Array | null>('preview', { ...place, sha256 }),
        );
      }),
    facts: (saveId) => {
      const facts = ledger.saves.facts(needed(saveId).saveId);
      if (facts === null)
        throw new EloError('save-not-found', 'no facts of this save', { details: { saveId } });
      // written by this folder from what the reader answered
      return facts as unknown as ContainerFacts;
    },
    collectOrphans: () => {
      retention.finish();
      return contents.collectOrphans((sha256s) => ledger.saves.referenced(sha256s));
    },
    planRetention: (limits) => retention.plan(limits),
    retire: (limits, agreedAt) =>
      tracked(async () => {
        const dropping = await retention.retire(limits, agreedAt);
        o.log?.(`history: bytes of ${dropping.saves.length} saves dropped`);
        return dropping;
      }),
    compact: () => upkeep.compact(),
    backUp: () => upkeep.backUp(),
    quietMs: () => o.clock.monotonic() - lastUse,
    totals: () => contents.totals(),
    close: async () => {
      closed = true;
      upkeep.stop();
      await Promise.allSettled(running);
      contents.close();
    },
  };

  function commit(seen: SeenFile, result: Extract<KeepResult, { kind: 'project' }>): KeptSave {
    const { facts, sha256 } = result;
    const history = facts.saves.map((save) => [save.savedAt, save.productCode, save.version].join('|'));
    const identity = ledger.identify(
      { path: seen.path, projectGuid: facts.projectGuid, sha256, history, ino: String(seen.ino) },
      exists,
    );
    return ledger.saves.keep({
      identity,
      path: seen.path,
      rootId: seen.rootId,
      stat: statOf(seen),
      sighting: seen.sighting,
      sha256,
      bytes: result.bytes,
      savedAt: facts.saves.at(-1)?.savedAt ?? null,
      projectGuid: facts.projectGuid,
      promobVersion: facts.promobVersion,
      history,
      facts: { ...facts } satisfies JsonObject,
    });
  }

  function keptSave(kept: KeptSave): KeepOutcome {
    if (kept.kind === 'ignored') return { outcome: 'identical', fileId: kept.fileId, reason: 'file-ignored' };
    if (kept.kind === 'identical') return { outcome: 'identical', fileId: kept.fileId, saveId: kept.saveId };
    o.log?.(`history: save ${kept.save.saveId} kept, number ${kept.save.number}, ${kept.save.bytes} bytes`);
    if (kept.save.number > 1) upkeep.kept();
    return { outcome: 'accepted', fileId: kept.save.fileId, kept, save: kept.save };
  }
}

/** Set when reading or writing contents.db met damage: at the next start the whole file is checked. */
const damagedKey = 'contents-damaged';

const isDamage = (error: unknown): boolean => error instanceof EloError && error.code === 'database-damaged';

function noteDamage(ledger: Ledger): void {
  try {
    ledger.values.set(damagedKey, true);
  } catch {
    // the damage itself is told in any case
  }
}

/**
 * contents.db, as it can be worked with. Only its schema is read at a start; where its rows turn out to be damaged, now or
 * in an earlier run, it is checked as a whole, moved aside, and what can be read of it is fetched back (`storageUpkeep`).
 */
function openUsable({ dir, clock, appVersion, ledger }: HistoryOptions): Contents {
  if (ledger.values.get(damagedKey) !== true) {
    const contents = openContents({ dir, clock, appVersion });
    try {
      // by the rows and by the index of what waits: more than the schema, less than the whole file
      contents.totals();
      contents.waiting();
      return contents;
    } catch (error) {
      contents.close();
      if (!isDamage(error)) throw error;
    }
  }
  const contents = openContents({ dir, clock, appVersion, check: 'quick' });
  ledger.values.set(damagedKey, false);
  return contents;
}

/** A file without any content beside a ledger with saves was emptied or deleted: as good as damaged. */
function contentsRecovery(contents: Contents, ledger: Ledger): LedgerRecovery {
  const { recovered } = contents;
  if (recovered.kind !== 'none' || contents.totals().contents > 0) return recovered;
  return ledger.saves.counts().saved > 0 ? { kind: 'new', movedTo: null, backup: null } : recovered;
}

/** Items are read from the bytes where they are needed; the facts stay small. */
function withoutItems({ items: _items, ...facts }: ListingFacts): Omit<ListingFacts, 'items'> {
  return facts;
}
