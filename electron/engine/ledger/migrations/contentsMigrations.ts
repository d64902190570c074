import type { Migration } from '../../database/migrateDatabase.ts';

/** The shape of contents.db. Bytes lie apart from what is known of them, so that a look at the latter stays cheap. */
const contentsInitial: Migration = {
  version: 10,
  name: 'contents by hash',
  up: `
    -- One row for each content, whoever points to it.
    CREATE TABLE contents (
      content_id INTEGER PRIMARY KEY, -- order of arrival
      sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), -- of the content itself, lower-case hex
      codec TEXT NOT NULL,             -- how the stored bytes are made from it (codecs.ts)
      size INTEGER NOT NULL CHECK (size >= 0), -- bytes of the content
      stored_size INTEGER NOT NULL CHECK (stored_size >= 0), -- bytes as stored
      stored_crc INTEGER NOT NULL,     -- CRC-32 of the stored bytes
      base_sha256 TEXT REFERENCES contents (sha256), -- the content it is a difference to; null when it stands alone
      depth INTEGER NOT NULL DEFAULT 0 CHECK (depth >= 0), -- contents to be read before this one
      created_at TEXT NOT NULL,        -- UTC ISO-8601
      wanted_at TEXT NOT NULL,         -- last time someone put it; orphans are collected a day after
      CHECK ((base_sha256 IS NULL) = (depth = 0))
    ) STRICT;
    CREATE INDEX contents_by_wanted ON contents (wanted_at);
    CREATE INDEX contents_by_base ON contents (base_sha256) WHERE base_sha256 IS NOT NULL;

    -- The bytes themselves, as stored.
    CREATE TABLE content_bytes (
      content_id INTEGER NOT NULL PRIMARY KEY REFERENCES contents (content_id) ON DELETE CASCADE, -- whose bytes they are
      stored BLOB NOT NULL -- made from the content by its row's codec
    ) STRICT;
  `,
};

/** Contents may be made of pieces and be differences to others; rows from before stand alone and stay as they are. */
const contentsPieces: Migration = {
  version: 20,
  name: 'differences and pieces',
  up: `
    -- 1 where someone keeps it by itself, 0 where it is only a piece or base of others
    ALTER TABLE contents ADD COLUMN whole INTEGER NOT NULL DEFAULT 1 CHECK (whole IN (0, 1));
    -- the content before it at the same place, while it waits to be stored as difference to that; null when it does not wait
    ALTER TABLE contents ADD COLUMN after_sha256 TEXT;
    CREATE INDEX contents_waiting ON contents (content_id) WHERE after_sha256 IS NOT NULL;

    -- What a content of the codec "container" is made of besides its own bytes.
    CREATE TABLE content_parts (
      content_id INTEGER NOT NULL REFERENCES contents (content_id) ON DELETE CASCADE, -- the content
      part_id INTEGER NOT NULL REFERENCES contents (content_id), -- its piece, which cannot go before it
      PRIMARY KEY (content_id, part_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX content_parts_by_part ON content_parts (part_id);

    -- Contents whose bytes were dropped on the user's word: gone on purpose, not missing.
    CREATE TABLE retired_contents (
      sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64), -- of the content that was here
      retired_at TEXT NOT NULL -- UTC ISO-8601
    ) STRICT, WITHOUT ROWID;
  `,
};

/** Every step of contents.db's shape, in order. */
export const contentsMigrations: readonly Migration[] = [contentsInitial, contentsPieces];
