import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createHistoryPool } from '../../../electron/engine/history/createHistoryPool.ts';
import { createKeepJobs } from '../../../electron/engine/history/keepJobs.ts';
import { hashOf, openContents } from '../../../electron/engine/ledger/contents.ts';
import type { Contents } from '../../../electron/engine/ledger/contents.ts';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import type { WorkerPool } from '../../../electron/engine/platform/workerPool.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { connect } from '../../../electron/engine/database/database.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { renamedJpeg, zipBomb } from '../../support/promob/hostile.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { countItems, listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { historyBench, withCode } from './historyFixture.ts';

const project = newProject({ seed: 'keep', modules: 3, previewBytes: 20_000 });
const first = buildContainer(project, { compression: 'zlib' });
const worked = workAndSave(project);
const second = buildContainer(worked, { compression: 'zlib' });
const listing = buildListing(listingOf(project));

const expectSave = (outcome: Awaited<ReturnType<ReturnType<typeof historyBench>['save']>>) => {
  assert.equal(outcome.outcome, 'accepted');
  assert.ok(outcome.outcome === 'accepted' && outcome.save !== undefined);
  return outcome.save;
};

describe('a project file', () => {
  it('becomes a save with exact bytes and facts, once', async (t) => {
    const { history, ledger, save, seen, work } = historyBench(t);
    const kept = expectSave(await save('Cozinha.promob', first));
    assert.deepEqual([kept.number, kept.bytes, kept.sha256], [1, first.byteLength, hashOf(first)]);
    assert.equal(kept.savedAt, project.saves.at(-1)?.savedAt);
    assert.equal(kept.projectGuid, project.projectGuid);
    assert.ok(Buffer.from(await history.read(kept.sha256)).equals(first));
    assert.equal(history.facts(kept.saveId).kind, 'promob-project');
    assert.equal(history.facts(kept.saveId).saves.length, project.saves.length);

    const again = await history.keepProject(seen(join(work, 'Cozinha.promob')));
    assert.deepEqual(again, { outcome: 'identical', fileId: kept.fileId, saveId: kept.saveId });
    assert.equal(expectSave(await save('Cozinha.promob', second)).number, 2);
    assert.equal(ledger.saves.list(kept.fileId).length, 2);
    assert.equal(history.totals().contents, 2);
    assert.equal([...ledger.files.seed()].length, 1);
    assert.deepEqual(readFileSync(join(work, 'Cozinha.promob')), second, 'the file itself is only read');
  });

  it('has a preview, where it has one', async (t) => {
    const { history, save } = historyBench(t);
    const kept = expectSave(await save('a.promob', first));
    const jpeg = await history.preview(kept.saveId);
    assert.deepEqual([...(jpeg ?? []).slice(0, 3)], [0xff, 0xd8, 0xff]);
    const bare = expectSave(
      await save('b.promob', buildContainer({ ...project, previewBytes: 0 }, { compression: 'zlib' })),
    );
    assert.equal(await history.preview(bare.saveId), null);
    await assert.rejects(history.preview('nothing'), withCode('save-not-found'));
  });

  it('moved, renamed or saved under another name stays itself; copied it is asked about', async (t) => {
    const { ledger, history, save, seen, work } = historyBench(t);
    const kept = expectSave(await save('a.promob', first));
    mkdirSync(join(work, 'sub'));
    renameSync(join(work, 'a.promob'), join(work, 'sub', 'b.promob'));
    assert.equal((await history.keepProject(seen(join(work, 'sub', 'b.promob')))).outcome, 'identical');
    assert.equal(ledger.files.byPath(join(work, 'sub', 'b.promob'))?.fileId, kept.fileId);

    rmSync(join(work, 'sub'), { recursive: true });
    const elsewhere = expectSave(await save('c.promob', second));
    assert.deepEqual([elsewhere.fileId, elsewhere.number], [kept.fileId, 2]);

    const copy = await save('copy.promob', second);
    assert.ok(copy.outcome === 'accepted' && copy.kept?.asked === true);
    assert.notEqual(copy.fileId, kept.fileId);
    ledger.files.answer(copy.fileId ?? '', 'ignore');
    assert.deepEqual(await save('copy.promob', first), {
      outcome: 'identical',
      fileId: copy.fileId,
      reason: 'file-ignored',
    });
  });

  it('whose old folder is away with its root is asked about, not taken for moved', async (t) => {
    const { ledger, history, save, seen, work } = historyBench(t);
    const share = join(work, '..', 'share');
    mkdirSync(share);
    ledger.folders.add(share, 'share');
    writeFileSync(join(share, 'a.promob'), first);
    expectSave(await history.keepProject(seen(join(share, 'a.promob'))));
    renameSync(share, `${share} is away`);
    const copy = await save('a.promob', first);
    assert.ok(copy.outcome === 'accepted' && copy.kept?.asked === true);
  });

  it('that is not whole, not ours, changed or gone makes no save and leaves nothing', async (t) => {
    const { ledger, history, save, seen, write } = historyBench(t, {
      maxBytes: 400_000,
    });
    const outcomeOf = async (bytes: Uint8Array): Promise<unknown> => {
      const { outcome, reason } = await save('x.promob', bytes);
      return [outcome, reason];
    };
    assert.deepEqual(await outcomeOf(first.subarray(0, first.byteLength - 100)), [
      'incomplete',
      'container-incomplete',
    ]);
    const broken = Buffer.from(first);
    broken.fill(0, 1000, 1200);
    assert.deepEqual(await outcomeOf(broken), ['incomplete', 'container-incomplete']);
    assert.deepEqual(await outcomeOf(new Uint8Array()), ['incomplete', 'not-a-container']);
    assert.deepEqual(await outcomeOf(renamedJpeg()), ['rejected', 'not-a-container']);
    assert.deepEqual(await outcomeOf(Buffer.alloc(400_001)), ['rejected', 'file-too-large']);

    const path = write('x.promob', first);
    const before = seen(path);
    writeFileSync(path, second);
    assert.deepEqual(await history.keepProject(before), { outcome: 'busy', reason: 'file-changed' });
    rmSync(path);
    assert.deepEqual(await history.keepProject(before), { outcome: 'gone', reason: 'file-gone' });
    mkdirSync(path);
    assert.notEqual((await history.keepProject(before)).outcome, 'accepted');
    assert.deepEqual(ledger.files.list(), []);
    assert.equal(history.totals().contents, 0);
  });

  it('that was replaced by a pipe or a folder does not hold the worker up', async (t) => {
    if (process.platform === 'win32') return t.skip('skipped: Windows has no named pipes in folders');
    const { history, seen, write } = historyBench(t);
    const path = write('x.promob', first);
    const before = seen(path);
    rmSync(path);
    execFileSync('mkfifo', [path]);
    assert.deepEqual(await history.keepProject(before), { outcome: 'busy', reason: 'file-changed' });
  });

  it('that is hostile is refused for its reason', async (t) => {
    const { save } = historyBench(t);
    const outcome = await save('bomb.promob', zipBomb(300 * 1024 * 1024));
    assert.equal(outcome.outcome, 'rejected');
  });

  it('that may not be read now is offered again', async (t) => {
    if (process.platform === 'win32' || process.getuid?.() === 0)
      return t.skip('skipped: root reads everything');
    const { history, seen, write } = historyBench(t);
    const path = write('x.promob', first);
    const before = seen(path);
    chmodSync(path, 0);
    assert.equal((await history.keepProject({ ...seen(path), sighting: before.sighting })).outcome, 'busy');
  });

  it('offered many times at once is kept once, several at once all', async (t) => {
    const pool = createHistoryPool();
    const { ledger, history, seen, write } = historyBench(t, { poolFor: () => pool, memoryBytes: 100_000 });
    const path = write('a.promob', first);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => history.keepProject(seen(path))));
    assert.deepEqual(outcomes.map((each) => each.outcome).sort(), [
      'accepted',
      'identical',
      'identical',
      'identical',
      'identical',
    ]);
    const others = Array.from({ length: 6 }, (_, n) =>
      write(`${n}.promob`, buildContainer(newProject({ seed: `other ${n}`, modules: 1, previewBytes: 100 }))),
    );
    const kept = await Promise.all(others.map((each) => history.keepProject(seen(each))));
    assert.ok(kept.every((each) => each.outcome === 'accepted'));
    assert.equal(ledger.saves.counts().saved, 7);
    assert.equal(history.totals().contents, 7);
    const sha256 = hashOf(first);
    assert.ok(Buffer.from(await history.read(sha256)).equals(first));
    await assert.rejects(history.read('0'.repeat(64)), withCode('content-missing'));
  });
});

