import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createBench, later, receiptFor, refusal, script } from './support/bench.ts';

describe('starting and stopping', () => {
  it('sends what a dead engine left on the way again, with the same key', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = () => new Promise(() => undefined);
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'sending');
    bench.state.answer = async (call) => receiptFor(call);
    bench.make().start();
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'received');
    assert.deepEqual(bench.seen(), [row.idempotencyKey, row.idempotencyKey]);
  });

  it('lets what is on the way arrive when it stops, and begins nothing more', async () => {
    const bench = createBench({ concurrency: 1 });
    const first = bench.save('a');
    const second = bench.save('a');
    const gate = later();
    bench.state.answer = async (call) => {
      await gate.promise;
      return receiptFor(call);
    };
    bench.delivery.start();
    await bench.clock.settle();
    const stopping = bench.delivery.stop(5_000);
    gate.resolve();
    await stopping;
    assert.equal(bench.row(first).state, 'received');
    assert.equal(bench.row(second).state, 'kept');
    assert.equal(bench.calls.length, 1);
    assert.equal(bench.clock.timers(), 0);
    assert.equal(bench.gateListeners.size, 0);
  });

  it('aborts what does not arrive in time; it is kept again with its key, and a late answer changes nothing', async () => {
    const bench = createBench();
    const row = bench.save('a');
    const gate = later();
    let aborted = false;
    bench.state.answer = async (call) => {
      call.signal.addEventListener('abort', () => {
        aborted = true;
      });
      await gate.promise;
      return receiptFor(call);
    };
    bench.delivery.start();
    await bench.clock.settle();
    const stopping = bench.delivery.stop(5_000);
    await bench.clock.advance(5_000);
    await stopping;
    assert.equal(aborted, true);
    assert.equal(bench.row(row).state, 'kept');
    gate.resolve();
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'kept');
    assert.equal(bench.row(row).idempotencyKey, row.idempotencyKey);
    assert.equal(bench.clock.timers(), 0);
  });

  it('sends nothing before it is started nor after it was stopped, and is not started twice', async () => {
    const bench = createBench();
    bench.save('a');
    bench.delivery.kick();
    await bench.clock.advance(60_000);
    assert.equal(bench.calls.length, 0);
    bench.delivery.start();
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.calls.length, 1);
    await bench.delivery.stop(1_000);
    bench.save('a');
    bench.delivery.kick('user');
    await bench.clock.advance(60_000);
    assert.equal(bench.calls.length, 1);
    assert.throws(() => bench.delivery.start(), { code: 'delivery-stopped' });
  });

  it('pauses and resumes by hand; what is on the way ends normally', async () => {
    const bench = createBench({ concurrency: 1 });
    const first = bench.save('a');
    const second = bench.save('a');
    const gate = later();
    bench.state.answer = async (call) => {
      await gate.promise;
      return receiptFor(call);
    };
    bench.delivery.start();
    await bench.clock.settle();
    bench.delivery.pause('held');
    bench.delivery.pause('link');
    gate.resolve();
    await bench.clock.settle();
    assert.equal(bench.row(first).state, 'received');
    assert.equal(bench.row(second).state, 'kept');
    assert.equal(bench.delivery.state().paused, 'link');
    bench.delivery.resume('link');
    assert.equal(bench.delivery.state().paused, 'held');
    bench.delivery.resume();
    await bench.clock.settle();
    assert.equal(bench.row(second).state, 'received');
  });

  it('survives a ledger that cannot be written for a while: the receipt is not lost', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = async (call) => {
      bench.outbox.breakWrites(new EloError('disk-full', 'full'));
      return receiptFor(call);
    };
    bench.delivery.start();
    await bench.clock.advance(60_000);
    assert.equal(bench.row(row).state, 'sending');
    bench.outbox.breakWrites(null);
    await bench.clock.advance(2_000);
    assert.equal(bench.row(row).state, 'received');
    assert.equal(bench.calls.length, 1);
  });

  it('survives a listener that throws', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.changes.push = () => {
      throw new TypeError('broken');
    };
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'received');
  });

  it('is not put to sleep by a clock set back', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(refusal(500, 'server-error'));
    bench.delivery.start();
    await bench.clock.settle();
    bench.clock.jump(-30 * 24 * 60 * 60_000);
    bench.delivery.kick();
    await bench.clock.advance(1_000);
    assert.equal(bench.row(row).state, 'received');
  });

  it('tells each state of a row after it was written', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(refusal(500, 'server-error'));
    bench.delivery.start();
    await bench.clock.advance(5_000);
    assert.deepEqual(
      bench.changes.map((change) => [change.deliveryId === row.deliveryId, change.state]),
      [
        [true, 'sending'],
        [true, 'kept'],
        [true, 'sending'],
        [true, 'received'],
      ],
    );
  });
});

