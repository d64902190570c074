import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { History } from '../../../electron/engine/history/history.ts';
import { createKeeping } from '../../../electron/engine/keeping.ts';
import type { Ledger } from '../../../electron/engine/ledger/ledger.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { ledgerBench } from '../ledger/ledgerFixture.ts';
import { createFakeClock } from '../watch/fakeClock.ts';
import { createFakeDisk } from '../watch/fakeDisk.ts';

const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };

/** A keeping over a fake disk and a real ledger, which keeps a file's size for its content. */
async function start(t: TestContext) {
  const clock = createFakeClock();
  const disk = createFakeDisk(clock);
  disk.folder('/p');
  const bench = ledgerBench(t);
  let full = false;
  let due = 0;
  const offered: string[] = [];
  const room = (): void => {
    if (full) throw new EloError('disk-full', 'no room', { retryable: true });
  };
  const files: Ledger['files'] = {
    ...bench.ledger.files,
    markMissing: (path) => {
      room();
      return bench.ledger.files.markMissing(path);
    },
    setProblem: (path, code) => {
      room();
      bench.ledger.files.setProblem(path, code);
    },
  };
  const history = {
    keepProject: (seen: { readonly path: string; readonly size: number }) => {
      offered.push(seen.path);
      const there = bench.ledger.files.byPath(seen.path);
      if (there?.ignored === true) return Promise.resolve({ outcome: 'identical', fileId: there.fileId });
      if (seen.size === 0) return Promise.resolve({ outcome: 'incomplete', reason: 'short' });
      const kept = bench.see(seen.path, String(seen.size), { history: ['first'] });
      return Promise.resolve({
        outcome: 'accepted',
        fileId: kept.kind === 'kept' ? kept.save.fileId : '',
        kept,
      });
    },
  } as unknown as History;
  const keeping = createKeeping({
    ledger: { ...bench.ledger, files },
    history,
    intake: () => {
      throw new Error('no listings here');
    },
    clock,
    disk,
    log: quiet,
    onKept: () => undefined,
    onDue: () => {
      due += 1;
    },
    onFilesChanged: () => undefined,
    onFoldersChanged: () => undefined,
  });
  bench.ledger.folders.add('/p', 'local');
  const started = keeping.start();
  await clock.advance(100);
  await started;
  t.after(() => keeping.stop());
  return {
    clock,
    disk,
    bench,
    keeping,
    offered,
    due: () => due,
    setFull: (next: boolean) => {
      full = next;
    },
  };
}

describe('keeping', () => {
  it('writes down that a file is gone once its own disk has room again', async (t) => {
    const { clock, disk, bench, setFull } = await start(t);
    disk.write('/p/a.promob', 10);
    await clock.advance(1_000);
    setFull(true);
    disk.remove('/p/a.promob');
    await clock.advance(10_000);
    assert.equal(bench.ledger.files.byPath('/p/a.promob')?.present, true);
    setFull(false);
    await clock.advance(10_000);
    assert.equal(bench.ledger.files.byPath('/p/a.promob')?.present, false);
  });

  it('does not call a file gone that came back before that could be written down', async (t) => {
    const { clock, disk, bench, setFull } = await start(t);
    disk.write('/p/a.promob', 10);
    await clock.advance(1_000);
    setFull(true);
    disk.remove('/p/a.promob');
    await clock.advance(5_000);
    disk.write('/p/a.promob', 11);
    await clock.advance(1_000);
    setFull(false);
    await clock.advance(10_000);
    assert.equal(bench.ledger.files.byPath('/p/a.promob')?.present, true);
  });

  it('writes down what is wrong with a file once its own disk has room again', async (t) => {
    const { clock, disk, bench, setFull } = await start(t);
    setFull(true);
    disk.write('/p/half.promob', 0);
    await clock.advance(60_000);
    setFull(false);
    await clock.advance(10_000);
    assert.equal(bench.ledger.files.byPath('/p/half.promob')?.problem, 'file-still-incomplete');
  });

  it('says when saves became due because a file turned out to have moved', async (t) => {
    const { clock, disk, bench, due } = await start(t);
    disk.write('/p/a.promob', 10);
    await clock.advance(1_000);
    bench.ledger.bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    // Still there when the other one is kept, gone a moment later.
    disk.write('/p/b.promob', 11);
    await clock.advance(1_000);
    assert.notEqual(bench.ledger.files.byPath('/p/b.promob')?.question, null);
    disk.remove('/p/a.promob');
    await clock.advance(5_000);
    assert.equal(bench.ledger.files.byPath('/p/b.promob')?.question, null);
    assert.equal(bench.ledger.outbox.counts().kept, 2);
    assert.equal(due(), 1);
  });

  it('looks again at a file that was ignored and counts now', async (t) => {
    const { clock, disk, bench, keeping, offered } = await start(t);
    disk.write('/p/a.promob', 10);
    await clock.advance(1_000);
    disk.write('/p/b.promob', 11);
    await clock.advance(1_000);
    const fileId = bench.fileId('/p/b.promob');
    keeping.answer(fileId, 'ignore');
    disk.write('/p/b.promob', 12);
    await clock.advance(1_000);
    assert.equal(bench.ledger.files.byPath('/p/b.promob')?.saves, 1);
    const before = offered.length;
    keeping.answer(fileId, 'copy');
    await clock.advance(1_000);
    assert.equal(offered.length, before + 1);
    assert.equal(bench.ledger.files.byPath('/p/b.promob')?.saves, 2);
  });
});
