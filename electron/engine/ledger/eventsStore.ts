import type { LedgerContext } from './context.ts';
import { parsed } from './rows.ts';
import type { EventsSection } from './sections.ts';
import type { LedgerEvent } from './types.ts';

interface EventRow {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly file_id: string | null;
  readonly save_id: string | null;
  readonly environment_id: string | null;
  readonly detail: string;
}

const eventOf = (row: EventRow): LedgerEvent => ({
  seq: row.seq,
  at: row.at,
  kind: row.kind,
  fileId: row.file_id,
  saveId: row.save_id,
  environmentId: row.environment_id,
  detail: parsed(row.detail),
});

export function createEventsStore({ database, now }: LedgerContext): EventsSection {
  return {
    append: (event) => {
      const row = database.get<EventRow>(
        `INSERT INTO events (at, kind, file_id, save_id, environment_id, detail)
         VALUES (?, ?, ?, ?, ?, ?) RETURNING *`,
        [
          now(),
          event.kind,
          event.fileId ?? null,
          event.saveId ?? null,
          event.environmentId ?? null,
          JSON.stringify(event.detail ?? {}),
        ],
      );
      if (row === undefined) throw new TypeError('INSERT … RETURNING answered nothing');
      return eventOf(row);
    },
    since: (seq, limit) =>
      database
        .all<EventRow>('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?', [seq, limit])
        .map(eventOf),
    latest: (limit) =>
      database.all<EventRow>('SELECT * FROM events ORDER BY seq DESC LIMIT ?', [limit]).map(eventOf),
    forEnvironment: (environmentId, limit) =>
      database
        .all<EventRow>('SELECT * FROM events WHERE environment_id = ? ORDER BY seq DESC LIMIT ?', [
          environmentId,
          limit,
        ])
        .map(eventOf),
    forFile: (fileId, limit) =>
      database
        .all<EventRow>('SELECT * FROM events WHERE file_id = ? ORDER BY seq DESC LIMIT ?', [fileId, limit])
        .map(eventOf),
  };
}
