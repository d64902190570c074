import type { Migration } from '../../database/migrateDatabase.ts';

/** What lies at a file's place and cannot be read is told with the time since when. */
export const unreadable: Migration = {
  version: 80,
  name: 'unreadable',
  up: `
    -- since when what lies there cannot be read; null where it can, or that is not known
    ALTER TABLE files ADD COLUMN unreadable_since TEXT CHECK (unreadable_since IS NULL OR problem IS NOT NULL);
  `,
};
