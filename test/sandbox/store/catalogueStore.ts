import type { EnvironmentState, Job } from '../../../shared/api/environments.ts';
import type { Connection } from './schemaStore.ts';

export interface CustomerRow {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly promobStatus: 'pending' | 'available';
  readonly createdAt: string;
  readonly revision: number;
}

export interface ProjectRow {
  readonly seq: number;
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly customerName: string;
  readonly createdAt: string;
}

export interface EnvironmentRow {
  readonly seq: number;
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly name: string;
  readonly state: EnvironmentState;
  /** The drawing when the last version was made. */
  readonly throughSave: number;
  /** Place of the save that is the drawing; 0 before the first. */
  readonly drawing: number;
  readonly reviewUpdatePending: number;
  readonly purchaseOrders: number;
  readonly convertedVersion: number | null;
  readonly occurrenceId: string | null;
  readonly createdAt: string;
  readonly revision: number;
}

export interface JobRow {
  readonly id: string;
  readonly environmentId: string;
  readonly projectId: string;
  readonly name: string;
  readonly state: Job['state'];
  readonly error: string | null;
}

/** What an act changes of an environment. */
export type EnvironmentChange = Partial<
  Pick<
    EnvironmentRow,
    'state' | 'throughSave' | 'drawing' | 'reviewUpdatePending' | 'purchaseOrders' | 'convertedVersion'
  >
>;

export type CatalogueStore = ReturnType<typeof catalogueStore>;

/** Customers, projects, environments and the jobs that make them. Pages are asked for by the place (`seq`) they go on after. */
export function catalogueStore(db: Connection) {
  const projectColumns = 'p.seq, p.id, p.customerId, p.name, c.name AS customerName, p.createdAt';
  const projectsFrom = `SELECT ${projectColumns} FROM projects p JOIN customers c ON c.id = p.customerId`;
  const environmentsFrom = `SELECT e.*, p.name AS projectName, p.customerId, c.name AS customerName
    FROM environments e JOIN projects p ON p.id = e.projectId JOIN customers c ON c.id = p.customerId`;
  const environmentById = db.prepare<[string], EnvironmentRow>(`${environmentsFrom} WHERE e.id = ?`);
  const environmentsPage = db.prepare<[number, number], EnvironmentRow>(
    `${environmentsFrom} WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
  );
  const environmentsOfProject = db.prepare<[string, number, number], EnvironmentRow>(
    `${environmentsFrom} WHERE e.projectId = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`,
  );
  const insertCustomer = db.prepare(
    `INSERT INTO customers (id, name, email, phone, document, promobStatus, createdAt)
     VALUES (@id, @name, @email, @phone, @document, @promobStatus, @createdAt)`,
  );
  const insertProject = db.prepare(
    'INSERT INTO projects (id, customerId, name, createdAt) VALUES (@id, @customerId, @name, @createdAt)',
  );
  const insertEnvironment = db.prepare(
    `INSERT INTO environments (id, projectId, name, state, occurrenceId, createdAt)
     VALUES (@id, @projectId, @name, 'created', @occurrenceId, @createdAt)`,
  );
  const update = db.prepare(
    `UPDATE environments SET state = @state, throughSave = @throughSave, drawing = @drawing, reviewUpdatePending = @reviewUpdatePending,
     purchaseOrders = @purchaseOrders, convertedVersion = @convertedVersion, revision = revision + 1 WHERE id = @id`,
  );
  return {
    addCustomer: (row: Omit<CustomerRow, 'seq' | 'revision'>) => void insertCustomer.run(row),
    customer: (id: string) =>
      db.prepare<[string], CustomerRow>('SELECT * FROM customers WHERE id = ?').get(id),
    customers: (after: number, limit: number) =>
      db
        .prepare<[number, number], CustomerRow>('SELECT * FROM customers WHERE seq > ? ORDER BY seq LIMIT ?')
        .all(after, limit),
    pendingCustomers: () =>
      db
        .prepare<[], { id: string }>("SELECT id FROM customers WHERE promobStatus = 'pending' ORDER BY seq")
        .all(),
    customerAvailable: (id: string) =>
      db
        .prepare(
          "UPDATE customers SET promobStatus = 'available', revision = revision + 1 WHERE id = ? AND promobStatus = 'pending'",
        )
        .run(id).changes > 0,
    addProject: (row: { id: string; customerId: string; name: string; createdAt: string }) =>
      void insertProject.run(row),
    project: (id: string) => db.prepare<[string], ProjectRow>(`${projectsFrom} WHERE p.id = ?`).get(id),
    projects: (after: number, limit: number, customerId: string | undefined) =>
      db
        .prepare<[number, string | null, number], ProjectRow>(
          `${projectsFrom} WHERE p.seq > ? AND p.customerId = coalesce(?, p.customerId) ORDER BY p.seq LIMIT ?`,
        )
        .all(after, customerId ?? null, limit),
    addEnvironment: (row: {
      id: string;
      projectId: string;
      name: string;
      occurrenceId: string | null;
      createdAt: string;
    }) => void insertEnvironment.run(row),
    environment: (id: string) => environmentById.get(id),
    environments: (after: number, limit: number, projectId: string | undefined) =>
      projectId === undefined
        ? environmentsPage.all(after, limit)
        : environmentsOfProject.all(projectId, after, limit),
    countEnvironments: () =>
      db.prepare<[], { n: number }>('SELECT count(*) AS n FROM environments').get()?.n ?? 0,
    /** Changes an environment; its version token changes with it, also where nothing else does. */
    changeEnvironment(row: EnvironmentRow, change: EnvironmentChange): void {
      update.run({ ...row, ...change });
    },
    addJob: (row: JobRow) =>
      void db
        .prepare('INSERT INTO jobs VALUES (@id, @environmentId, @projectId, @name, @state, @error)')
        .run(row),
    job: (id: string) => db.prepare<[string], JobRow>('SELECT * FROM jobs WHERE id = ?').get(id),
    setJob: (id: string, state: JobRow['state'], error: string | null = null) =>
      void db.prepare('UPDATE jobs SET state = ?, error = ? WHERE id = ?').run(state, error, id),
    openJobs: () =>
      db.prepare<[], JobRow>("SELECT * FROM jobs WHERE state IN ('queued', 'running') ORDER BY rowid").all(),
  };
}
