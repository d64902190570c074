import { v5 as nameUuid } from 'uuid';
import type { ListingWaitView, OpenedCopyView } from '../../../shared/contract/actSchemas.ts';
import type { EngineHost } from '../../../shared/contract/host.ts';
import type {
  CreationView,
  FileProposalFor,
  ProposedFile,
} from '../../../shared/contract/creationSchemas.ts';
import type { DisagreementView, Resolution, Resolved } from '../../../shared/contract/disagreementSchemas.ts';
import type { Proposal } from '../../../shared/contract/proposalSchemas.ts';
import type {
  EnvironmentView,
  HandedOver,
  OccurrenceView,
  Updated,
} from '../../../shared/contract/schemas.ts';
import type { EnvironmentItems } from '../../../shared/contract/windowSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { EnvironmentRow, VersionRow } from '../ledger/types.ts';
import { createAssistances } from './assistance.ts';
import { bind, knownEnvironment } from './bind.ts';
import { createCatalogue } from './catalogue.ts';
import { createCreations } from './creations.ts';
import { createCustomers } from './customers.ts';
import type { Customers } from './customers.ts';
import { disagreementOf } from './disagreement.ts';
import { environmentItems } from './environmentItems.ts';
import { environmentView, environmentViews } from './environmentView.ts';
import { proposeFile, refreshConvention } from './fileNames.ts';
import { handOver } from './handOver.ts';
import type { HandOverMode, ListingTaker } from './handOver.ts';
import { createListingWaits, listingWaitView } from './listingWaits.ts';
import { decideCopy } from './openedCopies.ts';
import type { CopyDecision } from './openedCopies.ts';
import { openVersion } from './openVersion.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';
import { occurrenceViews, readAllOccurrences, readOccurrences } from './occurrences.ts';
import { proposalsFor } from './proposals.ts';
import { openTheirs, resolveDisagreement } from './resolve.ts';
import { review } from './review.ts';
import { createStore } from './store.ts';
import type { StoreView } from './store.ts';
import { createPrerequisites } from './prerequisites.ts';
import type { Prerequisites, PrerequisitesOptions } from './prerequisites.ts';
import { environmentOf, update } from './update.ts';
import type { UpdateRequest } from './update.ts';

export interface EnvironmentsOptions
  extends Omit<EnvironmentsContext, 'refresh'>, Pick<PrerequisitesOptions, 'readWebStart' | 'user'> {
  readonly host: EngineHost;
  readonly takeListing: ListingTaker;
  /** Something in creation went on. */
  readonly onCreations: () => void;
  /** What will be tried again, by its code. */
  readonly onTrouble: (code: string) => void;
}

export interface NewEnvironment {
  readonly projectId: string;
  readonly name: string;
  /** Where its project file is to be made. */
  readonly file?: string | undefined;
}

