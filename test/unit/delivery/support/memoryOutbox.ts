import { randomUUID } from 'node:crypto';
import type { AuditLedger, Outbox } from '../../../../electron/engine/delivery/ports.ts';
import type { Delivery, NewDelivery } from '../../../../electron/engine/ledger/types.ts';

/** The outbox's agreed behaviour in memory, for tests of what stands on it; the real one is used by the integration tests. */
export interface MemoryOutbox extends Outbox {
  add(row: NewDelivery): Delivery;
  all(): Delivery[];
  list: AuditLedger['outbox']['list'];
  missing: AuditLedger['outbox']['missing'];
  setBytes(deliveryId: string, bytes: number): void;
  /** Makes every write fail until it is called with null. */
  breakWrites(error: Error | null): void;
}

type Mutable = { -readonly [K in keyof Delivery]: Delivery[K] };

function copy(row: Delivery): Delivery {
  return { ...row };
}

export function createMemoryOutbox(nowIso: () => string): MemoryOutbox {
  const rows: Mutable[] = [];
  let broken: Error | null = null;
  const inTheWay = (row: Delivery) => ['kept', 'sending', 'needs-attention'].includes(row.state);
  const laneHeads = () => {
    const heads = new Map<string, Mutable>();
    for (const row of rows) if (inTheWay(row) && !heads.has(row.lane)) heads.set(row.lane, row);
    return [...heads.values()];
  };
  const find = (deliveryId: string): Mutable => {
    const row = rows.find((one) => one.deliveryId === deliveryId);
    if (row === undefined) throw new Error('delivery-not-found');
    return row;
  };
  const move = (deliveryId: string, from: readonly string[], change: Partial<Mutable>): boolean => {
    if (broken !== null) throw broken;
    const row = find(deliveryId);
    if (!from.includes(row.state)) return false;
    Object.assign(row, change);
    return true;
  };
  return {
    add: (row) => {
      const full: Mutable = {
        deliveryId: randomUUID(),
        seq: rows.length + 1,
        kind: row.kind,
        lane: row.lane,
        environmentId: row.environmentId ?? null,
        idempotencyKey: randomUUID(),
        saveId: row.saveId ?? null,
        listingId: row.listingId ?? null,
        sha256: row.sha256 ?? null,
        bytes: row.bytes ?? null,
        payload: row.payload ?? {},
        state: 'kept',
        attempts: 0,
        nextAttemptAt: 0,
        reason: null,
        receipt: null,
        createdAt: nowIso(),
        sentAt: null,
        receivedAt: null,
      };
      rows.push(full);
      return { ...full };
    },
    all: () => rows.map(copy),
    heads: (nowMs, limit) =>
      laneHeads()
        .filter((row) => row.state === 'kept' && row.nextAttemptAt <= nowMs)
        .slice(0, limit)
        .map(copy),
    claim: (deliveryId) => {
      if (broken !== null) throw broken;
      const row = find(deliveryId);
      if (row.state !== 'kept' || laneHeads().find((head) => head.lane === row.lane) !== row) return false;
      Object.assign(row, { state: 'sending', attempts: row.attempts + 1, sentAt: nowIso() });
      return true;
    },
    received: (deliveryId, receipt, at) => {
      const row = find(deliveryId);
      if ((row.kind === 'save' || row.kind === 'listing') && receipt['sha256'] !== row.sha256) {
        throw new Error('receipt-mismatch');
      }
      return move(deliveryId, ['kept', 'sending', 'withheld', 'needs-attention'], {
        state: 'received',
        receipt,
        receivedAt: at,
        reason: null,
        nextAttemptAt: 0,
      });
    },
    retryLater: (deliveryId, nextAttemptAt, reason) =>
      move(deliveryId, ['kept', 'sending'], {
        state: 'kept',
        nextAttemptAt: Math.ceil(nextAttemptAt),
        reason,
      }),
    needsAttention: (deliveryId, reason) =>
      move(deliveryId, ['kept', 'sending'], { state: 'needs-attention', reason, nextAttemptAt: 0 }),
    withhold: (deliveryId, reason) =>
      move(deliveryId, ['kept', 'sending', 'needs-attention'], {
        state: 'withheld',
        reason,
        nextAttemptAt: 0,
      }),
    refuse: (deliveryId, reason, body) => {
      if (['save', 'listing'].includes(find(deliveryId).kind)) throw new Error('delivery-not-refusable');
      return move(deliveryId, ['kept', 'sending', 'needs-attention'], {
        state: 'refused',
        reason,
        receipt: body,
      });
    },
    retry: (deliveryId) =>
      move(deliveryId, ['needs-attention', 'kept'], { state: 'kept', reason: null, nextAttemptAt: 0 }),
    missing: (deliveryId, reason) => move(deliveryId, ['received'], { state: 'needs-attention', reason }),
    resetSending: () => {
      const left = rows.filter((row) => row.state === 'sending');
      for (const row of left) Object.assign(row, { state: 'kept', nextAttemptAt: 0 });
      return left.length;
    },
    wake: () => {
      for (const row of rows) if (row.state === 'kept') row.nextAttemptAt = 0;
    },
    nextDue: () => {
      const due = laneHeads()
        .filter((row) => row.state === 'kept')
        .map((row) => row.nextAttemptAt);
      return due.length === 0 ? null : Math.min(...due);
    },
    byId: (deliveryId) => {
      const row = rows.find((one) => one.deliveryId === deliveryId);
      return row === undefined ? null : { ...row };
    },
    list: (options) =>
      rows
        .filter((row) => options.cursor === undefined || row.seq < options.cursor)
        .filter((row) => options.states === undefined || options.states.includes(row.state))
        .toReversed()
        .slice(0, options.limit ?? 1000)
        .map(copy),
    setBytes: (deliveryId, bytes) => {
      find(deliveryId).bytes = bytes;
    },
    breakWrites: (error) => {
      broken = error;
    },
  };
}
