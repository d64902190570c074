import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect } from '../../../electron/engine/database/database.ts';
import type { Database } from '../../../electron/engine/database/database.ts';
import type { Migration } from '../../../electron/engine/database/migrateDatabase.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { notes, openNotes, standingClock, temporaryFolder, withCode } from './databaseFixture.ts';

const titles: Migration = {
  version: 20,
  name: 'titles',
  up: `ALTER TABLE notes ADD COLUMN title TEXT NOT NULL DEFAULT ''; UPDATE notes SET title = upper(text);`,
};

const texts = (database: { all<Row>(sql: string): Row[] }): string[] =>
  database.all<{ text: string }>('SELECT text FROM notes ORDER BY id').map((row) => row.text);

/** 2,000 rows over some hundred pages. */
const fill = (database: Database): void =>
  database.transaction(() => {
    for (let n = 0; n < 2000; n++)
      database.run('INSERT INTO notes (text) VALUES (?)', [`note ${n} `.repeat(20)]);
  });

describe('openDatabase', () => {
  it('makes a file that is marked, journalled and synced as promised', (t) => {
    const database = openNotes(t, temporaryFolder(t));
    assert.equal(database.pragma('application_id'), 0x4e_4f_54_45);
    assert.equal(database.pragma('user_version'), 10);
    assert.equal(database.pragma('journal_mode'), 'wal');
    assert.equal(database.pragma('synchronous'), 2);
    assert.equal(database.pragma('foreign_keys'), 1);
    assert.equal(database.pragma('trusted_schema'), 0);
    assert.equal(database.recovered.kind, 'none');
    assert.deepEqual(database.all('SELECT * FROM applied_migrations'), [
      { version: 10, applied_at: '2026-03-02T12:00:00.000Z', app_version: '1.2.3' },
    ]);
  });

  it('refuses a promise as a transaction and undoes it', (t) => {
    const database = openNotes(t, temporaryFolder(t));
    assert.throws(() =>
      database.transaction(async () => {
        database.run(`INSERT INTO notes (text) VALUES ('half')`);
        await Promise.resolve();
      }),
    );
    assert.deepEqual(texts(database), []);
  });

  it('undoes only the inner of two transactions when only that fails', (t) => {
    const database = openNotes(t, temporaryFolder(t));
    database.transaction(() => {
      database.run(`INSERT INTO notes (text) VALUES ('outer')`);
      assert.throws(() =>
        database.transaction(() => {
          database.run(`INSERT INTO notes (text) VALUES ('inner')`);
          throw new Error('no');
        }),
      );
    });
    assert.deepEqual(texts(database), ['outer']);
  });

  it('folds the journal into the file when it is closed', (t) => {
    const dir = temporaryFolder(t);
    const database = openNotes(t, dir);
    database.run(`INSERT INTO notes (text) VALUES ('one')`);
    database.close();
    assert.equal(existsSync(join(dir, 'notes.db-wal')), false);
    database.close();
    assert.throws(() => texts(database), withCode('database-closed'));
  });

  it('reports a broken rule as a constraint', (t) => {
    const database = openNotes(t, temporaryFolder(t));
    assert.throws(
      () => database.run('INSERT INTO notes (text) VALUES (NULL)'),
      withCode('database-constraint'),
    );
  });
});

