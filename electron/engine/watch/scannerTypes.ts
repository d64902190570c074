import type { FileKind } from './classify.ts';
import type { FileStamp } from './settle.ts';
import type { KnownFilesWire } from './knownFilesWire.ts';
import type { RootState, WatchPhase, WatchReport, WatchRoot } from './watchTypes.ts';

/** What one look saw. `known`: the file was in the table before it. */
export type Look =
  | {
      readonly saw: 'file';
      readonly rootId: string;
      readonly path: string;
      readonly kind: FileKind;
      readonly stamp: FileStamp;
      readonly known: boolean;
    }
  | {
      readonly saw: 'nothing';
      readonly rootId: string;
      readonly path: string;
      readonly kind: FileKind;
      readonly known: boolean;
    }
  /** It is there (or its root is away) and could not be looked at. */
  | { readonly saw: 'busy'; readonly rootId: string; readonly path: string; readonly kind: FileKind };

/** What is asked of a scanner. `job` comes back in the answer. */
export type ScannerCommand =
  | {
      readonly do: 'add-root';
      readonly job: number;
      readonly root: WatchRoot;
      /** The receiver's own from then on. */
      readonly known: KnownFilesWire;
      readonly exclude: readonly string[];
      readonly phase: WatchPhase;
    }
  | { readonly do: 'remove-root'; readonly rootId: string }
  /** Folders inside the root that are roots themselves: left to those. */
  | { readonly do: 'exclude'; readonly rootId: string; readonly folders: readonly string[] }
  | { readonly do: 'scan'; readonly job: number; readonly rootId: string; readonly phase: WatchPhase }
  | { readonly do: 'look'; readonly job: number; readonly rootId: string; readonly paths: readonly string[] }
  /** Look at the folder of this path and what is new below it, as an event would. */
  | { readonly do: 'hint'; readonly rootId: string; readonly path: string };

/** What a scanner tells. `at` is its wall clock in Unix milliseconds. */
export type ScannerAnswer =
  | {
      readonly tell: 'seen';
      readonly rootId: string;
      readonly phase: WatchPhase;
      readonly at: number;
      readonly looks: readonly Look[];
    }
  | { readonly tell: 'looked'; readonly job: number; readonly at: number; readonly looks: readonly Look[] }
  | {
      readonly tell: 'checked';
      readonly job: number;
      readonly rootId: string;
      readonly phase: WatchPhase;
      readonly state: RootState;
      readonly reason: string | null;
      readonly files: number;
      readonly folders: number;
    }
  /** The state changed between full scans. */
  | {
      readonly tell: 'root';
      readonly rootId: string;
      readonly state: RootState;
      readonly reason: string | null;
      readonly files: number;
    }
  /** Something happened that only a full scan can sort out. */
  | { readonly tell: 'needs-scan'; readonly rootId: string; readonly why: string }
  | { readonly tell: 'report'; readonly report: WatchReport };

/** A scanner: in a worker thread, or inline where the disk is handed in. */
export interface Scanner {
  command(command: ScannerCommand): void;
  /** Milliseconds it has been stuck in one call of the system, and on which root; null when it is not. */
  stuck(): { readonly rootId: string; readonly forMs: number } | null;
  /** Closes all watches and ends the thread. Does not wait for a thread that hangs in the system. */
  close(): Promise<void>;
}