/** The acts on FoccoLojas' objects, as the contract's procedures call them. */
export interface Environments {
  /** FoccoLojas' lists as they are now; offline what is known stays. */
  refreshCatalogue(): Promise<void>;
  /** The same however long the lists are: something may have been missed. */
  rereadCatalogue(): Promise<void>;
  /** One environment and its versions, after an event said it changed. */
  refreshEnvironment(environmentId: string): Promise<void>;
  refreshCustomers(): Promise<void>;
  /** All occurrences of the store, as FoccoLojas has them now. */
  readOccurrences(): Promise<void>;
  /** Those of one environment or of the store, asked of FoccoLojas again; offline as they were last known. */
  occurrences(environmentId?: string): Promise<OccurrenceView[]>;
  /** Finishes what was asked for while nobody waits any more. */
  goOn(): Promise<void>;
  list(): Promise<EnvironmentView[]>;
  readonly customers: Customers;
  /** Waits until the environment is made, its file too. Refusal `still-waiting`: it goes on by itself. */
  create(input: NewEnvironment): Promise<EnvironmentView>;
  start(input: NewEnvironment): CreationView;
  makeFile(input: { environmentId: string; file?: string | undefined }): Promise<CreationView>;
  proposeFile(of: FileProposalFor): ProposedFile;
  creations(): CreationView[];
  creation(creationId: string): Promise<EnvironmentView>;
  retryCreation(input: { creationId: string; file?: string | undefined }): CreationView;
  dismissCreation(creationId: string): CreationView[];
  /** Goes on with what is being made: after a start, news of a delivery or a job, or the network's return. */
  wakeCreations(about?: { readonly deliveryId?: string; readonly jobId?: string }): void;
  /** The store's way of naming files, asked again. */
  refreshConvention(): Promise<void>;
  stop(): void;
  bind(input: {
    environmentId: string;
    file: string;
    ambientGuid?: string | undefined;
  }): Promise<EnvironmentView>;
  unbind(environmentId: string): Promise<EnvironmentView>;
  handOver(input: {
    environmentId: string;
    listing?: string | undefined;
    mode: HandOverMode;
  }): Promise<HandedOver>;
  /** The same as soon as a fresh listing is there; it waits, also over restarts, until the user ends it. */
  handOverWhenFresh(environmentId: string, mode: HandOverMode): Promise<ListingWaitView>;
  /** Waits like that until an update can be made, and is then `ready`; whoever asked looks at what it changes first. */
  updateWhenFresh(environmentId: string): Promise<ListingWaitView>;
  /** Oldest first. */
  listingWaits(): ListingWaitView[];
  /** Refusal `nothing-waits`. */
  endListingWait(environmentId: string): void;
  update(input: UpdateRequest): Promise<Updated>;
  review(environmentId: string, act: 'start' | 'complete'): Promise<EnvironmentView>;
  assistance(input: {
    occurrenceId: string;
    from: 'blank' | 'review';
  }): Promise<{ environment: EnvironmentView; path: string }>;
  versions(environmentId: string): Promise<VersionRow[]>;
  items(environmentId: string): Promise<EnvironmentItems>;
  openVersion(input: { environmentId: string; version: number }): Promise<{ path: string; opened: boolean }>;
  makeCurrent(input: {
    environmentId: string;
    version: number;
    dryRun?: boolean | undefined;
    /** From the dry run the user saw: refused with `version-token-mismatch` where the environment changed since. */
    versionToken?: string | undefined;
  }): Promise<{ version?: number; outdatedQuotes: string[]; versionToken: string }>;
  decideCopy(decision: CopyDecision): Promise<OpenedCopyView>;
  proposals(environmentId: string): Promise<Proposal[]>;
  disagreement(environmentId: string): Promise<DisagreementView | null>;
  resolve(request: Resolution): Promise<Resolved>;
  openDrawing(environmentId: string): Promise<{ path: string; opened: boolean }>;
  readonly prerequisites: Prerequisites;
  store(): Promise<StoreView>;
  configureStore(change: { cnpj?: string | undefined; accountId?: string | undefined }): Promise<StoreView>;
}

/** Makes the key of an act from what it wishes. */
const makeCurrentSpace = '0b6a4a86-6f0e-4f0b-9b3e-1f5f0f4f2c77';

/**
 * Lists of this size are read again whenever a client asks; larger ones follow the event stream, since reading
 * thousands of environments for one look would make everybody wait.
 */
const smallCatalogue = 1_000;

/** Environments put together in one turn of the control thread: some ten milliseconds. */
const viewsPerTurn = 250;

/**
 * A decision for one's own drawing stands also while its listing is still to be exported, it is the version already, or
 * something was saved after it: that is looked at first.
 */
const noVersionYet: ReadonlySet<string> = new Set([
  'listing-not-fresh',
  'listing-unassigned',
  'nothing-to-update',
  'look-again',
]);

