import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect } from '../../../electron/engine/database/database.ts';
import { createHistoryPool } from '../../../electron/engine/history/createHistoryPool.ts';
import { createHistory } from '../../../electron/engine/history/history.ts';
import { hashOf } from '../../../electron/engine/ledger/contents.ts';
import type { SaveRow } from '../../../electron/engine/ledger/types.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { historyBench, withCode } from './historyFixture.ts';
import type { HistoryBench } from './historyFixture.ts';

function versions(seed: string, count: number, previewBytes = 2000): Buffer[] {
  let model = newProject({ seed, modules: 6, previewBytes });
  return Array.from({ length: count }, () => {
    const bytes = buildContainer(model);
    model = workAndSave(model);
    return bytes;
  });
}

async function saveAll(bench: HistoryBench, name: string, all: readonly Buffer[]): Promise<SaveRow[]> {
  const kept: SaveRow[] = [];
  for (const bytes of all) {
    const outcome = await bench.save(name, bytes);
    assert.ok(outcome.outcome === 'accepted' && outcome.save !== undefined, JSON.stringify(outcome));
    kept.push(outcome.save);
  }
  return kept;
}

async function assertBack(bench: Pick<HistoryBench, 'history'>, all: readonly Buffer[]): Promise<void> {
  for (const bytes of all) assert.ok(Buffer.from(await bench.history.read(hashOf(bytes))).equals(bytes));
}

