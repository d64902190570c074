import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Codecs, Effort } from './codecs.ts';
import { decodeContainerForm } from './containerForm.ts';
import type { ContainerForm } from './containerForm.ts';
import type { ContentsStore, StoredForm } from './contentsStore.ts';
import { rebuildDeflate } from './deflate/deflateRecipe.ts';
import type { Differences } from './differences.ts';

/**
 * Contents read before the one asked for, at most. Measured on a listing of 1 MB: 1 ms each on an idle machine, so that
 * the last of a chain comes back in half of the 60 ms it may take; twice as many would save a tenth of the bytes.
 */
export const deepest = 25;

/** A difference replaces the plain form only where it is at most half as large: it costs a read of its base. */
const worthwhile = 0.5;
/** A difference this small needs no comparison with the plain form. */
const surely = 0.02;

/** Decoded contents kept for the next version, in bytes: two or three drawings. */
const cacheBytes = 6 * 1024 * 1024;

/** Names in rows; never reused for another way. */
const difference = 'zstd-base';
const container = 'container';

export const isContainer = (codec: string): boolean => codec === container;

/** Reads contents whatever form they are in, and finds the smallest form for new ones. */
export interface ContentForms {
  /** The bytes of a content. @throws where a row is missing, damaged, or of a codec this runtime lacks (RangeError) */
  bytes(sha256: string, planned?: Planned): Uint8Array;
  /** How a stored container is put together, and the hash of that; `null` where it is stored as a whole. */
  container(sha256: string): { readonly sha256: string; readonly form: ContainerForm } | null;
  /** Whether everything a content is read from lies on disk as it was written. */
  isIntact(sha256: string): boolean;
  plain(content: Uint8Array, effort?: Effort): StoredForm;
  /**
   * As difference to another, proved; `null` where that is unknown, damaged, or nothing is gained.
   * @param sha256 of the content: it is never a difference to what depends on it
   */
  differenceTo(base: string, content: Uint8Array, sha256: string): StoredForm | null;
  /** A container of this size from its pieces. @param form hash of how they are put together, itself a piece */
  containerOf(form: string, pieces: readonly string[], size: number): StoredForm;
  /** Keeps a decoded content for the next version of it. */
  remember(sha256: string, content: Uint8Array): void;
}

/** Forms not in the file yet. */
export type Planned = ReadonlyMap<string, StoredForm>;

/** A form as it is read: from its row, or from a plan. */
type ReadForm = Pick<StoredForm, 'codec' | 'size' | 'base' | 'depth'> & { readonly stored: Uint8Array };