describe('a listing', () => {
  it('is kept with its totals and assigned to its file', async (t) => {
    const { history, ledger, save, seen, write } = historyBench(t);
    const kept = expectSave(await save('a.promob', first));
    const path = write('Orçamento.xml', listing);
    const outcome = await history.keepListing(seen(path));
    assert.ok(outcome.outcome === 'accepted' && outcome.listing !== undefined);
    assert.equal(outcome.listing.fileId, kept.fileId);
    assert.equal(outcome.listing.itemCount, countItems(listingOf(project)));
    assert.match(outcome.listing.totals.budget ?? '', /^\d+(\.\d+)?$/);
    assert.equal((await history.keepListing(seen(path))).outcome, 'identical');
    assert.ok(Buffer.from(await history.read(outcome.listing.sha256)).equals(listing));
    const facts = ledger.listings.facts(outcome.listing.listingId);
    assert.equal(facts?.['kind'], 'promob-listing');
    assert.equal(facts['items'], undefined);
  });

  it('comes over another way as well', async (t) => {
    const { history, seen, write } = historyBench(t);
    const { sighting } = seen(write('clock', new Uint8Array(1)));
    const outcome = await history.keepListingBytes(listing, { source: 'receiver', sighting });
    assert.ok(outcome.outcome === 'accepted' && outcome.listing?.path === 'receiver');
    const bad = await history.keepListingBytes(Buffer.from('<LISTING><cut'), {
      source: 'receiver',
      sighting,
    });
    assert.equal(bad.outcome, 'rejected');
  });

  it('that is another XML is rejected, one that is cut short waited for', async (t) => {
    const { history, ledger, seen, write } = historyBench(t);
    assert.deepEqual(await history.keepListing(seen(write('a.xml', Buffer.from('<html><body/></html>')))), {
      outcome: 'rejected',
      reason: 'not-a-listing',
    });
    assert.equal(
      (await history.keepListing(seen(write('b.xml', listing.subarray(0, listing.byteLength / 2))))).outcome,
      'incomplete',
    );
    assert.deepEqual(ledger.listings.list(), []);
    assert.equal(history.totals().contents, 0);
  });

  it('where one was kept before is refused all the same, and what was put of it goes after a day', async (t) => {
    let later = 0;
    const { history, ledger, seen, write } = historyBench(t, {
      clock: { ...systemClock, now: () => Date.now() + later },
    });
    const good = await history.keepListing(seen(write('a.xml', listing)));
    assert.ok(good.outcome === 'accepted');
    for (const [bytes, outcome, reason] of [
      [Buffer.from('<html><body/></html>'), 'rejected', 'not-a-listing'],
      [listing.subarray(0, listing.byteLength / 2), 'incomplete', 'xml-incomplete'],
    ] as const) {
      assert.deepEqual(await history.keepListing(seen(write('a.xml', bytes))), { outcome, reason });
    }
    assert.equal(ledger.listings.list().length, 1);
    assert.equal(ledger.listings.byPath(write('a.xml', listing))?.sha256, good.listing?.sha256);
    assert.equal(history.totals().contents, 3);
    await history.compact();
    assert.equal(history.collectOrphans(), 0);
    later = 25 * 3_600_000;
    assert.equal(history.collectOrphans(), 2);
    assert.ok(Buffer.from(await history.read(good.listing?.sha256 ?? '')).equals(listing));
  });

  it('is not kept where the two looks at it differ, or its bytes cannot be put', async (t) => {
    let trouble: 'differs' | 'disk-full' | 'none' = 'none';
    let contents: Contents | undefined;
    t.after(() => contents?.close());
    const inline = createInlinePool(
      createKeepJobs(
        ({ dir, appVersion }) => (contents ??= openContents({ dir, appVersion, clock: systemClock })),
      ),
    );
    const pool: WorkerPool = {
      ...inline,
      // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as the interface
      run: async <I, O>(job: string, input: I): Promise<O> => {
        if (job === 'store' && trouble === 'disk-full') throw new EloError('disk-full', 'full');
        const result = await inline.run<I, O>(job, input);
        return job === 'store' && trouble === 'differs' ? { ...result, crc: 1 } : result;
      },
    };
    const { history, ledger, seen, write } = historyBench(t, { poolFor: () => pool });
    const next = Buffer.from(buildListing(listingOf(project, { hour: '18:00:00' })));
    assert.equal((await history.keepListing(seen(write('a.xml', listing)))).outcome, 'accepted');
    trouble = 'differs';
    assert.deepEqual(await history.keepListing(seen(write('a.xml', next))), {
      outcome: 'busy',
      reason: 'file-changed',
    });
    trouble = 'disk-full';
    await assert.rejects(history.keepListing(seen(write('a.xml', next))), withCode('disk-full'));
    assert.equal(ledger.listings.list().length, 1);
    trouble = 'none';
    const kept = await history.keepListing(seen(write('a.xml', next)));
    assert.ok(kept.outcome === 'accepted');
    assert.ok(Buffer.from(await history.read(kept.listing?.sha256 ?? '')).equals(next));
  });
});

