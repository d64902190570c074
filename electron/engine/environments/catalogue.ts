import { EloError } from '../../../shared/domain/eloError.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import type { EnvironmentRow } from '../ledger/types.ts';
import type { EnvironmentsContext } from './ports.ts';

type CatalogueContext = Pick<EnvironmentsContext, 'ledger' | 'client' | 'clock' | 'onChanged'>;
type ServerEnvironment = Awaited<ReturnType<CatalogueContext['client']['getEnvironment']>>;

/** A list longer than this many pages is cut and said so; 500 pages of 500 are a quarter of a million environments. */
const maxPages = 500;
const pageSize = 500;

const pageQuery = (cursor: string | undefined): { limit: number; cursor?: string } => ({
  limit: pageSize,
  ...(cursor === undefined ? {} : { cursor }),
});

/** Walks a cursor list to its end, bounded. */
async function everyPage<T>(
  page: (
    cursor: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly nextCursor: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < maxPages; count += 1) {
    const answer = await page(cursor);
    all.push(...answer.items);
    if (answer.nextCursor === null) return all;
    cursor = answer.nextCursor;
  }
  throw new EloError('list-too-long', `a list of FoccoLojas is longer than ${maxPages * pageSize} rows`, {
    remedy: 'contact-support',
  });
}

export interface Catalogue {
  /** Customers, projects and environments as FoccoLojas has them now. */
  refresh(): Promise<void>;
  /** One environment and its versions; answers its row. Refusal `environment-not-found`. */
  refreshEnvironment(environmentId: string): Promise<EnvironmentRow>;
  /** Remembers an environment that an answer carried. */
  remember(environment: ServerEnvironment): EnvironmentRow;
  refreshCustomers(): Promise<void>;
}

/** Keeps the local picture of FoccoLojas' customers, projects, environments and versions; FoccoLojas owns them. */
export function createCatalogue({ ledger, client, clock, onChanged }: CatalogueContext): Catalogue {
  const rowOf = (environment: ServerEnvironment): EnvironmentRow => ({
    environmentId: environment.id,
    projectId: environment.projectId,
    name: environment.name,
    state: environment.state,
    outdated: environment.outdated,
    locked: environment.locked,
    lastVersion: environment.lastVersion?.number ?? null,
    versionToken: environment.versionToken,
    body: { ...environment },
    updatedAt: isoTime(clock.now()),
  });

  const remember = (environment: ServerEnvironment): EnvironmentRow => {
    const row = rowOf(environment);
    ledger.catalogue.environments.upsert(row);
    return row;
  };

  const refreshCustomers = async (): Promise<void> => {
    const customers = await everyPage((cursor) => client.listCustomers({ query: pageQuery(cursor) }));
    ledger.transaction(() => {
      for (const customer of customers) {
        ledger.catalogue.customers.upsert({
          customerId: customer.id,
          name: customer.name,
          body: { ...customer },
        });
      }
    });
  };

  return {
    remember,
    refreshCustomers,
    async refresh() {
      await refreshCustomers();
      const projects = await everyPage((cursor) => client.listProjects({ query: pageQuery(cursor) }));
      ledger.transaction(() => {
        for (const { id, customerId, name, ...rest } of projects) {
          ledger.catalogue.projects.upsert({ projectId: id, customerId, name, body: rest });
        }
      });
      const environments = await everyPage((cursor) => client.listEnvironments({ query: pageQuery(cursor) }));
      ledger.transaction(() => {
        for (const environment of environments) remember(environment);
      });
      for (const binding of ledger.bindings.list()) await refreshVersions(binding.environmentId);
      onChanged();
    },
    async refreshEnvironment(environmentId) {
      let environment: ServerEnvironment;
      try {
        environment = await client.getEnvironment({ params: { environmentId } });
      } catch (error) {
        if (error instanceof EloError && error.code === 'not-found') {
          throw new EloError('environment-not-found', `FoccoLojas has no environment ${environmentId}`, {
            cause: error,
          });
        }
        throw error;
      }
      const row = remember(environment);
      await refreshVersions(environmentId);
      onChanged(environmentId);
      return row;
    },
  };

  async function refreshVersions(environmentId: string): Promise<void> {
    const { items: versions } = await client.listVersions({ params: { environmentId } });
    ledger.catalogue.replaceVersions(
      environmentId,
      versions.map((version) => ({
        environmentId,
        number: version.number,
        optionName: version.optionName,
        importedAt: version.importedAt,
        identifier: version.identifier ?? '',
        saveSha256: version.saveSha256,
        localSaveId: null,
        latest: version.latest,
        converted: version.converted,
        body: { ...version },
      })),
    );
  }
}
