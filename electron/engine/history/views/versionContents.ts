import { webcrypto } from 'node:crypto';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';

/** The file and the listing of a version, as FoccoLojas has them. */
export interface VersionContent {
  readonly file: Uint8Array;
  readonly listing: Uint8Array;
}

export type FetchVersion = (
  environmentId: string,
  version: number,
  signal: AbortSignal,
) => Promise<VersionContent>;

/** Bytes with their hash. */
export interface Hashed {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export interface FetchedVersion {
  readonly file: Hashed;
  readonly listing: Hashed;
}

export interface VersionContents {
  /**
   * What FoccoLojas has of a version; not fetched twice within {@link keptMs}, also when asked twice at once.
   * @param fileSha256 what the file must hash to; `null` where that is not known
   * @throws EloError `content-damaged`, and what fetching throws
   */
  get(environmentId: string, version: number, fileSha256: string | null): Promise<FetchedVersion>;
  /** Ends what is being fetched. */
  close(): void;
}

/** Looking from one picture, plan and comparison to the next takes minutes; versions never change. */
export const keptMs = 10 * 60_000;
/** Ten versions of 2 MB with their listings; one that is larger alone is not kept. */
const keptBytes = 48 * 1024 * 1024;
/** Two files over a slow line; the client has limits of its own for each. */
const fetchMs = 180_000;

/** Hashes in a thread of the system's, since a file may have 200 MB. */
export async function hashAside(bytes: Uint8Array): Promise<string> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes);
  return Buffer.from(digest).toString('hex');
}

interface Kept {
  readonly content: FetchedVersion;
  readonly bytes: number;
  readonly at: number;
}

export function createVersionContents({
  fetchVersion,
  clock,
  mostBytes = keptBytes,
}: {
  readonly fetchVersion: FetchVersion;
  readonly clock: Clock;
  /** Bytes that are kept for the next look. */
  readonly mostBytes?: number;
}): VersionContents {
  /** In the order they were last asked for. */
  const kept = new Map<string, Kept>();
  const running = new Map<string, Promise<FetchedVersion>>();
  const closing = new AbortController();

  const forgetOld = (): void => {
    let bytes = 0;
    for (const [key, each] of [...kept].reverse()) {
      bytes += each.bytes;
      if (bytes > mostBytes || clock.monotonic() - each.at > keptMs) kept.delete(key);
    }
  };

  const fetch = async (environmentId: string, version: number): Promise<FetchedVersion> => {
    const late = new AbortController();
    const stop = clock.after(fetchMs, () => late.abort());
    try {
      const { file, listing } = await fetchVersion(
        environmentId,
        version,
        AbortSignal.any([closing.signal, late.signal]),
      );
      return {
        file: { bytes: file, sha256: await hashAside(file) },
        listing: { bytes: listing, sha256: await hashAside(listing) },
      };
    } finally {
      stop();
    }
  };

  return {
    get: async (environmentId, version, fileSha256) => {
      const key = JSON.stringify([environmentId, version]);
      forgetOld();
      let content = kept.get(key)?.content;
      if (content === undefined) {
        const own = running.get(key) ?? fetch(environmentId, version);
        running.set(key, own);
        try {
          content = await own;
        } finally {
          if (running.get(key) === own) running.delete(key);
        }
      }
      if (fileSha256 !== null && content.file.sha256 !== fileSha256) {
        kept.delete(key);
        throw new EloError('content-damaged', 'the file of a version is not the one it was made from', {
          retryable: true,
          details: { version },
        });
      }
      kept.delete(key);
      const bytes = content.file.bytes.byteLength + content.listing.bytes.byteLength;
      kept.set(key, { content, bytes, at: clock.monotonic() });
      forgetOld();
      return content;
    },
    close: () => {
      closing.abort();
      kept.clear();
    },
  };
}
