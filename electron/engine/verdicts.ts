import { pathKey, tidyPath } from './platform/pathKey.ts';
import type { KeepOutcome } from './history/history.ts';
import type { FileStamp } from './watch/settle.ts';
import type { WatchDisk } from './watch/watchDisk.ts';

/** What the reader said of contents that could not be kept, each for exactly the bytes it read. */
export interface Verdicts {
  /** What became of a file that was offered. A refusal for good stands at once; an incomplete file may still be being written. */
  note(
    seen: Pick<FileStamp, 'size' | 'mtimeNs'> & { readonly path: string },
    outcome: { readonly outcome: KeepOutcome['outcome']; readonly reason?: string | undefined },
  ): void;
  /** The incomplete content at a path stood still long enough: the verdict stands. Answers its code. */
  stand(path: string): string | null;
  /** The code of the verdict on what lies there now; `null` where none stands, or size or time differ. */
  of(path: string): string | null;
  forget(path: string): void;
}

interface Verdict {
  readonly code: string;
  readonly size: number;
  readonly mtimeNs: bigint;
  stands: boolean;
}

/** @param disk asked what lies at a path now */
export function createVerdicts(disk: Pick<WatchDisk, 'rules' | 'stat'>): Verdicts {
  const known = new Map<string, Verdict>();
  const key = (path: string): string => pathKey(tidyPath(path, disk.rules), disk.rules);
  return {
    note({ path, size, mtimeNs }, { outcome, reason }) {
      if (outcome === 'busy') return;
      const unread = outcome === 'rejected' || outcome === 'incomplete';
      if (!unread || reason === undefined) {
        known.delete(key(path));
        return;
      }
      const before = known.get(key(path));
      const same = before?.size === size && before.mtimeNs === mtimeNs && before.stands;
      known.set(key(path), { code: reason, size, mtimeNs, stands: outcome === 'rejected' || same });
    },
    stand(path) {
      const verdict = known.get(key(path));
      if (verdict === undefined) return null;
      verdict.stands = true;
      return verdict.code;
    },
    of(path) {
      const verdict = known.get(key(path));
      if (verdict?.stands !== true) return null;
      try {
        const now = disk.stat(path);
        return now?.size === verdict.size && now.mtimeNs === verdict.mtimeNs ? verdict.code : null;
      } catch {
        return null;
      }
    },
    forget: (path) => void known.delete(key(path)),
  };
}
