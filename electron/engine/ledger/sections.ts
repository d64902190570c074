/**
 * What the ledger offers, section by section. Every call is synchronous and runs on the control thread; calls that
 * change something do so in one transaction. Any of them may throw the EloErrors of `database/databaseError.ts`
 * (`disk-full`, `database-read-only`, `database-damaged`, `database-busy`, `database-io-failed`).
 */
import type { Sighting } from '../../../shared/domain/freshness.ts';
import type { DeliveryState, FileAnswer, NotificationState } from '../../../shared/domain/states.ts';
import type {
  Binding,
  CustomerRow,
  Delivery,
  EnvironmentRow,
  Identity,
  KeptListing,
  KeptSave,
  KnownStat,
  LedgerEvent,
  ListingRow,
  ListingWait,
  NewDelivery,
  NewListing,
  NewSave,
  NotificationRow,
  OccurrenceRow,
  OpenedCopy,
  ProjectFile,
  ProjectRow,
  QueueCounts,
  RetainedSave,
  SaveCounts,
  SaveRow,
  SaveView,
  SeedRow,
  VersionRow,
  WatchedFolder,
} from './types.ts';

/** JSON as it is kept: facts, payloads, receipts, bodies. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether something lies at a place; `unknown` where its root cannot be looked at now. */
export type PlaceState = 'there' | 'gone' | 'unknown';

export interface FoldersSection {
  list(): WatchedFolder[];
  /** Adding a folder that is there already answers the one that is. */
  add(path: string, kind: WatchedFolder['kind']): WatchedFolder;
  /** By id or path; `false` where it is not watched. The files below it stay known. */
  remove(rootIdOrPath: string): boolean;
}

/** Small things that must outlive the engine, as JSON by key. */
export interface ValuesSection {
  /** `undefined` where it was never set. The reader validates what it gets. */
  get(key: string): unknown;
  /** `undefined` removes the key. */
  set(key: string, value: unknown): void;
}

export interface FilesSection {
  /** All files Elo knows, by path; files merged into another are not listed. */
  list(): ProjectFile[];
  /** A merged file's id answers the file it was merged into. */
  byId(fileId: string): ProjectFile | null;
  byPath(path: string): ProjectFile | null;
  find(fileIdOrPath: string): ProjectFile | null;
  /** Stats of all accepted contents, project files' and listings'. */
  seed(): IterableIterator<SeedRow>;
  /** The content at this path is the one already kept: notes its stat. Unknown paths are left alone. */
  noteStat(path: string, stat: KnownStat): void;
  /** Forgets the stat, so that the file is read again at the next look. */
  forgetStat(path: string): void;
  /**
   * The file is not at its place any more (its root can be looked at). A pending question about it is settled as
   * `moved` where content or save history prove it. Answers the files so settled.
   */
  markMissing(path: string): string[];
  markPresent(path: string): void;
  /**
   * The id of the file that is about to be made at a path: known there from its first moment, so that no other file of the
   * same content is taken for it. Bound to nothing yet.
   */
  expect(path: string): string;
  /**
   * What is wrong with the file as it stands on disk, by path or file id; `null` when nothing is. A file never saved
   * is then listed with 0 saves. Accepting a content clears it, and so does the file's going.
   * @param o.unreadable what lies there now cannot be read: remembered with the time since when
   */
  setProblem(pathOrFileId: string, code: string | null, o?: { readonly unreadable: boolean }): void;
  /**
   * The user's answer to the file's question. `moved` merges this file into `otherFileId` (needed where the question
   * names several and evidence does not single one out) and answers the file that lives on.
   * @throws EloError `file-not-found`, `no-open-question`, `question-needs-file`
   */
  answer(fileId: string, answer: FileAnswer, otherFileId?: string): ProjectFile;
  /** How many files there is something wrong with. */
  problems(): number;
  /** How many project files lie in a folder or below it now. */
  countBelow(folder: string): number;
  /** Files with an open question. */
  questions(): ProjectFile[];
}

