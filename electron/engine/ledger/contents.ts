import { basename, dirname } from 'node:path';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { compactContent, largestCompacted } from './compactContent.ts';
import type { FindEntries } from './compactContainer.ts';
import { hashOf } from './contentForms.ts';
import { openContentsFile } from './contentsFile.ts';
import type { ContentsOptions } from './contentsFile.ts';
import type { StoredForm } from './contentsStore.ts';
import { copyContents, mendContents } from './copyContents.ts';
import type { CopyBounds, CopyResult } from './copyContents.ts';
import { retireContents } from './retireContents.ts';
import type { LedgerRecovery } from './types.ts';

export { hashOf } from './contentForms.ts';
export type { ContentsOptions } from './contentsFile.ts';

/** Exact bytes by their hash (`contents.db`). Each thread opens its own; one control thread decides what is kept. */
export interface Contents {
  readonly recovered: LedgerRecovery;
  has(sha256: string): boolean;
  /**
   * Keeps bytes under their hash and answers it; known bytes are not written again. When it returns they survive a
   * power cut. `sha256` spares hashing where the caller just did.
   */
  put(bytes: Uint8Array, sha256?: string, o?: PutOptions): string;
  /**
   * The exact bytes. @throws EloError `content-missing`, `content-retired` (dropped on the user's word),
   * `content-damaged` (what is read back is not what was kept: it is never answered)
   */
  get(sha256: string): Uint8Array;
  /** Size in bytes without reading them; `null` where the content is not there. */
  size(sha256: string): number | null;
  /** About what dropping a content gives back: its own bytes and those of pieces nothing else is made of. */
  storedSize(sha256: string): number;
  /** How many contents wait to be stored as differences. */
  waiting(): number;
  /**
   * Stores the content that waits longest as difference to the one before it, proved before the plain form goes.
   * `false` where none waits.
   */
  compactNext(entriesOf: FindEntries): boolean;
  /**
   * Removes contents that nobody points to and nobody put for a day: what a crash between bytes and facts left behind.
   * What others are made of or differ from stays.
   * @param referenced which of some hashes are pointed to
   */
  collectOrphans(referenced: (sha256s: readonly string[]) => ReadonlySet<string>): number;
  /** Drops bytes for ever; what differs from them is stored anew first. Answers how many there were. */
  retire(sha256s: readonly string[]): number;
  /** The content that waits longest waits no more and stays as it is: storing it ended a worker. */
  skipWaiting(): void;
  /**
   * The backup of contents: copies what is not in `file` yet, each content verified by its hash there, so much as one
   * call may (`CopyBounds`), in one transaction. The file is made where it is missing, and moved aside where it is damaged.
   */
  copyNew(file: string, page?: CopyPage): CopyResult;
  /**
   * The way back: fetches what is missing or damaged here from a backup or from a damaged file, as far as that can be
   * read. Reads both files whole.
   */
  fetchFrom(file: string, page?: CopyPage): CopyResult;
  /** What is kept: contents and their sizes; and the bytes all of it takes, pieces included. */
  totals(): { readonly contents: number; readonly size: number; readonly storedSize: number };
  /** The full check of the file; a list of what is wrong, empty when sound. Reads everything. */
  check(): string[];
  close(): void;
}

/** Which part of a copy one call makes. */
export interface CopyPage extends Partial<CopyBounds> {
  /** `next` of the call before; 0, the default, begins. */
  readonly after?: number;
}

export interface PutOptions {
  /** Hash of the content before it at the same place; unknown ones are as none. */
  readonly after?: string | null;
  /** Stored plain now, so that nobody waits, and as difference when `compactNext` comes to it. */
  readonly later?: boolean;
}

/** Longer than any keep can take from bytes to facts, sleep of the machine included. */
const orphanAgeMs = 24 * 3_600_000;

/** A content wanted again is noted at most this often: far below the age of an orphan. */
const wantedAgainMs = 3_600_000;

const orphanPage = 500;

/**
 * So much is copied in one call: on a slow disk a worker is back within a second, and what waits in the journal of the
 * backup or in memory is not more than a few large drawings.
 */
const copyBounds: CopyBounds = { contents: 100, bytes: 8 * 1024 * 1024, rows: 2_000 };

