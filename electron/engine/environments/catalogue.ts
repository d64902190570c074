import { EloError } from '../../../shared/domain/eloError.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import type { EnvironmentRow } from '../ledger/types.ts';
import type { EnvironmentsContext } from './ports.ts';

type CatalogueContext = Pick<
  EnvironmentsContext,
  'ledger' | 'client' | 'clock' | 'onChanged' | 'onCustomers'
>;
type ServerEnvironment = Awaited<ReturnType<CatalogueContext['client']['getEnvironment']>>;

/** A list longer than this many pages is cut and said so; 500 pages of 500 are a quarter of a million environments. */
const maxPages = 500;
const pageSize = 500;

/** Rows written in one turn of the control thread: some milliseconds. */
const rowsPerTurn = 200;

const pageQuery = (cursor: string | undefined): { limit: number; cursor?: string } => ({
  limit: pageSize,
  ...(cursor === undefined ? {} : { cursor }),
});

/** Walks a cursor list to its end, bounded. */
export async function everyPage<T>(
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
  /** Customers and their projects as FoccoLojas has them now. */
  refreshCustomers(): Promise<void>;
}

/** Keeps the local picture of FoccoLojas' customers, projects, environments and versions; FoccoLojas owns them. */
export function createCatalogue({
  ledger,
  client,
  clock,
  onChanged,
  onCustomers,
}: CatalogueContext): Catalogue {
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

  const nextTurn = (): Promise<void> =>
    new Promise((resolve) => {
      clock.after(0, resolve);
    });

  /**
   * Writes a long list down, some rows in each turn of the control thread. Answers whether anything is another now.
   */
  const writeDown = async <T>(all: readonly T[], write: (one: T) => boolean): Promise<boolean> => {
    let changed = false;
    for (let at = 0; at < all.length; at += rowsPerTurn) {
      ledger.transaction(() => {
        for (const one of all.slice(at, at + rowsPerTurn)) changed = write(one) || changed;
      });
      if (at + rowsPerTurn < all.length) await nextTurn();
    }
    return changed;
  };

  /** There are versions, and none of them is known here. */
  const isUnread = (environmentId: string): boolean => {
    const last = ledger.catalogue.environments.get(environmentId)?.lastVersion ?? null;
    return last !== null && ledger.catalogue.versions(environmentId).length === 0;
  };

  /** What FoccoLojas does not list any more is gone there; what is bound stays, so that its saves are told of. */
  const forgetOthers = (listed: ReadonlySet<string>): boolean => {
    if (ledger.home.count() <= listed.size) return false;
    const gone = ledger.catalogue.environments
      .list()
      .filter(({ environmentId: id }) => !listed.has(id) && ledger.bindings.byEnvironment(id) === null);
    ledger.transaction(() => {
      for (const { environmentId } of gone) ledger.catalogue.environments.remove(environmentId);
    });
    return gone.length > 0;
  };

  const readCustomers = async (): Promise<boolean> => {
    const customers = await everyPage((cursor) => client.listCustomers({ query: pageQuery(cursor) }));
    return writeDown(customers, (customer) =>
      ledger.catalogue.customers.upsert({
        customerId: customer.id,
        name: customer.name,
        body: { ...customer },
      }),
    );
  };

  const readProjects = async (): Promise<boolean> => {
    const projects = await everyPage((cursor) => client.listProjects({ query: pageQuery(cursor) }));
    return writeDown(projects, ({ id, customerId, name, ...rest }) =>
      ledger.catalogue.projects.upsert({ projectId: id, customerId, name, body: rest }),
    );
  };

  /** Customers before the projects that are theirs. */
  const readPeople = async (): Promise<boolean> => {
    const customers = await readCustomers();
    const changed = (await readProjects()) || customers;
    if (changed) onCustomers();
    return changed;
  };

  return {
    remember,
    async refreshCustomers() {
      await readPeople();
    },
    async refresh() {
      let changed = await readPeople();
      const environments = await everyPage((cursor) => client.listEnvironments({ query: pageQuery(cursor) }));
      const others = new Set<string>();
      changed =
        (await writeDown(environments, (environment) => {
          const isOther = ledger.catalogue.environments.upsert(rowOf(environment));
          if (isOther) others.add(environment.id);
          return isOther;
        })) || changed;
      changed = forgetOthers(new Set(environments.map(({ id }) => id))) || changed;
      for (const [index, { environmentId }] of ledger.bindings.list().entries()) {
        if (others.has(environmentId) || isUnread(environmentId)) await refreshVersions(environmentId);
        else if (index % rowsPerTurn === rowsPerTurn - 1) await nextTurn();
      }
      if (changed) onChanged();
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
