import type { Sighting } from '../../../shared/domain/freshness.ts';
import type { KnownStat } from '../ledger/types.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import type { ByteBudget } from './byteBudget.ts';
import type {
  ContentsPlace,
  FileInput,
  KeepInput,
  KeepResult,
  ReadListingResult,
  StoreInput,
  StoreResult,
} from './keepJobs.ts';

/** A file that came to rest, as it was seen. */
export interface SeenFile {
  readonly path: string;
  /** The watched folder it lies in; `null` outside all of them. */
  readonly rootId: string | null;
  /** Bytes; times in nanoseconds since 1970. */
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  readonly sighting: Sighting;
}

/** Looks at files that came to rest, by workers. Nothing of what they give is kept before the ledger says so. */
export interface Looks {
  /** One worker reads, verifies and puts. */
  look(
    kind: KeepInput['kind'],
    seen: SeenFile,
    known: { readonly knownSha256: string | null; readonly after: string | null },
  ): Promise<KeepResult>;
  /**
   * A look at a listing where one was kept before: one worker puts its bytes while another reads what it says. Where it is
   * refused, they are as what a crash leaves, and are collected.
   * @param after hash of the listing before it
   */
  lookTwice(seen: SeenFile, after: string): Promise<KeepResult>;
}

export function createLooks(o: {
  readonly place: ContentsPlace;
  readonly pool: WorkerPool;
  readonly budget: ByteBudget;
  readonly maxBytes: number;
}): Looks {
  const { place, pool, budget, maxBytes } = o;
  const fileOf = (seen: SeenFile): FileInput => ({ ...place, path: seen.path, stat: statOf(seen), maxBytes });
  return {
    look: (kind, seen, known) => {
      const input: KeepInput = { ...fileOf(seen), kind, ...known };
      return budget.use(Math.min(seen.size, maxBytes), () => pool.run<KeepInput, KeepResult>('keep', input));
    },
    lookTwice: (seen, after) =>
      budget.use(2 * Math.min(seen.size, maxBytes), async () => {
        const file = fileOf(seen);
        const [read, stored] = await Promise.allSettled([
          pool.run<FileInput, ReadListingResult>('readListing', file),
          pool.run<StoreInput, StoreResult>('store', { ...file, after }),
        ]);
        if (read.status === 'rejected') throw read.reason;
        if (read.value.kind === 'unread') return read.value;
        if (stored.status === 'rejected') throw stored.reason;
        if (stored.value.kind === 'unread') return stored.value;
        // each compared the file with what was seen, before and after it read; and still …
        if (read.value.crc !== stored.value.crc) {
          return { kind: 'unread', outcome: 'busy', reason: 'file-changed' };
        }
        const { sha256, bytes } = stored.value;
        return { kind: 'listing', sha256, bytes, facts: read.value.facts };
      }),
  };
}

/** What of a seen file the ledger remembers. */
export const statOf = (seen: SeenFile): KnownStat => ({
  size: seen.size,
  mtimeNs: String(seen.mtimeNs),
  ctimeNs: String(seen.ctimeNs),
  ino: String(seen.ino),
});
