import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ledgerBench, stat, withCode } from './ledgerFixture.ts';

describe('saves', () => {
  it('are numbered in their file, with their facts, newest last', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    const first = save('/w/a.promob', 'one');
    const second = save('/w/a.promob', 'two');
    assert.deepEqual([first.number, second.number], [1, 2]);
    assert.equal(first.fileId, second.fileId);
    assert.deepEqual(ledger.saves.facts(second.saveId), { content: 'two' });
    assert.equal(ledger.saves.newest(fileId('/w/a.promob'))?.saveId, second.saveId);
    assert.deepEqual(
      ledger.saves
        .list(first.fileId)
        .map((each) => [each.number, each.state, each.receivedAt, each.versions]),
      [
        [1, 'unbound', null, []],
        [2, 'unbound', null, []],
      ],
    );
    assert.deepEqual(
      ledger.saves.recent(1).map((each) => each.saveId),
      [second.saveId],
    );
    const file = ledger.files.byId(first.fileId);
    assert.equal(file?.saves, 2);
    assert.deepEqual(file.lastSave, second);
  });

  it('of identical content are not made, but the stat is noted; an older content again is one', (t) => {
    const { ledger, see, save } = ledgerBench(t);
    save('/w/a.promob', 'one');
    const again = see('/w/a.promob', 'one');
    assert.equal(again.kind, 'identical');
    assert.deepEqual([...ledger.files.seed()], [{ path: '/w/a.promob', kind: 'project', ...stat(2) }]);
    save('/w/a.promob', 'two');
    assert.equal(save('/w/a.promob', 'one').number, 3);
  });

  it('go to every bound environment with one key each, in the same step', (t) => {
    const { ledger, see, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    ledger.bindings.bind({ environmentId: 'e2', fileId: fileId('/w/a.promob') });
    const kept = see('/w/a.promob', 'two');
    assert.ok(kept.kind === 'kept');
    assert.deepEqual(kept.environmentIds, ['e1', 'e2']);
    const rows = ledger.outbox.of({ saveId: kept.save.saveId });
    assert.deepEqual(
      rows.map((row) => [row.environmentId, row.lane, row.sha256, row.bytes, row.state]),
      [
        ['e1', 'e1', kept.save.sha256, 3, 'kept'],
        ['e2', 'e2', kept.save.sha256, 3, 'kept'],
      ],
    );
    assert.equal(new Set(ledger.outbox.list().map((row) => row.idempotencyKey)).size, 4);
  });

  it('are all or nothing with their deliveries: a failure in between leaves neither', (t) => {
    const { ledger, see, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    const before = { rows: ledger.outbox.list().length, events: ledger.events.since(0, 100).length };
    assert.throws(
      () =>
        ledger.transaction(() => {
          assert.equal(see('/w/a.promob', 'two').kind, 'kept');
          throw new Error('the power went');
        }),
      /the power went/,
    );
    assert.equal(ledger.saves.list(fileId('/w/a.promob')).length, 1);
    assert.equal(ledger.outbox.list().length, before.rows);
    assert.equal(ledger.events.since(0, 100).length, before.events);
    assert.equal(save('/w/a.promob', 'two').number, 2);
  });

  it('have the state of their least advanced delivery and are counted once', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    save('/w/b.promob', 'elsewhere', { guid: 'guid-2' });
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    ledger.bindings.bind({ environmentId: 'e2', fileId: fileId('/w/a.promob') });
    const two = save('/w/a.promob', 'two');
    assert.deepEqual(ledger.saves.counts(), {
      saved: 3,
      received: 0,
      pending: 2,
      withheld: 0,
      unbound: 1,
      needsAttention: 0,
    });
    const stateOf = (saveId: string): unknown => {
      const view = ledger.saves.list(fileId('/w/a.promob')).find((each) => each.saveId === saveId);
      return [view?.state, view?.receivedAt];
    };
    const [one1, one2, two1, two2] = ledger.outbox.list().reverse();
    assert.ok(one1 && one2 && two1 && two2);
    const receive = (row: typeof one1, at: string): void => {
      ledger.outbox.claim(row.deliveryId);
      assert.equal(ledger.outbox.received(row.deliveryId, { sha256: row.sha256 }, at), true);
    };
    receive(one1, '2026-03-03T10:00:00.000Z');
    receive(one2, '2026-03-03T09:00:00.000Z');
    assert.deepEqual(stateOf(one1.saveId ?? ''), ['received', '2026-03-03T10:00:00.000Z']);
    receive(two1, '2026-03-03T11:00:00.000Z');
    ledger.outbox.withhold(two2.deliveryId, 'purchase-orders-issued');
    assert.deepEqual(stateOf(two.saveId), ['withheld', null]);
    assert.deepEqual(ledger.saves.counts(), {
      saved: 3,
      received: 1,
      pending: 0,
      withheld: 1,
      unbound: 1,
      needsAttention: 0,
    });
  });

  it('tell which contents they point to', (t) => {
    const { ledger, save, listing } = ledgerBench(t);
    const one = save('/w/a.promob', 'one');
    const sent = listing('/w/a.xml', 'listing').listing;
    assert.deepEqual(
      ledger.saves.referenced([one.sha256, sent.sha256, 'f'.repeat(64)]),
      new Set([one.sha256, sent.sha256]),
    );
  });
});

