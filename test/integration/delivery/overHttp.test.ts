import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createAudit } from '../../../electron/engine/delivery/audit.ts';
import type { Delivery as Row } from '../../../electron/engine/ledger/types.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { startSmallServer } from './support/smallServer.ts';
import type { SmallServer } from './support/smallServer.ts';
import { openStation } from './support/station.ts';

const bytesOf = (environmentId: string, number: number) =>
  Buffer.from(`${environmentId} save ${number} `.repeat(200 + number));
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every save once, in order per environment, with its own hash, and the receipt at home. */
function assertDelivered(server: SmallServer, station: ReturnType<typeof openStation>, rows: readonly Row[]) {
  assert.deepEqual(
    server.ledger.map((entry) => entry.key).sort(),
    rows.map((row) => row.idempotencyKey).sort(),
  );
  for (const lane of new Set(rows.map((row) => row.lane))) {
    assert.deepEqual(
      server.ledger.filter((entry) => entry.environmentId === lane).map((entry) => entry.key),
      rows.filter((row) => row.lane === lane).map((row) => row.idempotencyKey),
    );
  }
  for (const row of rows) {
    const now = station.ledger.outbox.byId(row.deliveryId);
    const entry = server.ledger.find((one) => one.key === row.idempotencyKey);
    assert.equal(now?.state, 'received');
    assert.equal(entry?.sha256, row.sha256);
    assert.equal(now.receipt?.['receiptId'], `receipt-${entry?.seq}`);
  }
  assert.equal(server.mostOfOneLane, 1);
}

