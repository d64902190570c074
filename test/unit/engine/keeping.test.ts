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

/**
 * A keeping over a fake disk and a real ledger, which keeps a file's size for its content.
 * @param denied the system's error where a place may not be looked at
 */
async function start(
  t: TestContext,
  before: (ledger: Ledger) => void = () => undefined,
  denied: Readonly<Record<string, string>> = {},
) {
  const clock = createFakeClock();
  const disk = createFakeDisk(clock);
  disk.folder('/p');
  const bench = ledgerBench(t);
  let full = false;
  let due = 0;
  let readable = 0;
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
    setProblem: (path, code, o) => {
      room();
      bench.ledger.files.setProblem(path, code, o);
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
    disk: {
      ...disk,
      stat: (path) => {
        const code = denied[path];
        if (code !== undefined) throw Object.assign(new Error(code), { code });
        return disk.stat(path);
      },
    },
    log: quiet,
    onKept: () => undefined,
    onDue: () => {
      due += 1;
    },
    onFilesChanged: () => undefined,
    onReadable: () => {
      readable += 1;
    },
    onFoldersChanged: () => undefined,
  });
  bench.ledger.folders.add('/p', 'local');
  before(bench.ledger);
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
    readable: () => readable,
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
    assert.equal(bench.ledger.files.byPath('/p/half.promob')?.problem, 'short');
  });

  it('lists a file that cannot be read soon after it came, with its verdict, and keeps it once it is whole', async (t) => {
    const { clock, disk, bench, keeping } = await start(t);
    const path = '/p/broken.promob';
    disk.write(path, 0);
    await clock.advance(1_000);
    assert.equal(bench.ledger.files.byPath(path), null, 'it may still be being written');
    assert.equal(keeping.unreadable(path), null);
    await clock.advance(1_000);
    const listed = bench.ledger.files.byPath(path);
    assert.deepEqual([listed?.problem, listed?.saves, listed?.present], ['short', 0, true]);
    assert.notEqual(listed?.unreadableSince, null);
    assert.equal(bench.ledger.files.problems(), 1);
    assert.equal(keeping.unreadable(path), 'short');

    disk.write(path, 10);
    assert.equal(keeping.unreadable(path), null, 'the verdict is on other bytes');
    await clock.advance(1_000);
    const whole = bench.ledger.files.byPath(path);
    assert.deepEqual([whole?.problem, whole?.unreadableSince, whole?.saves], [null, null, 1]);
    assert.equal(keeping.unreadable(path), null);
  });

  it('answers at once, not after the whole time, when what is waited for cannot be read', async (t) => {
    const { clock, disk, keeping } = await start(t);
    disk.write('/p/broken.promob', 0);
    const settled = keeping.watch.settled(['/p/broken.promob'], 20_000);
    let answer: boolean | null = null;
    void settled.then((value) => {
      answer = value;
    });
    await clock.advance(2_000);
    assert.equal(answer, false);
    assert.deepEqual(keeping.watch.pending(), ['/p/broken.promob'], 'and it is still tried');
  });

  it('says nothing of a file that is written in pieces, however long that takes', async (t) => {
    const { clock, disk, bench } = await start(t);
    const seen = new Set<string | null | undefined>();
    for (let piece = 0; piece < 20; piece += 1) {
      disk.write('/p/slow.promob', 0);
      await clock.advance(1_000);
      seen.add(bench.ledger.files.byPath('/p/slow.promob')?.problem);
    }
    assert.deepEqual([...seen], [undefined]);
    disk.write('/p/slow.promob', 10);
    await clock.advance(1_500);
    assert.equal(bench.ledger.files.byPath('/p/slow.promob')?.saves, 1);
  });

  it('takes a file off the list while it is being saved again', async (t) => {
    const { clock, disk, bench } = await start(t);
    disk.write('/p/a.promob', 0);
    await clock.advance(2_000);
    assert.equal(bench.ledger.files.byPath('/p/a.promob')?.problem, 'short');
    disk.write('/p/a.promob', 0);
    await clock.advance(500);
    assert.equal(bench.ledger.files.byPath('/p/a.promob'), null);
  });

  it('forgets an unread file that is deleted, or whose folder is watched no more', async (t) => {
    const { clock, disk, bench, keeping } = await start(t);
    disk.write('/p/a.promob', 0);
    disk.write('/p/b.promob', 0);
    await clock.advance(3_000);
    assert.equal(bench.ledger.files.problems(), 2);
    disk.remove('/p/a.promob');
    await clock.advance(3_000);
    assert.equal(bench.ledger.files.problems(), 1);
    assert.equal(keeping.unreadable('/p/a.promob'), null);
    keeping.removeFolder('/p');
    assert.equal(bench.ledger.files.problems(), 0);
    assert.deepEqual(bench.ledger.files.list(), []);
  });

  it('keeps what was saved of a file that cannot be read any more', async (t) => {
    const { clock, disk, bench } = await start(t);
    disk.write('/p/a.promob', 10);
    await clock.advance(1_000);
    disk.write('/p/a.promob', 0);
    await clock.advance(3_000);
    const broken = bench.ledger.files.byPath('/p/a.promob');
    assert.deepEqual([broken?.problem, broken?.saves], ['short', 1]);
    disk.write('/p/a.promob', 0);
    await clock.advance(500);
    const written = bench.ledger.files.byPath('/p/a.promob');
    assert.deepEqual([written?.problem, written?.unreadableSince, written?.saves], [null, null, 1]);
  });

  it('forgets at a start what went unread while Elo was away', async (t) => {
    const { clock, bench } = await start(t, (ledger) => {
      ledger.files.setProblem('/p/gone.promob', 'container-incomplete', { unreadable: true });
    });
    await clock.advance(1_000);
    assert.deepEqual(bench.ledger.files.list(), []);
  });

  it('keeps what it knows of a file whose place may not be looked at, and starts all the same', async (t) => {
    const unread = (ledger: Ledger): void => {
      for (const path of ['/p/closed/a.promob', '/p/file/b.promob']) {
        ledger.files.setProblem(path, 'container-incomplete', { unreadable: true });
      }
    };
    const { clock, disk, bench } = await start(t, unread, {
      '/p/closed/a.promob': 'EACCES',
      '/p/file/b.promob': 'ENOTDIR',
    });
    await clock.advance(1_000);
    assert.deepEqual(
      bench.ledger.files.list().map(({ path }) => path),
      ['/p/closed/a.promob'],
    );
    disk.write('/p/c.promob', 10);
    await clock.advance(1_000);
    assert.equal(bench.ledger.files.byPath('/p/c.promob')?.saves, 1);
  });

  it('says when a file can be read again, and waits for one that was whole before as long as it may', async (t) => {
    const { clock, disk, keeping, readable } = await start(t);
    disk.write('/p/a.promob', 10);
    await clock.advance(1_000);
    disk.write('/p/a.promob', 0);
    let rested: boolean | null = null;
    const patient = keeping.watch.settled(['/p/a.promob'], 20_000, true).then((answer) => {
      rested = answer;
    });
    await clock.advance(5_000);
    assert.equal(rested, null, 'it gave up on a file that may still be written');
    assert.equal(readable(), 0);
    disk.write('/p/a.promob', 11);
    await clock.advance(1_000);
    await patient;
    assert.deepEqual([rested, readable()], [true, 1]);
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
