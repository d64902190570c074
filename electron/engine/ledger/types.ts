/**
 * What the ledger holds, as its readers see it. Times are UTC ISO-8601, hashes lower-case hex SHA-256,
 * sizes bytes, ids strings (UUIDv7 for what Elo makes, FoccoLojas' own for what it owns).
 */
import type { Sighting } from '../../../shared/domain/freshness.ts';
import type {
  DeliveryKind,
  DeliveryState,
  FileAnswer,
  NotificationState,
  SaveState,
  WaitMode,
  WaitState,
} from '../../../shared/domain/states.ts';

/** A folder the user chose to watch. */
export interface WatchedFolder {
  readonly rootId: string;
  readonly path: string;
  readonly kind: 'local' | 'share';
  readonly addedAt: string;
}

/** The stat of a file's last accepted content; an unchanged stat needs no second read. */
export interface KnownStat {
  readonly size: number;
  readonly mtimeNs: string;
  readonly ctimeNs: string;
  readonly ino: string;
}

/** Why a file is asked about: a new file whose project GUID Elo already knows from `otherFileIds`. */
export interface FileQuestion {
  readonly code: 'known-project';
  readonly otherFileIds: readonly string[];
}

/** A project file Elo knows. Its identity is its place and history, never its GUID. */
export interface ProjectFile {
  readonly fileId: string;
  readonly path: string;
  readonly rootId: string | null;
  readonly projectGuid: string | null;
  readonly present: boolean;
  readonly ignored: boolean;
  readonly question: FileQuestion | null;
  /** Code of what is wrong with the file as it stands on disk now, `null` when nothing is. */
  readonly problem: string | null;
  /** Since when what lies there cannot be read; `problem` says why. */
  readonly unreadableSince: string | null;
  readonly firstSeenAt: string;
  readonly saves: number;
  readonly lastSave: SaveRow | null;
  readonly environmentIds: readonly string[];
}

/** One settled state of a project file, kept for ever. */
export interface SaveRow {
  readonly saveId: string;
  readonly fileId: string;
  /** 1, 2, 3 … within its file, without gaps. */
  readonly number: number;
  readonly keptAt: string;
  /** From the file's own save history; `null` where none is recorded. */
  readonly savedAt: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
  readonly sighting: Sighting;
  readonly projectGuid: string | null;
  readonly promobVersion: string | null;
  /** When its bytes were dropped on the user's word; absent while they are kept. */
  readonly bytesDroppedAt?: string;
}

/** A save with what decides whether its bytes may be dropped (`history/retention.ts`). */
export interface RetainedSave {
  readonly saveId: string;
  readonly fileId: string;
  readonly keptAt: string;
  readonly sha256: string;
  /** Bytes on disk that it alone takes; 0 where its content is not here. */
  readonly storedBytes: number;
  readonly state: SaveState;
  /** The newest save of its file. */
  readonly latest: boolean;
  /** A version of an environment points to it, the converted one or another. */
  readonly inVersion: boolean;
  /** The user gave it a name, so as to find it again. */
  readonly named: boolean;
  /** A listing has the same bytes, or a delivery that is not finished is about it. */
  readonly needed: boolean;
  readonly bytesDroppedAt?: string;
}

/** A save with what became of it. */
export interface SaveView extends SaveRow {
  readonly state: SaveState;
  readonly receivedAt: string | null;
  readonly versions: readonly { readonly environmentId: string; readonly number: number }[];
}

/** One exported budget listing, kept like a save. */
export interface ListingRow {
  readonly listingId: string;
  /** The project file it is of; `null` while unassigned. */
  readonly fileId: string | null;
  readonly projectGuid: string | null;
  readonly capturedAt: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly sighting: Sighting;
  readonly totals: {
    readonly table: string | null;
    readonly order: string | null;
    readonly budget: string | null;
  };
  readonly itemCount: number;
}

/** "This project file is the drawing of this environment." */
export interface Binding {
  readonly environmentId: string;
  readonly fileId: string;
  readonly ambientGuid: string | null;
  readonly boundAt: string;
}

/** A delivery: one row of the outbox; the row itself is the state machine and is never deleted. */
export interface Delivery {
  readonly deliveryId: string;
  /** Order of birth; the order within a lane. */
  readonly seq: number;
  readonly kind: DeliveryKind;
  /** What is delivered in order with each other: the environment's id, or `customers` and the like. */
  readonly lane: string;
  readonly environmentId: string | null;
  /** UUIDv7, fixed at birth: FoccoLojas sees the same key on every attempt. */
  readonly idempotencyKey: string;
  readonly saveId: string | null;
  readonly listingId: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Unix milliseconds before which it is not tried again; 0 when at once. */
  readonly nextAttemptAt: number;
  readonly reason: string | null;
  readonly receipt: Readonly<Record<string, unknown>> | null;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly receivedAt: string | null;
}

