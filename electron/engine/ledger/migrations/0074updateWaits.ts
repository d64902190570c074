import type { Migration } from '../../database/migrateDatabase.ts';

/** An update waits for its listing like a hand-over; it ends ready, since what it changes is looked at first. */
export const updateWaits: Migration = {
  version: 74,
  name: 'updateWaits',
  up: `
    -- What is to be done as soon as a fresh listing is there, and how it ended.
    CREATE TABLE new_listing_waits (
      environment_id TEXT NOT NULL PRIMARY KEY, -- one wait an environment
      mode TEXT NOT NULL CHECK (mode IN ('prepare', 'negotiate', 'update')), -- the act that waits
      since TEXT NOT NULL, -- when the user asked for it
      state TEXT NOT NULL CHECK (state IN ('waiting', 'handing-over', 'ready', 'done', 'refused')), -- how far it is
      delivery_id TEXT, -- the negotiation it became; null while it waits, and of an update
      code TEXT, -- why it was refused; null where it was not
      CHECK (CASE WHEN mode = 'update' THEN state NOT IN ('handing-over', 'done') ELSE state <> 'ready' END)
    ) STRICT;
    INSERT INTO new_listing_waits (environment_id, mode, since, state, delivery_id, code)
      SELECT environment_id, mode, since, state, delivery_id, code FROM listing_waits;
    DROP TABLE listing_waits;
    ALTER TABLE new_listing_waits RENAME TO listing_waits;
  `,
};
