import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closableClient } from '../../../electron/engine/closableClient.ts';
import { closableLedger } from '../../../electron/engine/closableLedger.ts';
import { createFoccoLojasClient } from '../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import type { Http } from '../../../electron/engine/net/createHttp.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { ledgerBench, withCode } from '../ledger/ledgerFixture.ts';
import { manualClock } from '../net/manualClock.ts';

function stage(o: { readonly token?: () => Promise<string | null> } = {}) {
  const signals: (AbortSignal | undefined)[] = [];
  let answer: (value: unknown) => void = () => undefined;
  const http: Http = {
    request: ({ signal }) => {
      signals.push(signal);
      return new Promise((resolve) => {
        answer = (body) => resolve({ status: 200, headers: {}, body: body as never });
      });
    },
    close: () => undefined,
  };
  const closing = new AbortController();
  const plain = createFoccoLojasClient({
    http,
    baseUrl: 'http://127.0.0.1:1',
    tokens: {
      accessToken: o.token ?? (() => Promise.resolve('token')),
      refresh: () => Promise.resolve(null),
    },
    clock: manualClock(),
  });
  return {
    client: closableClient(plain, closing.signal),
    signals,
    answer: (body: unknown) => answer(body),
    close: () => closing.abort(new EloError('session-closed', 'over')),
  };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a client that ends with its session', () => {
  it('cuts calls under way, ends their exchanges, and takes no new ones', async () => {
    const { client, signals, answer, close } = stage();
    const call = client.listItems({ params: { environmentId: 'e' } });
    const named = client.call('listCustomers', {});
    await turn();
    close();
    await assert.rejects(call, withCode('session-closed'));
    await assert.rejects(named, withCode('session-closed'));
    assert.deepEqual(
      signals.map((signal) => signal?.aborted),
      [true, true],
    );
    answer({ items: [] });
    await assert.rejects(() => client.getHealth(), withCode('session-closed'));
    await assert.rejects(
      () => client.openEvents({ signal: new AbortController().signal }),
      withCode('session-closed'),
    );
    assert.equal(signals.length, 2);
  });

  it('cuts a call that still waits for its token', async () => {
    const { client, close, signals } = stage({ token: () => new Promise(() => undefined) });
    const call = client.getMe();
    await turn();
    close();
    await assert.rejects(call, withCode('session-closed'));
    assert.deepEqual(signals, []);
  });

  it('refuses an answer that came in the same moment', async () => {
    const { client, answer, close } = stage();
    const call = client.listItems({ params: { environmentId: 'e' } });
    await turn();
    answer({ items: [] });
    close();
    await assert.rejects(call, withCode('session-closed'));
  });

  it('heeds the signal of a call, answers, and refuses what cannot stand in an address', async () => {
    const { client, signals, answer } = stage();
    const leave = new AbortController();
    const left = client.listItems({ params: { environmentId: 'e' } }, { signal: leave.signal });
    left.catch(() => undefined);
    await turn();
    leave.abort();
    assert.equal(signals[0]?.aborted, true);
    const call = client.listItems({ params: { environmentId: 'e' } });
    await turn();
    answer({ items: [] });
    assert.deepEqual((await call).items, []);
    await assert.rejects(client.listItems({ params: { environmentId: '..' } }), withCode('invalid-input'));
  });
});

describe('the ledger of a session that ended', () => {
  it('is read as ever and takes nothing any more; the ledger itself does', (t) => {
    const bench = ledgerBench(t);
    const { ledger } = bench;
    bench.save('/p/a.promob', 'a');
    const fileId = bench.fileId('/p/a.promob');
    const closing = new AbortController();
    const mine = closableLedger(ledger, closing.signal);
    mine.values.set('key', 1);
    mine.catalogue.customers.upsert({ customerId: 'c', name: 'Maria', body: {} });
    closing.abort(new EloError('session-closed', 'over'));
    const writes: (() => unknown)[] = [
      () => mine.values.set('key', 2),
      () => mine.bindings.bind({ environmentId: 'e', fileId }),
      () => mine.bindings.unbind('e'),
      () => mine.outbox.add({ kind: 'customer', lane: 'creation' }),
      () => mine.catalogue.customers.upsert({ customerId: 'd', name: 'Ana', body: {} }),
      () => mine.catalogue.environments.remove('e'),
      () => mine.catalogue.replaceVersions('e', []),
      () => mine.notifications.setState('n', 'done'),
      () => mine.notifications.doneFor('e'),
      () => mine.home.keepItems('e', [], '2026-03-02T12:00:00.000Z'),
      () => mine.transaction(() => undefined),
    ];
    for (const write of writes) assert.throws(write, withCode('session-closed'));
    assert.equal(mine.values.get('key'), 1);
    assert.deepEqual(
      [mine.bindings.list(), mine.outbox.list(), mine.catalogue.customers.list().length],
      [[], [], 1],
    );
    ledger.bindings.bind({ environmentId: 'e', fileId });
    assert.equal(mine.bindings.list().length, 1);
  });
});
