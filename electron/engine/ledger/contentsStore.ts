import type { Database } from '../database/database.ts';

/** What is known of a content besides its bytes. */
export interface ContentColumns {
  readonly content_id: number;
  readonly sha256: string;
  readonly codec: string;
  readonly size: number;
  readonly stored_size: number;
  readonly stored_crc: number;
  readonly base_sha256: string | null;
  readonly depth: number;
  readonly created_at: string;
  readonly wanted_at: string;
}

export type NewContent = Pick<ContentColumns, 'sha256' | 'codec' | 'size' | 'stored_crc'> & {
  readonly stored: Uint8Array;
};

/** The rows of contents.db. */
export interface ContentsStore {
  find(sha256: string): ContentColumns | undefined;
  stored(contentId: number): Uint8Array | undefined;
  insert(content: NewContent, at: string): void;
  replaceBytes(contentId: number, content: NewContent): void;
  /** Someone needs it (again): it is no orphan before a day has passed. */
  want(contentId: number, at: string): void;
  /** Hashes not wanted since, after a hash, in order of hash; nothing that others are differences to. */
  unwantedSince(before: string, after: string, limit: number): string[];
  /** Removes a content still not wanted since. `false` where it was wanted meanwhile. */
  removeUnwanted(sha256: string, before: string): boolean;
  totals(): { readonly contents: number; readonly size: number; readonly storedSize: number };
}

export function createContentsStore(database: Database): ContentsStore {
  return {
    find: (sha256) => database.get<ContentColumns>('SELECT * FROM contents WHERE sha256 = ?', [sha256]),
    stored: (contentId) =>
      database.get<{ stored: Uint8Array }>('SELECT stored FROM content_bytes WHERE content_id = ?', [
        contentId,
      ])?.stored,
    insert: (content, at) =>
      database.transaction(() => {
        const made = database.get<{ content_id: number }>(
          `INSERT INTO contents (sha256, codec, size, stored_size, stored_crc, created_at, wanted_at)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING RETURNING content_id`,
          [
            content.sha256,
            content.codec,
            content.size,
            content.stored.byteLength,
            content.stored_crc,
            at,
            at,
          ],
        );
        // another worker was first with the same bytes
        if (made === undefined) return;
        database.run('INSERT INTO content_bytes (content_id, stored) VALUES (?, ?)', [
          made.content_id,
          content.stored,
        ]);
      }),
    replaceBytes: (contentId, content) =>
      database.transaction(() => {
        database.run(
          `UPDATE contents SET codec = ?, size = ?, stored_size = ?, stored_crc = ?, base_sha256 = NULL, depth = 0
           WHERE content_id = ?`,
          [content.codec, content.size, content.stored.byteLength, content.stored_crc, contentId],
        );
        database.run(
          `INSERT INTO content_bytes (content_id, stored) VALUES (?, ?)
           ON CONFLICT (content_id) DO UPDATE SET stored = excluded.stored`,
          [contentId, content.stored],
        );
      }),
    want: (contentId, at) => {
      database.run('UPDATE contents SET wanted_at = ? WHERE content_id = ?', [at, contentId]);
    },
    unwantedSince: (before, after, limit) =>
      database
        .all<{ sha256: string }>(
          `SELECT sha256 FROM contents WHERE wanted_at < ? AND sha256 > ?
             AND NOT EXISTS (SELECT 1 FROM contents AS other WHERE other.base_sha256 = contents.sha256)
           ORDER BY sha256 LIMIT ?`,
          [before, after, limit],
        )
        .map((row) => row.sha256),
    removeUnwanted: (sha256, before) =>
      database.run('DELETE FROM contents WHERE sha256 = ? AND wanted_at < ?', [sha256, before]) > 0,
    totals: () => {
      const row = database.get<{ contents: number; size: number; stored: number }>(
        'SELECT count(*) AS contents, coalesce(sum(size), 0) AS size, coalesce(sum(stored_size), 0) AS stored FROM contents',
      );
      return { contents: row?.contents ?? 0, size: row?.size ?? 0, storedSize: row?.stored ?? 0 };
    },
  };
}