describe('migrations', () => {
  it('bring an existing file forward, after copying it, and leave a new one alone', (t) => {
    const dir = temporaryFolder(t);
    const old = openNotes(t, dir);
    old.run(`INSERT INTO notes (text) VALUES ('one')`);
    old.close();

    const database = openNotes(t, dir, { migrations: [notes, titles], appVersion: '2.0.0' });
    assert.deepEqual(database.all('SELECT * FROM notes'), [{ id: 1, text: 'one', title: 'ONE' }]);
    assert.deepEqual(
      database.all<{ version: number }>('SELECT version FROM applied_migrations').map((row) => row.version),
      [10, 20],
    );
    const copy = connect(join(dir, 'notes.db.before-10'), { readonly: true });
    t.after(() => copy.close());
    assert.deepEqual(copy.all('SELECT * FROM notes'), [{ id: 1, text: 'one' }]);

    database.close();
    const again = openNotes(t, dir, { migrations: [notes, titles] });
    assert.equal(again.all('SELECT * FROM applied_migrations').length, 2);
  });

  it('keep only the last copy', (t) => {
    const dir = temporaryFolder(t);
    const more: Migration = {
      version: 30,
      name: 'more',
      up: 'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT',
    };
    openNotes(t, dir).close();
    openNotes(t, dir, { migrations: [notes, titles] }).close();
    openNotes(t, dir, { migrations: [notes, titles, more] }).close();
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.includes('.before-')),
      ['notes.db.before-20'],
    );
  });

  it('change nothing where a step fails, and say which', (t) => {
    const dir = temporaryFolder(t);
    const broken: Migration = {
      version: 30,
      name: 'broken',
      up: (database) => {
        database.run('DELETE FROM notes');
        database.exec('CREATE TABLE notes (id INTEGER)');
      },
    };
    const first = openNotes(t, dir);
    first.run(`INSERT INTO notes (text) VALUES ('one')`);
    first.close();
    assert.throws(
      () => openNotes(t, dir, { migrations: [notes, titles, broken] }),
      (thrown) =>
        thrown instanceof EloError &&
        thrown.code === 'database-migration-failed' &&
        thrown.details['version'] === 30,
    );
    const database = openNotes(t, dir, { migrations: [notes, titles] });
    assert.equal(database.pragma('user_version'), 20);
    assert.deepEqual(texts(database), ['one']);
  });

  it('read the answer of the reference check', (t) => {
    const dir = temporaryFolder(t);
    const dangling: Migration = {
      version: 20,
      name: 'dangling',
      up: `CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes (id)) STRICT; INSERT INTO tags VALUES (77);`,
    };
    assert.throws(
      () => openNotes(t, dir, { migrations: [notes, dangling] }),
      (thrown) =>
        thrown instanceof EloError &&
        thrown.cause instanceof EloError &&
        thrown.cause.code === 'database-reference-broken',
    );
    assert.equal(openNotes(t, dir).pragma('user_version'), 10);
  });

  it('must come in order', (t) => {
    assert.throws(
      () => openNotes(t, temporaryFolder(t), { migrations: [titles, notes] }),
      withCode('migrations-out-of-order'),
    );
  });

  it('never run on a file that is only read', (t) => {
    const dir = temporaryFolder(t);
    openNotes(t, dir).close();
    assert.throws(
      () => openNotes(t, dir, { readonly: true, migrations: [notes, titles] }),
      withCode('database-outdated'),
    );
    const reader = openNotes(t, dir, { readonly: true });
    assert.throws(() => reader.run(`INSERT INTO notes (text) VALUES ('x')`), withCode('database-read-only'));
  });
});

describe('refusals', () => {
  it('a file from the future is left as it is', (t) => {
    const dir = temporaryFolder(t);
    openNotes(t, dir, { migrations: [notes, titles] }).close();
    const before = readFileSync(join(dir, 'notes.db'));
    assert.throws(() => openNotes(t, dir), withCode('database-from-future'));
    assert.deepEqual(readFileSync(join(dir, 'notes.db')), before);
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.includes('damaged')),
      [],
    );
  });

  it("another program's file is left as it is, marked or not", (t) => {
    for (const applicationId of [0x12345, 0]) {
      const dir = temporaryFolder(t);
      const other = connect(join(dir, 'notes.db'));
      other.pragma(`application_id = ${applicationId}`);
      other.exec('CREATE TABLE theirs (id INTEGER)');
      other.close();
      assert.throws(() => openNotes(t, dir), withCode('database-foreign'));
      assert.ok(existsSync(join(dir, 'notes.db')));
    }
  });

  it('a file whose very first step was cut short is begun again', (t) => {
    const dir = temporaryFolder(t);
    writeFileSync(join(dir, 'notes.db'), '');
    assert.equal(openNotes(t, dir).recovered.kind, 'none');
  });
});

