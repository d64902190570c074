import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createBench, later, noAnswer, receiptFor, refusal, script } from './support/bench.ts';

describe('lanes', () => {
  it('delivers in order within a lane and side by side across lanes', async () => {
    const bench = createBench({ concurrency: 4 });
    const rows = ['a', 'b', 'a', 'a', 'b', 'c'].map((lane) => bench.save(lane));
    let most = 0;
    let now = 0;
    const busy = new Set<string>();
    bench.state.answer = async (call) => {
      now += 1;
      most = Math.max(most, now);
      const lane = String(call.environmentId);
      assert.equal(busy.has(lane), false, 'two of one lane at once');
      busy.add(lane);
      await new Promise((resolve) => setImmediate(resolve));
      busy.delete(lane);
      now -= 1;
      return receiptFor(call);
    };
    bench.delivery.start();
    await Promise.all(rows.map((row) => bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 1000 })));
    assert.equal(most, 3);
    for (const lane of ['a', 'b', 'c']) {
      const keys = rows.filter((row) => row.lane === lane).map((row) => row.idempotencyKey);
      assert.deepEqual(
        bench.calls.filter((call) => call.environmentId === lane).map((call) => call.key),
        keys,
      );
    }
    assert.ok(bench.outbox.all().every((row) => row.state === 'received' && row.attempts === 1));
  });

  it('never has more on the way than it may', async () => {
    const bench = createBench({ concurrency: 3 });
    for (let lane = 0; lane < 10; lane += 1) bench.save(`lane-${lane}`);
    bench.state.answer = () => new Promise(() => undefined);
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.calls.length, 3);
    assert.equal(bench.delivery.state().inFlight, 3);
  });

  it('does not hold many large contents in memory at once', async () => {
    const bench = createBench({ concurrency: 6 });
    const large = 40 * 1024 * 1024;
    const gates = [later(), later(), later()];
    for (const lane of ['a', 'b', 'c']) {
      const row = bench.save(lane);
      // Only the row says that it is large: no test needs the memory.
      bench.outbox.setBytes(row.deliveryId, large);
    }
    let reading = 0;
    let most = 0;
    bench.state.readContent = async () => {
      reading += 1;
      most = Math.max(most, reading);
      await gates[bench.calls.length]?.promise;
      reading -= 1;
      throw new EloError('content-missing', 'x');
    };
    bench.delivery.start();
    for (const gate of gates) {
      await bench.clock.settle();
      gate.resolve();
    }
    await bench.clock.settle();
    assert.equal(most, 1);
    assert.ok(bench.outbox.all().every((row) => row.state === 'needs-attention'));
  });

  it('goes on elsewhere while a row needs attention, and holds back its own lane', async () => {
    const bench = createBench();
    const bad = bench.save('a');
    const behind = bench.save('a');
    const other = bench.save('b');
    bench.contents.delete(bad.sha256 ?? '');
    bench.delivery.start();
    await bench.clock.advance(60 * 60_000);
    assert.equal(bench.row(bad).state, 'needs-attention');
    assert.equal(bench.row(bad).reason, 'content-missing');
    assert.equal(bench.row(behind).state, 'kept');
    assert.equal(bench.row(behind).attempts, 0);
    assert.equal(bench.row(other).state, 'received');
  });

  it('goes on elsewhere while one row is answered 500 for ever, tries it ever more rarely, and never gives it up', async () => {
    const bench = createBench();
    const bad = bench.save('a');
    bench.state.answer = async (call) => {
      if (call.key === bad.idempotencyKey) throw refusal(500, 'server-error');
      return receiptFor(call);
    };
    bench.delivery.start();
    const others = [];
    for (let hour = 0; hour < 24; hour += 1) {
      others.push(bench.save('b'));
      bench.delivery.kick();
      await bench.clock.advance(60 * 60_000);
    }
    assert.ok(others.every((row) => bench.row(row).state === 'received'));
    const row = bench.row(bad);
    assert.equal(row.state, 'kept');
    assert.equal(row.reason, 'server-error');
    // Full jitter at its middle: at most one try each 7.5 minutes once the ladder is climbed.
    assert.ok(row.attempts > 100 && row.attempts < 230, String(row.attempts));
    assert.deepEqual(bench.delivery.state().stuck, [bad.deliveryId]);
    assert.ok(bench.logged.includes('stuck'));
    bench.state.answer = async (call) => receiptFor(call);
    await bench.clock.advance(15 * 60_000);
    assert.equal(bench.row(bad).state, 'received');
    assert.deepEqual(bench.delivery.state().stuck, []);
  });

  it('is not stuck while nothing else is received either', async () => {
    const bench = createBench();
    bench.save('a');
    bench.state.answer = async () => Promise.reject(refusal(500, 'server-error'));
    bench.delivery.start();
    await bench.clock.advance(24 * 60 * 60_000);
    assert.deepEqual(bench.delivery.state().stuck, []);
  });
});