describe('waiting for a row and asking again', () => {
  it('says still-waiting after the time, with what stands in the way; the row stays queued', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.closed = 'sign-in';
    bench.delivery.start();
    const waiting = bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 5_000 });
    const refused = assert.rejects(waiting, {
      code: 'still-waiting',
      retryable: true,
      details: { paused: 'sign-in' },
    });
    await bench.clock.advance(5_000);
    await refused;
    assert.equal(bench.row(row).state, 'kept');
  });

  it('can be cancelled, and knows only rows that exist', async () => {
    const bench = createBench();
    const row = bench.save('a');
    const abort = new AbortController();
    const waiting = bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 5_000, signal: abort.signal });
    abort.abort();
    await assert.rejects(waiting, { code: 'cancelled' });
    await assert.rejects(
      bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 5_000, signal: AbortSignal.abort() }),
      { code: 'cancelled' },
    );
    await assert.rejects(bench.delivery.whenFinal('nothing', { timeoutMs: 5_000 }), {
      code: 'delivery-not-found',
    });
    assert.equal(bench.clock.timers(), 0);
  });

  it('ends the waiting when delivery stops', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.closed = 'link';
    bench.delivery.start();
    const refused = assert.rejects(bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 60_000 }), {
      code: 'still-waiting',
    });
    await bench.delivery.stop(1_000);
    await refused;
    assert.equal(bench.clock.timers(), 0);
  });

  it('answers at once for a row that is decided', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal((await bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 1 })).state, 'received');
  });

  it('serves the lane somebody is waiting for before a backlog that nobody looks at', async () => {
    const bench = createBench({ concurrency: 1 });
    for (let lane = 0; lane < 20; lane += 1) bench.save(`old-${lane}`);
    const before = bench.save('new');
    const act = bench.act('new');
    bench.state.closed = 'sign-in';
    bench.delivery.start();
    const waiting = bench.delivery.whenFinal(act.deliveryId, { timeoutMs: 1_000 });
    bench.setGate(null);
    assert.equal((await waiting).state, 'received');
    assert.deepEqual(bench.seen().slice(0, 2), [before.idempotencyKey, act.idempotencyKey]);
    await bench.clock.settle();
    assert.ok(bench.outbox.all().every((row) => row.state === 'received'));
  });

  it('sends again what needed attention when the user asks, with the same key, and its lane goes on', async () => {
    const bench = createBench();
    const row = bench.save('a');
    const behind = bench.save('a');
    bench.state.answer = script(refusal(413, 'payload-too-large'));
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'needs-attention');
    bench.delivery.retry(row.deliveryId);
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'received');
    assert.equal(bench.row(behind).state, 'received');
    assert.deepEqual(bench.seen().slice(0, 2), [row.idempotencyKey, row.idempotencyKey]);
    assert.throws(() => bench.delivery.retry(row.deliveryId), { code: 'delivery-not-retryable' });
    assert.throws(() => bench.delivery.retry('nothing'), { code: 'delivery-not-found' });
    bench.state.answer = () => new Promise(() => undefined);
    const sending = bench.save('a');
    bench.delivery.kick();
    await bench.clock.settle();
    assert.equal(bench.delivery.retry(sending.deliveryId).state, 'sending', 'it is on the way already');
    assert.equal(bench.row(sending).attempts, 1);
  });

  it('makes everything due when the machine wakes up or the user asks, but not with a new row', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(refusal(503, 'service-unavailable', 600_000));
    bench.delivery.start();
    await bench.clock.settle();
    bench.delivery.kick();
    await bench.clock.settle();
    assert.equal(bench.calls.length, 1);
    bench.delivery.kick('wake');
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'received');
  });
});
