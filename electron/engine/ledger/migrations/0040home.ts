import type { Migration } from '../../database/migrateDatabase.ts';

/**
 * What the home screen orders thousands of environments by, without reading FoccoLojas' whole answer of each, and what
 * FoccoLojas last said of an environment's items.
 */
export const home: Migration = {
  version: 40,
  name: 'home',
  up: `
    -- when FoccoLojas' answer last differed from the one before; null while it never did
    ALTER TABLE environments ADD COLUMN changed_at TEXT;
    -- the newest time in FoccoLojas' answer: created, received, updated; '' where it names none
    ALTER TABLE environments ADD COLUMN told_at TEXT GENERATED ALWAYS AS (max(
      coalesce(json_extract(body, '$.createdAt'), ''),
      coalesce(json_extract(body, '$.lastVersion.importedAt'), ''),
      coalesce(json_extract(body, '$.lastSave.receivedAt'), '')
    )) VIRTUAL;
    CREATE TRIGGER environments_changed AFTER UPDATE OF body ON environments WHEN OLD.body <> NEW.body BEGIN
      UPDATE environments SET changed_at = NEW.updated_at WHERE environment_id = NEW.environment_id;
    END;
    -- holds all that the order of the home screen is made of
    CREATE INDEX environments_home ON environments (environment_id, state, outdated, locked, told_at, changed_at);

    -- when the newest save was kept; null before the first. Kept by the trigger below
    ALTER TABLE files ADD COLUMN newest_kept_at TEXT;
    UPDATE files SET newest_kept_at = (SELECT kept_at FROM saves WHERE save_id = newest_save_id);
    CREATE TRIGGER files_newest_save AFTER UPDATE OF newest_save_id ON files BEGIN
      UPDATE files SET newest_kept_at = (SELECT kept_at FROM saves WHERE save_id = NEW.newest_save_id)
      WHERE file_id = NEW.file_id;
    END;
    CREATE INDEX files_newest ON files (file_id, newest_kept_at);

    -- Items of an environment as FoccoLojas last told them.
    CREATE TABLE environment_items (
      environment_id TEXT NOT NULL PRIMARY KEY, -- the environment they are of
      items TEXT NOT NULL, -- JSON array; FoccoLojas' answer
      told_at TEXT NOT NULL -- when FoccoLojas said so
    ) STRICT;
  `,
};