describe('restoring', () => {
  it('gives the exact bytes back under a name that tells the save, never over another file', async (t) => {
    const { history, save, work } = historyBench(t);
    expectSave(await save('São João.promob', first));
    const kept = expectSave(await save('São João.promob', second));
    const target = join(work, '..', 'restored');
    mkdirSync(target);
    const one = await history.restore(kept.saveId, target);
    assert.deepEqual(one, { path: join(target, 'São João (salvamento 2).promob'), sha256: hashOf(second) });
    assert.deepEqual(readFileSync(one.path), second);
    writeFileSync(one.path, 'the user worked on');
    const two = await history.restore(kept.saveId, target);
    assert.equal(two.path, join(target, 'São João (salvamento 2) (2).promob'));
    assert.deepEqual(readFileSync(two.path), second);
    assert.equal(readFileSync(one.path, 'utf8'), 'the user worked on');
    assert.equal(readdirSync(target).length, 2, 'no temporary file stays');
  });

  it('refuses a folder that is not there, a save that is not known, and altered bytes', async (t) => {
    const { history, save, work, data } = historyBench(t);
    const kept = expectSave(await save('a.promob', first));
    await assert.rejects(
      history.restore(kept.saveId, join(work, 'nowhere', 'at all')),
      withCode('folder-not-found'),
    );
    await assert.rejects(history.restore(kept.saveId, join(work, 'a.promob')), withCode('folder-not-found'));
    await assert.rejects(history.restore('nothing', work), withCode('save-not-found'));
    const database = connect(join(data, 'contents.db'));
    t.after(() => database.close());
    database.run('UPDATE content_bytes SET stored = zeroblob(length(stored))');
    await assert.rejects(history.restore(kept.saveId, work), withCode('content-damaged'));
    assert.deepEqual(readdirSync(work), ['a.promob']);
  });

  it('makes the folder the user named where only that one is missing', async (t) => {
    const { history, save, work } = historyBench(t);
    const kept = expectSave(await save('a.promob', first));
    const { path } = await history.restore(kept.saveId, join(work, 'restaurados'));
    assert.ok(readFileSync(path).equals(first));
  });
});

