import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBench, later, noAnswer, receiptFor, refusal, script } from './support/bench.ts';

describe('429', () => {
  it('pauses everything for the time it asks for, and counts as nobody’s failure', async () => {
    const bench = createBench({ concurrency: 1 });
    const first = bench.save('a');
    const second = bench.save('b');
    bench.state.answer = script(refusal(429, 'rate-limited', 30_000));
    bench.delivery.start();
    await bench.clock.advance(29_999);
    assert.equal(bench.calls.length, 1);
    assert.equal(bench.delivery.state().paused, 'rate-limited');
    bench.delivery.kick('user');
    await bench.clock.settle();
    assert.equal(bench.calls.length, 1, 'not even the user overrides it');
    await bench.clock.advance(2);
    assert.equal(bench.row(first).state, 'received');
    assert.equal(bench.row(second).state, 'received');
    assert.equal(bench.delivery.state().paused, null);
  });

  it('waits by itself, longer each time, where no time is named', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(refusal(429, 'rate-limited'), refusal(429, 'rate-limited'));
    bench.delivery.start();
    await bench.clock.advance(999);
    assert.equal(bench.calls.length, 1);
    await bench.clock.advance(10_000);
    assert.equal(bench.row(row).state, 'received');
  });
});

describe('the account', () => {
  it('pauses at a 401 until the account is signed in again; the queue is kept', async () => {
    const bench = createBench();
    const rows = ['a', 'b', 'c'].map((lane) => bench.save(lane));
    bench.state.answer = async () => {
      bench.state.closed = 'sign-in';
      throw refusal(401, 'unauthenticated');
    };
    bench.delivery.start();
    await bench.clock.advance(3 * 24 * 60 * 60_000);
    assert.equal(bench.calls.length, 3);
    assert.equal(bench.delivery.state().paused, 'sign-in');
    assert.ok(rows.every((row) => bench.row(row).state === 'kept'));
    bench.state.answer = async (call) => receiptFor(call);
    bench.setGate(null);
    await bench.clock.settle();
    assert.ok(rows.every((row) => bench.row(row).state === 'received'));
    assert.equal(bench.delivery.state().paused, null);
  });

  it('pauses at promob-link-required until the user is linked again', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = async () => {
      bench.state.closed = 'link';
      throw refusal(403, 'promob-link-required');
    };
    bench.delivery.start();
    await bench.clock.advance(60 * 60_000);
    assert.equal(bench.calls.length, 1);
    assert.equal(bench.delivery.state().paused, 'link');
    bench.state.answer = async (call) => receiptFor(call);
    bench.setGate(null);
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'received');
  });

  it('goes on at once where the account finds nothing in the way (a token renewed meanwhile)', async () => {
    const bench = createBench();
    const rows = ['a', 'b', 'c'].map((lane) => bench.save(lane));
    const failed = new Set<string>();
    bench.state.answer = async (call) => {
      if (failed.has(call.key)) return receiptFor(call);
      failed.add(call.key);
      throw refusal(401, 'unauthenticated');
    };
    bench.delivery.start();
    for (let turn = 0; turn < 10; turn += 1) await bench.clock.settle();
    assert.ok(rows.every((row) => bench.row(row).state === 'received'));
    assert.equal(bench.clock.monotonic(), 0);
  });

  it('takes a refusal of an exchange that began before the gate opened for no news', async () => {
    const bench = createBench({ concurrency: 2 });
    const quick = bench.save('a');
    const slow = bench.save('b');
    const gate = later();
    const refused = new Set<string>();
    bench.state.answer = async (call) => {
      if (refused.has(call.key)) return receiptFor(call);
      refused.add(call.key);
      if (call.key === slow.idempotencyKey) await gate.promise;
      throw refusal(401, 'unauthenticated');
    };
    bench.delivery.start();
    await bench.clock.settle();
    await bench.clock.settle();
    assert.equal(bench.row(quick).state, 'received');
    gate.resolve();
    await bench.clock.settle();
    assert.equal(bench.row(slow).state, 'received');
    assert.equal(bench.state.rechecks, 1);
    assert.equal(bench.clock.monotonic(), 0);
  });

  it('forgets earlier refusals once something was received', async () => {
    const bench = createBench();
    for (let day = 0; day < 5; day += 1) {
      const row = bench.save('a');
      bench.state.answer = script(refusal(401, 'unauthenticated'));
      if (day === 0) bench.delivery.start();
      else bench.delivery.kick();
      await bench.clock.settle();
      await bench.clock.settle();
      assert.equal(bench.row(row).state, 'received');
    }
    assert.equal(bench.clock.monotonic(), 0);
  });

  it('asks ever more rarely where FoccoLojas refuses what the account thinks is allowed', async () => {
    const bench = createBench();
    bench.save('a');
    bench.state.answer = async () => Promise.reject(refusal(401, 'unauthenticated'));
    bench.delivery.start();
    await bench.clock.advance(60 * 60_000);
    assert.ok(bench.calls.length > 60 && bench.calls.length < 140, String(bench.calls.length));
  });

  it('looks again by itself where the account could not be asked', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(refusal(401, 'unauthenticated'));
    bench.state.recheck = async () => {
      if (bench.state.rechecks < 3) throw noAnswer();
      return null;
    };
    bench.delivery.start();
    await bench.clock.advance(60_000);
    assert.equal(bench.row(row).state, 'received');
    assert.ok(bench.state.rechecks >= 3);
  });

  it('sends nothing while the account is not signed in from the start', async () => {
    const bench = createBench();
    bench.save('a');
    bench.state.closed = 'sign-in';
    bench.delivery.start();
    await bench.clock.advance(60 * 60_000);
    assert.equal(bench.calls.length, 0);
  });
});

