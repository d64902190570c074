import { EloError } from '../../../shared/domain/eloError.ts';
import type { Database } from './database.ts';

/** One step of a database's shape. `version` goes up in tens, so that a mend fits in between. */
export interface Migration {
  readonly version: number;
  /** What it changes, in a few words; stands in the log. */
  readonly name: string;
  /** SQL, or code where rows are converted; runs inside the step's transaction. */
  readonly up: string | ((database: Database) => void);
}

/** @throws EloError `migrations-out-of-order` where versions do not rise */
export function checkMigrations(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { version } of migrations) {
    if (!Number.isInteger(version) || version <= last) {
      throw new EloError('migrations-out-of-order', `migration ${version} does not come after ${last}`);
    }
    last = version;
  }
}

/** The version a database has after all migrations. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Brings a database to the newest version, each step in a transaction of its own that also sets `user_version` and
 * writes the row of `applied_migrations`. A step that fails, or leaves a reference that points nowhere, changes nothing.
 * @throws EloError `database-migration-failed` with the step's version
 */
export function migrateDatabase(
  database: Database,
  o: {
    readonly migrations: readonly Migration[];
    readonly applicationId: number;
    readonly appVersion: string;
    readonly now: () => string;
  },
): void {
  const from = Number(database.pragma('user_version'));
  // a step may rebuild a table others refer to; the references are checked at its end instead
  database.pragma('foreign_keys = OFF');
  try {
    for (const step of o.migrations) {
      if (step.version <= from) continue;
      try {
        database.transaction(() => {
          database.pragma(`application_id = ${o.applicationId}`);
          database.exec(appliedMigrations);
          if (typeof step.up === 'string') database.exec(step.up);
          else step.up(database);
          const dangling = database.pragmaRows<{ table: string; parent: string }>('foreign_key_check');
          const first = dangling[0];
          if (first !== undefined) {
            throw new EloError(
              'database-reference-broken',
              `${dangling.length} rows point nowhere, first ${first.table} → ${first.parent}`,
            );
          }
          database.run('INSERT INTO applied_migrations (version, applied_at, app_version) VALUES (?, ?, ?)', [
            step.version,
            o.now(),
            o.appVersion,
          ]);
          database.pragma(`user_version = ${step.version}`);
        });
      } catch (cause) {
        if (cause instanceof EloError && passesThrough.has(cause.code)) throw cause;
        throw new EloError('database-migration-failed', `step ${step.version} (${step.name}) failed`, {
          cause,
          details: { version: step.version },
        });
      }
    }
  } finally {
    database.pragma('foreign_keys = ON');
  }
}

/** The disk's doing, not the step's. */
const passesThrough = new Set(['disk-full', 'database-read-only', 'database-damaged', 'database-io-failed']);

const appliedMigrations = `
  -- When and by which program each step of the shape was taken.
  CREATE TABLE IF NOT EXISTS applied_migrations (
    version INTEGER NOT NULL PRIMARY KEY, -- the step, as in user_version
    applied_at TEXT NOT NULL,             -- UTC ISO-8601
    app_version TEXT NOT NULL             -- version of Elo
  ) STRICT;
`;