describe('history', () => {
  it('after contents.db was lost has what still lies on disk read again', async (t) => {
    const bench = historyBench(t);
    expectSave(await bench.save('a.promob', first));
    await bench.history.close();
    await assert.rejects(
      bench.history.keepProject(bench.seen(join(bench.work, 'a.promob'))),
      withCode('history-closed'),
    );
    const damaged = join(bench.data, 'contents.db');
    writeFileSync(damaged, 'damaged'.repeat(500));
    for (const suffix of ['-wal', '-shm']) rmSync(damaged + suffix, { force: true });

    const { createHistory } = await import('../../../electron/engine/history/history.ts');
    const pool = createHistoryPool(1);
    const { systemClock } = await import('../../../shared/domain/clock.ts');
    const history = createHistory({
      ledger: bench.ledger,
      dir: bench.data,
      pool,
      clock: systemClock,
      appVersion: '1.0.0',
    });
    t.after(async () => {
      await history.close();
      await pool.close();
    });
    assert.equal(history.recovered.kind, 'new');
    assert.ok(existsSync(history.recovered.movedTo ?? ''));
    assert.deepEqual([...bench.ledger.files.seed()], []);
    assert.equal((await history.keepProject(bench.seen(join(bench.work, 'a.promob')))).outcome, 'identical');
    assert.ok(Buffer.from(await history.read(hashOf(first))).equals(first));
  });

  it('keeps contents that saves and listings point to', async (t) => {
    const { history, save } = historyBench(t);
    await save('a.promob', first);
    assert.equal(history.collectOrphans(), 0);
    assert.equal(history.totals().contents, 1);
  });
});
