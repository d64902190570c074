import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createByteBudget } from '../../../electron/engine/history/byteBudget.ts';
import { createStorageUpkeep } from '../../../electron/engine/history/storageUpkeep.ts';
import type { StorageUpkeep } from '../../../electron/engine/history/storageUpkeep.ts';
import { openContents } from '../../../electron/engine/ledger/contents.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { temporaryFolder, tickingClock, withCode } from '../ledger/ledgerFixture.ts';

interface Bench {
  readonly upkeep: StorageUpkeep;
  readonly waiting: () => number;
  readonly timers: { readonly delay: number; readonly run: () => void; cancelled: boolean }[];
  readonly lines: string[];
  readonly forward: (ms: number) => void;
}

/** Three contents that wait, and a pool whose jobs do what `job` does. */
function bench(t: Parameters<typeof temporaryFolder>[0], job: (nth: number) => void): Bench {
  const dir = temporaryFolder(t);
  const contents = openContents({ dir, clock: tickingClock(), appVersion: '1.0.0' });
  t.after(() => contents.close());
  let after = contents.put(Buffer.from('0'));
  for (let n = 1; n <= 3; n++)
    after = contents.put(Buffer.from(String(n)), undefined, { after, later: true });
  const timers: Bench['timers'] = [];
  const lines: string[] = [];
  let now = 0;
  let nth = 0;
  const upkeep = createStorageUpkeep({
    place: { dir, appVersion: '1.0.0' },
    contents,
    clock: {
      now: () => now,
      monotonic: () => now,
      after: (delay, run) => {
        const timer = { delay, run, cancelled: false };
        timers.push(timer);
        return () => {
          timer.cancelled = true;
        };
      },
    },
    budget: createByteBudget(1 << 20),
    pool: {
      run: async () => {
        job(++nth);
        contents.skipWaiting();
        return true as never;
      },
      close: () => Promise.resolve(),
    },
    tracked: (run) => run(),
    log: (line) => lines.push(line),
  });
  return { upkeep, waiting: () => contents.waiting(), timers, lines, forward: (ms) => void (now += ms) };
}

describe('compacting', () => {
  it('goes on behind a content that ends its worker, and leaves that one as it is', async (t) => {
    const b = bench(t, (nth) => {
      if (nth === 1) throw new EloError('worker-out-of-memory', 'too large');
      if (nth === 2) throw new EloError('unexpected', 'never seen before');
    });
    assert.equal(await b.upkeep.compact(), 3);
    assert.equal(b.waiting(), 0);
    assert.deepEqual(b.lines, [
      'history: a content stays as it is, worker-out-of-memory',
      'history: a content stays as it is, unexpected',
    ]);
  });

  it('waits on where the machine fails', async (t) => {
    for (const code of ['disk-full', 'database-busy', 'worker-pool-closed']) {
      const b = bench(t, () => {
        throw new EloError(code, 'no');
      });
      await assert.rejects(b.upkeep.compact(), withCode(code));
      assert.equal(b.waiting(), 3);
      b.timers.at(-1)?.run();
      await assert.rejects(b.upkeep.compact(), withCode(code), 'the timer hears of it without falling');
    }
  });

  it('begins a second after the last save, at the latest half a minute after the first', (t) => {
    const b = bench(t, () => undefined);
    assert.deepEqual(
      b.timers.map((timer) => timer.delay),
      [1000],
      'what an engine before left',
    );
    for (let n = 0; n < 40; n++) {
      b.forward(900);
      b.upkeep.kept();
    }
    const delays = b.timers.map((timer) => timer.delay);
    assert.ok(delays.slice(0, 33).every((delay) => delay === 1000));
    assert.equal(delays.at(-1), 0);
    assert.ok(b.timers.slice(0, -1).every((timer) => timer.cancelled));
    b.upkeep.stop();
    b.upkeep.kept();
    assert.equal(b.timers.length, 41);
    assert.ok(b.timers.at(-1)?.cancelled);
  });
});
