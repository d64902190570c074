import assert from 'node:assert/strict';
import { openSync, closeSync, writeSync, statSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { connect } from '../../../electron/engine/database/database.ts';
import { containerEntries } from '../../../electron/engine/history/containerEntries.ts';
import { hashOf, openContents } from '../../../electron/engine/ledger/contents.ts';
import type { Contents, CopyPage } from '../../../electron/engine/ledger/contents.ts';
import type { CopyResult } from '../../../electron/engine/ledger/copyContents.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { temporaryFolder, tickingClock, withCode } from './ledgerFixture.ts';

type T = Parameters<typeof temporaryFolder>[0];

function open(t: T, dir: string): Contents {
  const contents = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0' });
  t.after(() => contents.close());
  return contents;
}

/** Containers and listings, one after the other, as they are put. */
function history(
  seed: string,
  count: number,
): { readonly containers: Buffer[]; readonly listings: Buffer[] } {
  let model = newProject({ seed, modules: 2, previewBytes: 4000 });
  const containers: Buffer[] = [];
  const listings: Buffer[] = [];
  for (let number = 0; number < count; number++) {
    containers.push(buildContainer(model));
    listings.push(Buffer.from(buildListing(listingOf(model, { hour: `13:40:${10 + number}` }))));
    model = workAndSave(model);
  }
  return { containers, listings };
}

function keep(contents: Contents, { containers, listings }: ReturnType<typeof history>): Buffer[] {
  let after: string | null = null;
  for (const bytes of containers) after = contents.put(bytes, undefined, { after, later: true });
  while (contents.compactNext(containerEntries));
  after = null;
  for (const bytes of listings) after = contents.put(bytes, undefined, { after });
  return [...containers, ...listings];
}

const copied = ({ next: _next, ...rest }: CopyResult): Omit<CopyResult, 'next'> => rest;

const isThere = (contents: Contents, bytes: Uint8Array): boolean => {
  if (!contents.has(hashOf(bytes))) return false;
  assert.ok(Buffer.compare(contents.get(hashOf(bytes)), bytes) === 0);
  return true;
};

describe('the backup of contents', () => {
  it('gets each content once, in the form it has, page by page', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const all = keep(contents, history('backup', 6));
    const backup = join(dir, 'backups', 'contents-backup.db');
    const first = contents.copyNew(backup, { contents: 5 });
    assert.deepEqual([first.copied, first.damaged, first.more], [5, 0, true]);
    // goes on from there; whoever does not know where begins again and finds what is missing
    const second = contents.copyNew(backup, { contents: 2, after: first.next });
    assert.deepEqual([second.copied, second.damaged, second.more], [2, 0, true]);
    assert.ok(second.next > first.next);
    assert.deepEqual(copied(contents.copyNew(backup)), { copied: all.length - 7, damaged: 0, more: false });
    assert.deepEqual(copied(contents.copyNew(backup)), { copied: 0, damaged: 0, more: false });
    const more = keep(contents, history('more', 2));
    assert.deepEqual(copied(contents.copyNew(backup)), { copied: more.length, damaged: 0, more: false });
    const copy = openContents({
      dir: join(dir, 'backups'),
      name: 'contents-backup.db',
      clock: tickingClock(),
      appVersion: '1.0.0',
      readonly: true,
    });
    t.after(() => copy.close());
    assert.ok([...all, ...more].every((bytes) => isThere(copy, bytes)));
    assert.equal(copy.totals().contents, contents.totals().contents);
    assert.equal(copy.totals().storedSize, contents.totals().storedSize);
    assert.deepEqual(copy.check(), []);
  });

  it('does not do more in one call than it may, and never begins what it could not end', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const all = keep(contents, history('bounds', 6));
    const inPages = (page: CopyPage): number => {
      const backup = join(dir, `${JSON.stringify(page).replaceAll(/\W/g, '')}.db`);
      let calls = 0;
      let after = 0;
      for (let more = true; more; calls++) {
        const result = contents.copyNew(backup, { ...page, after });
        assert.ok(result.copied <= (page.contents ?? Number.POSITIVE_INFINITY));
        after = result.next;
        ({ more } = result);
      }
      assert.deepEqual(copied(contents.copyNew(backup)), { copied: 0, damaged: 0, more: false });
      return calls;
    };
    assert.equal(inPages({}), 1);
    assert.equal(inPages({ contents: 4 }), Math.ceil(all.length / 4));
    assert.ok(inPages({ rows: 3 }) >= all.length / 3);
    // a content larger than the bound comes alone
    assert.equal(inPages({ bytes: 1 }), all.length);
  });

  it('never takes damaged bytes, and stands alone where its own base is damaged', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const { listings } = history('damaged', 5);
    const [first, second, third, fourth, fifth] = keep(contents, { containers: [], listings });
    assert.ok(first && second && third && fourth && fifth);
    const backup = join(dir, 'backup.db');
    contents.copyNew(backup, { contents: 2 });
    const spoil = (file: string, bytes: Uint8Array): void => {
      const database = connect(file);
      database.run(
        `UPDATE content_bytes SET stored = zeroblob(length(stored))
         WHERE content_id = (SELECT content_id FROM contents WHERE sha256 = ?)`,
        [hashOf(bytes)],
      );
      database.close();
    };
    spoil(backup, second);
    assert.deepEqual(copied(contents.copyNew(backup, { contents: 1 })), {
      copied: 1,
      damaged: 0,
      more: true,
    });
    spoil(join(dir, 'contents.db'), fourth);
    const fresh = open(t, dir);
    assert.deepEqual(copied(fresh.copyNew(backup)), { copied: 0, damaged: 2, more: false });
    const copy = openContents({ dir, name: 'backup.db', clock: tickingClock(), appVersion: '1.0.0' });
    t.after(() => copy.close());
    assert.ok(isThere(copy, first) && isThere(copy, third));
    assert.equal(copy.has(hashOf(fifth)), false);
  });

  it('that is damaged itself is begun anew, the old one moved aside', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const all = keep(contents, history('anew', 2));
    const backup = join(dir, 'backup.db');
    writeFileSync(backup, 'damaged'.repeat(500));
    assert.equal(contents.copyNew(backup).copied, all.length);
  });

  it('gives back what was lost and mends what is damaged', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const all = keep(contents, history('mended', 4));
    const backup = join(dir, 'backup.db');
    contents.copyNew(backup);
    const late = keep(contents, { containers: [], listings: history('late', 1).listings });
    const database = connect(join(dir, 'contents.db'));
    t.after(() => database.close());
    database.run(`UPDATE content_bytes SET stored = zeroblob(length(stored)) WHERE content_id % 2 = 0`);
    const fresh = open(t, dir);
    const lost = all.filter((bytes) => {
      try {
        return fresh.get(hashOf(bytes)) === undefined;
      } catch {
        return true;
      }
    });
    assert.ok(lost.length > 0);
    fresh.fetchFrom(backup);
    assert.ok(all.every((bytes) => isThere(fresh, bytes)));
    assert.deepEqual(fresh.check(), []);
    // nothing of the backup's is known of these
    assert.ok(late.every((bytes) => fresh.has(hashOf(bytes))));

    const other = open(t, join(dir, 'new'));
    assert.equal(other.fetchFrom(backup).copied, all.length);
    assert.ok(all.every((bytes) => isThere(other, bytes)));
    assert.throws(() => other.fetchFrom(join(dir, 'nothing.db')), withCode('database-cannot-open'));
    assert.equal(existsSync(join(dir, 'nothing.db')), false);
  });

  it('or a damaged file gives back what can still be read of it, and never anything else', (t) => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (places) => {
        const dir = temporaryFolder(t);
        const contents = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0' });
        const all = keep(contents, history('pages', 4));
        contents.close();
        const file = join(dir, 'contents.db');
        const pages = Math.floor(statSync(file).size / 4096);
        const handle = openSync(file, 'r+');
        // the first pages hold the schema, without which nothing can be told apart
        for (const place of places) {
          writeSync(handle, Buffer.alloc(4096, 0x5a), 0, 4096, (pages - 1 - (place % (pages >> 1))) * 4096);
        }
        closeSync(handle);
        const target = openContents({ dir: join(dir, 'new'), clock: tickingClock(), appVersion: '1.0.0' });
        try {
          target.fetchFrom(file);
          const back = all.filter((bytes) => isThere(target, bytes)).length;
          assert.equal(back, target.totals().contents);
          assert.deepEqual(target.check(), []);
        } finally {
          target.close();
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('retiring contents', () => {
  it('drops their bytes and leaves every other content whole, at any depth', (t) => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (gone) => {
        const dir = temporaryFolder(t);
        const contents = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0' });
        const all = keep(contents, history('retired', 6));
        const before = contents.totals().storedSize;
        const retired = all.filter((_, index) => gone[index] === true);
        assert.equal(contents.retire(retired.map(hashOf)), retired.length);
        assert.equal(contents.retire(retired.map(hashOf)), 0, 'once');
        for (const [index, bytes] of all.entries()) {
          const sha256 = hashOf(bytes);
          if (gone[index] === true) {
            assert.equal(contents.has(sha256), false);
            assert.throws(() => contents.get(sha256), withCode('content-retired'));
          } else assert.ok(isThere(contents, bytes));
        }
        assert.deepEqual(contents.check(), []);
        assert.equal(contents.totals().contents, all.length - retired.length);
        if (retired.length === all.length) assert.equal(contents.totals().storedSize, 0, `of ${before}`);
        contents.close();
      }),
      { numRuns: 10 },
    );
  });

  it('reaches the backup with the next copy, and is taken back when the same bytes come again', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const all = keep(contents, history('backup too', 3));
    const backup = join(dir, 'backup.db');
    contents.copyNew(backup);
    const [first] = all;
    assert.ok(first !== undefined);
    contents.retire([hashOf(first)]);
    contents.copyNew(backup);
    const copy = openContents({ dir, name: 'backup.db', clock: tickingClock(), appVersion: '1.0.0' });
    t.after(() => copy.close());
    assert.throws(() => copy.get(hashOf(first)), withCode('content-retired'));
    assert.ok(all.slice(1).every((bytes) => isThere(copy, bytes)));
    contents.put(first);
    assert.ok(isThere(contents, first));
  });

  it('keeps what differs from it even where that is damaged', (t) => {
    const dir = temporaryFolder(t);
    const contents = open(t, dir);
    const { listings } = history('damaged heir', 3);
    const [first, second, third] = keep(contents, { containers: [], listings });
    assert.ok(first && second && third);
    const database = connect(join(dir, 'contents.db'));
    t.after(() => database.close());
    database.run(
      `UPDATE content_bytes SET stored = zeroblob(length(stored))
       WHERE content_id = (SELECT content_id FROM contents WHERE sha256 = ?)`,
      [hashOf(second)],
    );
    const fresh = open(t, dir);
    assert.equal(fresh.retire([hashOf(first)]), 1);
    assert.throws(() => fresh.get(hashOf(first)), withCode('content-retired'));
    fresh.put(second);
    assert.ok(isThere(fresh, second) && isThere(fresh, third));
    assert.deepEqual(fresh.check(), []);
  });
});
