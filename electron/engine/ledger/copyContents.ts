import { crc32 } from 'node:zlib';
import { EloError } from '../../../shared/domain/eloError.ts';
import { hashOf } from './contentForms.ts';
import type { ContentsFile } from './contentsFile.ts';
import type { ContentColumns, ContentsStore } from './contentsStore.ts';
import { retireContents } from './retireContents.ts';

/** What one call copied. */
export interface CopyResult {
  readonly copied: number;
  /** Contents that could not be read whole and were left out. */
  readonly damaged: number;
  /** More wait for the next call. */
  readonly more: boolean;
  /** Where the next call goes on. */
  readonly next: number;
}

/** Contents found by one query. */
const pageRows = 500;

/** What one call does at most: whoever asks can pause between two, and little is in memory or uncommitted at a time. */
export interface CopyBounds {
  /** Contents copied. */
  readonly contents: number;
  /** Bytes as they are stored; the content that exceeds them is the last. */
  readonly bytes: number;
  /** Contents looked at, copied or not. */
  readonly rows: number;
}

/**
 * Copies contents that another file does not have yet, in the form they are in, with what they are made of and differ
 * from. Each is read back from the other file and compared with its hash before it is committed there; what was retired
 * here is retired there, and nothing else is ever taken away.
 */
export function copyContents(o: {
  readonly source: Pick<ContentsFile, 'store' | 'get'>;
  readonly target: ContentsFile;
  /** Where the call before stopped (`next`); 0 begins. */
  readonly after: number;
  readonly most: CopyBounds;
  readonly now: () => string;
}): CopyResult {
  const { source, target, after, most, now } = o;
  if (after === 0) {
    const gone = source.store.retired();
    retireContents({ ...target, now }, gone);
    for (const sha256 of gone) if (target.store.find(sha256)?.whole !== 1) target.store.retire(sha256, now());
  }
  let next = after;
  let copied = 0;
  let damaged = 0;
  let bytes = 0;
  let rows = 0;
  for (const row of rowsOf(source.store, after)) {
    if (rows === most.rows || bytes >= most.bytes) return { copied, damaged, more: true, next };
    const there = row.whole !== 1 || target.store.find(row.sha256)?.whole === 1;
    if (!there) {
      if (copied === most.contents) return { copied, damaged, more: true, next };
      if (copyOne(source, target, row.sha256, now())) copied += 1;
      else damaged += 1;
      bytes += row.stored_size;
    }
    rows += 1;
    next = row.content_id;
  }
  return { copied, damaged, more: false, next };
}

/**
 * Rows that are not what was written are stored anew from another file, where that one has them whole. Reads every row.
 * Answers how many were mended.
 */
export function mendContents(source: ContentsFile, target: ContentsFile): number {
  let mended = 0;
  for (const row of rowsOf(target.store)) {
    const stored = target.store.stored(row.content_id);
    if (stored !== undefined && crc32(stored) === row.stored_crc) continue;
    const bytes = readable(source, row.sha256);
    if (bytes === null) continue;
    target.store.replace(row.sha256, target.forms.plain(bytes));
    mended += 1;
  }
  return mended;
}

/** A content or piece, verified; `null` where it cannot be had. */
function readable(file: ContentsFile, sha256: string): Uint8Array | null {
  try {
    const bytes = file.store.find(sha256) === undefined ? null : file.forms.bytes(sha256);
    return bytes !== null && hashOf(bytes) === sha256 ? bytes : null;
  } catch (thrown) {
    if (thrown instanceof EloError && !unreadable.has(thrown.code)) throw thrown;
    return null;
  }
}

function copyOne(
  source: Pick<ContentsFile, 'store' | 'get'>,
  target: ContentsFile,
  sha256: string,
  at: string,
): boolean {
  try {
    target.store.transaction(() => {
      copyRow(source.store, target.store, sha256, true, at);
      // throws, and with it the transaction, unless these are the bytes
      target.get(sha256);
    });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof EloError) || !unreadable.has(thrown.code)) throw thrown;
  }
  try {
    // the other file's own base is damaged: this one then stands alone
    const form = target.forms.plain(source.get(sha256));
    target.store.transaction(() => {
      if (target.store.find(sha256) !== undefined) target.store.replace(sha256, form);
      target.store.insert({ ...form, sha256, whole: true, after: null }, at);
    });
    return true;
  } catch (thrown) {
    if (!(thrown instanceof EloError) || !unreadable.has(thrown.code)) throw thrown;
    return false;
  }
}

/** A content that cannot be had, as against a disk that is full. */
const unreadable = new Set([
  'content-missing',
  'content-damaged',
  'content-retired',
  'database-damaged',
  'database-constraint',
  'codec-unavailable',
]);

function copyRow(
  source: ContentsStore,
  target: ContentsStore,
  sha256: string,
  whole: boolean,
  at: string,
): void {
  const there = target.find(sha256);
  if (there !== undefined) {
    if (whole) target.setWhole(there.content_id, true);
    return;
  }
  const row = source.find(sha256);
  const stored = row === undefined ? undefined : source.stored(row.content_id);
  if (row === undefined || stored === undefined || crc32(stored) !== row.stored_crc) {
    throw new EloError('content-damaged', 'a piece is damaged', { details: { sha256 } });
  }
  const parts = source.parts(row.content_id);
  for (const part of parts) copyRow(source, target, part, false, at);
  if (row.base_sha256 !== null) copyRow(source, target, row.base_sha256, false, at);
  const { codec, size, depth } = row;
  target.insert(
    {
      sha256,
      codec,
      size,
      stored,
      storedCrc: row.stored_crc,
      base: row.base_sha256,
      depth,
      parts,
      whole,
      after: null,
    },
    at,
  );
}

/** All rows in order of arrival; of a damaged file those that can be read. */
function* rowsOf(store: ContentsStore, after = 0): Generator<ContentColumns> {
  let last = after;
  try {
    for (;;) {
      const page = store.page(last, pageRows);
      for (const row of page) {
        yield row;
        last = row.content_id;
      }
      if (page.length < pageRows) return;
    }
  } catch (thrown) {
    if (!(thrown instanceof EloError) || thrown.code !== 'database-damaged') throw thrown;
  }
  for (const newest = newestOf(store, last); last < newest; last++) {
    try {
      const [row] = store.page(last, 1);
      if (row === undefined) return;
      yield row;
      last = Math.max(last, row.content_id - 1);
    } catch (thrown) {
      if (!(thrown instanceof EloError) || thrown.code !== 'database-damaged') throw thrown;
    }
  }
}

/** Rows tried one by one behind a damaged page where the newest cannot be asked for. */
const blindRows = 10_000;

function newestOf(store: ContentsStore, last: number): number {
  try {
    return store.newestId();
  } catch (thrown) {
    if (thrown instanceof EloError && thrown.code === 'database-damaged') return last + blindRows;
    throw thrown;
  }
}
