import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deliveryRules } from '../../../electron/engine/deliveryRules.ts';
import { ledgerBench } from '../ledger/ledgerFixture.ts';

const environment = (environmentId: string, locked: boolean) => ({
  environmentId,
  projectId: 'project',
  name: 'Cozinha',
  state: 'outdated',
  outdated: true,
  locked,
  lastVersion: null,
  versionToken: 'token',
  body: {},
  updatedAt: '2026-03-02T12:00:00.000Z',
});

describe('rules at the moment of delivery', () => {
  it('withhold saves and refuse acts of an environment known to be locked', (t) => {
    const bench = ledgerBench(t);
    const { outbox, catalogue, bindings } = bench.ledger;
    bench.save('/p/a.promob', 'a');
    bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    const act = outbox.add({ kind: 'approval', lane: 'e1', environmentId: 'e1' });
    const [save] = outbox.heads(Number.MAX_SAFE_INTEGER, 1);
    assert.ok(save);
    const rules = deliveryRules(bench.ledger);
    assert.deepEqual(rules.mayDeliver(save), { ok: true });
    catalogue.environments.upsert(environment('e1', true));
    assert.deepEqual(rules.mayDeliver(save), { ok: false, withhold: 'purchase-orders-issued' });
    assert.deepEqual(rules.mayDeliver(act), { ok: false, refuse: 'environment-locked' });
  });

  it('know of a lock FoccoLojas answered once, before its picture here is read again', (t) => {
    const bench = ledgerBench(t);
    const { outbox, catalogue, bindings } = bench.ledger;
    catalogue.environments.upsert(environment('e1', false));
    bench.save('/p/a.promob', 'a');
    bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    const [first] = outbox.heads(Number.MAX_SAFE_INTEGER, 1);
    assert.ok(first);
    outbox.claim(first.deliveryId);
    outbox.withhold(first.deliveryId, 'purchase-orders-issued');
    bench.save('/p/a.promob', 'b');
    const [second] = outbox.heads(Number.MAX_SAFE_INTEGER, 1);
    assert.ok(second);
    assert.notEqual(second.deliveryId, first.deliveryId);
    const rules = deliveryRules(bench.ledger);
    assert.deepEqual(rules.mayDeliver(second), { ok: false, withhold: 'purchase-orders-issued' });
    assert.equal(outbox.isWithheld('e1'), true);
    assert.equal(outbox.isWithheld('e2'), false);
  });

  it('refuse an update of another version than was looked at, and ask nothing of one that named none', (t) => {
    const bench = ledgerBench(t);
    const { outbox, catalogue, bindings } = bench.ledger;
    const { saveId } = bench.save('/p/a.promob', 'a');
    bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    const row = (payload: Readonly<Record<string, unknown>>) =>
      outbox.add({ kind: 'update', lane: 'e1', environmentId: 'e1', saveId, payload });
    const first = row({ follows: null });
    const second = row({ follows: 1 });
    const unnamed = row({});
    const rules = deliveryRules(bench.ledger);
    const answers = () => [first, second, unnamed].map((each) => rules.mayDeliver(each));
    const another = { ok: false, refuse: 'look-again' };
    assert.deepEqual(answers(), [{ ok: true }, another, { ok: true }]);
    catalogue.environments.upsert({ ...environment('e1', false), lastVersion: 1 });
    assert.deepEqual(answers(), [another, { ok: true }, { ok: true }]);
  });

  it('leave an act that was sent before to FoccoLojas, which may have done it', (t) => {
    const bench = ledgerBench(t);
    const { outbox, catalogue, bindings } = bench.ledger;
    catalogue.environments.upsert(environment('e1', false));
    const first = bench.save('/p/a.promob', 'a');
    bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    const rules = deliveryRules(bench.ledger);
    const { deliveryId } = outbox.add({
      kind: 'update',
      lane: 'e1',
      environmentId: 'e1',
      saveId: first.saveId,
    });
    const update = () => {
      const row = outbox.byId(deliveryId);
      assert.ok(row);
      return row;
    };
    bench.save('/p/a.promob', 'b');
    assert.deepEqual(rules.mayDeliver(update()), { ok: false, refuse: 'listing-not-fresh' });
    for (const row of outbox.heads(Number.MAX_SAFE_INTEGER, 1)) {
      outbox.claim(row.deliveryId);
      outbox.received(row.deliveryId, { sha256: row.sha256 }, '2026-03-02T12:00:00.000Z');
    }
    assert.equal(outbox.claim(deliveryId), true);
    outbox.retryLater(deliveryId, 0, 'network-timeout');
    assert.deepEqual(rules.mayDeliver(update()), { ok: true });
    catalogue.environments.upsert(environment('e1', true));
    assert.deepEqual(rules.mayDeliver(update()), { ok: true });
  });
});