describe('storage', () => {
  it('of saves one after the other costs what changed, and each comes back exactly', async (t) => {
    const pool = createHistoryPool(2);
    const bench = historyBench(t, { poolFor: () => pool });
    const all = versions('cost', 30);
    const others = versions('others', 5);
    const kept = await saveAll(bench, 'a.promob', all);
    await saveAll(bench, 'b.promob', others);
    const raw = [...all, ...others].reduce((sum, each) => sum + each.byteLength, 0);
    const [first, again] = await Promise.all([bench.history.compact(), bench.history.compact()]);
    assert.equal(first, again, 'asked twice at once, done once');
    assert.equal(await bench.history.compact(), 0);
    // the pictures, 2 KB of 8 each, are new in every save
    const { contents, storedSize } = bench.history.totals();
    assert.equal(contents, 35);
    assert.ok(storedSize < raw / 2, `${storedSize} of ${raw}`);
    await assertBack(bench, [...all, ...others]);
    const target = join(bench.work, '..', 'restored');
    mkdirSync(target);
    const middle = kept[17];
    assert.ok(middle !== undefined);
    const { path } = await bench.history.restore(middle.saveId, target);
    assert.ok(readFileSync(path).equals(all[17] ?? Buffer.alloc(0)));
    assert.ok((await bench.history.preview(middle.saveId)) !== null);
  });

  it('is compacted by itself after a moment of quiet, by the next engine where this one ended', async (t) => {
    let now = Date.parse('2026-03-02T12:00:00.000Z');
    const timers: { readonly at: number; readonly run: () => void }[] = [];
    const clock = {
      now: () => now,
      monotonic: () => now,
      after: (delay: number, run: () => void) => {
        const timer = { at: now + delay, run };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer) >>> 0, timers.includes(timer) ? 1 : 0);
      },
    };
    const bench = historyBench(t, { clock });
    const all = versions('quiet', 3);
    await saveAll(bench, 'a.promob', all);
    const plain = bench.history.totals().storedSize;
    assert.equal(timers.length, 1, 'one timer, however many saves');
    await bench.history.close();
    assert.equal(timers.length, 0);

    const pool = createHistoryPool(1);
    t.after(() => pool.close());
    const next = createHistory({ ledger: bench.ledger, dir: bench.data, pool, clock, appVersion: '1.0.0' });
    assert.equal(timers.length, 1);
    now += 2000;
    timers.splice(0).forEach((timer) => timer.run());
    await next.close();
    const last = createHistory({ ledger: bench.ledger, dir: bench.data, pool, clock, appVersion: '1.0.0' });
    // closing waited for what was begun, and began nothing more
    assert.ok(last.totals().storedSize < plain);
    await last.compact();
    await assertBack({ history: last }, all);
    await last.close();
  });

  it('of listings is small as well', async (t) => {
    const bench = historyBench(t);
    const model = newProject({ seed: 'listings', modules: 12 });
    const all = Array.from({ length: 12 }, (_, n) =>
      Buffer.from(buildListing(listingOf(model, { hour: `13:40:${10 + n}` }))),
    );
    for (const bytes of all) {
      assert.equal(
        (await bench.history.keepListing(bench.seen(bench.write('a.xml', bytes)))).outcome,
        'accepted',
      );
    }
    const plain = all[0]?.byteLength ?? 0;
    await assertBack(bench, all);
    await bench.history.compact();
    assert.ok(bench.history.totals().storedSize < plain / 2);
    await assertBack(bench, all);
    const { sighting } = bench.seen(bench.write('clock', Buffer.alloc(1)));
    const posted = Buffer.from(buildListing(listingOf(model, { hour: '15:00:00' })));
    await bench.history.keepListingBytes(all[0] ?? posted, { source: 'receiver', sighting });
    await bench.history.keepListingBytes(posted, { source: 'receiver', sighting });
    posted.fill(0);
    await assertBack(bench, [Buffer.from(buildListing(listingOf(model, { hour: '15:00:00' })))]);
  });

  it('that was damaged is mended from its backup when it is asked for', async (t) => {
    const bench = historyBench(t);
    const all = versions('mended', 5);
    const kept = await saveAll(bench, 'a.promob', all);
    await bench.history.compact();
    assert.equal(await bench.history.backUp(), 5);
    assert.equal(await bench.history.backUp(), 0);
    const database = connect(join(bench.data, 'contents.db'));
    t.after(() => database.close());
    database.run('UPDATE content_bytes SET stored = zeroblob(length(stored))');
    await bench.history.close();
    const pool = createHistoryPool(1);
    t.after(() => pool.close());
    const fresh = createHistory({
      ledger: bench.ledger,
      dir: bench.data,
      pool,
      clock: systemClock,
      appVersion: '1.0.0',
    });
    t.after(() => fresh.close());
    await assertBack({ history: fresh }, all);
    const target = join(bench.data, 'restored');
    mkdirSync(target);
    assert.ok((await fresh.restore(kept[2]?.saveId ?? '', target)).path !== '');
    await assert.rejects(fresh.read('0'.repeat(64)), withCode('content-missing'));
  });

  it('whose file was lost comes back from backup and from what is left of it', async (t) => {
    const bench = historyBench(t);
    const all = versions('lost', 4);
    await saveAll(bench, 'a.promob', all);
    await bench.history.backUp();
    await bench.history.close();
    const file = join(bench.data, 'contents.db');
    for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
    writeFileSync(file, 'damaged'.repeat(500));
    const pool = createHistoryPool(1);
    const lines: string[] = [];
    const fresh = createHistory({
      ledger: bench.ledger,
      dir: bench.data,
      pool,
      clock: systemClock,
      appVersion: '1.0.0',
      log: (line) => lines.push(line),
    });
    t.after(() => pool.close());
    assert.equal(fresh.recovered.kind, 'new');
    await assertBack({ history: fresh }, all);
    await fresh.close();
    assert.ok(lines.some((line) => /contents fetched back/.test(line)));
  });
});

