import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { MadeOf } from '../../../shared/contract/schemas.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { addModule, workAndSave } from '../../support/promob/mutateProject.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { until } from '../../support/sandbox/until.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf, draw, nextVersion, restartableStore, signedInStore } from './drawnStore.ts';
import type { Drawing } from './drawnStore.ts';

interface Changed {
  readonly sandbox: TestSandbox;
  readonly store: StoreMachine;
  readonly drawing: Drawing;
  readonly environmentId: string;
  /** The hash of the listing that is there. */
  readonly listing: string;
}

/** An environment with version 1, saved again and exported: its update may be looked at. */
async function changed(t: TestContext): Promise<Changed> {
  const { sandbox, store } = await signedInStore(t);
  const drawing = await draw(store, sandbox, 'Cozinha');
  await nextVersion(store, drawing);
  await drawing.save();
  const listing = hashOf(readFileSync(drawing.exportListing()));
  return { sandbox, store, drawing, environmentId: drawing.environmentId, listing };
}

const look = async (
  { client }: StoreMachine,
  of: { environmentId: string } | { notificationId: string },
): Promise<{ seen: string; madeOf: MadeOf; added: number }> => {
  const { seen, madeOf, changes } = await client.acts.update({ ...of, dryRun: true });
  assert.ok(seen !== undefined && madeOf !== undefined);
  return { seen, madeOf, added: changes.added.length };
};

