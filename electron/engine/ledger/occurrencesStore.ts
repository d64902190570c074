import type { LedgerContext } from './context.ts';
import { parsed } from './rows.ts';
import type { OccurrencesSection } from './sections.ts';
import type { OccurrenceRow } from './types.ts';

interface OccurrenceColumns {
  readonly occurrence_id: string;
  readonly environment_id: string;
  readonly number: number;
  readonly body: string;
}

const occurrenceOf = (row: OccurrenceColumns): OccurrenceRow => ({
  occurrenceId: row.occurrence_id,
  environmentId: row.environment_id,
  number: row.number,
  body: parsed(row.body),
});

export function createOccurrencesStore({ database }: LedgerContext): OccurrencesSection {
  const list = (environmentId?: string): OccurrenceRow[] =>
    database
      .all<OccurrenceColumns>(
        `SELECT * FROM occurrences WHERE :environmentId IS NULL OR environment_id = :environmentId
         ORDER BY number DESC`,
        { environmentId: environmentId ?? null },
      )
      .map(occurrenceOf);
  return {
    list,
    get: (id) => {
      const found = database.get<OccurrenceColumns>('SELECT * FROM occurrences WHERE occurrence_id = ?', [
        id,
      ]);
      return found === undefined ? null : occurrenceOf(found);
    },
    replace: (environmentId, rows) =>
      database.transaction(() => {
        const next = [...rows].sort((a, b) => b.number - a.number);
        if (JSON.stringify(list(environmentId ?? undefined)) === JSON.stringify(next)) return false;
        database.run(
          'DELETE FROM occurrences WHERE :environmentId IS NULL OR environment_id = :environmentId',
          {
            environmentId,
          },
        );
        for (const row of next) {
          database.run(
            `INSERT INTO occurrences (occurrence_id, environment_id, number, body) VALUES (?, ?, ?, ?)
             ON CONFLICT (occurrence_id) DO UPDATE SET environment_id = excluded.environment_id,
               number = excluded.number, body = excluded.body`,
            [row.occurrenceId, row.environmentId, row.number, JSON.stringify(row.body)],
          );
        }
        return true;
      }),
  };
}