describe('receipts', () => {
  it('believes only a receipt of the same bytes under the same key', async () => {
    for (const wrong of [{ sha256: 'f'.repeat(64) }, { idempotencyKey: 'another' }]) {
      const bench = createBench();
      const row = bench.save('a');
      bench.state.answer = async (call) => ({ ...receiptFor(call), ...wrong });
      bench.delivery.start();
      const decided = await bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 1000 });
      assert.equal(decided.state, 'needs-attention');
      assert.equal(decided.reason, 'receipt-mismatch');
    }
  });

  it('sends the same key on every attempt', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(
      noAnswer('network-reset'),
      refusal(503, 'service-unavailable'),
      refusal(500, 'server-error'),
    );
    bench.delivery.start();
    await bench.clock.advance(60_000);
    assert.equal(bench.row(row).state, 'received');
    assert.deepEqual(
      bench.seen(),
      Array.from({ length: 4 }, () => row.idempotencyKey),
    );
  });

  it('asks at least every 32 s while FoccoLojas says that it takes nothing, so that the queue goes on once it does', async () => {
    const bench = createBench({ random: () => 0.999 });
    const row = bench.save('a');
    let away = true;
    bench.state.answer = (call) =>
      away ? Promise.reject(refusal(503, 'service-unavailable')) : Promise.resolve(receiptFor(call));
    bench.delivery.start();
    for (let minute = 0; minute < 10; minute += 1) await bench.clock.advance(60_000);
    away = false;
    await bench.clock.advance(32_000);
    assert.equal(bench.row(row).state, 'received');
  });

  it('asks again within 250 ms after a lost answer', async () => {
    const bench = createBench({ random: () => 0.999 });
    const row = bench.save('a');
    bench.state.answer = script(noAnswer('network-reset'));
    bench.delivery.start();
    await bench.clock.advance(250);
    assert.equal(bench.row(row).state, 'received');
  });
});

describe('rules', () => {
  it('asks the rules immediately before sending, not when queued', async () => {
    const bench = createBench({ concurrency: 1 });
    const first = bench.save('a');
    const second = bench.save('a');
    const act = bench.act('a');
    const other = bench.act('b');
    let locked = false;
    bench.state.answer = async (call) => {
      locked = true;
      return receiptFor(call);
    };
    bench.state.may = (row) => {
      if (!locked) return { ok: true };
      return row.kind === 'save'
        ? { ok: false, withhold: 'purchase-orders-issued' }
        : { ok: false, refuse: 'environment-locked' };
    };
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(first).state, 'received');
    assert.equal(bench.row(second).state, 'withheld');
    assert.equal(bench.row(second).reason, 'purchase-orders-issued');
    assert.equal(bench.row(second).attempts, 0);
    assert.equal(bench.row(act).state, 'refused');
    assert.equal(bench.row(other).state, 'refused');
    assert.equal(bench.calls.length, 1);
  });

  it('never refuses a save, whatever a rule says', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.may = () => ({ ok: false, refuse: 'listing-not-fresh' });
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'needs-attention');
    assert.equal(bench.row(row).reason, 'listing-not-fresh');
  });

  it('lets one broken rule delay nobody else', async () => {
    const bench = createBench();
    const bad = bench.save('a');
    const good = bench.save('b');
    bench.state.may = (row) => {
      if (row.deliveryId === bad.deliveryId) throw new TypeError('broken');
      return { ok: true };
    };
    bench.delivery.start();
    await bench.clock.advance(60_000);
    assert.equal(bench.row(good).state, 'received');
    assert.equal(bench.row(bad).state, 'kept');
    assert.equal(bench.row(bad).reason, 'unexpected-error');
  });

  it('gives the control thread back while a long queue is withheld', async () => {
    const bench = createBench();
    for (let index = 0; index < 350; index += 1) bench.save('a');
    let asked = 0;
    bench.state.may = () => {
      asked += 1;
      return { ok: false, withhold: 'purchase-orders-issued' };
    };
    bench.delivery.start();
    assert.equal(asked, 100);
    await bench.clock.advance(1_000);
    assert.equal(asked, 350);
    assert.ok(bench.outbox.all().every((row) => row.state === 'withheld'));
  });

  it('tells the user when FoccoLojas refuses an act, and what is behind goes on', async () => {
    const bench = createBench();
    const act = bench.act('a');
    const behind = bench.save('a');
    bench.state.answer = script(refusal(409, 'quote-outdated'));
    bench.delivery.start();
    const decided = await bench.delivery.whenFinal(act.deliveryId, { timeoutMs: 1000 });
    assert.equal(decided.state, 'refused');
    assert.equal(decided.reason, 'quote-outdated');
    await bench.clock.settle();
    assert.equal(bench.row(behind).state, 'received');
  });

  it('withholds a save that FoccoLojas calls locked', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = async () => Promise.reject(refusal(409, 'environment-locked'));
    bench.delivery.start();
    const decided = await bench.delivery.whenFinal(row.deliveryId, { timeoutMs: 1000 });
    assert.equal(decided.state, 'withheld');
    assert.equal(decided.reason, 'purchase-orders-issued');
  });
});
