import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect } from '../../../electron/engine/database/database.ts';
import type { Database } from '../../../electron/engine/database/database.ts';
import { openDatabase } from '../../../electron/engine/database/openDatabase.ts';
import { contentsMigrations } from '../../../electron/engine/ledger/migrations/contentsMigrations.ts';
import { migrations } from '../../../electron/engine/ledger/migrations/migrations.ts';
import { hash, temporaryFolder, tickingClock } from './ledgerFixture.ts';
import { bringTo } from './migrationBench.ts';

/** The committed shape; `ELO_WRITE_SNAPSHOT=1` writes it anew after a migration was added on purpose. */
const snapshotFile = new URL('./schema.snapshot.sql', import.meta.url);

function shapeOf(database: Database): string {
  return database
    .all<{ type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name`,
    )
    .map((row) => `${row.sql};\n`)
    .join('\n');
}

describe('the shape of the ledger', () => {
  it('is the committed one', (t) => {
    const dir = temporaryFolder(t);
    const parts = [
      ['history.db', migrations],
      ['contents.db', contentsMigrations],
    ] as const;
    const shape = parts
      .map(([name, steps]) => {
        const database = bringTo(t, join(dir, name), steps, steps.at(-1)?.version ?? 0);
        return `-- ${name}, version ${String(database.pragma('user_version'))}\n\n${shapeOf(database)}`;
      })
      .join('\n');
    if (process.env['ELO_WRITE_SNAPSHOT'] === '1') writeFileSync(snapshotFile, shape);
    assert.equal(shape, readFileSync(snapshotFile, 'utf8'));
  });

  it('has strict tables, with a comment on each and on each of their columns', (t) => {
    const dir = temporaryFolder(t);
    for (const { up } of [...migrations, ...contentsMigrations]) {
      assert.ok(typeof up === 'string');
      const lines = up.split('\n');
      for (const [index, line] of lines.entries()) {
        if (/^\s*CREATE TABLE/.test(line)) assert.match(lines[index - 1] ?? '', /^\s*-- /, line);
        if (/^\s*[a-z_0-9]+ (TEXT|INTEGER|BLOB|REAL)/.test(line)) assert.match(line, / -- ./, line);
      }
    }
    const database = bringTo(t, join(dir, 'history.db'), migrations, migrations.at(-1)?.version ?? 0);
    const loose = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'`;
    assert.deepEqual(database.all(loose), []);
  });
});

describe('migration 20, events', () => {
  const insertSave = (database: Database, number: number, order: number): void => {
    database.run(
      `INSERT INTO saves (save_id, file_id, number, kept_at, sha256, bytes, path, sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns)
       VALUES (?, 'f1', ?, ?, ?, 3, '/w/a.promob', ?, 1, 0, '1', '1')`,
      [`s${number}`, number, `2026-03-02T12:00:0${number}.000Z`, hash(`content ${number}`), order],
    );
  };

  it('enters the saves that were kept before, in their order, and leaves them as they are', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 10);
    old.run(
      `INSERT INTO files (file_id, path, path_key, present, first_seen_at, newest_save_id, save_count)
       VALUES ('f1', '/w/a.promob', '/w/a.promob', 1, '2026-03-02T12:00:00.000Z', 's2', 2)`,
    );
    insertSave(old, 2, 20);
    insertSave(old, 1, 10);
    const before = {
      files: old.all('SELECT * FROM files'),
      saves: old.all('SELECT * FROM saves ORDER BY number'),
    };
    old.close();

    const database = bringTo(t, file, migrations, 20);
    assert.deepEqual(
      {
        files: database.all('SELECT * FROM files'),
        saves: database.all('SELECT * FROM saves ORDER BY number'),
      },
      before,
    );
    assert.deepEqual(
      database.all('SELECT seq, at, kind, file_id, save_id, environment_id, detail FROM events'),
      [
        {
          seq: 1,
          at: '2026-03-02T12:00:01.000Z',
          kind: 'save-kept',
          file_id: 'f1',
          save_id: 's1',
          environment_id: null,
          detail: '{"number":1}',
        },
        {
          seq: 2,
          at: '2026-03-02T12:00:02.000Z',
          kind: 'save-kept',
          file_id: 'f1',
          save_id: 's2',
          environment_id: null,
          detail: '{"number":2}',
        },
      ],
    );
  });

  it('has nothing to enter in an empty ledger', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    bringTo(t, file, migrations, 10).close();
    assert.deepEqual(bringTo(t, file, migrations, 20).all('SELECT * FROM events'), []);
  });

  it('leaves a ledger whose references are broken at 10, untouched', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 10);
    old.pragma('foreign_keys = OFF');
    insertSave(old, 1, 1);
    old.close();
    assert.throws(() => bringTo(t, file, migrations, 20), /step 20/);
    const after = connect(file);
    t.after(() => after.close());
    assert.equal(after.pragma('user_version'), 10);
    assert.equal(after.all('SELECT * FROM saves').length, 1);
    assert.equal(after.get(`SELECT name FROM sqlite_schema WHERE name = 'events'`), undefined);
  });
});

