import type { Receipt } from '../../../shared/api/receipts.ts';
import type { Connection } from './schemaStore.ts';

export interface ReceiptRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: Receipt['kind'];
  readonly idempotencyKey: string;
  readonly environmentId: string | null;
  readonly saveId: string | null;
  readonly listingId: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly receivedAt: string;
}

/** An answer kept for a repeated key. */
export interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text of the body, null where there was none. */
  readonly body: string | null;
}

export type ReceiptStore = ReturnType<typeof receiptStore>;

/** Everything received, in order (the ledger), and the answers of idempotent requests. */
export function receiptStore(db: Connection) {
  const insert = db.prepare(
    `INSERT INTO receipts (id, kind, idempotencyKey, environmentId, saveId, listingId, sha256, bytes, receivedAt)
     VALUES (@id, @kind, @idempotencyKey, @environmentId, @saveId, @listingId, @sha256, @bytes, @receivedAt)`,
  );
  const answer = db.prepare<
    [string],
    { fingerprint: string; status: number; headers: string; body: string | null }
  >('SELECT fingerprint, status, headers, body FROM answers WHERE idempotencyKey = ?');
  const keep = db.prepare<[string, string, number, string, string | null, string]>(
    'INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)',
  );
  return {
    add: (row: Omit<ReceiptRow, 'seq'>) => void insert.run(row),
    all: () => db.prepare<[], ReceiptRow>('SELECT * FROM receipts ORDER BY seq').all(),
    page: (after: number, limit: number, since: string | undefined) =>
      db
        .prepare<[number, string, number], ReceiptRow>(
          'SELECT * FROM receipts WHERE seq > ? AND receivedAt >= ? ORDER BY seq LIMIT ?',
        )
        .all(after, since ?? '', limit),
    savesOf: (environmentId: string, after: number, limit: number) =>
      db
        .prepare<[string, number, number], ReceiptRow>(
          "SELECT * FROM receipts WHERE environmentId = ? AND kind = 'save' AND seq > ? ORDER BY seq LIMIT ?",
        )
        .all(environmentId, after, limit),
    answer(key: string): KeptAnswer | undefined {
      const row = answer.get(key);
      return row === undefined
        ? undefined
        : { ...row, headers: JSON.parse(row.headers) as Record<string, string> };
    },
    keepAnswer: (key: string, kept: KeptAnswer, at: string) =>
      void keep.run(key, kept.fingerprint, kept.status, JSON.stringify(kept.headers), kept.body, at),
  };
}
