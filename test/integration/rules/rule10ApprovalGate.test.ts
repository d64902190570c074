import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { ControlRefusal } from '../../support/sandbox/controlClient.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { until } from '../../support/sandbox/until.ts';
import { patienceMs } from '../line/store.ts';
import { draw, nextVersion, signedInStore } from './drawnStore.ts';

/** What FoccoLojas answers to an approval: `approved`, or the code of its refusal. */
async function approval(sandbox: TestSandbox, environmentId: string, version?: number): Promise<string> {
  try {
    await sandbox.controls.approve(environmentId, version);
    return 'approved';
  } catch (error) {
    if (error instanceof ControlRefusal) return `${error.status} ${error.code}`;
    throw error;
  }
}

describe('rule 10: the approval gate', () => {
  it('refuses the quote of an out-of-date project, tells why, and opens after the update', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    assert.equal(await approval(sandbox, environmentId), '409 quote-outdated', 'nothing was imported yet');
    drawing.exportListing();
    await client.acts.update({ environmentId });
    await drawing.save();
    assert.equal(await approval(sandbox, environmentId), '409 quote-outdated');
    assert.equal((await sandbox.controls.environment(environmentId)).state, 'outdated');

    await store.event(
      (event) => event.event === 'notification' && event.notification.kind === 'quote-outdated',
      'the notification of the refusal',
    );
    const notice = (await client.notifications.list({})).find(
      ({ kind, state }) => kind === 'quote-outdated' && state !== 'done',
    );
    assert.equal(notice?.environmentId, environmentId);
    drawing.exportListing();
    const { changes } = await client.acts.update({ notificationId: notice.id, dryRun: true });
    assert.ok(
      changes.added.length + changes.removed.length + changes.changed.length > 0,
      'what changed since the version the customer saw',
    );
    assert.notEqual(changes.total.before, null);
    assert.notEqual(changes.total.after, null);
    await client.acts.update({ notificationId: notice.id });
    assert.equal(await approval(sandbox, environmentId), 'approved');

    await until(
      async () => (await client.environments.get({ environmentId })).state === 'converted',
      patienceMs,
    );
    const shown = await client.environments.get({ environmentId });
    assert.deepEqual(
      { version: shown.convertedVersion, situation: shown.situation, stage: shown.stage },
      { version: 2, situation: 'Convertido', stage: 'Contrato' },
    );
    const versions = await client.versions.list({ environmentId });
    assert.deepEqual(
      versions.map(({ number, converted }) => [number, converted]),
      [
        [1, false],
        [2, true],
      ],
    );
    const told = await sandbox.controls.environment(environmentId);
    assert.equal(told.notifications.find(({ id }) => id === notice.id)?.state, 'done');
  });

  it('refuses what became out of date between showing it and approving it', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    await client.acts.update({ environmentId });
    const seen = (await sandbox.controls.environment(environmentId)).versions.at(-1)?.number;
    assert.equal(seen, 1);
    const seller = await signedInClient(sandbox.foccolojas, 'designer');
    const { versionToken } = await seller.ok('getEnvironment', { params: { environmentId } });
    // A save arrives while the customer looks at version 1.
    await drawing.save();
    assert.equal(await approval(sandbox, environmentId, 1), '409 quote-outdated');
    const params = { environmentId };
    assert.equal(
      await seller.refused('approveQuote', { params, ifMatch: versionToken }),
      '412 version-token-mismatch',
      'the token of what was read says that it changed',
    );
    assert.equal(await seller.refused('approveQuote', { params }), '409 quote-outdated');
    // It is even updated; what the customer saw is not what is current.
    drawing.exportListing();
    assert.equal((await client.acts.update({ environmentId })).version, 2);
    assert.equal(await approval(sandbox, environmentId, 1), '409 quote-outdated');
    assert.equal((await sandbox.controls.environment(environmentId)).state, 'synchronized');
    assert.equal(await approval(sandbox, environmentId, 2), 'approved');
  });

  it('holds when saves and approvals meet: never approved while out of date', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    await store.client.acts.update({ environmentId });
    let approved = false;
    for (let round = 0; round < 4 && !approved; round += 1) {
      const before = (await drawing.ledger()).filter(({ kind }) => kind === 'save').length;
      const saving = drawing.save();
      const answers: string[] = [];
      while ((await drawing.ledger()).filter(({ kind }) => kind === 'save').length === before) {
        const answer = await approval(sandbox, environmentId);
        answers.push(answer);
        if (answer === 'approved') break;
      }
      await saving;
      approved = answers.includes('approved');
      const { state, outdated } = await sandbox.controls.environment(environmentId);
      // Approved before the save came, it stays approved and the save makes an update due; else it is refused.
      assert.equal(outdated, true);
      assert.equal(state, approved ? 'converted' : 'outdated');
      if (!approved) {
        assert.equal(await approval(sandbox, environmentId), '409 quote-outdated');
        await nextVersion(store, drawing);
      }
    }
    assert.equal(approved, true, 'the gate opens for what is up to date');
    assert.equal(await approval(sandbox, environmentId), '409 wrong-state', 'and only once');
    const { notifications } = await sandbox.controls.environment(environmentId);
    assert.ok(
      notifications.some(({ kind, state }) => kind === 'changed-after-conversion' && state !== 'done'),
    );
  });

  it('offline-first: a save that waits on this machine makes the quote out of date as soon as it arrives', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    await client.acts.update({ environmentId });
    await sandbox.controls.fault([{ times: 1_000, effect: { reset: true } }]);
    const bytes = await drawing.save('kept');
    await sandbox.controls.clearFaults();
    await store.engine.resumed();
    await store.received(bytes);
    assert.equal(await approval(sandbox, environmentId, 1), '409 quote-outdated');
    assert.equal((await sandbox.controls.environment(environmentId)).state, 'outdated');
  });
});
