import type { Migration } from '../../database/migrateDatabase.ts';

/** The history of what happened. Saves kept before it existed are entered, in the order they were kept. */
export const events: Migration = {
  version: 20,
  name: 'events',
  up: `
    -- What happened, when, about which ids. No personal data.
    CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, -- order of happening
      at TEXT NOT NULL, -- when
      kind TEXT NOT NULL,              -- lower-kebab-case code, e.g. save-kept
      file_id TEXT, -- null where it is about none
      save_id TEXT, -- null where it is about none
      environment_id TEXT, -- null where it is about none
      detail TEXT NOT NULL             -- JSON: ids, codes, numbers
    ) STRICT;
    CREATE INDEX events_by_environment ON events (environment_id, seq) WHERE environment_id IS NOT NULL;
    CREATE INDEX events_by_file ON events (file_id, seq) WHERE file_id IS NOT NULL;

    INSERT INTO events (at, kind, file_id, save_id, environment_id, detail)
      SELECT kept_at, 'save-kept', file_id, save_id, NULL, json_object('number', number)
      FROM saves ORDER BY sight_order, kept_at, number;
  `,
};
