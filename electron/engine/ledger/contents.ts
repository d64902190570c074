import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { createCodecs } from './codecs.ts';
import type { Codecs } from './codecs.ts';
import { createContentsStore } from './contentsStore.ts';
import { contentsMigrations } from './migrations/contentsMigrations.ts';
import type { LedgerRecovery } from './types.ts';

/** Exact bytes by their hash (`contents.db`). Each thread opens its own; one control thread decides what is kept. */
export interface Contents {
  readonly recovered: LedgerRecovery;
  has(sha256: string): boolean;
  /**
   * Keeps bytes under their hash and answers it; known bytes are not written again. When it returns they survive a
   * power cut. `sha256` spares hashing where the caller just did.
   */
  put(bytes: Uint8Array, sha256?: string): string;
  /**
   * The exact bytes. @throws EloError `content-missing`, `content-damaged` (what is read back is not what was kept: it is
   * never answered)
   */
  get(sha256: string): Uint8Array;
  /** Size in bytes without reading them; `null` where the content is not there. */
  size(sha256: string): number | null;
  /**
   * Removes contents that nobody points to and nobody put for a day: what a crash between bytes and facts left behind.
   * @param referenced which of some hashes are pointed to
   */
  collectOrphans(referenced: (sha256s: readonly string[]) => ReadonlySet<string>): number;
  totals(): { readonly contents: number; readonly size: number; readonly storedSize: number };
  /** The full check of the file; a list of what is wrong, empty when sound. Reads everything. */
  check(): string[];
  close(): void;
}

export interface ContentsOptions {
  /** The data folder. */
  readonly dir: string;
  readonly clock: Clock;
  readonly appVersion: string;
  readonly codecs?: Codecs;
  /** False in a worker: only the control thread, which opens first, may move a damaged file aside. */
  readonly recover?: boolean;
  /** Only reads; the file must exist in its newest shape. */
  readonly readonly?: boolean;
}

/** "ELOC": marks contents.db as ours. */
const contentsApplicationId = 0x45_4c_4f_43;

/** Longer than any keep can take from bytes to facts, sleep of the machine included. */
const orphanAgeMs = 24 * 3_600_000;

/** A content wanted again is noted at most this often: far below the age of an orphan. */
const wantedAgainMs = 3_600_000;

const orphanPage = 500;

/** Opens (or makes) contents.db. @throws EloError as `openDatabase` */
export function openContents(o: ContentsOptions): Contents {
  if (o.readonly !== true) mkdirSync(o.dir, { recursive: true });
  const database = openDatabase({
    file: join(o.dir, 'contents.db'),
    applicationId: contentsApplicationId,
    appVersion: o.appVersion,
    migrations: contentsMigrations,
    clock: o.clock,
    readonly: o.readonly === true,
    recover: o.recover !== false,
    // as large as everything ever saved; each content is verified by its hash when it is read
    check: 'schema',
  });
  const store = createContentsStore(database);
  const codecs = o.codecs ?? createCodecs();

  const get = (sha256: string): Uint8Array => {
    const row = store.find(sha256);
    if (row === undefined) {
      throw new EloError('content-missing', 'the content is not in this history', { details: { sha256 } });
    }
    const stored = store.stored(row.content_id);
    let content: Uint8Array | null = null;
    let cause: unknown = null;
    try {
      content = stored === undefined ? null : codecs.decode(row.codec, stored, row.size);
    } catch (thrown) {
      // a row of a codec this runtime lacks is not damaged
      if (thrown instanceof RangeError && !('errno' in thrown) && !('code' in thrown)) {
        throw new EloError('codec-unavailable', thrown.message, { cause: thrown });
      }
      cause = thrown;
    }
    if (content === null || hashOf(content) !== sha256) {
      throw new EloError('content-damaged', 'the kept bytes are not what they were', {
        cause,
        remedy: 'restore-backup',
        details: { sha256 },
      });
    }
    return content;
  };

  const put = (bytes: Uint8Array, known?: string): string => {
    const sha256 = known ?? hashOf(bytes);
    const now = o.clock.now();
    const row = store.find(sha256);
    if (row !== undefined && isIntact(row.content_id, row.stored_crc)) {
      if (now - Date.parse(row.wanted_at) > wantedAgainMs) store.want(row.content_id, isoTime(now));
      return sha256;
    }
    const { codec, stored } = codecs.encode(bytes);
    const content = { sha256, codec, size: bytes.byteLength, stored, stored_crc: crc32(stored) };
    // the same bytes come by again: a damaged copy is mended
    if (row === undefined) store.insert(content, isoTime(now));
    else store.replaceBytes(row.content_id, content);
    return sha256;
  };

  /** Whether what lies on disk is what was written; cheap beside having to do without it. */
  const isIntact = (contentId: number, storedCrc: number): boolean => {
    const stored = store.stored(contentId);
    return stored !== undefined && crc32(stored) === storedCrc;
  };

  return {
    recovered: database.recovered,
    has: (sha256) => store.find(sha256) !== undefined,
    put,
    get,
    size: (sha256) => store.find(sha256)?.size ?? null,
    collectOrphans: (referenced) => {
      const before = isoTime(o.clock.now() - orphanAgeMs);
      let removed = 0;
      for (let after = ''; ;) {
        const page = store.unwantedSince(before, after, orphanPage);
        const last = page.at(-1);
        if (last === undefined) return removed;
        const kept = referenced(page);
        for (const sha256 of page)
          if (!kept.has(sha256) && store.removeUnwanted(sha256, before)) removed += 1;
        after = last;
      }
    },
    totals: () => store.totals(),
    check: () => database.check(),
    close: () => database.close(),
  };
}

/** Lower-case hex SHA-256. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
