import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAudit } from '../../../electron/engine/delivery/audit.ts';
import type { AuditLedger, ReceiptLine, ReceiptSource } from '../../../electron/engine/delivery/ports.ts';
import type { Delivery as Row } from '../../../electron/engine/ledger/types.ts';
import { auditSchema } from '../../../shared/contract/schemas.ts';
import { createBench, noAnswer, refusal } from './support/bench.ts';

const at = '2026-02-19T12:00:00.000Z';

function receiptOf(row: Row, change: Partial<ReceiptLine> = {}): ReceiptLine {
  return {
    idempotencyKey: row.idempotencyKey,
    kind: row.kind,
    receivedAt: at,
    ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    ...change,
  };
}

/** FoccoLojas' list, `pageSize` receipts a page. */
function sourceOf(receipts: () => readonly ReceiptLine[], pageSize = 2): ReceiptSource & { pages: number } {
  return {
    pages: 0,
    async listReceipts({ query }) {
      this.pages += 1;
      const from = Number(query.cursor ?? 0);
      const items = receipts().slice(from, from + pageSize);
      return { items, nextCursor: from + pageSize < receipts().length ? String(from + pageSize) : null };
    },
  };
}

function createAuditBench() {
  const bench = createBench();
  const receipts: ReceiptLine[] = [];
  const source = sourceOf(() => receipts);
  const changed: Row[] = [];
  const ledger: AuditLedger = {
    outbox: bench.outbox,
    saves: {
      counts: () => {
        const rows = bench.outbox.all().filter((row) => row.kind === 'save');
        const of = (...states: string[]) => rows.filter((row) => states.includes(row.state)).length;
        return {
          saved: rows.length,
          received: of('received'),
          pending: of('kept', 'sending'),
          withheld: of('withheld'),
          unbound: 0,
          needsAttention: of('needs-attention'),
        };
      },
    },
  };
  const make = (client: ReceiptSource = source) =>
    createAudit({
      ledger,
      client,
      clock: bench.clock,
      log: { info: (message) => bench.logged.push(message), warn: (message) => bench.logged.push(message) },
      onChange: (row) => changed.push(row),
    });
  const receive = (row: Row) => {
    bench.outbox.received(row.deliveryId, { sha256: row.sha256 }, at);
    receipts.push(receiptOf(row));
  };
  return { ...bench, bench, receipts, source, changed, make, receive };
}