/** Opens (or makes) contents.db. @throws EloError as `openDatabase` */
export function openContents(o: ContentsOptions): Contents {
  const own = openContentsFile(o);
  const { database, store, forms, get } = own;
  const now = (): string => isoTime(o.clock.now());

  const put = (
    bytes: Uint8Array,
    known?: string,
    { after = null, later = false }: PutOptions = {},
  ): string => {
    const sha256 = known ?? hashOf(bytes);
    const row = store.find(sha256);
    if (row !== undefined && store.reading(() => forms.isIntact(sha256))) {
      if (row.whole === 0) store.setWhole(row.content_id, true);
      if (o.clock.now() - Date.parse(row.wanted_at) > wantedAgainMs) store.want(row.content_id, now());
      return sha256;
    }
    // the same bytes come by again: a damaged copy is mended
    if (row !== undefined) {
      store.transaction(() => {
        store.replace(sha256, forms.plain(bytes));
        store.setWhole(row.content_id, true);
      });
      return sha256;
    }
    const waits =
      later && after !== null && bytes.byteLength <= largestCompacted && store.find(after) !== undefined;
    const smaller =
      later || after === null ? null : store.reading(() => forms.differenceTo(after, bytes, sha256));
    const insert = (form: StoredForm): void =>
      store.insert({ ...form, sha256, whole: true, after: waits ? after : null }, now());
    if (smaller === null) insert(forms.plain(bytes, waits ? 'quick' : 'usual'));
    else {
      try {
        insert(smaller);
      } catch (thrown) {
        // the base went meanwhile
        if (!(thrown instanceof EloError) || thrown.code !== 'database-constraint') throw thrown;
        insert(forms.plain(bytes));
      }
    }
    // a copy: the caller may go on with its bytes
    if (!later) forms.remember(sha256, bytes.slice());
    return sha256;
  };

  return {
    recovered: database.recovered,
    has: (sha256) => store.find(sha256)?.whole === 1,
    put,
    get,
    size: (sha256) => {
      const row = store.find(sha256);
      return row?.whole === 1 ? row.size : null;
    },
    storedSize: (sha256) => store.storedSize(sha256),
    waiting: () => store.waitingCount(),
    compactNext: (entriesOf) => {
      const row = store.waiting();
      if (row === undefined) return false;
      compactContent({ store, forms, entriesOf, get, now }, row);
      if (store.waitingCount() === 0) store.shrink();
      return true;
    },
    collectOrphans: (referenced) => {
      const before = isoTime(o.clock.now() - orphanAgeMs);
      let removed = 0;
      // a content that goes frees its pieces, which come at the next round
      for (let again = true; again;) {
        again = false;
        for (let after = ''; ;) {
          const page = store.unwantedSince(before, after, orphanPage);
          const last = page.at(-1);
          if (last === undefined) break;
          const kept = referenced(page.filter((each) => each.whole === 1).map((each) => each.sha256));
          for (const { sha256, whole } of page) {
            if (kept.has(sha256) || !store.removeUnwanted(sha256, before)) continue;
            again = true;
            if (whole === 1) removed += 1;
          }
          after = last.sha256;
        }
      }
      return removed;
    },
    retire: (sha256s) => retireContents({ store, forms, now }, sha256s),
    skipWaiting: () => {
      const row = store.waiting();
      if (row !== undefined) store.stopWaiting(row.content_id);
    },
    copyNew: (file, page = {}) => {
      const target = openContentsFile({ ...o, dir: dirname(file), name: basename(file), recover: true });
      const { after = 0, ...most } = page;
      try {
        // one commit for all of them: a disk sync each would take longer than the copying
        return target.store.transaction(() =>
          copyContents({ source: own, target, after, most: { ...copyBounds, ...most }, now }),
        );
      } finally {
        target.database.close();
      }
    },
    fetchFrom: (file, page = {}) => {
      const source = openContentsFile({ ...o, dir: dirname(file), name: basename(file), readonly: true });
      const { after = 0, ...most } = page;
      try {
        const result = copyContents({ source, target: own, after, most: { ...copyBounds, ...most }, now });
        if (!result.more) mendContents(source, own);
        return result;
      } finally {
        source.database.close();
      }
    },
    totals: () => store.totals(),
    check: () => database.check(),
    close: () => database.close(),
  };
}