describe('migration 30, retention', () => {
  it('leaves every save with its bytes', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 20);
    old.exec(`
      INSERT INTO files (file_id, path, path_key, present, first_seen_at) VALUES ('f1', '/a', '/a', 1, 't');
      INSERT INTO saves (save_id, file_id, number, kept_at, sha256, bytes, path, sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns)
        VALUES ('s1', 'f1', 1, 't', '${'0'.repeat(64)}', 1, '/a', 1, 1, 0, '1', '1');`);
    const before = old.all<object>('SELECT * FROM saves');
    old.close();
    const database = bringTo(t, file, migrations, 30);
    assert.deepEqual(
      database.all('SELECT * FROM saves'),
      before.map((row) => ({ ...row, bytes_dropped_at: null, drop_agreed_at: null })),
    );
    assert.throws(
      () => database.exec(`UPDATE saves SET bytes_dropped_at = 't'`),
      /CHECK constraint/,
      'never without agreement',
    );
  });
});

describe('migration 50, identity', () => {
  it('leaves every file as it is, and finds it by the end of its history', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 40);
    old.exec(`
      INSERT INTO files (file_id, path, path_key, present, first_seen_at, save_history, history_start)
        VALUES ('f1', '/a', '/a', 1, 't', '["s1","é|2"]', 's1'), ('f2', '/b', '/b', 0, 't', '[]', NULL);`);
    const before = old.all<object>('SELECT * FROM files');
    old.close();
    const database = bringTo(t, file, migrations, 50);
    assert.deepEqual(database.all('SELECT * FROM files'), before);
    assert.deepEqual(
      database.all(
        `SELECT file_id FROM files INDEXED BY files_by_history_end
         WHERE json_extract(save_history, '$[#-1]') = 'é|2' AND merged_into IS NULL AND history_start IS NOT NULL`,
      ),
      [{ file_id: 'f1' }],
    );
  });
});

describe('migration 74, updateWaits', () => {
  it('leaves every wait as it is, and keeps apart what an update and a hand-over come to', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 72);
    old.exec(`
      INSERT INTO listing_waits (environment_id, mode, since, state, delivery_id, code)
        VALUES ('e1', 'prepare', 't', 'waiting', NULL, NULL), ('e2', 'negotiate', 't', 'refused', 'd1', 'environment-locked');`);
    const before = old.all<object>('SELECT * FROM listing_waits ORDER BY environment_id');
    old.close();
    const database = bringTo(t, file, migrations, 74);
    assert.deepEqual(database.all('SELECT * FROM listing_waits ORDER BY environment_id'), before);
    database.exec(
      `INSERT INTO listing_waits (environment_id, mode, since, state) VALUES ('e3', 'update', 't', 'ready')`,
    );
    for (const [mode, state] of [
      ['update', 'handing-over'],
      ['update', 'done'],
      ['prepare', 'ready'],
    ]) {
      assert.throws(
        () => database.run(`UPDATE listing_waits SET mode = ?, state = ?`, [mode ?? '', state ?? '']),
        /CHECK constraint/,
        `${mode} ${state}`,
      );
    }
  });
});

