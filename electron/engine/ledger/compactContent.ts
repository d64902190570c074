import { EloError } from '../../../shared/domain/eloError.ts';
import { planContainer } from './compactContainer.ts';
import type { ContainerEntry, FindEntries } from './compactContainer.ts';
import { isContainer } from './contentForms.ts';
import type { ContentForms, Planned } from './contentForms.ts';
import type { ContentColumns, ContentsStore } from './contentsStore.ts';

/** Larger contents stay as they are, in bytes: fifty times a real container, and a worker holds it several times over. */
export const largestCompacted = 16 * 1024 * 1024;

export interface Compaction {
  readonly store: ContentsStore;
  readonly forms: ContentForms;
  readonly entriesOf: FindEntries;
  /** The verified bytes of a content. */
  readonly get: (sha256: string) => Uint8Array;
  readonly now: () => string;
}

/**
 * Stores one content as difference to the one before it. The plain form goes in the same transaction in which the pieces
 * come, and only after the content was put together again from exactly these pieces. Whatever cannot be done leaves the
 * plain form as it is; then the content waits no more. Trouble of the machine (`disk-full` …) is thrown, and it waits on.
 */
export function compactContent(c: Compaction, row: ContentColumns): void {
  const done = (): void => c.store.stopWaiting(row.content_id);
  let bytes: Uint8Array;
  try {
    bytes = c.get(row.sha256);
  } catch (thrown) {
    if (thrown instanceof EloError && leftAlone.has(thrown.code)) return done();
    throw thrown;
  }
  const entries = c.entriesOf(bytes);
  try {
    if (entries === null) {
      const { after_sha256: after } = row;
      const form =
        after === null ? null : c.store.reading(() => c.forms.differenceTo(after, bytes, row.sha256));
      // it was compressed in a hurry
      const best = form ?? c.forms.plain(bytes);
      if (best.stored.byteLength < row.stored_size) c.store.replace(row.sha256, best);
      else done();
      // the next version is probably the next to wait
      c.forms.remember(row.sha256, bytes);
    } else {
      const before = containerBefore(c, row.after_sha256, row.sha256);
      if (!split(c, row, bytes, entries, before)) done();
    }
  } catch (thrown) {
    // a base or piece went between plan and commit: nothing was changed
    if (thrown instanceof EloError && thrown.code === 'database-constraint') return done();
    throw thrown;
  }
}

const leftAlone = new Set(['content-missing', 'content-retired', 'content-damaged', 'codec-unavailable']);

/** The version before, brought into pieces now where it still lies there as a whole. */
function containerBefore(c: Compaction, before: string | null, of: string): string | null {
  const row = before === null || before === of ? undefined : c.store.find(before);
  if (row === undefined || row.whole === 0 || row.size > largestCompacted) return null;
  if (isContainer(row.codec)) return row.sha256;
  let bytes: Uint8Array;
  try {
    bytes = c.get(row.sha256);
  } catch (thrown) {
    if (thrown instanceof EloError && leftAlone.has(thrown.code)) return null;
    throw thrown;
  }
  const entries = c.entriesOf(bytes);
  return entries !== null && split(c, row, bytes, entries, null, true) ? row.sha256 : null;
}

/**
 * @param first the first of its kind need not become smaller: the next ones will
 * @returns whether the content is in pieces now
 */
function split(
  c: Compaction,
  row: ContentColumns,
  bytes: Uint8Array,
  entries: readonly ContainerEntry[],
  before: string | null,
  first = before === null,
): boolean {
  // planned and proved on one state of the file; others go on writing meanwhile
  const plan = c.store.reading(() => {
    const made = planContainer(c.forms, { bytes, entries, before });
    if (!first && made.storedSize >= row.stored_size) return null;
    const planned = new Map([...made.pieces, [row.sha256, made.container]]);
    return givesBack(c.forms, row.sha256, planned, bytes) ? made : null;
  });
  if (plan === null) return false;
  const at = c.now();
  c.store.transaction(() => {
    for (const [sha256, form] of plan.pieces) {
      // a damaged one is mended
      if (c.store.find(sha256) !== undefined) c.store.replace(sha256, form);
      else c.store.insert({ ...form, sha256, whole: false, after: null }, at);
    }
    c.store.replace(row.sha256, plan.container);
  });
  return true;
}

/** The proof: the content, read exactly as it would be from the planned rows. */
function givesBack(forms: ContentForms, sha256: string, planned: Planned, bytes: Uint8Array): boolean {
  try {
    return Buffer.compare(forms.bytes(sha256, planned), bytes) === 0;
  } catch (thrown) {
    if (thrown instanceof EloError) throw thrown;
    return false;
  }
}
