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
  readonly whole: number;
  readonly after_sha256: string | null;
}

/** A content in the form it is to be stored in. */
export interface StoredForm {
  readonly codec: string;
  readonly size: number;
  readonly stored: Uint8Array;
  /** CRC-32 of the stored bytes. */
  readonly storedCrc: number;
  /** What it is a difference to, and how many contents are read before it; `null` and 0 where it stands alone. */
  readonly base: string | null;
  readonly depth: number;
  /** Hashes of the pieces it is made of. */
  readonly parts: readonly string[];
}

export type NewContent = StoredForm & {
  readonly sha256: string;
  readonly whole: boolean;
  /** Waits to become a difference to this content. */
  readonly after: string | null;
};

/** The rows of contents.db. */
export interface ContentsStore {
  find(sha256: string): ContentColumns | undefined;
  stored(contentId: number): Uint8Array | undefined;
  /** Hashes of the pieces of a content. */
  parts(contentId: number): string[];
  /** Whether another content is made of it. */
  isPart(contentId: number): boolean;
  /** Contents that are differences to this one. */
  differencesTo(sha256: string): ContentColumns[];
  /** Nothing happens where the content is there already. The same bytes may have come from another worker. */
  insert(content: NewContent, at: string): void;
  /** Stores a content in another form; whoever is a difference to it stays one. It waits for nothing any more. */
  replace(sha256: string, form: StoredForm): void;
  /** Someone needs it (again): it is no orphan before a day has passed. */
  want(contentId: number, at: string): void;
  /** What was a piece is now kept by itself as well. */
  setWhole(contentId: number, whole: boolean): void;
  /** The oldest that waits to be stored as a difference. */
  waiting(): ContentColumns | undefined;
  waitingCount(): number;
  stopWaiting(contentId: number): void;
  /** Hashes not wanted since, after a hash, in order of hash; nothing that others are made of or differ from. */
  unwantedSince(before: string, after: string, limit: number): { sha256: string; whole: number }[];
  /** Removes a content still not wanted since and not needed by others. `false` where it was wanted meanwhile. */
  removeUnwanted(sha256: string, before: string): boolean;
  /** Removes a content; SQLite refuses where others need it. */
  remove(sha256: string): void;
  retire(sha256: string, at: string): void;
  retiredAt(sha256: string): string | null;
  retired(): string[];
  /** Contents by order of arrival, after one. */
  page(afterId: number, limit: number): ContentColumns[];
  /** The number of the newest content; 0 where there is none. */
  newestId(): number;
  /** Bytes of a content as stored, with the pieces only it is made of. */
  storedSize(sha256: string): number;
  totals(): { readonly contents: number; readonly size: number; readonly storedSize: number };
  /** What `run` reads is one state of the file, whatever others commit meanwhile. */
  reading<T>(run: () => T): T;
  transaction<T>(run: () => T): T;
  /** Gives free pages at the end of the file back to the disk. */
  shrink(): void;
}

/** Nobody is made of it, nobody differs from it. */
const unneeded = `NOT EXISTS (SELECT 1 FROM contents AS other WHERE other.base_sha256 = contents.sha256)
  AND NOT EXISTS (SELECT 1 FROM content_parts WHERE part_id = contents.content_id)`;