export interface SavesSection {
  /**
   * File, save, the deliveries of every active binding and an event, in one transaction.
   * The content must lie in contents.db already, synced.
   */
  keep(save: NewSave): KeptSave;
  byId(saveId: string): SaveRow | null;
  /** Saves of a file with what became of them, oldest first. */
  list(fileId: string): SaveView[];
  newest(fileId: string): SaveRow | null;
  facts(saveId: string): JsonObject | null;
  counts(): SaveCounts;
  /** Newest first, over all files. */
  recent(limit: number): SaveView[];
  /** Which of these contents a save or listing points to, those whose bytes were dropped aside. */
  referenced(sha256s: readonly string[]): Set<string>;
  /** All saves, for retention. What only others know (stored size, names) is handed in. */
  retained(o: {
    readonly storedBytes: (sha256: string) => number;
    readonly isNamed: (saveId: string) => boolean;
  }): RetainedSave[];
  /**
   * Notes that the bytes of contents were dropped; the saves stay, with facts and receipts. Answers how many saves.
   * @param agreedAt when the user agreed
   */
  dropBytes(sha256s: readonly string[], agreedAt: string): number;
  /** Contents that no save or listing needs since their bytes were dropped. */
  dropped(): string[];
}

export interface ListingsSection {
  /**
   * Keeps an export. The same content at the same path is the same export, unless the file was written again after a
   * newer save of its project file: then the user exported anew and the listing counts as captured now.
   */
  keep(listing: NewListing): KeptListing;
  /** @throws EloError `listing-not-found`, `file-not-found` */
  assign(listingId: string, fileId: string): ListingRow;
  /** Newest first. */
  list(): ListingRow[];
  byId(listingId: string): ListingRow | null;
  /** The newest listing of a file. */
  newestFor(fileId: string): ListingRow | null;
  /** The one that was seen last, of whichever project. */
  last(): ListingRow | null;
  /** The newest listing captured at a path. */
  byPath(path: string): ListingRow | null;
  facts(listingId: string): JsonObject | null;
}

export interface BindingsSection {
  /**
   * The binding and, where it is due, the delivery of the file's newest save, in one transaction. Binding the same file
   * again is harmless and sets `ambientGuid` where given. Binding answers the file's open question as `copy`.
   * @throws EloError `environment-already-bound`, `file-not-found`
   */
  bind(o: { environmentId: string; fileId: string; ambientGuid?: string | null }): Binding;
  /** Ends the binding; deliveries already made stay due. `false` where none is active. */
  unbind(environmentId: string): boolean;
  byEnvironment(environmentId: string): Binding | null;
  byFile(fileId: string): Binding[];
  list(): Binding[];
}

export interface OutboxSection {
  add(delivery: NewDelivery): Delivery;
  /**
   * What may be tried now: of every lane without a `sending` row its first unfinished row (`withheld` ones aside), if it
   * is `kept` and due. A row that needs attention holds back the later ones of its lane.
   */
  heads(nowMs: number, limit: number): Delivery[];
  /** `kept` → `sending`, attempts + 1; `false` where it is not the head of its lane (any more). */
  claim(deliveryId: string): boolean;
  /**
   * FoccoLojas has it. Of a save or listing the receipt's `sha256` must be the row's.
   * `false` where it was received before. @throws EloError `delivery-not-found`, `receipt-mismatch`
   */
  received(deliveryId: string, receipt: JsonObject, at: string): boolean;
  /** Back to `kept`, not before `nextAttemptAt` (Unix ms). The four below answer `false` where the row is finished. */
  retryLater(deliveryId: string, nextAttemptAt: number, reason: string): boolean;
  needsAttention(deliveryId: string, reason: string): boolean;
  withhold(deliveryId: string, reason: string): boolean;
  /** FoccoLojas said no to an act. @throws EloError `delivery-not-refusable` for a save or listing: these are never given up */
  refuse(deliveryId: string, reason: string, body: JsonObject): boolean;
  /**
   * The audit: `received` → `needs-attention`, because FoccoLojas does not have (this of) it any more. The receipt stays
   * as evidence. `false` where it is not received.
   */
  missing(deliveryId: string, reason: string): boolean;
  /** The user asks again: `needs-attention` (or a waiting `kept`) → `kept`, due at once. */
  retry(deliveryId: string): boolean;
  /** Whether FoccoLojas' lock held back something of this environment: then it is locked, whatever else is known of it. */
  isWithheld(environmentId: string): boolean;
  /** `withheld` → `kept`, for a lane. Answers how many. */
  release(lane: string): number;
  /** At start: what a dead engine left `sending` is `kept` again, with its key. Answers how many. */
  resetSending(): number;
  /** The network is back: everything kept is due at once. */
  wake(): void;
  /** When the next head of a lane is due (Unix ms, 0 for at once); `null` when none waits. */
  nextDue(): number | null;
  /** Newest first; `cursor` is the `seq` of the last row seen. */
  list(o?: {
    environmentId?: string;
    states?: readonly DeliveryState[];
    limit?: number;
    cursor?: number;
  }): Delivery[];
  /** What makes something new of no environment (customers, projects, environments), in these states, oldest first. */
  creations(states: readonly DeliveryState[]): Delivery[];
  byId(deliveryId: string): Delivery | null;
  byKey(idempotencyKey: string): Delivery | null;
  /** Deliveries of one save or listing, in order of birth. */
  of(o: { saveId: string } | { listingId: string }): Delivery[];
  counts(): QueueCounts;
  /** What leaving must wait for: `kept` + `sending`. */
  pendingLeaving(): number;
}

