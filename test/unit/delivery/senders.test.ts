import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { operationOf } from '../../../shared/api/operations.ts';
import type { OperationId } from '../../../shared/api/operations.ts';
import { createBench, refusal } from './support/bench.ts';
import type { Call } from './support/bench.ts';

/** Whether a request is what FoccoLojas' contract asks for: its own schemas decide. */
function checkRequest(call: Call): void {
  const operation = operationOf(call.operation as OperationId);
  for (const part of ['params', 'query'] as const) {
    const schema = operation[part];
    if (schema !== undefined) schema.parse(call.request[part]);
    else assert.equal(call.request[part], undefined);
  }
  if (operation.body !== undefined && 'schema' in operation.body)
    operation.body.schema.parse(call.request['body']);
  assert.ok(operation.idempotent && call.key.length === 36);
  if (call.request['ifMatch'] !== undefined) assert.equal(operation.ifMatch, true);
}

describe('each kind is one request of the contract', () => {
  it('carries a save with its exact bytes, a listing, and the acts on them', async () => {
    const bench = createBench();
    const save = bench.save('env-1');
    const listingBytes = new TextEncoder().encode('<LISTING/>');
    const sha256 = 'c'.repeat(64);
    bench.contents.set(sha256, listingBytes);
    const at = '2026-02-19T12:00:00.000Z';
    const lane = { lane: 'env-1', environmentId: 'env-1' };
    bench.outbox.add({
      kind: 'listing',
      ...lane,
      listingId: 'listing-1',
      sha256,
      bytes: listingBytes.byteLength,
      payload: { capturedAt: at, fileName: 'orçamento.xml' },
    });
    const pair = { saveId: save.saveId ?? '', listingId: 'listing-1' };
    const negotiation = bench.outbox.add({
      kind: 'negotiation',
      ...lane,
      ...pair,
      payload: { mode: 'prepare' },
    });
    bench.outbox.add({
      kind: 'update',
      ...lane,
      payload: { negotiationDeliveryId: negotiation.deliveryId, notificationId: 'n-1', versionToken: 'v1' },
    });
    bench.outbox.add({ kind: 'approval', ...lane, payload: { versionToken: 'v2' } });
    bench.outbox.add({ kind: 'release', ...lane });
    bench.outbox.add({ kind: 'review', ...lane, payload: { step: 'start' } });
    bench.outbox.add({ kind: 'review', ...lane, payload: { step: 'complete' } });
    bench.outbox.add({ kind: 'assistance', ...lane, payload: { occurrenceId: 'o-1', from: 'review' } });
    bench.outbox.add({ kind: 'customer', lane: 'customers', payload: { name: 'Cliente', email: 'a@b.c' } });
    bench.outbox.add({ kind: 'project', lane: 'projects', payload: { customerId: 'c-1', name: 'Casa' } });
    bench.outbox.add({
      kind: 'environment',
      lane: 'environments',
      payload: { projectId: 'p-1', name: 'Cozinha' },
    });
    const answer = bench.state.answer;
    bench.state.answer = async (call) =>
      call.operation === 'createListing'
        ? { sha256, bytes: listingBytes.byteLength, idempotencyKey: call.key }
        : answer(call);
    bench.delivery.start();
    await bench.clock.settle();
    assert.deepEqual(
      bench.outbox.all().filter((row) => row.state !== 'received'),
      [],
    );
    for (const call of bench.calls) checkRequest(call);
    const of = (operation: string) => bench.calls.find((call) => call.operation === operation)?.request ?? {};
    assert.deepEqual(of('createSave')['body'], bench.contents.get(save.sha256 ?? ''));
    assert.deepEqual(of('createSave')['query'], {
      saveId: save.saveId,
      number: 1,
      keptAt: at,
      fileName: 'env-1.promob',
    });
    assert.deepEqual(of('createListing')['body'], listingBytes);
    assert.deepEqual(of('createNegotiation')['body'], { ...pair, mode: 'prepare' });
    assert.deepEqual(of('createUpdate')['body'], {
      importId: `import-${negotiation.idempotencyKey}`,
      notificationId: 'n-1',
    });
    assert.equal(of('createUpdate')['ifMatch'], 'v1');
    assert.equal(of('approveQuote')['ifMatch'], 'v2');
    assert.equal('ifMatch' in of('releaseContract'), false);
    assert.deepEqual(
      bench.calls.filter((call) => call.environmentId === 'env-1').map((call) => call.operation),
      [
        'createSave',
        'createListing',
        'createNegotiation',
        'createUpdate',
        'approveQuote',
        'releaseContract',
        'startReview',
        'completeReview',
      ],
    );
  });

  it('refuses an update whose hand-over was refused, with the same reason, without asking FoccoLojas', async () => {
    const bench = createBench();
    const lane = { lane: 'e', environmentId: 'e' };
    const negotiation = bench.outbox.add({
      kind: 'negotiation',
      ...lane,
      saveId: 's',
      listingId: 'l',
      payload: { mode: 'prepare' },
    });
    const update = bench.outbox.add({
      kind: 'update',
      ...lane,
      payload: { negotiationDeliveryId: negotiation.deliveryId },
    });
    bench.state.answer = async () => Promise.reject(refusal(409, 'listing-not-fresh'));
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(update).state, 'refused');
    assert.equal(bench.row(update).reason, 'listing-not-fresh');
    assert.equal(bench.calls.length, 1);
  });

  it('gives every file a name FoccoLojas takes, and never fails a save for its name', async () => {
    const long = `${'ã'.repeat(300)}.promob`;
    const names: [string, string][] = [
      ['C:\\Projetos\\São João\\Cozinha.promob', 'Cozinha.promob'],
      ['/projetos/linha\nquebrada.promob', 'linha_quebrada.promob'],
      [`/projetos/${long}`, `${'ã'.repeat(248)}.promob`],
    ];
    for (const [path, expected] of names) {
      const bench = createBench();
      const row = bench.save('e');
      const kept = bench.saves.get(row.saveId ?? '');
      assert.ok(kept);
      bench.saves.set(kept.saveId, { ...kept, path });
      bench.delivery.start();
      await bench.clock.settle();
      const [call] = bench.calls;
      assert.ok(call);
      checkRequest(call);
      assert.equal((call.request['query'] as { fileName: string }).fileName, expected);
    }
  });

  it('asks a person about a save it cannot describe, and refuses an act it cannot describe', async () => {
    const bench = createBench();
    const save = bench.save('a');
    bench.saves.clear();
    const acts = [
      bench.outbox.add({ kind: 'negotiation', lane: 'b', environmentId: 'b', payload: { mode: 'prepare' } }),
      bench.outbox.add({ kind: 'update', lane: 'c', environmentId: 'c', payload: {} }),
      bench.outbox.add({
        kind: 'update',
        lane: 'd',
        environmentId: 'd',
        payload: { negotiationDeliveryId: 'none' },
      }),
      bench.outbox.add({ kind: 'review', lane: 'e', environmentId: 'e', payload: { step: 'sideways' } }),
      bench.outbox.add({ kind: 'assistance', lane: 'f', payload: { occurrenceId: 'o', from: 'nowhere' } }),
      bench.outbox.add({ kind: 'approval', lane: 'g' }),
      bench.outbox.add({ kind: 'customer', lane: 'customers', payload: {} }),
    ];
    bench.delivery.start();
    await bench.clock.settle();
    await bench.clock.settle();
    assert.equal(bench.row(save).state, 'needs-attention');
    assert.equal(bench.row(save).reason, 'payload-invalid');
    for (const act of acts) {
      assert.equal(bench.row(act).state, 'refused', act.kind);
      assert.equal(bench.row(act).reason, 'payload-invalid');
    }
    assert.equal(bench.calls.length, 0);
  });

  it('sends no content of another length than the one that was kept', async () => {
    const bench = createBench();
    const row = bench.save('a');
    bench.contents.set(row.sha256 ?? '', new Uint8Array(3));
    bench.delivery.start();
    await bench.clock.settle();
    assert.equal(bench.row(row).reason, 'content-damaged');
    assert.equal(bench.calls.length, 0);
  });
});
