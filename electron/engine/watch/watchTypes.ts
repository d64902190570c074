import type { FileKind } from './classify.ts';
import type { FileStamp, OfferOutcome, SettleReport } from './settle.ts';

/** A folder the user chose. `share`: on another machine, or to be treated so; never event-watched, only scanned. */
export interface WatchRoot {
  readonly rootId: string;
  readonly path: string;
  readonly kind: 'local' | 'share';
}

/** `watching`: by events and reconcile; `polling`: by scans alone; `suspended`: not reachable now, nothing in it counts as gone. */
export type RootState = 'watching' | 'polling' | 'suspended';

/** Where an observation comes from: the first check of a root, an event, a full scan, or the return of a lost root. */
export type WatchPhase = 'start' | 'live' | 'reconcile' | 'root-returned';

/** A file as the ledger last kept it. Absent fields are not compared. */
export interface KnownFile {
  readonly path: string;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs?: bigint | undefined;
  readonly ino?: bigint | undefined;
}

/** A file that came to rest and is to be read now. Sizes in bytes, times in nanoseconds since 1970. */
export interface Observation extends FileStamp {
  readonly path: string;
  readonly rootId: string;
  readonly kind: Exclude<FileKind, 'backup'>;
  /** Wall clock (Unix ms) of the look that first saw this stamp. */
  readonly observedAt: number;
  /** Rises with every stamp first seen, over all files: the order in which Elo saw contents appear. */
  readonly observedOrder: number;
  /** Rises with every scan that reported; stamps of one batch were found together and their order within it means nothing. */
  readonly batchId: number;
  readonly phase: WatchPhase;
}

/** Things worth showing or logging; `code` is stable. Paths are typed fields, never part of a text. */
export type WatchReport =
  | { readonly code: SettleReport; readonly path: string; readonly rootId: string }
  | {
      readonly code: 'backup-seen';
      readonly path: string;
      readonly rootId: string;
      readonly size: number;
      readonly mtimeNs: bigint;
    }
  | { readonly code: 'backup-gone'; readonly path: string; readonly rootId: string }
  /** The offer threw: counts as `busy`. `detail` is the error's code. */
  | { readonly code: 'offer-failed'; readonly path: string; readonly rootId: string; readonly detail: string }
  /** A folder that cannot be read; its known files stay known. `detail` is the system's error code. */
  | {
      readonly code: 'folder-unreadable';
      readonly path: string;
      readonly rootId: string;
      readonly detail: string;
    }
  /** Folders nested deeper, or more entries, than the limits: what is beyond is not watched. */
  | { readonly code: 'too-deep' | 'too-many-entries'; readonly path: string; readonly rootId: string }
  /** A watch failed and its folder was scanned instead. */
  | { readonly code: 'watch-failed'; readonly path: string; readonly rootId: string; readonly detail: string }
  /** A scanning thread ended by itself or hangs in the system; it was replaced. */
  | { readonly code: 'scanner-replaced'; readonly rootId: string; readonly detail: string };

/** One root as `states()` and the folder list show it. `files`: project files and listing candidates known in it. */
export interface RootStatus {
  readonly rootId: string;
  readonly path: string;
  readonly state: RootState;
  readonly files: number;
  /** Why it polls or is suspended: `share`, `too-many-watches`, `root-missing`, `root-empty`, `not-checked` (yet), `not-answering`, or the system's code in lower case. */
  readonly reason: string | undefined;
}

/** A full scan of one root came to its end. */
export interface RootChecked {
  readonly rootId: string;
  readonly phase: WatchPhase;
  readonly state: RootState;
  readonly files: number;
  readonly folders: number;
  /** Monotonic milliseconds from asking to answer. */
  readonly tookMs: number;
}

export type { FileKind, FileStamp, OfferOutcome };
