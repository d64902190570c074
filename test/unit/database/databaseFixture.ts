import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openDatabase } from '../../../electron/engine/database/openDatabase.ts';
import type { OpenedDatabase, OpenOptions } from '../../../electron/engine/database/openDatabase.ts';
import type { Migration } from '../../../electron/engine/database/migrateDatabase.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

/** A folder of this test's own, gone afterwards. */
export function temporaryFolder(t: Pick<TestContext, 'after'>): string {
  const dir = mkdtempSync(join(tmpdir(), 'elo-database-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A clock that stands where it is put. */
export function standingClock(start = '2026-03-02T12:00:00.000Z'): Clock & { set(iso: string): void } {
  let now = Date.parse(start);
  return {
    now: () => now,
    monotonic: () => now,
    after: () => () => undefined,
    set: (iso) => {
      now = Date.parse(iso);
    },
  };
}

export const notes: Migration = {
  version: 10,
  name: 'notes',
  up: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;',
};

/** Opens `<dir>/notes.db` and closes it after the test. */
export function openNotes(
  t: Pick<TestContext, 'after'>,
  dir: string,
  options: Partial<OpenOptions> = {},
): OpenedDatabase {
  const database = openDatabase({
    file: join(dir, 'notes.db'),
    applicationId: 0x4e_4f_54_45,
    appVersion: '1.2.3',
    migrations: [notes],
    clock: standingClock(),
    backups: join(dir, 'backups'),
    ...options,
  });
  t.after(() => database.close());
  return database;
}

/** The check for `assert.throws`: an EloError with this code. */
export const withCode =
  (code: string) =>
  (thrown: unknown): boolean =>
    thrown instanceof EloError && thrown.code === code;