describe('retention', () => {
  const agreed = '2026-01-01T00:00:00.000Z';

  /** Five saves of a bound file, the first four received; the second is in a version. */
  async function prepared(t: Parameters<typeof historyBench>[0]): Promise<{
    readonly bench: HistoryBench;
    readonly all: Buffer[];
    readonly kept: SaveRow[];
  }> {
    const bench = historyBench(t);
    const all = versions('retention', 5);
    const [first, ...rest] = all;
    assert.ok(first !== undefined);
    const [save] = await saveAll(bench, 'a.promob', [first]);
    assert.ok(save !== undefined);
    bench.ledger.bindings.bind({ environmentId: 'e1', fileId: save.fileId });
    const kept = [save, ...(await saveAll(bench, 'a.promob', rest))];
    await bench.history.compact();
    for (const each of kept.slice(0, 4)) {
      const [delivery] = bench.ledger.outbox.of({ saveId: each.saveId });
      assert.ok(delivery !== undefined && bench.ledger.outbox.claim(delivery.deliveryId));
      bench.ledger.outbox.received(delivery.deliveryId, { sha256: each.sha256 }, agreed);
    }
    bench.ledger.catalogue.replaceVersions('e1', [
      {
        environmentId: 'e1',
        number: 1,
        optionName: 'Projeto',
        importedAt: agreed,
        identifier: 'x',
        saveSha256: kept[1]?.sha256 ?? '',
        localSaveId: kept[1]?.saveId ?? null,
        latest: true,
        converted: true,
        body: {},
      },
    ]);
    return { bench, all, kept };
  }

  it('is refused without the user having agreed', async (t) => {
    const { bench, all } = await prepared(t);
    const future = new Date(Date.now() + 3_600_000).toISOString();
    for (const word of [null, '', 'yes', '2026', future]) {
      await assert.rejects(
        bench.history.retire({ maxStoredBytes: 0 }, word),
        withCode('retention-not-agreed'),
      );
    }
    assert.equal(bench.history.totals().contents, 5);
    await assertBack(bench, all);
  });

  it('drops bytes of what FoccoLojas holds, keeps everything else, and says so when they are asked for', async (t) => {
    const { bench, all, kept } = await prepared(t);
    const plan = bench.history.planRetention({ maxStoredBytes: 0 });
    assert.deepEqual(
      plan.saves.map((each) => each.saveId),
      [kept[0]?.saveId, kept[2]?.saveId, kept[3]?.saveId],
    );
    assert.equal(bench.history.totals().contents, 5, 'a plan drops nothing');
    assert.deepEqual(await bench.history.retire({ maxStoredBytes: 0 }, agreed), plan);
    assert.equal(bench.history.totals().contents, 2);
    await assertBack(bench, [all[1] ?? Buffer.alloc(0), all[4] ?? Buffer.alloc(0)]);
    const gone = kept[2];
    assert.ok(gone !== undefined);
    await assert.rejects(bench.history.restore(gone.saveId, bench.work), withCode('content-retired'));
    await assert.rejects(bench.history.preview(gone.saveId), withCode('content-retired'));
    await assert.rejects(bench.history.read(gone.sha256), withCode('content-retired'));
    const view = bench.ledger.saves.list(gone.fileId)[2];
    assert.equal(view?.state, 'received');
    assert.ok(view?.bytesDroppedAt !== undefined);
    assert.ok(bench.ledger.saves.facts(gone.saveId) !== null);
    assert.equal(bench.ledger.saves.counts().saved, 5);
    assert.deepEqual(
      bench.ledger.events.forFile(gone.fileId, 3).map((event) => event.kind),
      ['save-bytes-dropped', 'save-bytes-dropped', 'save-bytes-dropped'],
    );
    assert.deepEqual(bench.history.planRetention({ maxStoredBytes: 0 }).saves, []);
    assert.equal(bench.history.collectOrphans(), 0);
    // the designer goes back to an old state: the same bytes are a save again
    const [again] = await saveAll(bench, 'a.promob', [all[2] ?? Buffer.alloc(0)]);
    assert.equal(again?.number, 6);
    assert.equal(bench.history.collectOrphans(), 0);
    await assertBack(bench, [all[2] ?? Buffer.alloc(0)]);
    assert.ok((await bench.history.restore(gone.saveId, bench.work)).path !== '');
  });

  it('ended by a crash behind its note is finished later', async (t) => {
    const { bench, kept } = await prepared(t);
    const gone = kept[0];
    assert.ok(gone !== undefined);
    bench.ledger.saves.dropBytes([gone.sha256], agreed);
    assert.ok(bench.history.totals().contents === 5);
    bench.history.collectOrphans();
    assert.equal(bench.history.totals().contents, 4);
    await assert.rejects(bench.history.read(gone.sha256), withCode('content-retired'));
    assert.ok(statSync(join(bench.data, 'contents.db')).size > 0);
  });
});
