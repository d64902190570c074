import { crc32 } from 'node:zlib';
import { EloError } from '../../../shared/domain/eloError.ts';
import { hashOf } from '../ledger/contents.ts';
import type { Contents } from '../ledger/contents.ts';
import type { CopyResult } from '../ledger/copyContents.ts';
import type { KnownStat } from '../ledger/types.ts';
import { Transferred } from '../platform/jobs.ts';
import type { JobTable } from '../platform/jobs.ts';
import type { ContainerFacts } from '../promob/containerFacts.ts';
import type { ListingFacts } from '../promob/listingFacts.ts';
import { readContainer } from '../promob/readContainer.ts';
import { readListing } from '../promob/readListing.ts';
import { readPreview } from '../promob/readPreview.ts';
import { containerEntries } from './containerEntries.ts';
import { readSettled } from './readSettled.ts';
import type { ReadableFiles } from './readSettled.ts';
import { restoreFile } from './restoreFile.ts';

/** Which contents.db a job works on; plain data, since it crosses threads. */
export interface ContentsPlace {
  readonly dir: string;
  readonly appVersion: string;
}

/** A file as it was seen. */
export interface FileInput extends ContentsPlace {
  readonly path: string;
  readonly stat: KnownStat;
  readonly maxBytes: number;
}

export interface KeepInput extends FileInput {
  readonly kind: 'project' | 'listing';
  /** Hash of the newest content known at that place: the same one is not read again. */
  readonly knownSha256: string | null;
  /** Hash of the content before it, which it probably differs little from. */
  readonly after?: string | null;
}

/** What one look at a file gave. Nothing of it is kept before the ledger says so. */
export type KeepResult =
  | { readonly kind: 'same'; readonly sha256: string }
  | {
      readonly kind: 'project';
      readonly sha256: string;
      readonly bytes: number;
      readonly facts: ContainerFacts;
    }
  | {
      readonly kind: 'listing';
      readonly sha256: string;
      readonly bytes: number;
      readonly facts: ListingFacts;
    }
  | Unread;

export interface Unread {
  readonly kind: 'unread';
  readonly outcome: UnreadOutcome;
  readonly reason: string;
}

/** What a listing says, its bytes not put. */
export type ReadListingResult =
  | Unread
  | {
      readonly kind: 'read';
      /** CRC-32 of the bytes. */
      readonly crc: number;
      readonly facts: ListingFacts;
    };

export interface StoreInput extends FileInput {
  readonly after: string;
}

/** Bytes that were put. */
export type StoreResult =
  | Unread
  | {
      readonly kind: 'stored';
      readonly sha256: string;
      readonly bytes: number;
      /** CRC-32 of the bytes. */
      readonly crc: number;
    };

/** Why there is nothing to keep: see `KeepOutcome`. */
export type UnreadOutcome = 'incomplete' | 'busy' | 'gone' | 'rejected';

export interface KeepBytesInput extends ContentsPlace {
  readonly bytes: Uint8Array;
  readonly after?: string | null;
}

export interface ReadInput extends ContentsPlace {
  readonly sha256: string;
}

export interface RestoreInput extends ReadInput {
  readonly folder: string;
  readonly stem: string;
  readonly ending: string;
}

export interface CopyInput extends ContentsPlace {
  /** Another file of contents: a backup to copy into, or what contents are fetched from. */
  readonly file: string;
  /** Where the page before ended; 0 begins. */
  readonly after: number;
}

export interface RetireInput extends ContentsPlace {
  readonly sha256s: readonly string[];
}

/**
 * What the workers of history do: read, verify, hash, compress, write contents. They decide nothing.
 * @param contentsOf the contents.db of a place, opened once in each thread
 * @param files where project files and listings are read; absent: the machine's
 */