export function createEnvironments(options: EnvironmentsOptions): Environments {
  const { ledger, client, host, takeListing } = options;
  const catalogue = createCatalogue(options);
  const context: EnvironmentsContext = {
    ...options,
    async refresh(environmentId) {
      await unlessOffline(() => catalogue.refreshEnvironment(environmentId));
      return ledger.catalogue.environments.get(environmentId);
    },
  };
  const store = createStore(client);
  const waits = createListingWaits(context, takeListing);
  const assistances = createAssistances(context, catalogue);
  let everRefreshed = false;

  const updateNow = async (request: UpdateRequest): Promise<Updated> => {
    const updated = await update(context, takeListing, request);
    if (updated.version !== undefined) waits.updated(environmentOf(context, request));
    return updated;
  };

  const view = (row: EnvironmentRow): EnvironmentView =>
    environmentView(ledger, ledger.catalogue.environments.get(row.environmentId) ?? row);

  const refreshAll = async (): Promise<void> => {
    await catalogue.refresh();
    everRefreshed = true;
  };

  /** What FoccoLojas cannot be asked for now is answered from what is known; anything else is an error. */
  const unlessOffline = async (refresh: () => Promise<unknown>): Promise<void> => {
    try {
      await refresh();
    } catch (error) {
      if (!(error instanceof EloError && error.retryable)) throw error;
    }
  };

  const refreshForLook = async (): Promise<void> => {
    if (everRefreshed && ledger.home.count() > smallCatalogue) return;
    await unlessOffline(refreshAll);
  };

  const creations = createCreations(context, catalogue, {
    onChanged: options.onCreations,
    onTrouble: options.onTrouble,
  });
  const made = async (creationId: string): Promise<EnvironmentView> => {
    const { environmentId } = await creations.whenDone(creationId, actTimeoutMs);
    const row = environmentId === null ? null : ledger.catalogue.environments.get(environmentId);
    if (row === null) throw new EloError('environment-not-found', 'the environment just made is not known');
    return view(row);
  };

  return {
    refreshCatalogue: refreshForLook,
    rereadCatalogue: () => unlessOffline(refreshAll),
    async refreshEnvironment(environmentId) {
      const row = await catalogue.refreshEnvironment(environmentId);
      // Only a locked environment has any.
      if (row.locked) await readOccurrences(context, environmentId);
    },
    readOccurrences: () => readAllOccurrences(context),
    async occurrences(environmentId) {
      await unlessOffline(() =>
        environmentId === undefined ? readAllOccurrences(context) : readOccurrences(context, environmentId),
      );
      return occurrenceViews(ledger, environmentId);
    },
    async goOn() {
      await Promise.all([assistances.goOn(), waits.goOn()]);
    },
    refreshCustomers: () => catalogue.refreshCustomers(),
    async list() {
      await refreshForLook();
      const rows = ledger.catalogue.environments.list();
      const views: EnvironmentView[] = [];
      for (let at = 0; at < rows.length; at += viewsPerTurn) {
        views.push(...environmentViews(ledger, rows.slice(at, at + viewsPerTurn)));
        if (at + viewsPerTurn < rows.length) {
          await new Promise<void>((resolve) => {
            options.clock.after(0, resolve);
          });
        }
      }
      return views;
    },
    customers: createCustomers(context, catalogue),
    async create({ projectId, name, file }) {
      // Without the store's blank project there would be an environment without the file that was asked for.
      if (file !== undefined) await unlessOffline(() => client.getBlankProject({}));
      const { creationId } = creations.start({ projectId, name, ...(file === undefined ? {} : { file }) });
      return made(creationId);
    },
    start: ({ projectId, name, file }) =>
      creations.view(creations.start({ projectId, name, ...(file === undefined ? {} : { file }) })),
    async makeFile({ environmentId, file }) {
      const row = await knownEnvironment(context, catalogue, environmentId);
      const path = file ?? proposeFile(context, { environmentId }).path;
      return creations.view(creations.startFile({ environmentId, name: row.name, file: path }));
    },
    proposeFile: (of) => proposeFile(context, of),
    creations: () => creations.views(),
    creation: made,
    retryCreation: ({ creationId, file }) => creations.view(creations.retry(creationId, file)),
    dismissCreation(creationId) {
      creations.dismiss(creationId);
      return creations.views();
    },
    wakeCreations: (about) => creations.wake(about),
    refreshConvention: () => refreshConvention(context),
    stop: () => creations.stop(),
    bind: async (input) => view(await bind(context, catalogue, input)),
    async unbind(environmentId) {
      const row =
        ledger.catalogue.environments.get(environmentId) ??
        (await catalogue.refreshEnvironment(environmentId));
      if (!ledger.bindings.unbind(environmentId)) {
        throw new EloError('environment-not-bound', `environment ${environmentId} has no project file`);
      }
      options.onChanged(environmentId);
      return view(row);
    },
    handOver: (input) => handOver(context, takeListing, input),
    handOverWhenFresh: (environmentId, mode) => waits.begin(environmentId, mode),
    updateWhenFresh: (environmentId) => waits.begin(environmentId, 'update'),
    listingWaits: () => ledger.listingWaits.list().map((wait) => listingWaitView(ledger, wait)),
    endListingWait: (environmentId) => waits.end(environmentId),
    decideCopy: (decision) => decideCopy(context, decision),
    update: updateNow,
    review: async (environmentId, act) => view(await review(context, catalogue, environmentId, act)),
    async assistance(input) {
      const { environment, path } = await assistances.start(input);
      return { environment: view(environment), path };
    },
    async versions(environmentId) {
      await unlessOffline(() => catalogue.refreshEnvironment(environmentId));
      return ledger.catalogue.versions(environmentId);
    },
    items: (environmentId) => environmentItems(options, environmentId),
    async openVersion(input) {
      await unlessOffline(() => catalogue.refreshEnvironment(input.environmentId));
      return openVersion(context, host, input);
    },
    async makeCurrent({ environmentId, version, dryRun, versionToken }) {
      const ifMatch = versionToken ?? (await catalogue.refreshEnvironment(environmentId)).versionToken;
      const answer = await client.makeVersionCurrent({
        params: { environmentId, number: version },
        query: { dryRun: dryRun ?? false },
        // The same wish about the same state is the same act: asked again after a lost answer, it is done once.
        idempotencyKey: nameUuid(
          `${environmentId} ${version} ${ifMatch} ${dryRun === true}`,
          makeCurrentSpace,
        ),
        ifMatch,
      });
      if (dryRun !== true) await unlessOffline(() => catalogue.refreshEnvironment(environmentId));
      return {
        versionToken:
          dryRun === true
            ? ifMatch
            : (ledger.catalogue.environments.get(environmentId)?.versionToken ?? ifMatch),
        ...(dryRun === true ? {} : { version: answer.version.number }),
        outdatedQuotes: answer.outdatedQuotes.map((quote) => `${quote.environmentId}/${quote.version}`),
      };
    },
    async proposals(environmentId) {
      await unlessOffline(() => catalogue.refreshEnvironment(environmentId));
      return proposalsFor(context, environmentId);
    },
    async disagreement(environmentId) {
      await unlessOffline(() => catalogue.refreshEnvironment(environmentId));
      const row = ledger.catalogue.environments.get(environmentId);
      if (row === null) throw new EloError('environment-not-found', 'no such environment');
      return disagreementOf(ledger, row);
    },
    async resolve(request) {
      const { sha256, ...decided } = await resolveDisagreement(context, catalogue, host, request);
      if (request.choice === 'theirs') return { ...decided, environment: view(decided.environment) };
      // This machine's drawing becomes a version at once where its listing is there; else the update is due.
      const version = await updateNow({
        environmentId: request.environmentId,
        ofSave: sha256,
      }).then(
        (updated) => updated.version,
        (error: unknown) => {
          if (error instanceof EloError && noVersionYet.has(error.code)) return undefined;
          throw error;
        },
      );
      const row = await catalogue.refreshEnvironment(request.environmentId);
      return { environment: view(row), ...(version === undefined ? {} : { version }) };
    },
    async openDrawing(environmentId) {
      const row = await catalogue.refreshEnvironment(environmentId);
      const drawing = row.body['drawing'];
      const saveId =
        typeof drawing === 'object' && drawing !== null && 'saveId' in drawing ? drawing.saveId : null;
      if (typeof saveId !== 'string')
        throw new EloError('nothing-saved-yet', 'the environment has no drawing');
      const bytes = await client.getSaveFile({ params: { environmentId, saveId } });
      return openTheirs(context, host, row, bytes);
    },
    prerequisites: createPrerequisites(options),
    store: () => store.get(),
    configureStore: (change) => store.configure(change),
  };
}