describe('delivery over real HTTP from a ledger on disk', () => {
  it('delivers 50 saves of 5 files in bursts through every fault, once and in order', async () => {
    const server = await startSmallServer();
    const station = openStation({ url: server.url, hurried: true, freshToken: () => server.tokensFrom });
    try {
      station.delivery.start();
      const kinds = ['commitThenReset', 'reset', 'duplicate', 'truncate'] as const;
      const rows: Row[] = [];
      for (let burst = 0; burst < 10; burst += 1) {
        server.faults.push(
          { kind: kinds[burst % 4] ?? 'reset' },
          { kind: 'status', status: 500 },
          { kind: kinds[(burst + 1) % 4] ?? 'reset' },
          ...(burst === 4 ? [{ kind: 'status', status: 429, retryAfter: 1 } as const] : []),
          { kind: 'status', status: 503 },
        );
        for (let file = 0; file < 5; file += 1) {
          rows.push(station.save(`env-${file}`, bytesOf(`env-${file}`, burst)));
        }
        if (burst === 2) server.tokensFrom = 1;
        if (burst === 6) server.tokensFrom = 2;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await station.drained(60_000);
      assert.equal(rows.length, 50);
      assertDelivered(server, station, rows);
      assert.ok(server.writes > 50);
      assert.deepEqual(station.ledger.saves.counts(), {
        saved: 50,
        received: 50,
        pending: 0,
        withheld: 0,
        unbound: 0,
        needsAttention: 0,
      });
      const audit = await createAudit({
        ledger: station.ledger,
        client: station.client,
        clock: systemClock,
        log: { info: () => undefined, warn: () => undefined },
      }).run();
      assert.equal(audit.ok, true);
      assert.equal(audit.lost, 0);
    } finally {
      await station.close();
      await server.close();
    }
  });

  it('pauses for a changed Promob password and resumes by itself when linked again', async () => {
    const server = await startSmallServer();
    const station = openStation({ url: server.url, hurried: true });
    try {
      server.linked = false;
      const stopListening = station.client.onRefusal((code) => {
        if (code === 'promob-link-required') station.account.closed = 'link';
      });
      station.delivery.start();
      const rows = ['a', 'b', 'a'].map((lane, number) => station.save(lane, bytesOf(lane, number)));
      await station.paused('link');
      await assert.rejects(station.delivery.whenFinal(rows[0]?.deliveryId ?? '', { timeoutMs: 20 }), {
        code: 'still-waiting',
        details: { paused: 'link' },
      });
      assert.equal(server.ledger.length, 0);
      server.linked = true;
      station.setGate(null);
      await station.drained(60_000);
      assertDelivered(server, station, rows);
      stopListening();
    } finally {
      await station.close();
      await server.close();
    }
  });

  it('keeps everything while FoccoLojas is away, and drains when it is back at the same address', async () => {
    const first = await startSmallServer();
    const port = Number(new URL(first.url).port);
    const station = openStation({ url: first.url, hurried: true });
    let second: SmallServer | undefined;
    try {
      station.delivery.start();
      await first.close();
      const rows: Row[] = [];
      for (let number = 0; number < 20; number += 1) {
        rows.push(station.save(`env-${number % 4}`, bytesOf('away', number)));
      }
      await station.paused('offline');
      assert.equal(station.delivery.state().online, false);
      assert.ok(station.ledger.outbox.list().every((row) => row.state !== 'received'));
      second = await startSmallServer({ port });
      station.delivery.kick('network');
      await station.drained(60_000);
      assertDelivered(second, station, rows);
      assert.equal(station.delivery.state().online, true);
    } finally {
      await station.close();
      await second?.close();
    }
  });

  it('gives back what is on the way when it stops, and the next engine delivers it with the same key', async () => {
    const server = await startSmallServer();
    const station = openStation({ url: server.url });
    server.faults.push({ kind: 'hang' }, { kind: 'hang' });
    station.delivery.start();
    const rows = ['a', 'b', 'a'].map((lane, number) => station.save(lane, bytesOf(lane, number)));
    while (server.writes < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopping = station.delivery.stop(50);
    await stopping;
    assert.equal(station.ledger.outbox.counts().sending, 0);
    assert.equal(station.ledger.outbox.counts().kept, 3);
    await station.close({ keep: true });
    const next = openStation({ url: server.url, dir: station.dir });
    try {
      next.delivery.start();
      await next.drained(60_000);
      assertDelivered(server, next, rows);
    } finally {
      await next.close();
      await server.close();
    }
  });

  it('finds by audit what FoccoLojas lost, and sends it again under the same key', async () => {
    const server = await startSmallServer();
    const port = Number(new URL(server.url).port);
    const station = openStation({ url: server.url, hurried: true });
    let restored: SmallServer | undefined;
    try {
      station.delivery.start();
      const rows = [0, 1, 2, 3, 4].map((number) => station.save(`env-${number}`, bytesOf('lost', number)));
      await station.drained(60_000);
      // The server comes back from yesterday's backup: it knows nothing of today.
      await server.close();
      restored = await startSmallServer({ port });
      const audit = createAudit({
        ledger: station.ledger,
        client: station.client,
        clock: systemClock,
        log: { info: () => undefined, warn: () => undefined },
      });
      const found = await audit.run();
      assert.equal(found.lost, 5);
      assert.equal(found.needsAttention, 5);
      assert.equal(found.ok, false);
      for (const row of rows) station.delivery.retry(row.deliveryId);
      await station.drained(60_000);
      assertDelivered(restored, station, rows);
      assert.equal((await audit.run()).ok, true);
    } finally {
      await station.close();
      await restored?.close();
    }
  });

  it('asks a person about a content that is damaged on disk; the other lanes go on', async () => {
    const server = await startSmallServer();
    const station = openStation({ url: server.url });
    try {
      const bad = station.save('a', bytesOf('a', 1));
      const good = station.save('b', bytesOf('b', 1));
      station.damage(bad.sha256 ?? '');
      station.delivery.start();
      const decided = await station.delivery.whenFinal(bad.deliveryId, { timeoutMs: 30_000 });
      assert.equal(decided.state, 'needs-attention');
      assert.equal(decided.reason, 'content-damaged');
      assert.equal(
        (await station.delivery.whenFinal(good.deliveryId, { timeoutMs: 30_000 })).state,
        'received',
      );
      assert.equal(server.ledger[0]?.sha256, sha256Of(bytesOf('b', 1)));
    } finally {
      await station.close();
      await server.close();
    }
  });
});