describe('an update is made of what was looked at', () => {
  it('says what its changes were read from, and makes exactly that', async (t) => {
    const { store, drawing, environmentId, listing } = await changed(t);
    const { client } = store;
    const before = await drawing.kinds();
    const first = await look(store, { environmentId });
    assert.deepEqual(first.madeOf, {
      saveSha256: hashOf(drawing.bytes()),
      listingSha256: listing,
      follows: 1,
    });
    assert.deepEqual(await look(store, { environmentId }), first, 'looked at twice it is the same');
    assert.deepEqual(await drawing.kinds(), before);
    const made = await client.acts.update({ environmentId, seen: first.seen });
    assert.equal(made.version, 2);
    assert.equal(made.seen, undefined, 'a version has no more to be confirmed');
  });

  it('refuses where a save and an export came between; nothing is sent, and looking again shows them', async (t) => {
    const { sandbox, store, drawing, environmentId } = await changed(t);
    const { client } = store;
    const { id: notificationId } = (await client.notifications.list({})).find(
      (notice) => notice.environmentId === environmentId && notice.state !== 'done',
    ) ?? { id: '' };
    const first = await look(store, { environmentId });
    await drawing.save();
    drawing.exportListing();
    const before = await drawing.kinds();
    assert.equal(before.at(-1), 'save');

    assert.equal(await codeOf(client.acts.update({ environmentId, seen: first.seen })), 'look-again');
    assert.equal(
      await codeOf(client.acts.update({ notificationId, seen: first.seen })),
      'look-again',
      'also from the notification',
    );
    assert.equal(
      await codeOf(client.acts.update({ environmentId, seen: first.seen, dryRun: true })),
      'look-again',
      'whether it is still so can be asked',
    );
    assert.deepEqual(await drawing.kinds(), before, 'neither listing nor update arrived');
    assert.deepEqual(
      (await client.outbox.list({})).filter(({ state }) => state !== 'received'),
      [],
      'nor does anything wait to be sent',
    );
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 1);

    const again = await look(store, { notificationId });
    assert.notEqual(again.seen, first.seen);
    assert.ok(again.added > first.added, 'the new module is among what was added');
    assert.equal((await client.acts.update({ notificationId, seen: again.seen })).version, 2);
    assert.deepEqual(await drawing.kinds(), [...before, 'listing', 'negotiation', 'update']);
  });

  it('refuses where the listing alone is another, and where there is none for the newest save yet', async (t) => {
    const { store, drawing, environmentId, listing } = await changed(t);
    const { client } = store;
    const { seen } = await look(store, { environmentId });
    const before = await drawing.kinds();
    const other = hashOf(readFileSync(drawing.exportListing(addModule(drawing.model()))));
    assert.notEqual(other, listing);
    assert.equal(await codeOf(client.acts.update({ environmentId, seen })), 'look-again');
    assert.deepEqual(await drawing.kinds(), before);

    await drawing.save();
    assert.equal(
      await codeOf(client.acts.update({ environmentId, seen })),
      'listing-not-fresh',
      'there is nothing to look at before it is exported',
    );
    assert.equal((await drawing.kinds()).includes('update', before.length), false);
  });

  it('refuses where another version was made of the same meanwhile, here or elsewhere', async (t) => {
    const { sandbox, store, drawing, environmentId } = await changed(t);
    const { seen } = await look(store, { environmentId });
    const other = await openStore(t, sandbox);
    await other.signIn();
    await other.link();
    assert.equal((await store.client.acts.update({ environmentId })).version, 2);
    await other.client.versions.makeCurrent({ environmentId, version: 1 });
    const before = (await drawing.kinds()).filter((kind) => kind === 'update').length;
    assert.equal(await codeOf(store.client.acts.update({ environmentId, seen })), 'look-again');
    assert.equal((await drawing.kinds()).filter((kind) => kind === 'update').length, before);
  });

  it('what a confirmation made while nobody waited any more is told to the same confirmation, once', async (t) => {
    const { sandbox, home, first } = await restartableStore(t);
    const drawing = await draw(first, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    const { seen, madeOf } = await look(first, { environmentId });
    assert.equal(madeOf.follows, null, 'there is no version yet');
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/environments/*/updates' }, times: 1_000, effect: { status: 503 } },
    ]);
    const asked = codeOf(first.client.acts.update({ environmentId, seen }));
    await until(
      async () =>
        (await first.client.outbox.list({})).some(({ kind, attempts }) => kind === 'update' && attempts > 0),
      patienceMs,
    );
    await first.stop();
    assert.notEqual(await asked, 'done');

    await sandbox.controls.clearFaults();
    const store = await openStore(t, sandbox, { home });
    await store.signIn();
    await store.engine.resumed();
    const versions = async (): Promise<number> =>
      (await sandbox.controls.environment(environmentId)).versions.length;
    await until(async () => (await versions()) === 1, patienceMs);
    await until(async () => {
      const { queue } = await store.client.status({});
      return queue.kept + queue.sending === 0;
    }, patienceMs);
    const again = () => store.client.acts.update({ environmentId, seen });
    assert.equal((await again()).version, 1);
    assert.equal(await codeOf(again()), 'look-again', 'version 1 came after what was looked at');
    assert.equal(await versions(), 1);
  });

  it('the first update of a review, which needs no drawing, is compared as well', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await nextVersion(store, drawing);
    await sandbox.controls.approve(environmentId);
    await sandbox.controls.release(environmentId);
    const reviser = await openStore(t, sandbox);
    await reviser.signIn('reviser');
    await reviser.link('reviser');
    await reviser.client.acts.startReview({ environmentId });
    const first = await look(reviser, { environmentId });
    const there = await reviser.client.environments.get({ environmentId });
    assert.equal(there.fileId, undefined, 'the drawing is not on this machine');
    assert.deepEqual(first.madeOf, {
      saveSha256: hashOf(drawing.bytes()),
      listingSha256: (await drawing.ledger()).findLast(({ kind }) => kind === 'listing')?.sha256,
      follows: 1,
    });

    const before = await drawing.kinds();
    const other = first.seen.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const confirm = (seen: string) => reviser.client.acts.update({ environmentId, seen });
    assert.equal(await codeOf(confirm(other)), 'look-again');
    assert.deepEqual(await drawing.kinds(), before);
    assert.equal((await confirm(first.seen)).version, 2);
    assert.notEqual(await codeOf(confirm(first.seen)), 'done');
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 2);
  });

  it('a drawing chosen between two machines makes no version of what was saved and exported after it', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await nextVersion(store, drawing);
    const other = await signedInClient(sandbox.foccolojas, 'reviser');
    await other.ok('createSave', {
      params: { environmentId },
      query: {
        saveId: 'do-outro-computador',
        number: 2,
        keptAt: '2026-03-02T13:00:00Z',
        fileName: 'Cozinha.promob',
        previousSha256: hashOf(drawing.bytes()),
      },
      body: buildContainer(workAndSave(addModule(addModule(drawing.model())))),
    });
    await drawing.save();
    await until(async () => (await client.environments.disagreement({ environmentId })) !== null, patienceMs);
    drawing.exportListing();
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/*/resolution' },
        times: 1_000,
        effect: { status: 503 },
      },
    ]);
    const resolving = client.environments.resolve({ environmentId, choice: 'mine' });
    await until(
      async () =>
        (await client.outbox.list({})).some(({ kind, attempts }) => kind === 'resolution' && attempts > 0),
      patienceMs,
    );
    const saved = await drawing.save('kept');
    drawing.exportListing();
    await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
    await sandbox.controls.clearFaults();
    await store.engine.resumed();
    assert.equal((await resolving).version, undefined);
    await store.received(saved);
    const versions = async (): Promise<number> =>
      (await sandbox.controls.environment(environmentId)).versions.length;
    assert.equal(await versions(), 1);
    assert.equal((await drawing.kinds()).filter((kind) => kind === 'update').length, 1);
    // It is looked at and confirmed like any other.
    const { seen } = await look(store, { environmentId });
    assert.equal((await client.acts.update({ environmentId, seen })).version, 2);
  });

  it('a code that no dry run gave is refused', async (t) => {
    const { store, drawing, environmentId } = await changed(t);
    const before = await drawing.kinds();
    const seen = createHash('sha256').update('something else').digest('hex');
    assert.equal(await codeOf(store.client.acts.update({ environmentId, seen })), 'look-again');
    assert.deepEqual(await drawing.kinds(), before);
  });
});
