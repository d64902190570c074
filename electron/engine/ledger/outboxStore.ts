import { EloError } from '../../../shared/domain/eloError.ts';
import type { DeliveryState } from '../../../shared/domain/states.ts';
import type { LedgerContext } from './context.ts';
import { parsed } from './rows.ts';
import type { EventsSection, JsonObject, OutboxSection } from './sections.ts';
import type { Delivery, NewDelivery } from './types.ts';

interface DeliveryColumns {
  readonly seq: number;
  readonly delivery_id: string;
  readonly idempotency_key: string;
  readonly kind: Delivery['kind'];
  readonly lane: string;
  readonly environment_id: string | null;
  readonly save_id: string | null;
  readonly listing_id: string | null;
  readonly sha256: string | null;
  readonly bytes: number | null;
  readonly payload: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_attempt_at: number;
  readonly reason: string | null;
  readonly receipt: string | null;
  readonly created_at: string;
  readonly sent_at: string | null;
  readonly received_at: string | null;
}

const deliveryOf = (row: DeliveryColumns): Delivery => ({
  deliveryId: row.delivery_id,
  seq: row.seq,
  kind: row.kind,
  lane: row.lane,
  environmentId: row.environment_id,
  idempotencyKey: row.idempotency_key,
  saveId: row.save_id,
  listingId: row.listing_id,
  sha256: row.sha256,
  bytes: row.bytes,
  payload: parsed(row.payload),
  state: row.state,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  reason: row.reason,
  receipt: row.receipt === null ? null : parsed(row.receipt),
  createdAt: row.created_at,
  sentAt: row.sent_at,
  receivedAt: row.received_at,
});

/** Spelled exactly as in the index `outbox_lane`, or SQLite does not use it. */
const inTheWay = `state IN ('kept', 'sending', 'needs-attention')`;

/**
 * The first row of every lane that stands in its way, found by hopping from lane to lane through the index
 * `outbox_lane`: the cost grows with the lanes that wait, not with the rows that were received.
 */
const laneHeads = `
  WITH RECURSIVE lanes (lane) AS (
    SELECT min(lane) FROM outbox WHERE ${inTheWay}
    UNION ALL
    SELECT (SELECT min(lane) FROM outbox WHERE ${inTheWay} AND lane > lanes.lane) FROM lanes WHERE lane IS NOT NULL
  ),
  heads (seq) AS (
    SELECT (SELECT seq FROM outbox WHERE ${inTheWay} AND outbox.lane = lanes.lane ORDER BY seq LIMIT 1)
    FROM lanes
    WHERE lane IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE state = 'sending' AND outbox.lane = lanes.lane)
  )`;

/** Exported for the test of its query plan. */
export const headsQuery = `${laneHeads}
  SELECT outbox.* FROM heads JOIN outbox ON outbox.seq = heads.seq
  WHERE outbox.state = 'kept' AND outbox.next_attempt_at <= :now
  ORDER BY outbox.seq LIMIT :limit`;

const nextDueQuery = `${laneHeads}
  SELECT min(outbox.next_attempt_at) AS due FROM heads JOIN outbox ON outbox.seq = heads.seq
  WHERE outbox.state = 'kept'`;

/** Longest page of `list`; more is asked for with the cursor. */
const longestPage = 1000;

