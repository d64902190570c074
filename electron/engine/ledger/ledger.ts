import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Clock } from '../../../shared/domain/clock.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { createBindingsStore } from './bindingsStore.ts';
import { createCatalogueStore } from './catalogueStore.ts';
import type { LedgerContext } from './context.ts';
import type { CreationsSection } from './creationsSection.ts';
import { createCreationsStore } from './creationsStore.ts';
import { createEventsStore } from './eventsStore.ts';
import { createFilesStore } from './filesStore.ts';
import { createFoldersStore, createValuesStore } from './foldersStore.ts';
import { createHomeStore } from './homeStore.ts';
import type { HomeSection } from './homeSection.ts';
import { createIdentityStore } from './identityStore.ts';
import { createListingWaitsStore } from './listingWaitsStore.ts';
import { createListingsStore } from './listingsStore.ts';
import { migrations } from './migrations/migrations.ts';
import { createNotificationsStore } from './notificationsStore.ts';
import { createOccurrencesStore } from './occurrencesStore.ts';
import { createOpenedCopiesStore } from './openedCopiesStore.ts';
import { createOutboxStore } from './outboxStore.ts';
import { pathKey, pathRulesOf } from '../platform/pathKey.ts';
import { createSavesStore } from './savesStore.ts';
import type {
  BindingsSection,
  CatalogueSection,
  EventsSection,
  FilesSection,
  FoldersSection,
  Identify,
  ListingsSection,
  ListingWaitsSection,
  NotificationsSection,
  OccurrencesSection,
  OpenedCopiesSection,
  OutboxSection,
  SavesSection,
  ValuesSection,
} from './sections.ts';
import type { LedgerRecovery, SaveRow } from './types.ts';
import { makeFolder } from '../platform/makeFolder.ts';

/**
 * The store all of the engine shares: facts, bindings and outbox of one data folder (`history.db`).
 * Contents are in their own file (`contents.ts`). One engine owns a data folder (`database/dataLock.ts`).
 */
export interface Ledger {
  readonly folders: FoldersSection;
  readonly values: ValuesSection;
  readonly files: FilesSection;
  readonly saves: SavesSection;
  readonly listings: ListingsSection;
  readonly bindings: BindingsSection;
  readonly outbox: OutboxSection;
  readonly catalogue: CatalogueSection;
  readonly creations: CreationsSection;
  readonly notifications: NotificationsSection;
  readonly occurrences: OccurrencesSection;
  readonly openedCopies: OpenedCopiesSection;
  readonly listingWaits: ListingWaitsSection;
  readonly events: EventsSection;
  /** Lists for the window. */
  readonly home: HomeSection;
  /** How the file was found at start; anything but `none` is told to the user. */
  readonly recovered: LedgerRecovery;
  /**
   * Which file a settled content is: the known place wins; then a file whose old place is gone with the same content or
   * save history (moved); then a question where the project GUID is known elsewhere; else new.
   */
  readonly identify: Identify;
  /** The number of this run of the engine, one more than the last; the batch and order of sightings start from it. */
  nextRun(): number;
  /** Everything `run` writes is committed together, or nothing. Nested calls belong to the outer one. Not for promises. */
  transaction<T>(run: () => T): T;
  /** The daily backup of the facts, kept for a number of days. Answers its path. */
  backup(): Promise<string>;
  /** The full check of the file; a list of what is wrong, empty when sound. */
  check(): string[];
  /** Folds the journal into the file and closes it. */
  close(): void;
}

export interface LedgerOptions {
  /** The data folder. */
  readonly dir: string;
  readonly clock: Clock;
  /** Version of Elo, for the table of applied migrations. */
  readonly appVersion: string;
  /** One line of what the ledger did to its file; no personal data. */
  readonly log?: (line: string) => void;
  /** Whose rule compares paths; the machine's own by default. */
  readonly platform?: NodeJS.Platform;
  /** Makes the id of a row; absent: UUIDv7. Handed in by the simulation, so that a seed always makes the same ids. */
  readonly newId?: () => string;
}

/** "ELOH": marks history.db as ours. */
const historyApplicationId = 0x45_4c_4f_48;

/** Daily backups that stay: two weeks cover a holiday between the damage and someone noticing. */
const backupsKept = 14;

/**
 * Opens (or makes) the ledger of a data folder, with its backups in `<dir>/backups`.
 * @throws EloError as `openDatabase`
 */
export function createLedger(o: LedgerOptions): Ledger {
  makeFolder(o.dir);
  const database = openDatabase({
    file: join(o.dir, 'history.db'),
    applicationId: historyApplicationId,
    appVersion: o.appVersion,
    migrations,
    clock: o.clock,
    backups: join(o.dir, 'backups'),
  });
  if (database.recovered.kind !== 'none') {
    o.log?.(`ledger: history.db was damaged and moved aside, recovered ${database.recovered.kind}`);
  }
  const context: LedgerContext = {
    database,
    now: () => isoTime(o.clock.now()),
    newId: o.newId ?? (() => v7({ msecs: o.clock.now() })),
    key: (path) => pathKey(path, pathRulesOf(o.platform ?? process.platform)),
  };
  const values = createValuesStore(context);
  const events = createEventsStore(context);
  const outbox = createOutboxStore(context, { events });
  const files = createFilesStore(context);
  const newestSave = (fileId: string): SaveRow | null => saves.newest(fileId);
  const listings = createListingsStore(context, { files, events, newestSave });
  const saves = createSavesStore(context, {
    files,
    outbox,
    events,
    reconsiderListings: (projectGuid) => listings.reconsider(projectGuid),
  });
  const identity = createIdentityStore(context, { files, listings, outbox, events });
  return {
    folders: createFoldersStore(context),
    values,
    files: { ...files, answer: identity.answer, markMissing: identity.markMissing },
    saves,
    listings,
    bindings: createBindingsStore(context, { files, outbox, events, newestSave }),
    outbox,
    catalogue: createCatalogueStore(context),
    creations: createCreationsStore(context),
    notifications: createNotificationsStore(context),
    occurrences: createOccurrencesStore(context),
    openedCopies: createOpenedCopiesStore(context),
    listingWaits: createListingWaitsStore(context),
    events,
    home: createHomeStore(context),
    recovered: database.recovered,
    identify: identity.identify,
    nextRun: () => values.next('run'),
    transaction: (run) => database.transaction(run),
    backup: () => database.backupDaily(backupsKept),
    check: () => database.check(),
    close: () => database.close(),
  };
}