describe('offline', () => {
  it('burns no attempts: one probe decides for all, and everything goes at once when it is answered', async () => {
    const bench = createBench({ concurrency: 4 });
    const rows = Array.from({ length: 500 }, (_, index) => bench.save(`lane-${index % 100}`));
    bench.state.answer = async () => Promise.reject(noAnswer());
    bench.state.health = async () => Promise.reject(noAnswer());
    bench.delivery.start();
    await bench.clock.advance(2 * 24 * 60 * 60_000);
    assert.equal(bench.calls.length, 4);
    assert.equal(bench.delivery.state().online, false);
    assert.equal(bench.delivery.state().paused, 'offline');
    assert.ok(bench.state.probes > 5000 && bench.state.probes < 8000, String(bench.state.probes));
    bench.state.answer = async (call) => receiptFor(call);
    bench.state.health = async () => ({});
    await bench.clock.advance(30_000);
    assert.ok(rows.every((row) => bench.row(row).state === 'received'));
    assert.equal(bench.delivery.state().online, true);
    assert.deepEqual(
      bench.statuses.map((status) => status.paused),
      [null, 'offline', null],
    );
  });

  it('probes at once when told that the network is back, but not with every new row', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = async () => Promise.reject(noAnswer());
    bench.state.health = async () => Promise.reject(noAnswer());
    bench.delivery.start();
    await bench.clock.advance(10 * 60_000 + 2_000);
    const before = bench.state.probes;
    for (let burst = 0; burst < 50; burst += 1) {
      bench.delivery.kick();
      await bench.clock.settle();
    }
    assert.ok(bench.state.probes - before <= 1);
    bench.state.answer = async (call) => receiptFor(call);
    bench.state.health = async () => ({});
    await bench.clock.advance(1_000);
    bench.delivery.kick('network');
    await bench.clock.settle();
    assert.equal(bench.row(row).state, 'received');
  });

  it('takes one row that cannot get through for that row’s trouble while FoccoLojas answers the probe', async () => {
    const bench = createBench();
    const large = bench.save('a');
    bench.state.answer = async (call) => {
      if (call.key === large.idempotencyKey) throw noAnswer('network-timeout');
      return receiptFor(call);
    };
    bench.delivery.start();
    await bench.clock.advance(60 * 60_000);
    assert.equal(bench.delivery.state().online, true);
    const row = bench.row(large);
    assert.equal(row.state, 'kept');
    assert.ok(row.attempts > 5 && row.attempts < 25, String(row.attempts));
    const small = bench.save('b');
    bench.delivery.kick();
    await bench.clock.settle();
    assert.equal(bench.row(small).state, 'received');
  });

  it('does not take one stale connection of the probe itself for an outage', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.state.answer = script(noAnswer('network-reset'));
    bench.state.health = async () => {
      if (bench.state.probes === 1) throw noAnswer('network-reset');
    };
    bench.delivery.start();
    await bench.clock.advance(250);
    assert.equal(bench.state.probes, 2);
    assert.equal(bench.row(row).state, 'received');
    assert.ok(bench.statuses.every((status) => status.online));
  });

  it('takes any answer for a sign of life, without waiting for the probe', async () => {
    for (const answer of [null, refusal(500, 'server-error')]) {
      const bench = createBench({ concurrency: 2 });
      bench.save('a');
      const other = bench.save('b');
      const third = bench.save('c');
      const gate = later();
      bench.state.health = () => new Promise(() => undefined);
      bench.state.answer = async (call) => {
        if (call.environmentId === 'a') throw noAnswer('network-timeout');
        if (call.key === other.idempotencyKey) {
          await gate.promise;
          if (answer !== null) throw answer;
        }
        return receiptFor(call);
      };
      bench.delivery.start();
      await bench.clock.settle();
      assert.equal(bench.calls.length, 2, 'nothing more is sent over a line in doubt');
      gate.resolve();
      await bench.clock.settle();
      assert.equal(bench.row(third).state, 'received');
    }
  });

  it('makes everything due when the line is back, however long it was to wait', async () => {
    const bench = createBench({ concurrency: 1 });
    const waiting = bench.save('a');
    bench.state.answer = script(refusal(503, 'service-unavailable', 3_600_000), noAnswer());
    bench.state.health = async () => Promise.reject(noAnswer());
    bench.delivery.start();
    await bench.clock.settle();
    bench.save('b');
    bench.delivery.kick();
    await bench.clock.settle();
    assert.equal(bench.delivery.state().online, false);
    bench.state.health = async () => ({});
    await bench.clock.advance(1_500);
    assert.equal(bench.row(waiting).state, 'received');
  });

  it('takes a probe that never ends for no answer', async () => {
    const bench = createBench();
    bench.save('a');
    bench.state.answer = async () => Promise.reject(noAnswer());
    bench.state.health = () => new Promise(() => undefined);
    bench.delivery.start();
    await bench.clock.advance(9_999);
    assert.equal(bench.delivery.state().online, true);
    await bench.clock.advance(2);
    assert.equal(bench.delivery.state().online, false);
  });

  it('is told by others that the line may be down', async () => {
    const bench = createBench();
    bench.state.health = async () => Promise.reject(noAnswer());
    bench.delivery.start();
    bench.delivery.doubtLine();
    await bench.clock.settle();
    assert.equal(bench.delivery.state().online, false);
    bench.state.health = async () => Promise.reject(refusal(429, 'rate-limited'));
    await bench.clock.advance(1_500);
    assert.equal(bench.delivery.state().online, true, 'a refusal is a sign of life');
  });
});
