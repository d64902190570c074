import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentItems } from '../../../electron/engine/environments/environmentItems.ts';
import { isMoving } from '../../../electron/engine/leaving.ts';
import { createLooks } from '../../../electron/engine/looks.ts';
import { checkServerChoice } from '../../../electron/engine/onlineSide.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { ledgerBench, withCode } from '../ledger/ledgerFixture.ts';
import { manualClock } from '../net/manualClock.ts';

describe('the choice of a server', () => {
  const [a, b] = ['https://a.exemplo.com', 'https://b.exemplo.com'];

  it('is free while nothing was done for another one', (t) => {
    const { ledger } = ledgerBench(t);
    checkServerChoice({ ledger, vault: 'system', before: null, next: a });
    checkServerChoice({ ledger, vault: 'system', before: a, next: b });
    checkServerChoice({ ledger, vault: 'memory', before: null, next: 'http://127.0.0.1:9' });
  });

  it('is refused where something is bound, or was queued for the other one', (t) => {
    const bench = ledgerBench(t);
    const { ledger } = bench;
    bench.save('/p/a.promob', 'a');
    ledger.bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    const change = (): void => checkServerChoice({ ledger, vault: 'system', before: a, next: b });
    assert.throws(change, withCode('server-mismatch'));
    ledger.bindings.unbind('e1');
    assert.throws(change, withCode('server-mismatch'), 'its delivery is still due there');
    checkServerChoice({ ledger, vault: 'system', before: a, next: a });
  });

  it('of a memory vault is a server on this machine', (t) => {
    const { ledger } = ledgerBench(t);
    for (const next of [a, null]) {
      assert.throws(
        () => checkServerChoice({ ledger, vault: 'memory', before: null, next }),
        withCode('memory-vault-needs-loopback'),
      );
    }
  });
});

describe('a look', () => {
  it('is worth asking FoccoLojas once in its time, for each environment and for all of them', () => {
    const clock = manualClock();
    const isWorthAsking = createLooks(clock);
    assert.deepEqual([isWorthAsking(), isWorthAsking('e1'), isWorthAsking('e2')], [true, true, true]);
    assert.deepEqual([isWorthAsking(), isWorthAsking('e1')], [false, false]);
    clock.advance(20_000);
    assert.deepEqual([isWorthAsking(), isWorthAsking('e1')], [false, true]);
    clock.advance(60_000);
    assert.equal(isWorthAsking(), true);
  });

  it('remembers a bounded number of them', () => {
    const isWorthAsking = createLooks(manualClock());
    for (let index = 0; index < 2_000; index += 1) isWorthAsking(`e${index}`);
    assert.deepEqual([isWorthAsking('e1999'), isWorthAsking('e0')], [false, true]);
  });
});

describe('ending the engine', () => {
  const stage = (t: Parameters<typeof ledgerBench>[0], paused: 'sign-in' | 'rate-limited' | null = null) => {
    const bench = ledgerBench(t);
    const delivery = {
      kick: () => undefined,
      state: () => ({ online: true, paused, inFlight: 0, stuck: [] }),
    };
    const clock = manualClock();
    return { bench, clock, moving: () => isMoving({ ledger: bench.ledger, delivery, clock }) };
  };
  const queue = (bench: ReturnType<typeof ledgerBench>): string =>
    bench.ledger.outbox.add({ kind: 'customer', lane: 'creation' }).deliveryId;

  it('is no good moment while something is on its way, or goes soon', (t) => {
    const { bench, clock, moving } = stage(t);
    assert.equal(moving(), false);
    const id = queue(bench);
    assert.equal(moving(), true);
    bench.ledger.outbox.claim(id);
    assert.equal(moving(), true);
    bench.ledger.outbox.retryLater(id, clock.now() + 10 * 60_000, 'server-error');
    assert.equal(moving(), false, 'what failed waits long enough for an update');
  });

  it('waits for no queue that cannot go', (t) => {
    const { bench, moving } = stage(t, 'sign-in');
    queue(bench);
    assert.equal(moving(), false);
  });
});

describe('the items of an environment', () => {
  const item = {
    id: 'i1',
    source: 'manual' as const,
    description: 'Pedra',
    quantity: '1',
    total: '900.00',
    flags: [],
  };
  type Answer = () => Promise<{ items: (typeof item)[] }>;
  const stage = (t: Parameters<typeof ledgerBench>[0]) => {
    const { ledger } = ledgerBench(t);
    const clock = manualClock();
    let answer: Answer = () => Promise.resolve({ items: [item] });
    const client = { listItems: () => answer() };
    return {
      clock,
      items: () => environmentItems({ ledger, client, clock }, 'e1'),
      next: (now: Answer) => (answer = now),
    };
  };
  const failing =
    (error: EloError): Answer =>
    () =>
      new Promise((_resolve, reject) => reject(error));

  it('are FoccoLojas’ own, and remembered for when it cannot be asked', async (t) => {
    const { items, next } = stage(t);
    const fresh = await items();
    assert.deepEqual([fresh.items, fresh.stale], [[item], false]);
    next(failing(new EloError('network-reset', 'away', { retryable: true })));
    assert.deepEqual(await items(), { ...fresh, stale: true });
    next(failing(new EloError('sign-in-required', 'nobody')));
    assert.equal((await items()).stale, true);
  });

  it('are not waited for where some are known; the late answer is remembered', async (t) => {
    const { items, next, clock } = stage(t);
    await items();
    let arrive: (answer: { items: (typeof item)[] }) => void = () => undefined;
    next(() => new Promise((resolve) => (arrive = resolve)));
    const asked = items();
    clock.advance(10_000);
    assert.equal((await asked).stale, true);
    arrive({ items: [item, { ...item, id: 'i2' }] });
    await new Promise((resolve) => setImmediate(resolve));
    next(failing(new EloError('network-reset', 'away', { retryable: true })));
    assert.equal((await items()).items.length, 2);
  });

  it('are an error where nothing is known, and where FoccoLojas says no', async (t) => {
    const { items, next } = stage(t);
    next(failing(new EloError('network-reset', 'away', { retryable: true })));
    await assert.rejects(items, withCode('network-reset'));
    next(() => Promise.resolve({ items: [item] }));
    await items();
    next(failing(new EloError('not-found', 'gone')));
    await assert.rejects(items, withCode('not-found'));
  });
});
