import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { happenings } from '../../../electron/engine/environments/happenings.ts';
import { NotificationKind } from '../../../shared/api/notifications.ts';
import { happeningSchema } from '../../../shared/contract/windowSchemas.ts';
import { happeningTexts } from '../../../shared/text/window/happeningTexts.ts';
import { ledgerBench } from '../ledger/ledgerFixture.ts';
import type { LedgerBench } from '../ledger/ledgerFixture.ts';

const texts: Readonly<Record<string, string>> = happeningTexts['pt-BR'];
const codes = (bench: LedgerBench, id = 'e1'): string[] =>
  happenings(bench.ledger, id).map(({ code, facts }) => {
    happeningSchema.parse({ at: '2026-03-02T12:00:00.000Z', code, facts });
    assert.ok(Object.hasOwn(texts, `happening.${code}`), `no text for ${code}`);
    return 'number' in facts ? `${code} ${facts['number']}` : code;
  });

function deliverAll(bench: LedgerBench): void {
  const { outbox } = bench.ledger;
  for (let head = outbox.heads(Number.MAX_SAFE_INTEGER, 1)[0]; head !== undefined;) {
    outbox.claim(head.deliveryId);
    outbox.received(head.deliveryId, { sha256: head.sha256 }, '2026-03-02T12:30:00.000Z');
    head = outbox.heads(Number.MAX_SAFE_INTEGER, 1)[0];
  }
}

describe('what happened to an environment', () => {
  it('is told newest first: its file, saves and receipts, acts, versions, notices', (t) => {
    const bench = ledgerBench(t);
    const { ledger } = bench;
    ledger.catalogue.environments.upsert({
      environmentId: 'e1',
      projectId: 'p',
      name: 'Cozinha',
      state: 'outdated',
      outdated: true,
      locked: false,
      lastVersion: 1,
      versionToken: 't',
      updatedAt: '2026-03-02T11:00:00.000Z',
      body: { createdAt: '2026-03-02T11:00:00.000Z' },
    });
    bench.save('/p/Cozinha.promob', '1');
    const fileId = bench.fileId('/p/Cozinha.promob');
    ledger.bindings.bind({ environmentId: 'e1', fileId });
    deliverAll(bench);
    bench.save('/p/Cozinha.promob', '2');
    bench.listing('/p/a.xml', 'l');
    deliverAll(bench);
    ledger.outbox.add({
      kind: 'negotiation',
      lane: 'e1',
      environmentId: 'e1',
      payload: { mode: 'negotiate' },
    });
    ledger.outbox.add({ kind: 'review', lane: 'e1', environmentId: 'e1', payload: { step: 'complete' } });
    deliverAll(bench);
    const act = ledger.outbox.add({ kind: 'update', lane: 'e1', environmentId: 'e1' });
    ledger.outbox.refuse(act.deliveryId, 'listing-not-fresh', {});
    ledger.catalogue.replaceVersions('e1', [
      {
        environmentId: 'e1',
        number: 1,
        optionName: 'Opção A',
        importedAt: '2026-03-02T23:00:00.000Z',
        identifier: '',
        saveSha256: null,
        localSaveId: null,
        latest: true,
        converted: false,
        body: {},
      },
    ]);
    ledger.notifications.upsert({
      id: 'n1',
      kind: 'environment-outdated',
      environmentId: 'e1',
      createdAt: '2026-03-02T23:30:00.000Z',
      state: 'delivered',
      body: {},
    });
    assert.deepEqual(codes(bench), [
      'notified-environment-outdated',
      'version-made 1',
      'update-refused',
      'review-completed',
      'negotiated',
      'save-received 2',
      'listing-kept',
      'save-kept 2',
      'save-received 1',
      'environment-bound',
      'save-kept 1',
      'environment-created',
    ]);
    const told = happenings(ledger, 'e1');
    assert.deepEqual(told.find(({ code }) => code === 'version-made')?.facts, {
      number: 1,
      optionName: 'Opção A',
    });
    assert.deepEqual(told.find(({ code }) => code === 'update-refused')?.facts, {
      reason: 'listing-not-fresh',
    });
    assert.deepEqual(told.find(({ code }) => code === 'environment-bound')?.facts, {
      fileName: 'Cozinha.promob',
    });
  });

  it('leaves out what the same file sends to another environment, and what an old file did when it was free', (t) => {
    const bench = ledgerBench(t);
    const { bindings } = bench.ledger;
    bench.save('/p/a.promob', '1', { guid: null });
    const a = bench.fileId('/p/a.promob');
    bindings.bind({ environmentId: 'e1', fileId: a });
    bindings.bind({ environmentId: 'e2', fileId: a });
    bench.save('/p/a.promob', '2', { guid: null });
    deliverAll(bench);
    bindings.unbind('e1');
    bench.save('/p/a.promob', '3', { guid: null });
    bench.save('/p/b.promob', 'b1', { guid: null });
    bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/b.promob') });
    const told = codes(bench);
    assert.equal(told.filter((code) => code === 'save-received 2').length, 1);
    assert.equal(told.includes('save-kept 2'), true, 'kept while it was bound');
    assert.equal(told.includes('save-kept 3'), false, 'kept after it was unbound');
  });

  it('says of a save that is withheld, missing, or needs attention what it is', (t) => {
    const bench = ledgerBench(t);
    const { outbox, bindings } = bench.ledger;
    bench.save('/p/a.promob', '1');
    bindings.bind({ environmentId: 'e1', fileId: bench.fileId('/p/a.promob') });
    const [head] = outbox.heads(Number.MAX_SAFE_INTEGER, 1);
    assert.ok(head);
    outbox.needsAttention(head.deliveryId, 'digest-mismatch');
    outbox.received(head.deliveryId, { sha256: head.sha256 }, '2026-03-02T12:30:00.000Z');
    outbox.missing(head.deliveryId, 'receipt-missing');
    outbox.withhold(head.deliveryId, 'purchase-orders-issued');
    assert.deepEqual(codes(bench).slice(0, 4), [
      'save-withheld 1',
      'save-missing 1',
      'save-received 1',
      'save-needs-attention 1',
    ]);
  });

  it('has a text for every code its source names, and for every notice', () => {
    const source = readFileSync(
      new URL('../../../electron/engine/environments/happenings.ts', import.meta.url),
      'utf8',
    );
    for (const [, code = ''] of source.matchAll(/(?:code: |return )'([a-z-]+)'/g)) {
      assert.ok(Object.hasOwn(texts, `happening.${code}`), code);
    }
    for (const kind of NotificationKind.options) {
      if (kind !== 'environment-created') assert.ok(Object.hasOwn(texts, `happening.notified-${kind}`), kind);
    }
  });
});
