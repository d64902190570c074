import type { Connection } from './schemaStore.ts';

export interface OccurrenceRow {
  readonly number: number;
  readonly id: string;
  readonly environmentId: string;
  readonly description: string;
  readonly assistanceEnvironmentId: string | null;
}

export type OccurrenceStore = ReturnType<typeof occurrenceStore>;

/** Technical-assistance occurrences, numbered through the store. */
export function occurrenceStore(db: Connection) {
  const byId = db.prepare<[string], OccurrenceRow>('SELECT * FROM occurrences WHERE id = ?');
  return {
    add: (id: string, environmentId: string, description: string) =>
      void db
        .prepare('INSERT INTO occurrences (id, environmentId, description) VALUES (?, ?, ?)')
        .run(id, environmentId, description),
    occurrence: (id: string) => byId.get(id),
    ofEnvironment: (environmentId: string) =>
      db
        .prepare<[string], OccurrenceRow>('SELECT * FROM occurrences WHERE environmentId = ? ORDER BY number')
        .all(environmentId),
    assisted: (id: string, environmentId: string) =>
      void db
        .prepare('UPDATE occurrences SET assistanceEnvironmentId = ? WHERE id = ?')
        .run(environmentId, id),
  };
}
