import type { Migration } from '../../database/migrateDatabase.ts';

/** Copies of versions that were opened, and hand-overs that wait for a listing: both outlive the engine. */
export const openedVersions: Migration = {
  version: 72,
  name: 'openedVersions',
  up: `
    -- Copies of versions in Elo's own folder, each written once by Elo; what is saved in one remembers its version.
    CREATE TABLE opened_copies (
      path_key TEXT NOT NULL PRIMARY KEY, -- its place, as places are compared
      path TEXT NOT NULL, -- its place, as Elo spelled it
      environment_id TEXT NOT NULL, -- the environment whose version it is
      version INTEGER NOT NULL, -- FoccoLojas' number
      sha256 TEXT NOT NULL, -- of the version's file: the copy before anything was saved in it
      opened_at TEXT NOT NULL, -- when Elo wrote it
      answered_save_id TEXT, -- the save of it the user decided about last; null before
      answer TEXT CHECK (answer IN ('current', 'apart')) -- that decision; null before
    ) STRICT;
    CREATE INDEX opened_copies_by_environment ON opened_copies (environment_id);

    -- What is to be handed over as soon as a fresh listing is there, and how it ended.
    CREATE TABLE listing_waits (
      environment_id TEXT NOT NULL PRIMARY KEY, -- one wait an environment
      mode TEXT NOT NULL CHECK (mode IN ('prepare', 'negotiate')), -- the act that waits
      since TEXT NOT NULL, -- when the user asked for it
      state TEXT NOT NULL CHECK (state IN ('waiting', 'handing-over', 'done', 'refused')), -- how far it is
      delivery_id TEXT, -- the negotiation it became; null while it waits
      code TEXT -- why it was refused; null where it was not
    ) STRICT;
  `,
};
