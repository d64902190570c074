import { EloError } from '../../../../shared/domain/eloError.ts';
import { hashAside } from './versionContents.ts';
import type { Hashed } from './versionContents.ts';

/** The exact file of a save that FoccoLojas received, from whichever machine. */
export type FetchSave = (environmentId: string, saveId: string, signal: AbortSignal) => Promise<Uint8Array>;

export interface ReceivedSaves {
  /**
   * @param sha256 what the file must hash to
   * @throws EloError `content-damaged`, and what fetching throws
   */
  get(environmentId: string, saveId: string, sha256: string): Promise<Hashed>;
  /** Ends what is being fetched. */
  close(): void;
}

/**
 * Files of saves made on other machines. The last two are kept: picture, plan and comparison of one pair of drawings look
 * at the same ones.
 */
export function createReceivedSaves(fetchSave: FetchSave): ReceivedSaves {
  const kept = new Map<string, Promise<Hashed>>();
  const closing = new AbortController();
  const mostKept = 2;

  const fetch = async (environmentId: string, saveId: string, sha256: string): Promise<Hashed> => {
    const bytes = await fetchSave(environmentId, saveId, closing.signal);
    const found = await hashAside(bytes);
    if (found !== sha256) {
      throw new EloError('content-damaged', 'the file of a save is not the one FoccoLojas received', {
        retryable: true,
      });
    }
    return { bytes, sha256 };
  };

  return {
    get: (environmentId, saveId, sha256) => {
      const key = JSON.stringify([environmentId, saveId]);
      const known = kept.get(key);
      if (known !== undefined) return known;
      const coming = fetch(environmentId, saveId, sha256);
      kept.set(key, coming);
      // A failure is no answer to keep.
      coming.catch(() => {
        if (kept.get(key) === coming) kept.delete(key);
      });
      for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old);
      return coming;
    },
    close: () => {
      closing.abort();
      kept.clear();
    },
  };
}
