import type { Item } from '../../../shared/api/environments.ts';
import type { Connection } from './schemaStore.ts';

export interface OccurrenceRow {
  readonly seq: number;
  readonly number: number;
  readonly id: string;
  readonly environmentId: string;
  readonly description: string;
  readonly environmentName: string;
  readonly createdAt: string | null;
  readonly assistanceEnvironmentId: string | null;
  readonly assistanceEnvironmentName: string | null;
}

export type OccurrenceStore = ReturnType<typeof occurrenceStore>;

/** Technical-assistance occurrences, numbered through the store. */
export function occurrenceStore(db: Connection) {
  const from = `SELECT o.*, o.number AS seq, e.name AS environmentName, a.name AS assistanceEnvironmentName
    FROM occurrences o JOIN environments e ON e.id = o.environmentId
    LEFT JOIN environments a ON a.id = o.assistanceEnvironmentId`;
  const byId = db.prepare<[string], OccurrenceRow>(`${from} WHERE o.id = ?`);
  return {
    add: (id: string, environmentId: string, description: string, at: string) =>
      void db
        .prepare('INSERT INTO occurrences (id, environmentId, description, createdAt) VALUES (?, ?, ?, ?)')
        .run(id, environmentId, description, at),
    occurrence: (id: string) => byId.get(id),
    ofEnvironment: (environmentId: string) =>
      db
        .prepare<[string], OccurrenceRow>(`${from} WHERE o.environmentId = ? ORDER BY o.number`)
        .all(environmentId),
    all: (after: number, limit: number) =>
      db
        .prepare<[number, number], OccurrenceRow>(`${from} WHERE o.number > ? ORDER BY o.number LIMIT ?`)
        .all(after, limit),
    addItem: (occurrenceId: string, item: Item) =>
      void db
        .prepare('INSERT INTO occurrenceItems (occurrenceId, data) VALUES (?, ?)')
        .run(occurrenceId, JSON.stringify(item)),
    items: (occurrenceId: string): Item[] =>
      db
        .prepare<[string], { data: string }>(
          'SELECT data FROM occurrenceItems WHERE occurrenceId = ? ORDER BY position',
        )
        .all(occurrenceId)
        .map(({ data }) => JSON.parse(data) as Item),
    assisted: (id: string, environmentId: string) =>
      void db
        .prepare('UPDATE occurrences SET assistanceEnvironmentId = ? WHERE id = ?')
        .run(environmentId, id),
  };
}
