import type { Folder } from './folderTable.ts';
import type { Look } from './scannerTypes.ts';
import type { WatchDisk } from './watchDisk.ts';
import type { WatchReport } from './watchTypes.ts';

/** Bounds of one root. */
export interface TreeLimits {
  /** Folders below folders. Default 64: Windows' 32,767 characters allow more, people do not. */
  readonly depth: number;
  /** Files and folders known. Default 1,000,000 (about 300 MB): a root beyond that was chosen by mistake. */
  readonly entries: number;
}

export const treeLimits: TreeLimits = { depth: 64, entries: 1_000_000 };

/** One run over a root or some of its folders; what it finds vanished is applied and told at its end. */
export interface Pass {
  readonly number: number;
  /** Every folder is scanned and its identity checked, not only what is new. */
  readonly full: boolean;
  readonly looks: Look[];
  readonly goneFiles: {
    readonly folder: Folder;
    readonly key: string;
    readonly slot: number;
    readonly seen: number;
  }[];
  readonly goneFolders: { readonly folder: Folder; readonly seen: number }[];
  /** Keys of folders that could not be read: what is known below them stays known. */
  readonly unread: Set<string>;
  /** The root is lost, and why; then nothing counts as gone. */
  lost: string | null;
}

/** What the tree needs from the scanner that owns it. */
export interface TreeHost {
  readonly disk: WatchDisk;
  readonly limits: TreeLimits;
  /** An event of the folder's watch. */
  onEvent(folder: Folder, type: 'rename' | 'change', name: string | null): void;
  onWatchError(folder: Folder, code: string): void;
  report(report: WatchReport): void;
}

export function newPass(number: number, full: boolean): Pass {
  return { number, full, looks: [], goneFiles: [], goneFolders: [], unread: new Set(), lost: null };
}