describe('audit', () => {
  it('finds both sides equal, over several pages, and other machines’ receipts do not matter', async () => {
    const { bench, make, receive, receipts, source } = createAuditBench();
    for (let index = 0; index < 7; index += 1) receive(bench.save(`lane-${index}`));
    receipts.unshift({
      idempotencyKey: 'another-machine',
      kind: 'save',
      sha256: 'e'.repeat(64),
      receivedAt: at,
    });
    const result = await make().run();
    auditSchema.parse(result);
    assert.deepEqual(
      { ...result, at: null },
      {
        saved: 7,
        received: 7,
        pending: 0,
        withheld: 0,
        unbound: 0,
        needsAttention: 0,
        lost: 0,
        ok: true,
        compared: true,
        at: null,
      },
    );
    assert.equal(source.pages, 4);
  });

  it('finds what FoccoLojas does not have, asks for a person, and sends it again under the same key', async () => {
    const { bench, make, receive, receipts, changed } = createAuditBench();
    const kept = bench.save('a');
    const lost = bench.save('b');
    receive(kept);
    receive(lost);
    receipts.pop();
    const audit = make();
    const result = await audit.run();
    assert.equal(result.lost, 1);
    assert.equal(result.needsAttention, 1);
    assert.equal(result.received, 1);
    assert.equal(result.ok, false);
    assert.equal(bench.row(lost).state, 'needs-attention');
    assert.equal(bench.row(lost).reason, 'missing-at-foccolojas');
    assert.deepEqual(
      changed.map((row) => row.deliveryId),
      [lost.deliveryId],
    );
    assert.equal((await audit.run()).lost, 1, 'lost until it is there again');
    bench.delivery.start();
    bench.delivery.retry(lost.deliveryId);
    await bench.clock.settle();
    assert.deepEqual(bench.seen(), [lost.idempotencyKey]);
    receipts.push(receiptOf(lost));
    const after = await audit.run();
    assert.equal(after.ok, true);
    assert.equal(after.lost, 0);
  });

  it('finds a save that FoccoLojas has with other bytes', async () => {
    const { bench, make, receive, receipts } = createAuditBench();
    const row = bench.save('a');
    receive(row);
    receipts[0] = receiptOf(row, { sha256: 'd'.repeat(64) });
    const result = await make().run();
    assert.equal(result.lost, 1);
    assert.equal(result.ok, false);
    assert.equal(bench.row(row).reason, 'receipt-mismatch');
  });

  it('marks as received what FoccoLojas has and this side does not know', async () => {
    const { bench, make, receipts } = createAuditBench();
    const row = bench.save('a');
    const asked = bench.save('b');
    bench.outbox.needsAttention(asked.deliveryId, 'forbidden');
    // its answer was lost, and before it was asked for again the environment was known to be locked
    const locked = bench.save('c');
    bench.outbox.withhold(locked.deliveryId, 'purchase-orders-issued');
    const held = bench.save('d');
    bench.outbox.withhold(held.deliveryId, 'purchase-orders-issued');
    receipts.push(receiptOf(row), receiptOf(asked), receiptOf(locked));
    const result = await make().run();
    assert.equal(result.received, 3);
    assert.equal(result.withheld, 1);
    assert.equal(bench.row(locked).state, 'received');
    assert.equal(bench.row(held).state, 'withheld');
    assert.equal(result.ok, true);
    assert.equal(bench.row(row).state, 'received');
    assert.equal(bench.row(row).receivedAt, at);
    assert.equal(bench.row(asked).state, 'received');
  });

  it('leaves alone what is on the way, what carries other bytes, and acts', async () => {
    const { bench, make, receipts } = createAuditBench();
    const sending = bench.save('a');
    bench.outbox.claim(sending.deliveryId);
    const other = bench.save('b');
    const act = bench.act('c');
    const locked = bench.save('d');
    bench.outbox.withhold(locked.deliveryId, 'purchase-orders-issued');
    receipts.push(
      receiptOf(sending),
      receiptOf(other, { sha256: 'd'.repeat(64) }),
      receiptOf(act),
      receiptOf(locked, { sha256: 'd'.repeat(64) }),
    );
    assert.equal((await make().run()).compared, true);
    assert.equal(bench.row(sending).state, 'sending');
    assert.equal(bench.row(other).state, 'kept');
    assert.equal(bench.row(act).state, 'kept');
    assert.equal(bench.row(locked).state, 'withheld');
  });

  it('takes nothing for lost that was received while it was looking', async () => {
    const { bench, make, receive, receipts } = createAuditBench();
    const early = bench.save('a');
    const late = bench.save('b');
    receive(early);
    const before = [...receipts];
    const result = await make({
      listReceipts: async () => {
        if (bench.row(late).state === 'kept') receive(late);
        return { items: before, nextCursor: null };
      },
    }).run();
    assert.equal(result.lost, 0);
    assert.equal(bench.row(late).state, 'received');
  });

  it('is not ok offline, loses nothing, and says that it did not compare', async () => {
    const { bench, make, receive } = createAuditBench();
    receive(bench.save('a'));
    const audit = make({ listReceipts: async () => Promise.reject(noAnswer()) });
    const running = audit.run();
    await bench.clock.advance(2_000);
    const result = await running;
    auditSchema.parse(result);
    assert.equal(result.compared, false);
    assert.equal(result.ok, false);
    assert.equal(result.lost, 0);
    assert.equal(result.received, 1);
  });

  it('asks for a page again after a reset, and not at all where that cannot help', async () => {
    const { bench, make, receive, source } = createAuditBench();
    receive(bench.save('a'));
    let tries = 0;
    const running = make({
      listReceipts: async (request) => {
        tries += 1;
        if (tries < 3) throw noAnswer('network-reset');
        return source.listReceipts(request);
      },
    }).run();
    await bench.clock.advance(2_000);
    assert.equal((await running).ok, true);
    for (const error of [refusal(403, 'forbidden'), refusal(503, 'service-unavailable', 60_000)]) {
      tries = 0;
      const refused = await make({
        listReceipts: async () => {
          tries += 1;
          throw error;
        },
      }).run();
      assert.equal(refused.compared, false);
      assert.equal(tries, 1);
    }
  });

  it('marks nothing as lost when the list breaks off halfway or never ends', async () => {
    for (const broken of ['halfway', 'endless']) {
      const { bench, make, receive, receipts } = createAuditBench();
      const rows = [bench.save('a'), bench.save('b'), bench.save('c')];
      rows.forEach(receive);
      let asked = 0;
      const running = make({
        listReceipts: async ({ query }) => {
          asked += 1;
          if (broken === 'endless') return { items: receipts.slice(0, 1), nextCursor: 'again' };
          if (query.cursor !== undefined) throw noAnswer('network-reset');
          return { items: receipts.slice(0, 1), nextCursor: 'more' };
        },
      }).run();
      await bench.clock.advance(2_000);
      const result = await running;
      assert.equal(result.compared, false);
      assert.ok(asked < 10);
      assert.ok(rows.every((row) => bench.row(row).state === 'received'));
    }
  });

  it('runs each day, sooner after a day it could not compare, never twice at once, and stops', async () => {
    const { bench, make, source } = createAuditBench();
    let online = true;
    const audit = make({
      listReceipts: async (request) => {
        if (!online) throw noAnswer();
        return source.listReceipts(request);
      },
    });
    const [first, second] = await Promise.all([audit.run(), audit.run()]);
    assert.equal(first, second);
    assert.equal(source.pages, 1);
    const hour = 60 * 60_000;
    const stop = audit.startDaily();
    await bench.clock.advance(hour);
    assert.equal(source.pages, 2);
    await bench.clock.advance(10 * 24 * hour);
    assert.equal(source.pages, 12);
    online = false;
    await bench.clock.advance(3 * 24 * hour);
    assert.equal(source.pages, 12);
    online = true;
    await bench.clock.advance(hour);
    assert.equal(source.pages, 13);
    stop();
    await bench.clock.advance(3 * 24 * hour);
    assert.equal(source.pages, 13);
    assert.equal(bench.clock.timers(), 0);
  });
});
