import type { Migration } from '../../database/migrateDatabase.ts';

/** Environments and files that were asked for and are being made: they outlive the engine and days without network. */
export const creations: Migration = {
  version: 70,
  name: 'creations',
  up: `
    -- Environments and files that were asked for and are being made.
    CREATE TABLE creations (
      creation_id TEXT NOT NULL PRIMARY KEY, -- UUIDv7
      delivery_id TEXT REFERENCES outbox (delivery_id), -- asks FoccoLojas for the environment; null where it exists already
      project_id TEXT, -- FoccoLojas' project; null where the environment exists already
      environment_id TEXT, -- the environment, once it is known
      name TEXT NOT NULL, -- of the environment
      file TEXT, -- path wished for its project file; null where none is wished
      begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1)), -- the file's place is taken and bound
      state TEXT NOT NULL CHECK (state IN ('asked', 'file', 'done', 'failed')), -- what comes next
      reason TEXT, -- error code of a failure
      created_at TEXT NOT NULL, -- when it was asked for
      updated_at TEXT NOT NULL, -- when it last went on
      CHECK ((state = 'failed') = (reason IS NOT NULL)),
      CHECK (delivery_id IS NOT NULL OR environment_id IS NOT NULL)
    ) STRICT;
  `,
};