describe('migration 90, copiesOfOthers', () => {
  it('leaves every copy as it is, and takes one that is of no version', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 82);
    old.exec(`
      INSERT INTO opened_copies (path_key, path, environment_id, version, sha256, opened_at, answered_save_id, answer)
        VALUES ('/a', '/A', 'e1', 3, 'h1', 't', NULL, NULL), ('/b', '/B', 'e2', 1, 'h2', 't', 's1', 'apart');`);
    const before = old.all<object>('SELECT * FROM opened_copies ORDER BY path_key');
    old.close();
    const database = bringTo(t, file, migrations, 90);
    assert.deepEqual(database.all('SELECT * FROM opened_copies ORDER BY path_key'), before);
    database.exec(
      `INSERT INTO opened_copies (path_key, path, environment_id, sha256, opened_at) VALUES ('/c', '/C', 'e1', 'h3', 't')`,
    );
    assert.throws(() => database.exec(`UPDATE opened_copies SET answer = 'perhaps'`), /CHECK constraint/);
  });
});

describe('the invariants of the ledger are its indexes', () => {
  const refused = /UNIQUE constraint|CHECK constraint/;
  const prepared = (t: Parameters<typeof temporaryFolder>[0]): Database => {
    const database = openDatabase({
      file: join(temporaryFolder(t), 'history.db'),
      applicationId: 1,
      appVersion: '1.0.0',
      migrations,
      clock: tickingClock(),
    });
    t.after(() => database.close());
    database.exec(`
      INSERT INTO files (file_id, path, path_key, present, first_seen_at) VALUES ('f1', '/a', '/a', 1, 't'), ('f2', '/b', '/b', 1, 't');
      INSERT INTO saves (save_id, file_id, number, kept_at, sha256, bytes, path, sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns)
        VALUES ('s1', 'f1', 1, 't', '${'0'.repeat(64)}', 1, '/a', 1, 1, 0, '1', '1');
      INSERT INTO bindings (environment_id, file_id, bound_at) VALUES ('e1', 'f1', 't');
      INSERT INTO outbox (delivery_id, idempotency_key, kind, lane, environment_id, save_id, sha256, payload, state, created_at)
        VALUES ('d1', 'k1', 'save', 'e1', 'e1', 's1', '${'0'.repeat(64)}', '{}', 'sending', 't');`);
    return database;
  };
  const broken: Readonly<Record<string, string>> = {
    'two files at one place': `INSERT INTO files (file_id, path, path_key, present, first_seen_at) VALUES ('f3', '/A', '/a', 1, 't')`,
    'a number twice in a file': `INSERT INTO saves (save_id, file_id, number, kept_at, sha256, bytes, path, sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns)
      VALUES ('s2', 'f1', 1, 't', '${'0'.repeat(64)}', 1, '/a', 1, 1, 0, '1', '1')`,
    'two active bindings of an environment': `INSERT INTO bindings (environment_id, file_id, bound_at) VALUES ('e1', 'f2', 't')`,
    'a key twice': `INSERT INTO outbox (delivery_id, idempotency_key, kind, lane, payload, state, created_at) VALUES ('d2', 'k1', 'update', 'e2', '{}', 'kept', 't')`,
    'two sending in a lane': `INSERT INTO outbox (delivery_id, idempotency_key, kind, lane, payload, state, created_at) VALUES ('d2', 'k2', 'update', 'e1', '{}', 'sending', 't')`,
    'a save twice to an environment': `INSERT INTO outbox (delivery_id, idempotency_key, kind, lane, environment_id, save_id, sha256, payload, state, created_at)
      VALUES ('d2', 'k2', 'save', 'e1', 'e1', 's1', '${'0'.repeat(64)}', '{}', 'kept', 't')`,
    'a received row without a receipt': `UPDATE outbox SET state = 'received'`,
    'a refused save': `UPDATE outbox SET state = 'refused'`,
    'an unknown state': `UPDATE outbox SET state = 'superseded'`,
  };
  for (const [name, sql] of Object.entries(broken)) {
    it(`refuse ${name}`, (t) => {
      assert.throws(() => prepared(t).exec(sql), refused);
    });
  }
});
