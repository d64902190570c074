import type { Migration } from '../../database/migrateDatabase.ts';

/** The other machine's drawing, opened after a decision, is a copy like that of a version, and is of none. */
export const copiesOfOthers: Migration = {
  version: 90,
  name: 'copiesOfOthers',
  up: `
    -- Copies in Elo's own folder, each written once by Elo; what is saved in one remembers where it comes from.
    CREATE TABLE new_opened_copies (
      path_key TEXT NOT NULL PRIMARY KEY, -- its place, as places are compared
      path TEXT NOT NULL, -- its place, as Elo spelled it
      environment_id TEXT NOT NULL, -- the environment it is a drawing of
      version INTEGER, -- FoccoLojas' number; null for a drawing of another machine
      sha256 TEXT NOT NULL, -- of the copy before anything was saved in it
      opened_at TEXT NOT NULL, -- when Elo wrote it
      answered_save_id TEXT, -- the save of it the user decided about last; null before
      answer TEXT CHECK (answer IN ('current', 'apart')) -- that decision; null before
    ) STRICT;
    INSERT INTO new_opened_copies
      SELECT path_key, path, environment_id, version, sha256, opened_at, answered_save_id, answer FROM opened_copies;
    DROP TABLE opened_copies;
    ALTER TABLE new_opened_copies RENAME TO opened_copies;
    CREATE INDEX opened_copies_by_environment ON opened_copies (environment_id);
  `,
};
