import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRefresher } from '../../../electron/engine/refresher.ts';
import { stepStream } from '../../../electron/engine/stepStream.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { manualClock } from '../net/manualClock.ts';

describe('a stream of steps', () => {
  it('gives the steps in order and ends with the work', async () => {
    const seen: number[] = [];
    const steps = stepStream<number>(async (report) => {
      report(1);
      await Promise.resolve();
      report(2);
    }, undefined);
    for await (const step of steps) seen.push(step);
    assert.deepEqual(seen, [1, 2]);
  });

  it('throws what the work threw, after its steps', async () => {
    const seen: number[] = [];
    const steps = stepStream<number>((report) => {
      report(1);
      return Promise.reject(new Error('refused'));
    }, undefined);
    await assert.rejects(async () => {
      for await (const step of steps) seen.push(step);
    }, /refused/);
    assert.deepEqual(seen, [1]);
  });

  it('aborts the work when the reader leaves', async () => {
    let aborted = false;
    const steps = stepStream<number>(async (report, signal) => {
      report(1);
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          resolve();
        });
      });
    }, undefined);
    for await (const _step of steps) break;
    assert.equal(aborted, true);
  });
});

describe('a refresher', () => {
  it('folds what is asked for while it runs, and never runs one key twice at once', async () => {
    const runs: string[] = [];
    const atWork = new Set<string>();
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const refresher = createRefresher(
      async (key) => {
        assert.ok(!atWork.has(key));
        atWork.add(key);
        runs.push(key);
        await gate;
        atWork.delete(key);
      },
      (code) => assert.fail(code),
      manualClock(),
    );
    for (let count = 0; count < 50; count += 1) for (const key of ['a', 'b', 'c']) refresher.ask(key);
    open();
    while (runs.length < 5) await new Promise((resolve) => setImmediate(resolve));
    await refresher.stop();
    assert.equal(runs.filter((key) => key === 'a').length, 2);
    assert.equal(runs.filter((key) => key === 'c').length, 1);
  });

  it('goes on after a failure', async () => {
    const codes: string[] = [];
    let calls = 0;
    const refresher = createRefresher(
      () => {
        calls += 1;
        return Promise.reject(new Error('away'));
      },
      (code) => codes.push(code),
      manualClock(),
    );
    refresher.ask('a');
    await new Promise((resolve) => setImmediate(resolve));
    refresher.ask('a');
    await new Promise((resolve) => setImmediate(resolve));
    await refresher.stop();
    assert.equal(calls, 2);
    assert.deepEqual(codes, ['unexpected-error', 'unexpected-error']);
  });

  it('asks again for what the network kept from it, later and later, until it is told', async () => {
    const clock = manualClock();
    const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    let reachable = false;
    let calls = 0;
    const refresher = createRefresher(
      () => {
        calls += 1;
        return reachable
          ? Promise.resolve()
          : Promise.reject(new EloError('network-reset', 'away', { retryable: true }));
      },
      () => undefined,
      clock,
    );
    refresher.ask('a');
    await turn();
    for (const [seconds, expected] of [
      [4, 1],
      [1, 2],
      [9, 2],
      [1, 3],
    ] as const) {
      clock.advance(seconds * 1_000);
      await turn();
      assert.equal(calls, expected);
    }
    reachable = true;
    refresher.ask('a');
    await turn();
    clock.advance(600_000);
    await turn();
    assert.equal(calls, 4);
    await refresher.stop();
  });
});