export function createContentForms(
  store: ContentsStore,
  codecs: Codecs,
  differences: Differences | null,
): ContentForms {
  const cache = createCache();

  const formOf = (sha256: string, planned?: Planned): ReadForm => {
    const plan = planned?.get(sha256);
    if (plan !== undefined) return plan;
    const row = store.find(sha256);
    const stored = row === undefined ? undefined : store.stored(row.content_id);
    if (row === undefined || stored === undefined) throw new Error(`content ${sha256} is not there`);
    return { codec: row.codec, size: row.size, base: row.base_sha256, depth: row.depth, stored };
  };
  const needed = (): Differences => {
    if (differences === null) throw new RangeError('this runtime cannot read differences');
    return differences;
  };

  /** The forms from a content down to the one that stands alone. */
  const chainOf = (sha256: string, planned?: Planned): { sha256: string; form: ReadForm }[] => {
    const chain: { sha256: string; form: ReadForm }[] = [];
    for (let at: string | null = sha256; at !== null;) {
      const form: ReadForm = formOf(at, planned);
      chain.push({ sha256: at, form });
      if (chain.length > deepest + 1) throw new Error('a chain is deeper than any written');
      at = form.base;
    }
    return chain;
  };

  const assembled = ({ stored, size }: ReadForm, planned?: Planned): Uint8Array => {
    const form = decodeContainerForm(read(Buffer.from(stored).toString('hex'), planned));
    const out = new Uint8Array(size);
    let at = 0;
    for (const stretch of form) {
      const bytes =
        stretch.kind === 'bytes'
          ? stretch.bytes
          : stretch.kind === 'piece'
            ? read(stretch.sha256, planned)
            : rebuildDeflate(stretch.recipe, read(stretch.content, planned));
      out.set(bytes, at);
      at += bytes.byteLength;
    }
    if (at !== size) throw new Error('the pieces make another size');
    return out;
  };

  /** May answer bytes of the cache, which nobody may hand on. */
  const read = (sha256: string, planned?: Planned): Uint8Array => {
    const known = cache.get(sha256);
    if (known !== undefined) return known;
    return decoded(sha256, planned);
  };

  const decoded = (sha256: string, planned?: Planned): Uint8Array => {
    const behind: ReadForm[] = [];
    let bytes: Uint8Array | null = null;
    for (const each of chainOf(sha256, planned)) {
      bytes = each.sha256 === sha256 ? null : (cache.get(each.sha256) ?? null);
      if (bytes !== null) break;
      behind.push(each.form);
    }
    if (bytes === null) {
      const first = behind.pop();
      if (first === undefined) throw new TypeError('a chain has at least one form');
      bytes = isContainer(first.codec)
        ? assembled(first, planned)
        : codecs.decode(first.codec, first.stored, first.size);
    }
    for (const form of behind.reverse()) bytes = needed().decode(form.stored, bytes, form.size);
    return bytes;
  };

  /** The rows a content and its bases are written in; of a container not its pieces. */
  const isChainIntact = (sha256: string, seen: Set<string>): boolean => {
    for (let at: string | null = sha256; at !== null && !seen.has(at);) {
      seen.add(at);
      const row = store.find(at);
      const stored = row === undefined ? undefined : store.stored(row.content_id);
      if (row === undefined || stored === undefined || crc32(stored) !== row.stored_crc) return false;
      at = row.base_sha256;
    }
    return true;
  };

  const isIntact = (sha256: string, seen = new Set<string>()): boolean => {
    if (!isChainIntact(sha256, seen)) return false;
    // where a chain of differences starts from a container, that one's pieces are needed as well
    const row = store.find(chainOf(sha256).at(-1)?.sha256 ?? sha256);
    return (
      row === undefined ||
      !isContainer(row.codec) ||
      store.parts(row.content_id).every((part) => seen.has(part) || isIntact(part, seen))
    );
  };

  /** Where a new difference may start: the base itself, or, at the end of a chain, the one the chain starts from. */
  const startOf = (base: string, sha256: string): { sha256: string; depth: number } | null => {
    if (base === sha256 || !isIntact(base)) return null;
    const chain = chainOf(base);
    if (chain.some((each) => each.sha256 === sha256)) return null;
    const depth = chain.length;
    if (depth <= deepest) return { sha256: base, depth };
    const first = chain.at(-1);
    return first === undefined ? null : { sha256: first.sha256, depth: 1 };
  };

  const formWith = (
    codec: string,
    size: number,
    stored: Uint8Array,
    more: Partial<StoredForm>,
  ): StoredForm => ({
    codec,
    size,
    stored,
    storedCrc: crc32(stored),
    base: null,
    depth: 0,
    parts: [],
    ...more,
  });

  const plain = (content: Uint8Array, effort: Effort = 'usual'): StoredForm => {
    const { codec, stored } = codecs.encode(content, effort);
    return formWith(codec, content.byteLength, stored, {});
  };

  /** A difference that gives the content back now. */
  const proved = (content: Uint8Array, base: Uint8Array): Uint8Array | null => {
    if (differences === null) return null;
    const stored = differences.encode(content, base);
    if (stored === null) return null;
    return Buffer.compare(differences.decode(stored, base, content.byteLength), content) === 0
      ? stored
      : null;
  };

  return {
    bytes: decoded,
    container: (sha256) => {
      const row = store.find(sha256);
      const stored = row === undefined ? undefined : store.stored(row.content_id);
      if (row === undefined || stored === undefined || !isContainer(row.codec)) return null;
      const form = Buffer.from(stored).toString('hex');
      return { sha256: form, form: decodeContainerForm(read(form)) };
    },
    isIntact: (sha256) => isIntact(sha256),
    plain,
    differenceTo: (base, content, sha256) => {
      if (differences === null || content.byteLength === 0) return null;
      const start = startOf(base, sha256);
      if (start === null) return null;
      const bytes = read(start.sha256);
      // a base that is not what it is called would make the content unreadable for ever
      if (hashOf(bytes) !== start.sha256) return null;
      cache.set(start.sha256, bytes);
      const stored = proved(content, bytes);
      if (stored === null) return null;
      if (
        stored.byteLength > content.byteLength * surely &&
        stored.byteLength > codecs.encode(content).stored.byteLength * worthwhile
      ) {
        return null;
      }
      return formWith(difference, content.byteLength, stored, { base: start.sha256, depth: start.depth });
    },
    containerOf: (form, pieces, size) =>
      formWith(container, size, Buffer.from(form, 'hex'), { parts: [form, ...pieces] }),
    remember: (sha256, content) => cache.set(sha256, content),
  };
}

/** The few contents read last, within `cacheBytes`. */
function createCache(): {
  get(sha256: string): Uint8Array | undefined;
  set(sha256: string, bytes: Uint8Array): void;
} {
  const held = new Map<string, Uint8Array>();
  let size = 0;
  const forget = (sha256: string): void => {
    size -= held.get(sha256)?.byteLength ?? 0;
    held.delete(sha256);
  };
  return {
    get: (sha256) => held.get(sha256),
    set: (sha256, bytes) => {
      forget(sha256);
      if (bytes.byteLength > cacheBytes) return;
      held.set(sha256, bytes);
      size += bytes.byteLength;
      for (const oldest of held.keys()) {
        if (size <= cacheBytes) break;
        forget(oldest);
      }
    },
  };
}

/** Lower-case hex SHA-256. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
