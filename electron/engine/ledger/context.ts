import type { Database } from '../database/database.ts';

/** What every store of the ledger works with. */
export interface LedgerContext {
  readonly database: Database;
  /** Now, UTC ISO-8601. */
  readonly now: () => string;
  /** A new UUIDv7. */
  readonly newId: () => string;
  /** A path as places are compared. */
  readonly key: (path: string) => string;
}
