import { v7 as uuid } from 'uuid';
import type { EngineHost } from '../../../shared/contract/host.ts';
import type {
  EnvironmentView,
  HandedOver,
  OccurrenceView,
  Updated,
} from '../../../shared/contract/schemas.ts';
import type { EnvironmentItems } from '../../../shared/contract/windowSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { CustomerRow, EnvironmentRow, VersionRow } from '../ledger/types.ts';
import { createAssistances } from './assistance.ts';
import { bind } from './bind.ts';
import { createCatalogue } from './catalogue.ts';
import { createCustomer, createEnvironment } from './create.ts';
import type { NewCustomerInput } from './create.ts';
import { environmentItems } from './environmentItems.ts';
import { environmentView, environmentViews } from './environmentView.ts';
import { handOver } from './handOver.ts';
import type { HandOverMode, ListingTaker } from './handOver.ts';
import { openVersion } from './openVersion.ts';
import type { EnvironmentsContext } from './ports.ts';
import { occurrenceViews, readAllOccurrences, readOccurrences } from './occurrences.ts';
import { review } from './review.ts';
import { createStore } from './store.ts';
import type { PrerequisiteView, StoreView } from './store.ts';
import { update } from './update.ts';
import type { UpdateRequest } from './update.ts';

export interface EnvironmentsOptions extends Omit<EnvironmentsContext, 'refresh'> {
  readonly host: EngineHost;
  readonly takeListing: ListingTaker;
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
  createCustomer(input: NewCustomerInput): Promise<CustomerRow>;
  create(input: { projectId: string; name: string; file?: string | undefined }): Promise<EnvironmentView>;
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
  }): Promise<{ version?: number; outdatedQuotes: string[] }>;
  prerequisites(): Promise<PrerequisiteView[]>;
  confirmPrerequisite(code: string): Promise<PrerequisiteView[]>;
  store(): Promise<StoreView>;
  configureStore(change: { cnpj?: string | undefined; accountId?: string | undefined }): Promise<StoreView>;
}

/**
 * Lists of this size are read again whenever a client asks; larger ones follow the event stream, since reading
 * thousands of environments for one look would make everybody wait.
 */
const smallCatalogue = 1_000;

/** Environments put together in one turn of the control thread: some ten milliseconds. */
const viewsPerTurn = 250;

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
  const assistances = createAssistances(context, catalogue);
  let everRefreshed = false;

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
    goOn: () => assistances.goOn(),
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
    createCustomer: (input) => createCustomer(context, catalogue, input),
    create: async (input) => view(await createEnvironment(context, catalogue, input)),
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
    update(input) {
      return update(context, takeListing, input);
    },
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
    async makeCurrent({ environmentId, version, dryRun }) {
      const before = await catalogue.refreshEnvironment(environmentId);
      const answer = await client.makeVersionCurrent({
        params: { environmentId, number: version },
        query: { dryRun: dryRun ?? false },
        idempotencyKey: uuid(),
        ifMatch: before.versionToken,
      });
      if (dryRun !== true) await catalogue.refreshEnvironment(environmentId);
      return {
        ...(dryRun === true ? {} : { version: answer.version.number }),
        outdatedQuotes: answer.outdatedQuotes.map((quote) => `${quote.environmentId}/${quote.version}`),
      };
    },
    prerequisites: () => store.prerequisites(),
    confirmPrerequisite: (code) => store.confirm(code),
    store: () => store.get(),
    configureStore: (change) => store.configure(change),
  };
}