describe('bindings', () => {
  it('send the newest save and what comes after, not what was before', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    const two = save('/w/a.promob', 'two');
    const binding = ledger.bindings.bind({
      environmentId: 'e1',
      fileId: fileId('/w/a.promob'),
      ambientGuid: 'g-9',
    });
    assert.equal(binding.ambientGuid, 'g-9');
    assert.deepEqual(
      ledger.outbox.list().map((row) => row.saveId),
      [two.saveId],
    );
    assert.deepEqual(ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') }), binding);
    assert.equal(ledger.outbox.list().length, 1);
    assert.deepEqual(ledger.files.byPath('/w/a.promob')?.environmentIds, ['e1']);
  });

  it('refuse a second file for an environment, and allow it after the first was let go', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    save('/w/b.promob', 'uno', { guid: 'guid-2' });
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    assert.throws(
      () => ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/b.promob') }),
      withCode('environment-already-bound'),
    );
    assert.throws(
      () => ledger.bindings.bind({ environmentId: 'e9', fileId: 'nobody' }),
      withCode('file-not-found'),
    );
    assert.equal(ledger.bindings.unbind('e1'), true);
    assert.equal(ledger.bindings.unbind('e1'), false);
    assert.equal(ledger.bindings.byEnvironment('e1'), null);
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/b.promob') });
    assert.equal(ledger.bindings.byEnvironment('e1')?.fileId, fileId('/w/b.promob'));
    assert.deepEqual(
      ledger.bindings.byFile(fileId('/w/b.promob')).map((each) => each.environmentId),
      ['e1'],
    );
    assert.equal(ledger.bindings.list().length, 1);
  });

  it('bound again after a break do not send the same save twice', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    ledger.bindings.unbind('e1');
    save('/w/a.promob', 'two');
    assert.equal(ledger.outbox.list().length, 1);
    save('/w/a.promob', 'three');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    ledger.bindings.unbind('e1');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    assert.equal(ledger.outbox.list().length, 2);
  });

  it('of a file without saves send nothing until there is one', (t) => {
    const { ledger, see, fileId } = ledgerBench(t);
    ledger.files.setProblem('/w/a.promob', 'container-incomplete');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    assert.equal(ledger.outbox.list().length, 0);
    const kept = see('/w/a.promob', 'one');
    assert.ok(kept.kind === 'kept');
    assert.deepEqual(kept.environmentIds, ['e1']);
  });
});
