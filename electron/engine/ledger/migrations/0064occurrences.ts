import type { Migration } from '../../database/migrateDatabase.ts';

/** Technical-assistance occurrences, as FoccoLojas last told them, so that they are there offline. */
export const occurrences: Migration = {
  version: 64,
  name: 'occurrences',
  up: `
    -- Technical-assistance occurrences, each on a locked environment; FoccoLojas' own.
    CREATE TABLE occurrences (
      occurrence_id TEXT NOT NULL PRIMARY KEY, -- FoccoLojas' id
      environment_id TEXT NOT NULL, -- the locked environment it hangs on
      number INTEGER NOT NULL, -- as people name it; rises through the store
      body TEXT NOT NULL -- JSON; FoccoLojas' answer
    ) STRICT;
    CREATE INDEX occurrences_by_environment ON occurrences (environment_id, number);
  `,
};