export function createContentsStore(database: Database): ContentsStore {
  const setParts = (contentId: number, parts: readonly string[]): void => {
    database.run('DELETE FROM content_parts WHERE content_id = ?', [contentId]);
    for (const part of new Set(parts)) {
      // a piece that went meanwhile makes this fail on the reference to null, and with it the whole transaction
      database.run(
        'INSERT INTO content_parts (content_id, part_id) VALUES (?, (SELECT content_id FROM contents WHERE sha256 = ?))',
        [contentId, part],
      );
    }
  };
  const find = (sha256: string): ContentColumns | undefined =>
    database.get<ContentColumns>('SELECT * FROM contents WHERE sha256 = ?', [sha256]);
  return {
    find,
    stored: (contentId) =>
      database.get<{ stored: Uint8Array }>('SELECT stored FROM content_bytes WHERE content_id = ?', [
        contentId,
      ])?.stored,
    parts: (contentId) =>
      database
        .all<{ sha256: string }>(
          'SELECT sha256 FROM content_parts JOIN contents ON contents.content_id = part_id WHERE content_parts.content_id = ?',
          [contentId],
        )
        .map((row) => row.sha256),
    isPart: (contentId) =>
      database.get('SELECT 1 AS found FROM content_parts WHERE part_id = ? LIMIT 1', [contentId]) !==
      undefined,
    differencesTo: (sha256) =>
      database.all<ContentColumns>('SELECT * FROM contents WHERE base_sha256 = ? ORDER BY content_id', [
        sha256,
      ]),
    insert: (content, at) =>
      database.transaction(() => {
        const made = database.get<{ content_id: number }>(
          `INSERT INTO contents (sha256, codec, size, stored_size, stored_crc, base_sha256, depth, created_at, wanted_at,
             whole, after_sha256)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING RETURNING content_id`,
          [
            content.sha256,
            content.codec,
            content.size,
            content.stored.byteLength,
            content.storedCrc,
            content.base,
            content.depth,
            at,
            at,
            content.whole ? 1 : 0,
            content.after,
          ],
        );
        if (made === undefined) {
          if (content.whole) database.run('UPDATE contents SET whole = 1 WHERE sha256 = ?', [content.sha256]);
          return;
        }
        database.run('INSERT INTO content_bytes (content_id, stored) VALUES (?, ?)', [
          made.content_id,
          content.stored,
        ]);
        setParts(made.content_id, content.parts);
        if (content.whole) database.run('DELETE FROM retired_contents WHERE sha256 = ?', [content.sha256]);
      }),
    replace: (sha256, form) =>
      database.transaction(() => {
        const row = find(sha256);
        if (row === undefined) return;
        database.run(
          `UPDATE contents SET codec = ?, size = ?, stored_size = ?, stored_crc = ?, base_sha256 = ?, depth = ?,
             after_sha256 = NULL WHERE content_id = ?`,
          [
            form.codec,
            form.size,
            form.stored.byteLength,
            form.storedCrc,
            form.base,
            form.depth,
            row.content_id,
          ],
        );
        database.run(
          `INSERT INTO content_bytes (content_id, stored) VALUES (?, ?)
           ON CONFLICT (content_id) DO UPDATE SET stored = excluded.stored`,
          [row.content_id, form.stored],
        );
        setParts(row.content_id, form.parts);
      }),
    want: (contentId, at) => {
      database.run('UPDATE contents SET wanted_at = ? WHERE content_id = ?', [at, contentId]);
    },
    setWhole: (contentId, whole) => {
      database.run('UPDATE contents SET whole = ? WHERE content_id = ?', [whole ? 1 : 0, contentId]);
    },
    waiting: () =>
      database.get<ContentColumns>(
        'SELECT * FROM contents WHERE after_sha256 IS NOT NULL ORDER BY content_id LIMIT 1',
      ),
    waitingCount: () =>
      database.get<{ n: number }>('SELECT count(*) AS n FROM contents WHERE after_sha256 IS NOT NULL')?.n ??
      0,
    stopWaiting: (contentId) => {
      database.run('UPDATE contents SET after_sha256 = NULL WHERE content_id = ?', [contentId]);
    },
    unwantedSince: (before, after, limit) =>
      database.all<{ sha256: string; whole: number }>(
        `SELECT sha256, whole FROM contents WHERE wanted_at < ? AND sha256 > ? AND ${unneeded} ORDER BY sha256 LIMIT ?`,
        [before, after, limit],
      ),
    removeUnwanted: (sha256, before) =>
      database.run(`DELETE FROM contents WHERE sha256 = ? AND wanted_at < ? AND ${unneeded}`, [
        sha256,
        before,
      ]) > 0,
    remove: (sha256) => {
      database.run('DELETE FROM contents WHERE sha256 = ?', [sha256]);
    },
    retire: (sha256, at) => {
      database.run('INSERT OR IGNORE INTO retired_contents (sha256, retired_at) VALUES (?, ?)', [sha256, at]);
    },
    retiredAt: (sha256) =>
      database.get<{ retired_at: string }>('SELECT retired_at FROM retired_contents WHERE sha256 = ?', [
        sha256,
      ])?.retired_at ?? null,
    retired: () =>
      database
        .all<{ sha256: string }>('SELECT sha256 FROM retired_contents ORDER BY sha256')
        .map((row) => row.sha256),
    newestId: () =>
      database.get<{ id: number }>('SELECT coalesce(max(content_id), 0) AS id FROM contents')?.id ?? 0,
    page: (afterId, limit) =>
      database.all<ContentColumns>(
        'SELECT * FROM contents WHERE content_id > ? ORDER BY content_id LIMIT ?',
        [afterId, limit],
      ),
    storedSize: (sha256) =>
      database.get<{ size: number }>(
        `SELECT stored_size + coalesce((
           SELECT sum(piece.stored_size) FROM content_parts JOIN contents AS piece ON piece.content_id = part_id
           WHERE content_parts.content_id = contents.content_id
             AND NOT EXISTS (SELECT 1 FROM content_parts AS other
               WHERE other.part_id = piece.content_id AND other.content_id <> contents.content_id)
         ), 0) AS size FROM contents WHERE sha256 = ? AND whole = 1`,
        [sha256],
      )?.size ?? 0,
    totals: () => {
      const row = database.get<{ contents: number; size: number; stored: number }>(
        `SELECT coalesce(sum(whole), 0) AS contents, coalesce(sum(size) FILTER (WHERE whole = 1), 0) AS size,
           coalesce(sum(stored_size), 0) AS stored FROM contents`,
      );
      return { contents: row?.contents ?? 0, size: row?.size ?? 0, storedSize: row?.stored ?? 0 };
    },
    reading: (run) => {
      if (database.inTransaction) return run();
      database.exec('BEGIN');
      try {
        return run();
      } finally {
        database.exec('COMMIT');
      }
    },
    transaction: (run) => database.transaction(run),
    shrink: () => {
      database.pragmaRows('incremental_vacuum');
    },
  };
}