/** FoccoLojas' own objects as it last told them. */
export interface CatalogueSection {
  readonly customers: Shelf<CustomerRow>;
  readonly projects: Shelf<ProjectRow>;
  readonly environments: Shelf<EnvironmentRow>;
  /** Versions of an environment, oldest first. */
  versions(environmentId: string): VersionRow[];
  /**
   * All versions of an environment at once. A `localSaveId` of `null` is looked up among the saves delivered to that
   * environment by hash.
   */
  replaceVersions(environmentId: string, rows: readonly VersionRow[]): void;
}

export interface Shelf<Row> {
  /** Answers whether anything is another now; the time of being told is no change by itself. */
  upsert(row: Row): boolean;
  list(): Row[];
  get(id: string): Row | null;
  remove(id: string): boolean;
}

export interface NotificationsSection {
  /** A state never goes back: a replayed `delivered` leaves `seen` and `done` as they are. Answers whether it was new. */
  upsert(row: NotificationRow): boolean;
  /** Newest first. */
  list(states?: readonly NotificationState[]): NotificationRow[];
  byId(id: string): NotificationRow | null;
  /** Newest first. */
  forEnvironment(environmentId: string): NotificationRow[];
  /** `false` where it is not known or already that far. */
  setState(id: string, state: NotificationState): boolean;
  /** Done for an environment, for some kinds or (without) all. Answers the ids that changed. */
  doneFor(environmentId: string, kinds?: readonly string[]): string[];
}

/** Occurrences as FoccoLojas last told them. */
export interface OccurrencesSection {
  /** Newest first; of one environment, or of all. */
  list(environmentId?: string): OccurrenceRow[];
  get(occurrenceId: string): OccurrenceRow | null;
  /** All of an environment, or (`null`) of the store, as told now. Answers whether anything is another. */
  replace(environmentId: string | null, rows: readonly OccurrenceRow[]): boolean;
}

/** Copies of versions, and of other machines' drawings, that Elo opened, each at its own place in Elo's folder. */
export interface OpenedCopiesSection {
  add(copy: Pick<OpenedCopy, 'path' | 'environmentId' | 'version' | 'sha256'>): void;
  byPath(path: string): OpenedCopy | null;
  /** Newest first; of one environment, or all. */
  list(environmentId?: string): OpenedCopy[];
  /** The user decided what becomes of what was saved in it, up to this save. */
  answered(path: string, saveId: string, answer: 'current' | 'apart'): void;
}

/** Acts that wait for a fresh listing; one an environment. */
export interface ListingWaitsSection {
  get(environmentId: string): ListingWait | null;
  /** Oldest first. */
  list(): ListingWait[];
  /** Begins to wait, anew where it waited or had ended. */
  begin(environmentId: string, mode: ListingWait['mode']): ListingWait;
  set(
    environmentId: string,
    now: {
      readonly state: ListingWait['state'];
      readonly deliveryId?: string | null;
      readonly code?: string | null;
    },
  ): void;
  remove(environmentId: string): boolean;
}

export interface EventsSection {
  /** No personal data in `detail`: ids, codes, numbers. */
  append(event: {
    kind: string;
    fileId?: string | null;
    saveId?: string | null;
    environmentId?: string | null;
    detail?: JsonObject;
  }): LedgerEvent;
  /** Events after `seq`, oldest first. */
  since(seq: number, limit: number): LedgerEvent[];
  /** The last ones of all, newest first. */
  latest(limit: number): LedgerEvent[];
  /** Newest first. */
  forEnvironment(environmentId: string, limit: number): LedgerEvent[];
  forFile(fileId: string, limit: number): LedgerEvent[];
}

/** What the identity of a settled file is decided by. */
export interface IdentityQuery {
  readonly path: string;
  readonly projectGuid: string | null;
  readonly sha256: string;
  readonly history: readonly string[];
  /** The file system's number of the file; absent, or `0` on some shares: unknown. */
  readonly ino?: string;
}

export type Identify = (query: IdentityQuery, exists: (path: string) => PlaceState) => Identity;
export type { Sighting };
