import type { TestContext } from 'node:test';
import type { Migration } from '../../../electron/engine/database/migrateDatabase.ts';
import { openDatabase } from '../../../electron/engine/database/openDatabase.ts';
import type { OpenedDatabase } from '../../../electron/engine/database/openDatabase.ts';
import { tickingClock } from './ledgerFixture.ts';

/**
 * Opens a database and brings it to one version, not further: make it at N−1, insert rows, close, bring it to N, compare.
 */
export function bringTo(
  t: Pick<TestContext, 'after'>,
  file: string,
  migrations: readonly Migration[],
  version: number,
): OpenedDatabase {
  const database = openDatabase({
    file,
    applicationId: 0x45_4c_4f_54,
    appVersion: `at-${version}`,
    migrations: migrations.filter((step) => step.version <= version),
    clock: tickingClock(),
  });
  t.after(() => database.close());
  return database;
}
