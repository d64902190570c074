import type { Migration } from '../../database/migrateDatabase.ts';

/** Environments two machines disagree about are told in the frame of every screen: few, and asked for often. */
export const apart: Migration = {
  version: 82,
  name: 'apart',
  up: `
    -- those of them that are still to be decided
    CREATE INDEX environments_apart ON environments (environment_id)
      WHERE locked = 0 AND json_extract(body, '$.disagreement') IS NOT NULL;
  `,
};
