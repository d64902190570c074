import { lstatSync, readdirSync, watch, type Dirent } from 'node:fs';
import { pathRulesOf, type PathRules } from '../platform/pathKey.ts';
import type { Stop } from '../../../shared/domain/clock.ts';

export type EntryType = 'file' | 'folder' | 'link' | 'other';

/** One name in a folder. */
export interface DiskEntry {
  readonly name: string;
  readonly type: EntryType;
}

/** What the disk says about one path, links not followed. Times in nanoseconds since 1970. */
export interface DiskStat {
  readonly type: EntryType;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;
  readonly ino: bigint;
  readonly dev: bigint;
}

/**
 * The disk as watching sees it; reads only. Everything blocks, which is why it runs in a worker.
 * Errors are thrown with Node's `code` (`ENOENT`, `EACCES`, `EBUSY`, `EIO` …).
 */
export interface WatchDisk {
  readonly rules: PathRules;
  /** Whether one watch hears of everything below its folder (Windows, macOS) or of the folder alone (Linux). */
  readonly watchesTrees: boolean;
  /** The names in a folder, in any order. */
  readFolder(path: string): readonly DiskEntry[];
  /** What is at the path; null where nothing is. */
  stat(path: string): DiskStat | null;
  /** Hears of changes. `name` is relative to the folder, null where the system lost it. Throws `ENOSPC` when watches run out. */
  watch(
    path: string,
    onEvent: (type: 'rename' | 'change', name: string | null) => void,
    onError: (code: string) => void,
  ): Stop;
}

/** The `code` of what the file system threw, `UNKNOWN` where it has none. */
export function diskErrorCode(thrown: unknown): string {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

function entryType(entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryType {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** The machine's disk. */
export const nodeDisk: WatchDisk = {
  rules: pathRulesOf(process.platform),
  watchesTrees: process.platform === 'win32' || process.platform === 'darwin',
  readFolder: (path) =>
    readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, type: entryType(entry) })),
  stat: (path) => {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return null;
    const { mtimeNs, ctimeNs, birthtimeNs, ino, dev } = stat;
    return { type: entryType(stat), size: Number(stat.size), mtimeNs, ctimeNs, birthtimeNs, ino, dev };
  },
  watch(path, onEvent, onError) {
    const watcher = watch(path, { persistent: false, recursive: this.watchesTrees }, (type, name) =>
      onEvent(type === 'rename' ? 'rename' : 'change', name),
    );
    watcher.on('error', (error) => onError(diskErrorCode(error)));
    return () => watcher.close();
  },
};