/** What a new delivery is made of; the ledger gives it its id, order and key. */
export interface NewDelivery {
  readonly kind: DeliveryKind;
  readonly lane: string;
  readonly environmentId?: string;
  readonly saveId?: string;
  readonly listingId?: string;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** An environment as FoccoLojas last told it. `body` is the whole answer. */
export interface EnvironmentRow {
  readonly environmentId: string;
  readonly projectId: string;
  readonly name: string;
  readonly state: string;
  readonly outdated: boolean;
  readonly locked: boolean;
  readonly lastVersion: number | null;
  readonly versionToken: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** When FoccoLojas last told anything new. */
  readonly updatedAt: string;
}

export interface CustomerRow {
  readonly customerId: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ProjectRow {
  readonly projectId: string;
  readonly customerId: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A technical-assistance occurrence of a locked environment, as FoccoLojas last told it. */
export interface OccurrenceRow {
  readonly occurrenceId: string;
  readonly environmentId: string;
  readonly number: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What FoccoLojas asks a person to do. */
export interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly environmentId: string | null;
  readonly createdAt: string;
  readonly state: NotificationState;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One line of the history of what happened: *what*, *when*, about which ids. No personal data. */
export interface LedgerEvent {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly fileId: string | null;
  readonly saveId: string | null;
  readonly environmentId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface QueueCounts {
  readonly kept: number;
  readonly sending: number;
  readonly withheld: number;
  readonly needsAttention: number;
}

/** Saves counted by state; the audit's local side. */
export interface SaveCounts {
  readonly saved: number;
  readonly received: number;
  readonly pending: number;
  readonly withheld: number;
  readonly unbound: number;
  readonly needsAttention: number;
}

/** How a settled file finds its place among the files Elo knows. */
export type Identity =
  | { readonly kind: 'known'; readonly fileId: string }
  | { readonly kind: 'moved'; readonly fileId: string }
  | { readonly kind: 'new' }
  | { readonly kind: 'ask'; readonly otherFileIds: readonly string[] };

/** What is written, in one transaction with its deliveries, when a save is kept. */
export interface NewSave {
  readonly identity: Identity;
  readonly path: string;
  readonly rootId: string | null;
  readonly stat: KnownStat;
  readonly sighting: Sighting;
  readonly sha256: string;
  readonly bytes: number;
  readonly savedAt: string | null;
  readonly projectGuid: string | null;
  readonly promobVersion: string | null;
  /**
   * The file's own save history, oldest first, one entry a string that spells the whole record; empty where it has none.
   * Evidence of identity: the history of a file moved and saved again starts with the old file's.
   */
  readonly history: readonly string[];
  /** Facts read from the container, as JSON. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * `identical`: the content equals the file's newest save, so only the stat was noted.
 * `ignored`: the user said to ignore this file; nothing was kept.
 */
export type KeptSave =
  | {
      readonly kind: 'kept';
      readonly save: SaveRow;
      readonly environmentIds: readonly string[];
      readonly asked: boolean;
    }
  | { readonly kind: 'identical'; readonly fileId: string; readonly saveId: string }
  | { readonly kind: 'ignored'; readonly fileId: string };

export interface NewListing {
  /** Where it lies; for one that came over the loopback receiver the name of that source. */
  readonly path: string;
  /** `null` for what is no file on disk. */
  readonly stat: KnownStat | null;
  readonly sighting: Sighting;
  readonly sha256: string;
  readonly bytes: number;
  readonly projectGuid: string | null;
  readonly totals: ListingRow['totals'];
  readonly itemCount: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** `identical`: this very export is already kept, so only the stat was noted. */
export type KeptListing =
  | { readonly kind: 'kept'; readonly listing: ListingRow }
  | { readonly kind: 'identical'; readonly listing: ListingRow };

/** A version of an environment, as FoccoLojas last told it. `body` is the whole answer. */
export interface VersionRow {
  readonly environmentId: string;
  readonly number: number;
  readonly optionName: string;
  readonly importedAt: string;
  readonly identifier: string;
  /** Hash of the save it points to; `null` where FoccoLojas does not tell. */
  readonly saveSha256: string | null;
  /** The same save in this history; `null` where it was made on another machine. */
  readonly localSaveId: string | null;
  readonly latest: boolean;
  readonly converted: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the watcher needs to know of a file whose content was accepted. */
export interface SeedRow extends KnownStat {
  readonly path: string;
  readonly kind: 'project' | 'listing';
}

/** How the ledger's file was found at start; anything but `none` is told to the user. */
export interface LedgerRecovery {
  readonly kind: 'none' | 'from-backup' | 'new';
  /** Where the damaged file was moved to. */
  readonly movedTo: string | null;
  /** The backup that was restored. */
  readonly backup: string | null;
}

export type { FileAnswer };

/** A copy that Elo opened, of a version or of another machine's drawing, and what the user said about what was saved in it. */
export interface OpenedCopy {
  readonly path: string;
  readonly environmentId: string;
  /** Null for another machine's drawing. */
  readonly version: number | null;
  /** Of the copy before anything was saved in it. */
  readonly sha256: string;
  readonly openedAt: string;
  /** The save of the copy the user decided about last. */
  readonly answeredSaveId: string | null;
  readonly answer: 'current' | 'apart' | null;
}

/** An act that waits for a fresh listing, or how it ended. */
export interface ListingWait {
  readonly environmentId: string;
  readonly mode: WaitMode;
  readonly since: string;
  readonly state: WaitState;
  /** The negotiation it became; none of an update. */
  readonly deliveryId: string | null;
  readonly code: string | null;
}
