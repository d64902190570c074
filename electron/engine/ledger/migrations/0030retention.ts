import type { Migration } from '../../database/migrateDatabase.ts';

/** Saves whose bytes were dropped on the user's word stay in the history with their facts and receipts. */
export const retention: Migration = {
  version: 30,
  name: 'retention',
  up: `
    -- when the bytes were dropped on the user's word; null while they are kept
    ALTER TABLE saves ADD COLUMN bytes_dropped_at TEXT;
    -- when the user agreed to that; null while they are kept
    ALTER TABLE saves ADD COLUMN drop_agreed_at TEXT CHECK ((drop_agreed_at IS NULL) = (bytes_dropped_at IS NULL));
    CREATE INDEX saves_dropped ON saves (sha256) WHERE bytes_dropped_at IS NOT NULL;
  `,
};
