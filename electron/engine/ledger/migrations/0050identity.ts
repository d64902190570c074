import type { Migration } from '../../database/migrateDatabase.ts';

/**
 * Finding out which file a content is must not take longer the more copies of one project there are: who carries a GUID, whose
 * save history ends with an entry, which file has a number on its disk, each of those that lie there and of those that do not.
 */
export const identity: Migration = {
  version: 50,
  name: 'identity',
  up: `
    DROP INDEX files_by_guid;
    CREATE INDEX files_by_guid ON files (project_guid, present) WHERE project_guid IS NOT NULL;
    DROP INDEX files_by_history_start;
    CREATE INDEX files_by_history_end ON files (json_extract(save_history, '$[#-1]'), present)
      WHERE merged_into IS NULL AND history_start IS NOT NULL;
    CREATE INDEX files_by_ino ON files (ino) WHERE merged_into IS NULL AND ino IS NOT NULL;
  `,
};