describe('a damaged file', () => {
  const damageAnswers = (dir: string): string[] =>
    readdirSync(dir).filter((name) => name.includes('.damaged-'));

  it('that is no database is moved aside and a new one made', (t) => {
    const dir = temporaryFolder(t);
    writeFileSync(join(dir, 'notes.db'), 'this is no database at all, whatever its name says'.repeat(100));
    const database = openNotes(t, dir);
    assert.equal(database.recovered.kind, 'new');
    assert.equal(database.recovered.movedTo, join(dir, 'notes.db.damaged-2026-03-02-120000000Z'));
    assert.deepEqual(texts(database), []);
    assert.match(readFileSync(database.recovered.movedTo ?? '', 'utf8'), /^this is no database/);
  });

  it('with a broken page is moved aside with its journal, and the newest sound backup takes its place', async (t) => {
    const dir = temporaryFolder(t);
    const clock = standingClock();
    const database = openNotes(t, dir, { clock });
    fill(database);
    await database.backupDaily(3);
    database.run(`INSERT INTO notes (text) VALUES ('after the first backup')`);
    clock.set('2026-03-03T12:00:00.000Z');
    const newest = await database.backupDaily(3);
    database.run(`INSERT INTO notes (text) VALUES ('after the second backup')`);
    database.close();
    writeFileSync(join(dir, 'notes.db-wal'), 'left over');

    const bytes = readFileSync(join(dir, 'notes.db'));
    bytes.fill(0xa5, 4096 * 3, 4096 * 20);
    writeFileSync(join(dir, 'notes.db'), bytes);
    const mended = openNotes(t, dir, { clock });
    assert.deepEqual(mended.recovered, {
      kind: 'from-backup',
      movedTo: join(dir, 'notes.db.damaged-2026-03-03-120000000Z'),
      backup: newest,
    });
    assert.equal(texts(mended).length, 2001);
    assert.equal(texts(mended).at(-1), 'after the first backup');
    assert.deepEqual(mended.check(), []);
    mended.close();
    assert.deepEqual(readFileSync(join(dir, 'notes.db.damaged-2026-03-03-120000000Z')), bytes);

    // the newest backup is damaged as well: the one before is taken
    writeFileSync(newest, 'nothing');
    writeFileSync(join(dir, 'notes.db'), bytes);
    const older = openNotes(t, dir, { clock });
    assert.equal(older.recovered.kind, 'from-backup');
    assert.match(older.recovered.backup ?? '', /notes-2026-03-02\.db$/);
    assert.equal(texts(older).length, 2000);
    // the same moment twice: nothing moved aside is overwritten
    assert.equal(damageAnswers(dir).filter((name) => !name.endsWith('-wal')).length, 2);
  });

  for (const [what, lose] of [
    ['of no length', (file: string) => writeFileSync(file, '')],
    ['gone', (file: string) => rmSync(file)],
  ] as const) {
    it(`that is ${what} although it was backed up is not begun anew in silence`, async (t) => {
      const dir = temporaryFolder(t);
      const database = openNotes(t, dir);
      fill(database);
      const backup = await database.backupDaily(3);
      database.close();
      lose(join(dir, 'notes.db'));
      const mended = openNotes(t, dir);
      assert.deepEqual(
        { kind: mended.recovered.kind, backup: mended.recovered.backup },
        { kind: 'from-backup', backup },
      );
      assert.equal(mended.recovered.movedTo !== null, what === 'of no length');
      assert.equal(texts(mended).length, 2000);
    });
  }

  it('of no length whose journal holds something is moved aside with it', (t) => {
    const dir = temporaryFolder(t);
    writeFileSync(join(dir, 'notes.db'), '');
    writeFileSync(join(dir, 'notes.db-wal'), 'what was not folded in yet');
    const database = openNotes(t, dir);
    assert.equal(database.recovered.kind, 'new');
    const journal = readFileSync(`${database.recovered.movedTo ?? ''}-wal`, 'utf8');
    assert.equal(journal, 'what was not folded in yet');
  });

  it('that is only read is reported and not touched', (t) => {
    const dir = temporaryFolder(t);
    writeFileSync(join(dir, 'notes.db'), 'no database'.repeat(500));
    assert.throws(() => openNotes(t, dir, { readonly: true }), withCode('database-damaged'));
    assert.deepEqual(damageAnswers(dir), []);
  });

  it('is not moved by a second connection', (t) => {
    const dir = temporaryFolder(t);
    writeFileSync(join(dir, 'notes.db'), 'no database'.repeat(500));
    assert.throws(() => openNotes(t, dir, { recover: false }), withCode('database-damaged'));
    assert.deepEqual(damageAnswers(dir), []);
  });

  it('found while it is used is an error with its own code', (t) => {
    const dir = temporaryFolder(t);
    const database = openNotes(t, dir, { check: 'schema' });
    fill(database);
    database.close();
    const bytes = readFileSync(join(dir, 'notes.db'));
    bytes.fill(0xa5, 4096 * 3, 4096 * 20);
    writeFileSync(join(dir, 'notes.db'), bytes);
    const damaged = openNotes(t, dir, { check: 'schema' });
    assert.throws(() => texts(damaged), withCode('database-damaged'));
    assert.notDeepEqual(damaged.check(), []);
  });
});

describe('backups', () => {
  it('are one a day, whole by themselves, and only the newest stay', async (t) => {
    const dir = temporaryFolder(t);
    const clock = standingClock();
    const database = openNotes(t, dir, { clock });
    for (const day of ['01', '02', '03', '04']) {
      clock.set(`2026-04-${day}T08:00:00.000Z`);
      database.run('INSERT INTO notes (text) VALUES (?)', [day]);
      await database.backupDaily(2);
      await database.backupDaily(2);
    }
    assert.deepEqual(readdirSync(join(dir, 'backups')).sort(), [
      'notes-2026-04-03.db',
      'notes-2026-04-04.db',
    ]);
    const copy = connect(join(dir, 'backups', 'notes-2026-04-03.db'), { readonly: true });
    t.after(() => copy.close());
    assert.deepEqual(texts(copy), ['01', '02', '03']);
  });

  it('of other databases in the same folder are let be', async (t) => {
    const dir = temporaryFolder(t);
    const database = openNotes(t, dir);
    await database.backupDaily(1);
    writeFileSync(join(dir, 'backups', 'other-2020-01-01.db'), 'theirs');
    writeFileSync(join(dir, 'backups', 'notes-old-2020-01-01.db'), 'theirs');
    await database.backupDaily(1);
    assert.equal(readdirSync(join(dir, 'backups')).length, 3);
  });
});
