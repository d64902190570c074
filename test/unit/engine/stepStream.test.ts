import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRefresher } from '../../../electron/engine/refresher.ts';
import { stepStream } from '../../../electron/engine/stepStream.ts';

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
    );
    refresher.ask('a');
    await new Promise((resolve) => setImmediate(resolve));
    refresher.ask('a');
    await new Promise((resolve) => setImmediate(resolve));
    await refresher.stop();
    assert.equal(calls, 2);
    assert.deepEqual(codes, ['unexpected-error', 'unexpected-error']);
  });
});
