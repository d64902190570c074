import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createLedger } from '../../../electron/engine/ledger/ledger.ts';
import type { Ledger } from '../../../electron/engine/ledger/ledger.ts';
import type { DeliveryState } from '../../../shared/domain/states.ts';
import { tickingClock } from './ledgerFixture.ts';

interface ModelRow {
  readonly id: string;
  readonly key: string;
  readonly lane: string;
  state: DeliveryState;
  dueAt: number;
  /** Released by the user after having been withheld: it alone may come after younger ones. */
  released: boolean;
}

/** What the outbox is meant to be: rows in order of birth, and what FoccoLojas got, in order of arrival. */
interface Model {
  readonly rows: ModelRow[];
  readonly arrived: ModelRow[];
  now: number;
}

const blocking = new Set<DeliveryState>(['kept', 'sending', 'needs-attention']);

/** First of what stands in its lane's way, with nothing of the lane on its way. */
function isHead(model: Model, row: ModelRow): boolean {
  const open = model.rows.filter((other) => other.lane === row.lane && blocking.has(other.state));
  return row.state === 'kept' && open[0] === row && !open.some((other) => other.state === 'sending');
}

const heads = (model: Model): ModelRow[] =>
  model.rows.filter((row) => isHead(model, row) && row.dueAt <= model.now);

const at = <T>(rows: readonly T[], n: number): T | undefined => rows[n % Math.max(1, rows.length)];

type Step = (ledger: Ledger, model: Model) => void;

const add = fc.constantFrom('a', 'b', 'c').map((lane): Step => (ledger, model) => {
  const row = ledger.outbox.add({ kind: 'update', lane, environmentId: lane });
  model.rows.push({
    id: row.deliveryId,
    key: row.idempotencyKey,
    lane,
    state: 'kept',
    dueAt: 0,
    released: false,
  });
});

const claimHead = fc.nat(9).map((n): Step => (ledger, model) => {
  const row = at(heads(model), n);
  if (row === undefined) return;
  assert.equal(ledger.outbox.claim(row.id), true);
  row.state = 'sending';
});

const claimAnything = fc.nat(50).map((n): Step => (ledger, model) => {
  const row = at(model.rows, n);
  if (row === undefined) return;
  const may = isHead(model, row);
  assert.equal(ledger.outbox.claim(row.id), may);
  if (may) row.state = 'sending';
});

const results = ['received', 'later', 'attention', 'withhold', 'refuse'] as const;
const result = fc.tuple(fc.nat(9), fc.constantFrom(...results)).map(([n, what]): Step => (ledger, model) => {
  const row = at(
    model.rows.filter((each) => each.state === 'sending'),
    n,
  );
  if (row === undefined) return;
  const { outbox } = ledger;
  switch (what) {
    case 'received':
      assert.equal(outbox.received(row.id, { ok: true }, '2026-03-05T10:00:00.000Z'), true);
      row.state = 'received';
      model.arrived.push(row);
      break;
    case 'later':
      row.dueAt = model.now + n * 10;
      assert.equal(outbox.retryLater(row.id, row.dueAt, 'server-error'), true);
      row.state = 'kept';
      break;
    case 'attention':
      assert.equal(outbox.needsAttention(row.id, 'refused'), true);
      row.state = 'needs-attention';
      break;
    case 'withhold':
      assert.equal(outbox.withhold(row.id, 'locked'), true);
      row.state = 'withheld';
      break;
    case 'refuse':
      assert.equal(outbox.refuse(row.id, 'no', {}), true);
      row.state = 'refused';
      break;
  }
});

const retry = fc.nat(50).map((n): Step => (ledger, model) => {
  const row = at(model.rows, n);
  if (row === undefined) return;
  const may = row.state === 'needs-attention' || row.state === 'kept';
  assert.equal(ledger.outbox.retry(row.id), may);
  if (may) Object.assign(row, { state: 'kept', dueAt: 0 });
});

const release = fc.constantFrom('a', 'b', 'c').map((lane): Step => (ledger, model) => {
  const withheld = model.rows.filter((row) => row.lane === lane && row.state === 'withheld');
  assert.equal(ledger.outbox.release(lane), withheld.length);
  for (const row of withheld) Object.assign(row, { state: 'kept', dueAt: 0, released: true });
});

const time = fc.nat(60).map((ms): Step => (_ledger, model) => {
  model.now += ms;
});

const wake = fc.constant<Step>((ledger, model) => {
  ledger.outbox.wake();
  for (const row of model.rows) if (row.state === 'kept') row.dueAt = 0;
});

const restart = 'restart' as const;
const step = fc.oneof(
  { weight: 5, arbitrary: add },
  { weight: 6, arbitrary: claimHead },
  { weight: 2, arbitrary: claimAnything },
  { weight: 7, arbitrary: result },
  { weight: 2, arbitrary: retry },
  { weight: 1, arbitrary: release },
  { weight: 2, arbitrary: time },
  { weight: 1, arbitrary: wake },
  { weight: 1, arbitrary: fc.constant(restart) },
);

function agree({ outbox }: Ledger, model: Model): void {
  assert.deepEqual(
    outbox
      .list()
      .reverse()
      .map((row) => [row.deliveryId, row.idempotencyKey, row.lane, row.state]),
    model.rows.map((row) => [row.id, row.key, row.lane, row.state]),
    'nothing is lost, doubled or out of place',
  );
  assert.deepEqual(
    outbox.heads(model.now, 100).map((row) => row.deliveryId),
    heads(model).map((row) => row.id),
  );
  const due = model.rows.filter((row) => isHead(model, row)).map((row) => row.dueAt);
  assert.equal(outbox.nextDue(), due.length === 0 ? null : Math.min(...due));
}

describe('the outbox, whatever happens', () => {
  it('loses nothing, keeps the order of each lane, never doubles a key', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 80, size: 'max' }), (steps) => {
        const dir = mkdtempSync(join(tmpdir(), 'elo-outbox-'));
        const open = (): Ledger => createLedger({ dir, clock: tickingClock(), appVersion: '1.0.0' });
        let ledger = open();
        try {
          const model: Model = { rows: [], arrived: [], now: 0 };
          for (const each of steps) {
            if (each === restart) {
              ledger.close();
              ledger = open();
              const stuck = model.rows.filter((row) => row.state === 'sending');
              assert.equal(ledger.outbox.resetSending(), stuck.length);
              for (const row of stuck) Object.assign(row, { state: 'kept', dueAt: 0 });
            } else each(ledger, model);
            agree(ledger, model);
          }
          assert.equal(new Set(model.rows.map((row) => row.key)).size, model.rows.length);
          for (const lane of ['a', 'b', 'c']) {
            const order = model.arrived
              .filter((row) => row.lane === lane && !row.released)
              .map((row) => model.rows.indexOf(row));
            assert.deepEqual(
              order,
              order.toSorted((x, y) => x - y),
              'a lane arrives in order of birth',
            );
          }
        } finally {
          ledger.close();
          rmSync(dir, { recursive: true, force: true });
        }
      }),
      { numRuns: 30 },
    );
  });
});