export function createKeepJobs(
  contentsOf: (place: ContentsPlace) => Contents,
  files?: ReadableFiles,
): JobTable {
  return {
    keep: async (input: KeepInput, signal: AbortSignal): Promise<KeepResult> => {
      let bytes: Uint8Array;
      try {
        bytes = readSettled(input.path, input.stat, input.maxBytes, files);
      } catch (thrown) {
        return unread(thrown);
      }
      const sha256 = hashOf(bytes);
      const contents = contentsOf(input);
      // Known before anything was kept there: a copy as it was opened, whose bytes may be another machine's alone.
      const asOpened = input.after === null;
      if (sha256 === input.knownSha256 && (asOpened || contents.has(sha256))) return { kind: 'same', sha256 };
      let read: ContainerFacts | ListingFacts;
      try {
        read =
          input.kind === 'project'
            ? await readContainer(bytes, { signal, limits: { fileBytes: input.maxBytes } })
            : await readListing(bytes, {
                signal,
                collectItems: false,
                limits: { fileBytes: input.maxBytes },
              });
      } catch (thrown) {
        return unread(thrown);
      }
      // the difference to the one before is found later, so that neither the user nor delivery waits
      contents.put(bytes, sha256, { after: input.after ?? null, later: true });
      return read.kind === 'promob-project'
        ? { kind: 'project', sha256, bytes: bytes.byteLength, facts: read }
        : { kind: 'listing', sha256, bytes: bytes.byteLength, facts: read };
    },
    readListing: async (input: FileInput, signal: AbortSignal): Promise<ReadListingResult> => {
      try {
        const bytes = readSettled(input.path, input.stat, input.maxBytes, files);
        const facts = await readListing(bytes, {
          signal,
          collectItems: false,
          limits: { fileBytes: input.maxBytes },
        });
        return { kind: 'read', crc: crc32(bytes), facts };
      } catch (thrown) {
        return unread(thrown);
      }
    },
    store: (input: StoreInput): StoreResult => {
      let bytes: Uint8Array;
      try {
        bytes = readSettled(input.path, input.stat, input.maxBytes, files);
      } catch (thrown) {
        return unread(thrown);
      }
      const sha256 = contentsOf(input).put(bytes, undefined, { after: input.after, later: true });
      return { kind: 'stored', sha256, bytes: bytes.byteLength, crc: crc32(bytes) };
    },
    keepListingBytes: async (input: KeepBytesInput, signal: AbortSignal): Promise<KeepResult> => {
      const { bytes } = input;
      let facts: ListingFacts;
      try {
        facts = await readListing(bytes, { signal, collectItems: false });
      } catch (thrown) {
        return unread(thrown);
      }
      const sha256 = contentsOf(input).put(bytes, undefined, { after: input.after ?? null, later: true });
      return { kind: 'listing', sha256, bytes: bytes.byteLength, facts };
    },
    read: (input: ReadInput): Transferred => transferred(contentsOf(input).get(input.sha256)),
    preview: async (input: ReadInput, signal: AbortSignal): Promise<Transferred | null> => {
      const preview = await readPreview(contentsOf(input).get(input.sha256), { signal });
      return preview === null ? null : transferred(preview);
    },
    restore: (input: RestoreInput): string =>
      restoreFile(input.folder, input.stem, input.ending, contentsOf(input).get(input.sha256), input.sha256),
    compact: (input: ContentsPlace): boolean => contentsOf(input).compactNext(containerEntries),
    copyContents: (input: CopyInput): CopyResult =>
      contentsOf(input).copyNew(input.file, { after: input.after }),
    fetchContents: (input: CopyInput): CopyResult =>
      contentsOf(input).fetchFrom(input.file, { after: input.after }),
    retireContents: (input: RetireInput): number => contentsOf(input).retire(input.sha256s),
  };
}

/** Bytes that move to the other thread; a view of a larger or shared buffer is copied first. */
function transferred(bytes: Uint8Array): Transferred {
  const own =
    bytes.buffer instanceof ArrayBuffer &&
    bytes.byteLength === bytes.buffer.byteLength &&
    bytes.byteLength > 0
      ? new Uint8Array(bytes.buffer)
      : new Uint8Array(bytes);
  return new Transferred(own, [own.buffer]);
}

/** Errors of the system on opening or reading, and what they mean. EISDIR: a folder took the file's place. */
const systemOutcomes: Readonly<Record<string, UnreadOutcome>> = {
  ENOENT: 'gone',
  ENOTDIR: 'gone',
  EISDIR: 'gone',
};

/**
 * A failed look at a file as its outcome. What may pass by itself is looked at again (`incomplete`, `busy`); only what
 * the reader says can never become one of ours is `rejected`. Trouble of the machine itself is thrown on.
 */
function unread(thrown: unknown): Unread {
  if (thrown instanceof EloError) {
    if (thrown.code === 'cancelled') throw thrown;
    const reason = thrown.code;
    if (reason === 'file-changed') return { kind: 'unread', outcome: 'busy', reason };
    return { kind: 'unread', outcome: thrown.retryable ? 'incomplete' : 'rejected', reason };
  }
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && 'syscall' in thrown) {
    const outcome = systemOutcomes[thrown.code] ?? 'busy';
    return {
      kind: 'unread',
      outcome,
      reason: outcome === 'gone' ? 'file-gone' : `file-busy-${thrown.code.toLowerCase()}`,
    };
  }
  throw thrown;
}
