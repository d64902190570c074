import type { SqlValue } from '../database/database.ts';
import type { LedgerContext } from './context.ts';
import { flag, parsed } from './rows.ts';
import type { CatalogueSection, Shelf } from './sections.ts';
import type { CustomerRow, EnvironmentRow, ProjectRow, VersionRow } from './types.ts';

interface ShelfShape<Row, Columns> {
  readonly table: string;
  readonly id: string;
  readonly columnsOf: (row: Row) => Readonly<Record<keyof Columns & string, SqlValue>>;
  readonly rowOf: (columns: Columns) => Row;
}

interface CustomerColumns {
  readonly customer_id: string;
  readonly name: string;
  readonly body: string;
}
interface ProjectColumns extends CustomerColumns {
  readonly project_id: string;
}
interface EnvironmentColumns {
  readonly environment_id: string;
  readonly project_id: string;
  readonly name: string;
  readonly state: string;
  readonly outdated: number;
  readonly locked: number;
  readonly last_version: number | null;
  readonly version_token: string;
  readonly body: string;
  readonly updated_at: string;
}
interface VersionColumns {
  readonly environment_id: string;
  readonly number: number;
  readonly option_name: string;
  readonly imported_at: string;
  readonly identifier: string;
  readonly save_sha256: string | null;
  readonly local_save_id: string | null;
  readonly latest: number;
  readonly converted: number;
  readonly body: string;
}

const customers: ShelfShape<CustomerRow, CustomerColumns> = {
  table: 'customers',
  id: 'customer_id',
  columnsOf: (row) => ({ customer_id: row.customerId, name: row.name, body: JSON.stringify(row.body) }),
  rowOf: (row) => ({ customerId: row.customer_id, name: row.name, body: parsed(row.body) }),
};

const projects: ShelfShape<ProjectRow, ProjectColumns> = {
  table: 'projects',
  id: 'project_id',
  columnsOf: (row) => ({
    project_id: row.projectId,
    customer_id: row.customerId,
    name: row.name,
    body: JSON.stringify(row.body),
  }),
  rowOf: (row) => ({
    projectId: row.project_id,
    customerId: row.customer_id,
    name: row.name,
    body: parsed(row.body),
  }),
};

const environments: ShelfShape<EnvironmentRow, EnvironmentColumns> = {
  table: 'environments',
  id: 'environment_id',
  columnsOf: (row) => ({
    environment_id: row.environmentId,
    project_id: row.projectId,
    name: row.name,
    state: row.state,
    outdated: flag(row.outdated),
    locked: flag(row.locked),
    last_version: row.lastVersion,
    version_token: row.versionToken,
    body: JSON.stringify(row.body),
    updated_at: row.updatedAt,
  }),
  rowOf: (row) => ({
    environmentId: row.environment_id,
    projectId: row.project_id,
    name: row.name,
    state: row.state,
    outdated: row.outdated === 1,
    locked: row.locked === 1,
    lastVersion: row.last_version,
    versionToken: row.version_token,
    body: parsed(row.body),
    updatedAt: row.updated_at,
  }),
};

const versionOf = (row: VersionColumns): VersionRow => ({
  environmentId: row.environment_id,
  number: row.number,
  optionName: row.option_name,
  importedAt: row.imported_at,
  identifier: row.identifier,
  saveSha256: row.save_sha256,
  localSaveId: row.local_save_id,
  latest: row.latest === 1,
  converted: row.converted === 1,
  body: parsed(row.body),
});

function createShelf<Row, Columns>(
  { database }: LedgerContext,
  { table, id, columnsOf, rowOf }: ShelfShape<Row, Columns>,
): Shelf<Row> {
  return {
    upsert: (row) => {
      const columns: Readonly<Record<string, SqlValue>> = columnsOf(row);
      const names = Object.keys(columns);
      const others = names.filter((name) => name !== id);
      const updates = others.map((name) => `${name} = excluded.${name}`);
      const differs = others
        .filter((name) => name !== 'updated_at')
        .map((name) => `${table}.${name} IS NOT excluded.${name}`);
      return (
        database.run(
          `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})
           ON CONFLICT (${id}) DO UPDATE SET ${updates.join(', ')} WHERE ${differs.join(' OR ')}`,
          columns,
        ) > 0
      );
    },
    list: () => database.all<Columns>(`SELECT * FROM ${table} ORDER BY name, ${id}`).map(rowOf),
    get: (key) => {
      const found = database.get<Columns>(`SELECT * FROM ${table} WHERE ${id} = ?`, [key]);
      return found === undefined ? null : rowOf(found);
    },
    remove: (key) => database.run(`DELETE FROM ${table} WHERE ${id} = ?`, [key]) > 0,
  };
}

export function createCatalogueStore(context: LedgerContext): CatalogueSection {
  const { database } = context;
  /** The save a version was made of, among those this machine carried there; else the newest with that content. */
  const localSave = (row: VersionRow): string | null => {
    if (row.localSaveId !== null || row.saveSha256 === null) return row.localSaveId;
    const found =
      database.get<{ save_id: string }>(
        `SELECT save_id FROM outbox WHERE environment_id = ? AND kind = 'save' AND sha256 = ? ORDER BY seq DESC LIMIT 1`,
        [row.environmentId, row.saveSha256],
      ) ??
      database.get<{ save_id: string }>(
        'SELECT save_id FROM saves WHERE sha256 = ? AND same_as IS NULL ORDER BY rowid DESC LIMIT 1',
        [row.saveSha256],
      );
    return found?.save_id ?? null;
  };
  return {
    customers: createShelf(context, customers),
    projects: createShelf(context, projects),
    environments: createShelf(context, environments),
    versions: (environmentId) =>
      database
        .all<VersionColumns>('SELECT * FROM versions WHERE environment_id = ? ORDER BY number', [
          environmentId,
        ])
        .map(versionOf),
    replaceVersions: (environmentId, rows) =>
      database.transaction(() => {
        database.run('DELETE FROM versions WHERE environment_id = ?', [environmentId]);
        for (const row of rows) {
          database.run(
            `INSERT INTO versions (environment_id, number, option_name, imported_at, identifier, save_sha256,
               local_save_id, latest, converted, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            [
              environmentId,
              row.number,
              row.optionName,
              row.importedAt,
              row.identifier,
              row.saveSha256,
              localSave(row),
              flag(row.latest),
              flag(row.converted),
              JSON.stringify(row.body),
            ],
          );
        }
      }),
  };
}