export function createOutboxStore(
  { database, now, newId }: LedgerContext,
  { events }: { readonly events: EventsSection },
): OutboxSection {
  const byId = (deliveryId: string): DeliveryColumns | undefined =>
    database.get<DeliveryColumns>('SELECT * FROM outbox WHERE delivery_id = ?', [deliveryId]);

  const needed = (deliveryId: string): DeliveryColumns => {
    const row = byId(deliveryId);
    if (row === undefined)
      throw new EloError('delivery-not-found', 'no such delivery', { details: { deliveryId } });
    return row;
  };

  /** One step of the row's state machine, with its event where a client cares. */
  const move = (
    deliveryId: string,
    o: {
      readonly from: readonly DeliveryState[];
      readonly to: DeliveryState;
      readonly set: Readonly<Record<string, string | number | null>>;
      readonly event?: string;
    },
  ): boolean =>
    database.transaction(() => {
      const row = needed(deliveryId);
      if (!o.from.includes(row.state)) return false;
      const assignments = Object.keys(o.set).map((column) => `${column} = :${column}`);
      database.run(`UPDATE outbox SET ${['state = :state', ...assignments].join(', ')} WHERE seq = :seq`, {
        ...o.set,
        state: o.to,
        seq: row.seq,
      });
      if (o.event !== undefined) {
        const reason = o.set['reason'] ?? null;
        events.append({
          kind: o.event,
          saveId: row.save_id,
          environmentId: row.environment_id,
          detail: { deliveryId, kind: row.kind, ...(reason === null ? {} : { reason }) },
        });
      }
      return true;
    });

  return {
    add: (delivery) => {
      const row = database.get<DeliveryColumns>(
        `INSERT INTO outbox
           (delivery_id, idempotency_key, kind, lane, environment_id, save_id, listing_id, sha256, bytes, payload, state, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'kept', ?) RETURNING *`,
        [newId(), newId(), ...parametersOf(delivery), now()],
      );
      if (row === undefined) throw new TypeError('INSERT … RETURNING answered nothing');
      return deliveryOf(row);
    },
    heads: (nowMs, limit) => database.all<DeliveryColumns>(headsQuery, { now: nowMs, limit }).map(deliveryOf),
    claim: (deliveryId) =>
      database.run(
        `UPDATE outbox SET state = 'sending', attempts = attempts + 1, sent_at = :now
         WHERE delivery_id = :deliveryId AND state = 'kept'
           AND NOT EXISTS (SELECT 1 FROM outbox AS other WHERE other.state = 'sending' AND other.lane = outbox.lane)
           AND NOT EXISTS (SELECT 1 FROM outbox AS earlier
                           WHERE earlier.${inTheWay} AND earlier.lane = outbox.lane AND earlier.seq < outbox.seq)`,
        { deliveryId, now: now() },
      ) > 0,
    received: (deliveryId, receipt, at) => {
      const row = needed(deliveryId);
      if ((row.kind === 'save' || row.kind === 'listing') && receipt['sha256'] !== row.sha256) {
        throw new EloError('receipt-mismatch', 'the receipt is not of what was sent', {
          details: { deliveryId },
        });
      }
      return move(deliveryId, {
        from: ['kept', 'sending', 'withheld', 'needs-attention'],
        to: 'received',
        set: { receipt: JSON.stringify(receipt), received_at: at, reason: null, next_attempt_at: 0 },
        event: 'delivery-received',
      });
    },
    retryLater: (deliveryId, nextAttemptAt, reason) =>
      move(deliveryId, {
        from: ['kept', 'sending'],
        to: 'kept',
        set: { next_attempt_at: Math.ceil(nextAttemptAt), reason },
      }),
    needsAttention: (deliveryId, reason) =>
      move(deliveryId, {
        from: ['kept', 'sending'],
        to: 'needs-attention',
        set: { reason, next_attempt_at: 0 },
        event: 'delivery-needs-attention',
      }),
    withhold: (deliveryId, reason) =>
      move(deliveryId, {
        from: ['kept', 'sending', 'needs-attention'],
        to: 'withheld',
        set: { reason, next_attempt_at: 0 },
        event: 'delivery-withheld',
      }),
    refuse: (deliveryId, reason, body) => {
      const { kind } = needed(deliveryId);
      if (kind === 'save' || kind === 'listing') {
        throw new EloError('delivery-not-refusable', `a ${kind} is never given up`, {
          details: { deliveryId },
        });
      }
      return move(deliveryId, {
        from: ['kept', 'sending', 'needs-attention'],
        to: 'refused',
        set: { reason, receipt: JSON.stringify(body), next_attempt_at: 0 },
        event: 'delivery-refused',
      });
    },
    missing: (deliveryId, reason) =>
      move(deliveryId, {
        from: ['received'],
        to: 'needs-attention',
        set: { reason },
        event: 'delivery-missing',
      }),
    retry: (deliveryId) =>
      move(deliveryId, {
        from: ['needs-attention', 'kept'],
        to: 'kept',
        set: { reason: null, next_attempt_at: 0 },
      }),
    isWithheld: (environmentId) =>
      // the index of what is unfinished, else a long history of this environment would be read at every turn
      database.get(
        `SELECT 1 FROM outbox INDEXED BY outbox_unfinished
         WHERE state = 'withheld' AND state IN ('kept', 'sending', 'withheld', 'needs-attention')
           AND environment_id = ? AND reason = 'purchase-orders-issued' LIMIT 1`,
        [environmentId],
      ) !== undefined,
    release: (lane) =>
      database.run(
        `UPDATE outbox SET state = 'kept', reason = NULL, next_attempt_at = 0 WHERE lane = ? AND state = 'withheld'`,
        [lane],
      ),
    resetSending: () =>
      database.run(`UPDATE outbox SET state = 'kept', next_attempt_at = 0 WHERE state = 'sending'`),
    wake: () => {
      database.run(`UPDATE outbox SET next_attempt_at = 0 WHERE state = 'kept' AND next_attempt_at > 0`);
    },
    nextDue: () => database.get<{ due: number | null }>(nextDueQuery)?.due ?? null,
    list: (o = {}) => {
      const limit = Math.min(o.limit ?? longestPage, longestPage);
      const parameters = { environmentId: o.environmentId ?? null, cursor: o.cursor ?? null, limit };
      const conditions = [
        ...(o.environmentId === undefined ? [] : ['environment_id = :environmentId']),
        ...(o.cursor === undefined ? [] : ['seq < :cursor']),
        ...(o.states === undefined ? [] : ['state IN (SELECT value FROM json_each(:states))']),
      ];
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      return database
        .all<DeliveryColumns>(`SELECT * FROM outbox ${where} ORDER BY seq DESC LIMIT :limit`, {
          ...parameters,
          states: JSON.stringify(o.states ?? []),
        })
        .map(deliveryOf);
    },
    creations: (states) =>
      database
        .all<DeliveryColumns>(
          // Rows of no environment are few: the index of environments finds them, not a walk through every save.
          `SELECT * FROM outbox INDEXED BY outbox_by_environment
           WHERE environment_id IS NULL AND kind IN ('customer', 'project', 'environment')
             AND state IN (SELECT value FROM json_each(:states))
           ORDER BY seq DESC LIMIT :limit`,
          { states: JSON.stringify(states), limit: longestPage },
        )
        .map(deliveryOf)
        .reverse(),
    byId: (deliveryId) => mapped(byId(deliveryId)),
    byKey: (idempotencyKey) =>
      mapped(
        database.get<DeliveryColumns>('SELECT * FROM outbox WHERE idempotency_key = ?', [idempotencyKey]),
      ),
    of: (o) =>
      ('saveId' in o
        ? database.all<DeliveryColumns>('SELECT * FROM outbox WHERE save_id = ? ORDER BY seq', [o.saveId])
        : database.all<DeliveryColumns>('SELECT * FROM outbox WHERE listing_id = ? ORDER BY seq', [
            o.listingId,
          ])
      ).map(deliveryOf),
    counts: () => {
      const n = unfinished();
      return {
        kept: n.get('kept') ?? 0,
        sending: n.get('sending') ?? 0,
        withheld: n.get('withheld') ?? 0,
        needsAttention: n.get('needs-attention') ?? 0,
      };
    },
    pendingLeaving: () => {
      const n = unfinished();
      return (n.get('kept') ?? 0) + (n.get('sending') ?? 0);
    },
  };

  function unfinished(): Map<DeliveryState, number> {
    const rows = database.all<{ state: DeliveryState; n: number }>(
      `SELECT state, count(*) AS n FROM outbox
       WHERE state IN ('kept', 'sending', 'withheld', 'needs-attention') GROUP BY state`,
    );
    return new Map(rows.map((row) => [row.state, row.n]));
  }
}

const mapped = (row: DeliveryColumns | undefined): Delivery | null =>
  row === undefined ? null : deliveryOf(row);

function parametersOf(delivery: NewDelivery): (string | number | null)[] {
  const payload: JsonObject = delivery.payload ?? {};
  return [
    delivery.kind,
    delivery.lane,
    delivery.environmentId ?? null,
    delivery.saveId ?? null,
    delivery.listingId ?? null,
    delivery.sha256 ?? null,
    delivery.bytes ?? null,
    JSON.stringify(payload),
  ];
}
