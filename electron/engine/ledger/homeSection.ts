/** What the ledger offers for the window's lists; times UTC ISO-8601, hashes lower-case hex SHA-256. */
import type { SaveState } from '../../../shared/domain/states.ts';
import type { EnvironmentRow, ListingWait } from './types.ts';

/** Where an environment stands in the order of the home screen. */
export interface HomePlace {
  readonly environmentId: string;
  readonly state: string;
  readonly outdated: boolean;
  readonly locked: boolean;
  readonly bound: boolean;
  /** A delivery to it needs attention. */
  readonly attention: boolean;
  /** The newest time anything happened to it; '' where none is known. */
  readonly activityAt: string;
}

/** The newest save of an environment's file, with what became of it. */
export interface HomeSave {
  readonly saveId: string;
  readonly number: number;
  readonly keptAt: string;
  readonly sha256: string;
  readonly state: SaveState;
  readonly receivedAt: string | null;
  /** Why it is withheld or needs attention. */
  readonly reason: string | null;
}

/** The newest listing of an environment's file. */
export interface HomeListing {
  readonly listingId: string;
  readonly capturedAt: string;
  readonly budget: string | null;
  /** Whether it came after the file's newest save. */
  readonly fresh: boolean;
}

/** An environment with what this machine knows of it. */
export interface HomeFacts {
  readonly row: EnvironmentRow;
  /** When FoccoLojas' answer last differed from the one before; `null` while it never did. */
  readonly changedAt: string | null;
  /** The newest time in FoccoLojas' answer; '' where it names none. */
  readonly toldAt: string;
  readonly file: {
    readonly fileId: string;
    readonly path: string;
    readonly present: boolean;
    readonly problem: string | null;
    readonly unreadableSince: string | null;
    readonly ambientGuid: string | null;
  } | null;
  readonly save: HomeSave | null;
  readonly listing: HomeListing | null;
  /** Two machines changed the environment apart, and somebody must compare and decide. */
  readonly conflict: boolean;
  /** The drawing was made on another machine, and this one, which has a file for it, has nothing newer on its way. */
  readonly behind: boolean;
  /** An act that waits for the listing, or how that ended. */
  readonly wait: Pick<ListingWait, 'mode' | 'state'> | null;
}

/** A file that belongs to no environment, or raises a question. */
export interface LooseFile {
  readonly fileId: string;
  readonly path: string;
  readonly projectGuid: string | null;
  readonly saves: number;
  readonly environmentIds: readonly string[];
  readonly present: boolean;
  readonly ignored: boolean;
  readonly questionOthers: readonly string[] | null;
  readonly problem: string | null;
  readonly unreadableSince: string | null;
  readonly lastSave: { readonly saveId: string; readonly number: number; readonly keptAt: string } | null;
}

/** Lists for the window, each asked in a few questions however long it is. */
export interface HomeSection {
  count(): number;
  /** A page of places by environment id, after one (`''` for the first). Only the index is read for FoccoLojas' side. */
  places(after: string, limit: number): HomePlace[];
  /** The environments in the order asked; those not known are left out. */
  facts(environmentIds: readonly string[]): HomeFacts[];
  /** Ids of environments bound here that two machines disagree about: see `conflict` of the facts. */
  apart(): string[];
  /** Questions first, then the newest saves. */
  looseFiles(limit: number): LooseFile[];
  /** Names of environments, and of their customers, by id. */
  environmentNames(
    environmentIds: readonly string[],
  ): Map<string, { readonly name: string; readonly customerName: string | null }>;
  /** Number and place of saves, by id. */
  saveNames(saveIds: readonly string[]): Map<string, { readonly number: number; readonly path: string }>;
  /** Items of an environment as FoccoLojas last told them; `null` where it never did. */
  items(environmentId: string): { readonly items: unknown; readonly toldAt: string } | null;
  keepItems(environmentId: string, items: readonly unknown[], toldAt: string): void;
  /** Forgets all that another server told: customers, projects, environments, versions, items, notifications. */
  forgetCatalogue(): void;
}
