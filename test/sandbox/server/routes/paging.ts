import { Refusal } from '../../refusal.ts';

/** Rows of a page when the client names no number. */
const DEFAULT_PAGE = 100;

/** Reads a page of rows that are numbered by `seq`, and says where the next one goes on. */
export function pageOfRows<Row extends { readonly seq: number }, View>(
  query: { cursor?: string | undefined; limit?: number | undefined } | undefined,
  read: (after: number, limit: number) => readonly Row[],
  view: (row: Row) => View,
): { items: View[]; nextCursor: string | null } {
  const cursor = query?.cursor ?? '0';
  if (!/^\d{1,15}$/.test(cursor)) {
    const errors = [{ path: 'query.cursor', code: 'unknown-cursor', message: 'not a cursor of this list' }];
    throw new Refusal('validation-failed', 'the cursor is not one of this list', { errors });
  }
  const limit = query?.limit ?? DEFAULT_PAGE;
  const rows = read(Number(cursor), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => view(row)),
    nextCursor: rows.length > limit && last !== undefined ? String(last.seq) : null,
  };
}
