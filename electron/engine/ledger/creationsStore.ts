import type { LedgerContext } from './context.ts';
import type { CreationRow, CreationsSection, NewCreation } from './creationsSection.ts';

interface CreationColumns {
  readonly creation_id: string;
  readonly delivery_id: string | null;
  readonly project_id: string | null;
  readonly environment_id: string | null;
  readonly name: string;
  readonly file: string | null;
  readonly begun: number;
  readonly state: CreationRow['state'];
  readonly reason: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

const rowOf = (row: CreationColumns): CreationRow => ({
  creationId: row.creation_id,
  deliveryId: row.delivery_id,
  projectId: row.project_id,
  environmentId: row.environment_id,
  name: row.name,
  file: row.file,
  begun: row.begun === 1,
  state: row.state,
  reason: row.reason,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export function createCreationsStore({ database, now, newId }: LedgerContext): CreationsSection {
  const byId = (creationId: string): CreationRow | null => {
    const row = database.get<CreationColumns>('SELECT * FROM creations WHERE creation_id = ?', [creationId]);
    return row === undefined ? null : rowOf(row);
  };
  const write = (row: CreationRow): CreationRow => {
    database.run(
      `INSERT INTO creations
         (creation_id, delivery_id, project_id, environment_id, name, file, begun, state, reason, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (creation_id) DO UPDATE SET delivery_id = excluded.delivery_id,
         environment_id = excluded.environment_id, file = excluded.file, begun = excluded.begun, state = excluded.state,
         reason = excluded.reason, updated_at = excluded.updated_at`,
      [
        row.creationId,
        row.deliveryId,
        row.projectId,
        row.environmentId,
        row.name,
        row.file,
        row.begun ? 1 : 0,
        row.state,
        row.reason,
        row.createdAt,
        row.updatedAt,
      ],
    );
    return row;
  };
  return {
    add: (creation: NewCreation) =>
      write({
        creationId: newId(),
        begun: false,
        reason: null,
        createdAt: now(),
        updatedAt: now(),
        ...creation,
      }),
    change: (creationId, change) =>
      database.transaction(() => {
        const known = byId(creationId);
        return known === null ? null : write({ ...known, reason: null, ...change, updatedAt: now() });
      }),
    byId,
    list: () =>
      database.all<CreationColumns>('SELECT * FROM creations ORDER BY created_at, creation_id').map(rowOf),
    remove: (creationId) => database.run('DELETE FROM creations WHERE creation_id = ?', [creationId]) > 0,
    removeDoneBefore: (at) =>
      database.run(`DELETE FROM creations WHERE state = 'done' AND updated_at < ?`, [at]),
  };
}
