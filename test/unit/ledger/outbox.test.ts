import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connect } from '../../../electron/engine/database/database.ts';
import { join } from 'node:path';
import { headsQuery } from '../../../electron/engine/ledger/outboxStore.ts';
import type { Delivery, NewDelivery } from '../../../electron/engine/ledger/types.ts';
import { ledgerBench, withCode } from './ledgerFixture.ts';

const at = '2026-03-05T10:00:00.000Z';
const act = (lane: string, more: Partial<NewDelivery> = {}): NewDelivery => ({
  kind: 'negotiation',
  lane,
  environmentId: lane,
  ...more,
});
const ids = (rows: readonly Delivery[]): string[] => rows.map((row) => row.deliveryId);

describe('the outbox', () => {
  it('offers the first row of each lane and nothing behind one that is being sent', (t) => {
    const { outbox } = ledgerBench(t).ledger;
    const a1 = outbox.add(act('a', { payload: { listing: 7 } }));
    const a2 = outbox.add(act('a'));
    const b1 = outbox.add(act('b'));
    assert.deepEqual(a1.payload, { listing: 7 });
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([a1, b1]));
    assert.deepEqual(ids(outbox.heads(0, 1)), ids([a1]));
    assert.equal(outbox.claim(a2.deliveryId), false, 'not the head');
    assert.equal(outbox.claim(a1.deliveryId), true);
    assert.equal(outbox.claim(a1.deliveryId), false, 'claimed before');
    const sending = outbox.byId(a1.deliveryId);
    assert.deepEqual([sending?.state, sending?.attempts], ['sending', 1]);
    assert.ok(sending?.sentAt);
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([b1]));
    assert.equal(outbox.received(a1.deliveryId, { importId: 'i1' }, at), true);
    assert.equal(outbox.received(a1.deliveryId, { importId: 'i2' }, at), false);
    assert.deepEqual(outbox.byId(a1.deliveryId)?.receipt, { importId: 'i1' });
    assert.equal(outbox.byId(a1.deliveryId)?.receivedAt, at);
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([a2, b1]));
  });

  it('waits until a row is due, for all of its lane, and wakes', (t) => {
    const { outbox } = ledgerBench(t).ledger;
    assert.equal(outbox.nextDue(), null);
    const a1 = outbox.add(act('a'));
    const a2 = outbox.add(act('a'));
    assert.equal(outbox.nextDue(), 0);
    outbox.claim(a1.deliveryId);
    assert.equal(outbox.nextDue(), null, 'the lane is busy');
    outbox.retryLater(a1.deliveryId, 5000, 'server-error');
    assert.deepEqual(outbox.heads(4999, 10), []);
    assert.deepEqual(ids(outbox.heads(5000, 10)), ids([a1]));
    assert.equal(outbox.nextDue(), 5000);
    assert.equal(outbox.byId(a1.deliveryId)?.reason, 'server-error');
    outbox.wake();
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([a1]));
    assert.equal(a2.idempotencyKey, outbox.byId(a2.deliveryId)?.idempotencyKey);
  });

  it('what needs attention holds back its own lane only, until the user asks again', (t) => {
    const { outbox } = ledgerBench(t).ledger;
    const a1 = outbox.add(act('a'));
    const a2 = outbox.add(act('a'));
    const b1 = outbox.add(act('b'));
    outbox.claim(a1.deliveryId);
    outbox.needsAttention(a1.deliveryId, 'payload-refused');
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([b1]));
    assert.equal(outbox.claim(a2.deliveryId), false);
    assert.deepEqual(outbox.counts(), { kept: 2, sending: 0, withheld: 0, needsAttention: 1 });
    assert.equal(outbox.retry(a1.deliveryId), true);
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([a1, b1]));
    assert.equal(outbox.byId(a1.deliveryId)?.idempotencyKey, a1.idempotencyKey);
    assert.equal(outbox.byId(a1.deliveryId)?.attempts, 1);
  });

  it('what is withheld holds nothing back, waits for no leaving, and can be released', (t) => {
    const { outbox } = ledgerBench(t).ledger;
    const a1 = outbox.add(act('a'));
    const a2 = outbox.add(act('a'));
    outbox.withhold(a1.deliveryId, 'purchase-orders-issued');
    assert.deepEqual(ids(outbox.heads(0, 10)), ids([a2]));
    assert.equal(outbox.pendingLeaving(), 1);
    outbox.claim(a2.deliveryId);
    assert.equal(outbox.release('b'), 0);
    assert.equal(outbox.release('a'), 1);
    assert.deepEqual(outbox.heads(0, 10), [], 'one at a time, though the earlier one is released');
    assert.equal(outbox.claim(a1.deliveryId), false);
    assert.equal(outbox.pendingLeaving(), 2);
    outbox.received(a2.deliveryId, {}, at);
    assert.equal(outbox.claim(a1.deliveryId), true);
  });

  it('an act can be refused, a save or listing never', (t) => {
    const { ledger, save, listing, fileId } = ledgerBench(t);
    const { outbox } = ledger;
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    const kept = listing('/w/a.xml', 'listing').listing;
    const sent = outbox.add({
      kind: 'listing',
      lane: 'e1',
      environmentId: 'e1',
      listingId: kept.listingId,
      sha256: kept.sha256,
      bytes: kept.bytes,
    });
    for (const row of outbox.list()) {
      assert.throws(() => outbox.refuse(row.deliveryId, 'no', {}), withCode('delivery-not-refusable'));
    }
    assert.deepEqual(ids(outbox.of({ listingId: kept.listingId })), [sent.deliveryId]);
    const update = outbox.add(act('e2', { kind: 'update' }));
    assert.equal(outbox.refuse(update.deliveryId, 'quote-outdated', { title: 'no' }), true);
    const refused = outbox.byId(update.deliveryId);
    assert.deepEqual(
      [refused?.state, refused?.reason, refused?.receipt],
      ['refused', 'quote-outdated', { title: 'no' }],
    );
    assert.equal(outbox.retry(update.deliveryId), false);
    assert.deepEqual(
      outbox.heads(0, 10).map((row) => row.lane),
      ['e1'],
    );
  });

  it('a receipt of a save must be of the same content', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    const one = save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    const [row] = ledger.outbox.heads(0, 1);
    assert.ok(row);
    for (const receipt of [{}, { sha256: 'f'.repeat(64) }, { sha256: null }]) {
      assert.throws(() => ledger.outbox.received(row.deliveryId, receipt, at), withCode('receipt-mismatch'));
    }
    assert.equal(ledger.outbox.byId(row.deliveryId)?.state, 'kept');
    assert.equal(ledger.outbox.received(row.deliveryId, { sha256: one.sha256 }, at), true);
    assert.equal(ledger.outbox.missing(row.deliveryId, 'not-on-server'), true);
    assert.equal(ledger.outbox.missing(row.deliveryId, 'not-on-server'), false);
    assert.equal(ledger.outbox.byId(row.deliveryId)?.state, 'needs-attention');
    assert.throws(() => ledger.outbox.received('nothing', {}, at), withCode('delivery-not-found'));
  });

  it('a dead engine leaves nothing stuck: what it was sending is kept again under the same key', (t) => {
    const bench = ledgerBench(t);
    const row = bench.ledger.outbox.add(act('a'));
    bench.ledger.outbox.claim(row.deliveryId);
    const { outbox } = bench.reopen();
    assert.equal(outbox.resetSending(), 1);
    assert.equal(outbox.resetSending(), 0);
    assert.equal(outbox.byKey(row.idempotencyKey)?.state, 'kept');
    assert.equal(outbox.byKey('nothing'), null);
  });

  it('is listed newest first, in pages, by environment and state', (t) => {
    const { outbox } = ledgerBench(t).ledger;
    const rows = Array.from({ length: 7 }, (_, n) => outbox.add(act(n % 2 === 0 ? 'a' : 'b')));
    const newest = rows.toReversed();
    assert.deepEqual(ids(outbox.list()), ids(newest));
    const first = outbox.list({ limit: 3 });
    assert.deepEqual(ids(first), ids(newest.slice(0, 3)));
    assert.deepEqual(ids(outbox.list({ limit: 10, cursor: first.at(-1)?.seq ?? 0 })), ids(newest.slice(3)));
    outbox.claim(rows[0]?.deliveryId ?? '');
    assert.deepEqual(ids(outbox.list({ states: ['sending', 'received'] })), ids(rows.slice(0, 1)));
    assert.equal(outbox.list({ environmentId: 'b' }).length, 3);
    assert.deepEqual(outbox.list({ environmentId: 'b', states: ['received'] }), []);
  });

  it('finds its heads through the index of what stands in the way, however much was received', (t) => {
    const bench = ledgerBench(t);
    const { ledger, dir } = bench;
    ledger.close();
    const database = connect(join(dir, 'history.db'));
    t.after(() => database.close());
    database.exec(`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      INSERT INTO outbox (delivery_id, idempotency_key, kind, lane, environment_id, payload, state, receipt, received_at, created_at)
      SELECT 'd' || i, 'k' || i, 'update', 'e' || (i % 200), 'e' || (i % 200), '{}', 'received', '{}', '${at}', '${at}' FROM n;
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
      INSERT INTO outbox (delivery_id, idempotency_key, kind, lane, environment_id, payload, state, created_at)
      SELECT 'p' || i, 'q' || i, 'update', 'e' || (i % 200), 'e' || (i % 200), '{}', 'kept', '${at}' FROM n;`);
    const plan = database
      .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${headsQuery}`, { now: 0, limit: 8 })
      .map((row) => row.detail);
    const touched = plan.filter((detail) => /\boutbox\b/.test(detail));
    assert.ok(touched.length > 0);
    for (const detail of touched) {
      assert.match(
        detail,
        /USING (COVERING )?INDEX outbox_(lane|sending)|USING INTEGER PRIMARY KEY/,
        plan.join('\n'),
      );
      assert.doesNotMatch(detail, /^SCAN outbox/, plan.join('\n'));
    }
    database.close();
    const { outbox } = ledgerBench(t, { dir }).ledger;
    const start = performance.now();
    const heads = outbox.heads(0, 500);
    const took = performance.now() - start;
    assert.equal(heads.length, 200);
    t.diagnostic(`heads() of 200 lanes beside 100,000 received rows: ${took.toFixed(2)} ms`);
    // an index that is not used costs 100 times as much
    assert.ok(took < 100, `${took} ms`);
    assert.deepEqual(outbox.counts(), { kept: 1000, sending: 0, withheld: 0, needsAttention: 0 });
  });
});
