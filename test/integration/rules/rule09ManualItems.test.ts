import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ControlEnvironment } from '../../support/sandbox/controlClient.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { codeOf, draw, nextVersion, signedInStore } from './drawnStore.ts';

const stone = { description: 'Granito instalado', quantity: '1', total: '1850.00' };
const freight = { description: 'Frete e montagem', quantity: '2', total: '320.50' };

async function itemsOf(
  sandbox: TestSandbox,
  environmentId: string,
  source: 'manual' | 'promob',
): Promise<ControlEnvironment['items']> {
  const { items } = await sandbox.controls.environment(environmentId);
  return items.filter((item) => item.source === source);
}

describe('rule 9: items added by hand', () => {
  it('stay as they are through every update, and the user is told how many stay before confirming', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await sandbox.controls.addManualItem(environmentId, stone);
    const byHand = await itemsOf(sandbox, environmentId, 'manual');
    assert.equal(byHand.length, 1);

    drawing.exportListing();
    const preview = await client.acts.update({ environmentId, dryRun: true });
    assert.equal(preview.changes.manualItemsKept, 1);
    assert.equal((await client.acts.update({ environmentId })).changes.manualItemsKept, 1);
    assert.deepEqual(await itemsOf(sandbox, environmentId, 'manual'), byHand);

    // One more is added while the next version is being drawn.
    await sandbox.controls.addManualItem(environmentId, freight);
    const both = await itemsOf(sandbox, environmentId, 'manual');
    const before = await itemsOf(sandbox, environmentId, 'promob');
    await nextVersion(store, drawing);
    const { changes } = await (async () => {
      await drawing.save();
      drawing.exportListing();
      return client.acts.update({ environmentId });
    })();
    assert.equal(changes.manualItemsKept, 2);
    const touched = [...changes.added, ...changes.removed, ...changes.changed.flatMap(Object.values)];
    for (const { id } of both) {
      assert.equal(
        (touched as { id: string }[]).some((item) => item.id === id),
        false,
      );
    }
    assert.deepEqual(await itemsOf(sandbox, environmentId, 'manual'), both);
    assert.notDeepEqual(
      await itemsOf(sandbox, environmentId, 'promob'),
      before,
      'those by Promob did change',
    );

    const shown = await client.environments.items({ environmentId });
    assert.deepEqual(
      shown.items.filter(({ source }) => source === 'manual').map(({ id, total }) => ({ id, total })),
      both.map(({ id, total }) => ({ id, total })),
      'Elo shows them apart',
    );
  });

  it('stay when an old version is made current, and when an update is told twice', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    await client.acts.update({ environmentId });
    const first = await itemsOf(sandbox, environmentId, 'promob');
    await sandbox.controls.addManualItem(environmentId, stone);
    const byHand = await itemsOf(sandbox, environmentId, 'manual');
    await drawing.save();
    drawing.exportListing();
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/{id}/updates' },
        times: 1,
        effect: { duplicate: true },
      },
    ]);
    assert.equal((await client.acts.update({ environmentId })).version, 2);
    assert.deepEqual(await itemsOf(sandbox, environmentId, 'manual'), byHand);
    await client.versions.makeCurrent({ environmentId, version: 1 });
    assert.deepEqual(await itemsOf(sandbox, environmentId, 'manual'), byHand);
    const restored = await itemsOf(sandbox, environmentId, 'promob');
    assert.deepEqual(
      restored.map(({ description, total }) => [description, total]),
      first.map(({ description, total }) => [description, total]),
    );
  });

  it('stay when an update is refused', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    await store.client.acts.update({ environmentId });
    await sandbox.controls.addManualItem(environmentId, stone);
    await drawing.save();
    const before = await sandbox.controls.environment(environmentId);
    assert.equal(await codeOf(store.client.acts.update({ environmentId })), 'listing-not-fresh');
    assert.deepEqual((await sandbox.controls.environment(environmentId)).items, before.items);
  });
});
