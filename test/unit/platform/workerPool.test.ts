import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import { createWorkerPool, type WorkerPool } from '../../../electron/engine/platform/workerPool.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

const worker = new URL('../../support/promob/poolJobs.worker.ts', import.meta.url);

describe('a worker pool', () => {
  const open: WorkerPool[] = [];
  const pool = (options: Partial<Parameters<typeof createWorkerPool>[0]> = {}): WorkerPool => {
    const made = createWorkerPool({ worker, size: 1, ...options });
    open.push(made);
    return made;
  };
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  it('runs jobs in another thread and keeps the thread', async () => {
    const one = pool();
    assert.equal(await one.run<{ value: number }, number>('double', { value: 21 }), 42);
    const first = await one.run<null, number>('thread', null);
    assert.notEqual(first, 0);
    assert.equal(await one.run<null, number>('thread', null), first);
  });

  it('answers more calls than it has threads', async () => {
    const two = pool({ size: 2 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, value) => two.run<{ value: number }, number>('double', { value })),
    );
    assert.deepEqual(
      answers,
      Array.from({ length: 20 }, (_, value) => value * 2),
    );
  });

  it('brings a refusal back with everything it carries', async () => {
    await assert.rejects(pool().run('refuse', null), (error: unknown) => {
      assert.ok(error instanceof EloError);
      assert.deepEqual(
        { code: error.code, retryable: error.retryable, remedy: error.remedy, details: error.details },
        { code: 'test-refused', retryable: true, remedy: 'retry', details: { n: 1 } },
      );
      return true;
    });
  });

  it('brings an unexpected error back under its own code', async () => {
    await assert.rejects(pool().run('crash', null), {
      code: 'unexpected-error',
      message: 'a programming error',
    });
    await assert.rejects(pool().run('no such job', null), { code: 'unknown-job' });
    await assert.rejects(pool().run('toString', null), { code: 'unknown-job' });
  });

  it('ends a job that does not end, and works on with a new thread', async () => {
    const one = pool();
    const before = await one.run<null, number>('thread', null);
    await assert.rejects(one.run('spin', null, { timeoutMs: 50, timeoutCode: 'read-timeout' }), {
      code: 'read-timeout',
    });
    const after = await one.run<null, number>('thread', null);
    assert.notEqual(after, before);
  });

  it('gives every job its own time, not that of waiting for a thread', async () => {
    const one = pool({ timeoutMs: 20_000 });
    const slow = one.run('spin', null, { timeoutMs: 200 });
    const behind = one.run<{ value: number }, number>('double', { value: 4 });
    await assert.rejects(slow, { code: 'job-timeout' });
    assert.equal(await behind, 8);
  });

  it('survives a thread that exits or runs out of memory', async () => {
    const one = pool({ resourceLimits: { maxOldGenerationSizeMb: 16 } });
    await assert.rejects(one.run('exit', null), { code: 'worker-failed' });
    await assert.rejects(one.run('hoard', null), { code: 'worker-out-of-memory' });
    assert.equal(await one.run<{ value: number }, number>('double', { value: 1 }), 2);
  });

  it('refuses what cannot cross, in both directions', async () => {
    const one = pool();
    await assert.rejects(one.run('double', { value: () => 0 }), { code: 'worker-failed' });
    await assert.rejects(one.run('unclonable', null), { code: 'unexpected-error' });
    assert.equal(await one.run<{ value: number }, number>('double', { value: 1 }), 2);
  });

  it('moves buffers there and back', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const back = await pool().run<object, Uint8Array>('echo', { bytes }, { transfer: [bytes.buffer] });
    assert.deepEqual([...back], [1, 2, 3]);
    assert.equal(bytes.byteLength, 0);
  });

  it('cancels a job that waits and one that runs', async () => {
    const one = pool();
    const stopRunning = new AbortController();
    const stopWaiting = new AbortController();
    const running = one.run('spin', null, { signal: stopRunning.signal });
    const waiting = one.run('thread', null, { signal: stopWaiting.signal });
    const last = one.run<{ value: number }, number>('double', { value: 3 });
    stopWaiting.abort();
    await assert.rejects(waiting, { code: 'cancelled' });
    stopRunning.abort();
    await assert.rejects(running, { code: 'cancelled' });
    assert.equal(await last, 6);
    await assert.rejects(one.run('thread', null, { signal: AbortSignal.abort() }), { code: 'cancelled' });
  });

  it('fails open and later calls when it is closed', async () => {
    const one = pool();
    const running = one.run('spin', null);
    const waiting = one.run('thread', null);
    const both = Promise.allSettled([running, waiting]);
    await one.close();
    for (const outcome of await both) {
      assert.equal(outcome.status, 'rejected');
      assert.equal((outcome.reason as EloError).code, 'worker-pool-closed');
    }
    await assert.rejects(one.run('thread', null), { code: 'worker-pool-closed' });
  });

  it('does not keep the process alive while idle', () => {
    const script = `
      import { createWorkerPool } from '${new URL('../../../electron/engine/platform/workerPool.ts', import.meta.url).href}';
      const pool = createWorkerPool({ worker: new URL('${worker.href}'), size: 1 });
      console.log(await pool.run('double', { value: 5 }));`;
    const file = join(mkdtempSync(join(tmpdir(), 'elo-pool-')), 'idle.mjs');
    writeFileSync(file, script);
    const child = spawnSync(process.execPath, [file], { timeout: 15_000 });
    rmSync(dirname(file), { recursive: true });
    assert.equal(child.status, 0, child.stderr.toString());
    assert.equal(child.stdout.toString().trim(), '10');
  });
});

describe('an inline pool', () => {
  const jobs = {
    double: ({ value }: { value: number }) => value * 2,
    refuse: () => {
      throw new EloError('test-refused', 'refused on purpose');
    },
  };

  it('runs the same jobs with the same answers', async () => {
    const pool = createInlinePool(jobs);
    assert.equal(await pool.run<{ value: number }, number>('double', { value: 21 }), 42);
    await assert.rejects(pool.run('refuse', null), { code: 'test-refused' });
    await assert.rejects(pool.run('other', null), { code: 'unknown-job' });
    await assert.rejects(pool.run('double', { value: 1 }, { signal: AbortSignal.abort() }), {
      code: 'cancelled',
    });
    await pool.close();
    await assert.rejects(pool.run('double', { value: 1 }), { code: 'worker-pool-closed' });
  });

  it('runs one job after another, in order', async () => {
    const order: number[] = [];
    const pool = createInlinePool({
      note: async ({ value }: { value: number }) => {
        await Promise.resolve();
        order.push(value);
      },
    });
    await Promise.all([1, 2, 3].map((value) => pool.run('note', { value })));
    assert.deepEqual(order, [1, 2, 3]);
  });
});
