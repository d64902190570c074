import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { openNotes, withCode } from '../../unit/database/databaseFixture.ts';

/** A small file system of its own; `undefined` where this user may not mount one. */
function smallDisk(
  t: TestContext,
  options: string,
): { dir: string; remount: (options: string) => void } | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'elo-disk-'));
  let mounted = false;
  t.after(() => {
    if (mounted) execFileSync('umount', ['-l', dir]);
    rmSync(dir, { recursive: true });
  });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir], { stdio: 'ignore' });
    mounted = true;
  } catch {
    return undefined;
  }
  return {
    dir,
    remount: (more) => {
      execFileSync('mount', ['-o', `remount,${more}`, dir], { stdio: 'ignore' });
    },
  };
}

const cannot = 'skipped: mounting a small disk needs root on Linux';

describe('a disk in trouble', () => {
  it('full: the call says so, nothing of the transaction stays, and it goes on when there is room', (t) => {
    const disk = smallDisk(t, 'size=1m');
    if (disk === undefined) return t.skip(cannot);
    const database = openNotes(t, disk.dir);
    database.run('INSERT INTO notes (text) VALUES (?)', ['first']);
    const filler = join(disk.dir, 'filler');
    assert.throws(() => writeFileSync(filler, Buffer.alloc(2 ** 21)));
    assert.throws(
      () =>
        database.transaction(() => {
          for (let n = 0; n < 2000; n++)
            database.run('INSERT INTO notes (text) VALUES (?)', ['x'.repeat(1000)]);
        }),
      withCode('disk-full'),
    );
    assert.equal(database.inTransaction, false);
    assert.equal(database.all('SELECT * FROM notes').length, 1);
    rmSync(filler);
    database.run('INSERT INTO notes (text) VALUES (?)', ['second']);
    assert.deepEqual(database.check(), []);
    assert.equal(database.all('SELECT * FROM notes').length, 2);
  });

  it('full from the start: refused as full', (t) => {
    const disk = smallDisk(t, 'size=64k');
    if (disk === undefined) return t.skip(cannot);
    assert.throws(() => writeFileSync(join(disk.dir, 'filler'), Buffer.alloc(2 ** 20)));
    assert.throws(() => openNotes(t, disk.dir), withCode('disk-full'));
  });

  it('read-only: refused as read-only, whether the file is there or not', (t) => {
    const disk = smallDisk(t, 'size=1m');
    if (disk === undefined) return t.skip(cannot);
    openNotes(t, disk.dir).close();
    disk.remount('ro');
    assert.throws(() => openNotes(t, disk.dir), withCode('database-read-only'));
    assert.throws(
      () => openNotes(t, disk.dir, { file: join(disk.dir, 'new.db') }),
      withCode('database-read-only'),
    );
    disk.remount('rw');
    assert.equal(openNotes(t, disk.dir).recovered.kind, 'none');
  });

  it('read-only only now: the call says so', (t) => {
    const disk = smallDisk(t, 'size=1m');
    if (disk === undefined) return t.skip(cannot);
    const dir = disk.dir;
    const database = openNotes(t, dir);
    database.run('INSERT INTO notes (text) VALUES (?)', ['one']);
    database.close();
    disk.remount('ro');
    assert.throws(() => database.run('INSERT INTO notes (text) VALUES (?)', ['two']));
    disk.remount('rw');
    assert.deepEqual(openNotes(t, dir).all('SELECT text FROM notes'), [{ text: 'one' }]);
  });
});
