import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
import { fromCallError } from '../../../shared/contract/callErrors.ts';
import { errorText } from '../../../shared/text/text.ts';
import { until } from '../../support/sandbox/until.ts';
import { openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf, draw, nextVersion, restartableStore, signedInStore } from './drawnStore.ts';
import type { Drawing } from './drawnStore.ts';

const waitOf = async (store: StoreMachine, environmentId: string): Promise<ListingWaitView | undefined> =>
  (await store.client.acts.listingWaits({})).find((wait) => wait.environmentId === environmentId);

const waitIs = (
  store: StoreMachine,
  environmentId: string,
  state: ListingWaitView['state'] | undefined,
): Promise<void> => until(async () => (await waitOf(store, environmentId))?.state === state, patienceMs);

const versionsOf = async (store: StoreMachine, { environmentId }: Drawing): Promise<number> =>
  (await store.client.versions.list({ environmentId })).length;

describe('an update that waits for its listing', () => {
  it('ends ready and changes nothing; what it changes is looked at and confirmed first', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await nextVersion(store, drawing);
    await drawing.save();
    const before = await drawing.kinds();

    const begun = await client.acts.updateWhenFresh({ environmentId });
    assert.deepEqual([begun.mode, begun.state, begun.reason], ['update', 'waiting', 'older-than-save']);
    assert.deepEqual((await client.status({})).waits, { waiting: 1, ready: 0 });
    const listed = async () =>
      (await client.environments.list({})).find((each) => each.environmentId === environmentId)?.wait;
    assert.deepEqual(await listed(), { mode: 'update', state: 'waiting' });
    assert.deepEqual((await client.home.row({ environmentId })).wait, { mode: 'update', state: 'waiting' });

    drawing.exportListing();
    await waitIs(store, environmentId, 'ready');
    const told = await store.event((event) => event.event === 'wait', 'the end of the wait');
    assert.ok(told.event === 'wait');
    assert.deepEqual([told.environmentId, told.mode, told.state], [environmentId, 'update', 'ready']);
    assert.deepEqual((await client.status({})).waits, { waiting: 0, ready: 1 });
    assert.deepEqual(await drawing.kinds(), before, 'FoccoLojas received nothing by it');
    assert.equal(await versionsOf(store, drawing), 1);

    // Saved again, the listing is of an older drawing.
    await drawing.save();
    await waitIs(store, environmentId, 'waiting');
    drawing.exportListing();
    await waitIs(store, environmentId, 'ready');
    const { version, changes } = await client.acts.update({ environmentId, dryRun: true });
    assert.equal(version, undefined);
    assert.ok(changes.added.length > 0);
    assert.equal((await waitOf(store, environmentId))?.state, 'ready', 'looking at it changes nothing');
    assert.equal((await client.acts.update({ environmentId })).version, 2);
    assert.equal(await waitOf(store, environmentId), undefined, 'made, nothing waits any more');
    assert.equal((await client.status({})).waits, undefined);
    assert.equal((await client.home.row({ environmentId })).wait, undefined);
  });

  it('waits over a restart and while FoccoLojas is away', async (t) => {
    const { sandbox, home, first } = await restartableStore(t);
    const drawing = await draw(first, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await first.client.acts.updateWhenFresh({ environmentId });
    await first.stop();

    const second = await openStore(t, sandbox, { home });
    assert.equal((await waitOf(second, environmentId))?.state, 'waiting');
    await sandbox.controls.fault([{ times: 1_000, effect: { reset: true } }]);
    drawing.exportListing();
    await waitIs(second, environmentId, 'ready');
    await second.stop();

    const store = await openStore(t, sandbox, { home });
    assert.equal((await waitOf(store, environmentId))?.state, 'ready', 'it is ready until it is made');
    await sandbox.controls.clearFaults();
    await store.signIn();
    await store.engine.resumed();
    assert.equal((await store.client.acts.update({ environmentId })).version, 1);
    assert.equal(await waitOf(store, environmentId), undefined);
  });

  it('waits on while the file is half written, as a hand-over does, and takes the listing of the whole one', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    for (const mode of ['update', 'prepare'] as const) {
      const drawing = await draw(store, sandbox, mode);
      const { environmentId, path } = drawing;
      const first = drawing.bytes();
      await (mode === 'update'
        ? client.acts.updateWhenFresh({ environmentId })
        : client.acts.handOverWhenFresh({ environmentId, mode }));
      writeFileSync(path, first.subarray(0, first.length / 2));
      await until(
        async () => (await client.files.list({})).some((file) => file.path === path && file.unreadableSince),
        patienceMs,
      );
      drawing.exportListing();
      await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
      await drawing.save();
      assert.equal((await waitOf(store, environmentId))?.state, 'waiting', mode);
      drawing.exportListing();
      await waitIs(store, environmentId, mode === 'update' ? 'ready' : 'done');
    }
  });

  it('asked for again, it is the same one: what is on its way is handed over once', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/*/negotiations' },
        times: 1,
        effect: { latencyMs: 800 },
      },
    ]);
    drawing.exportListing();
    await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
    const prepare = (): Promise<ListingWaitView> =>
      client.acts.handOverWhenFresh({ environmentId, mode: 'prepare' });
    const begun = [await prepare(), await prepare()];
    assert.deepEqual(
      begun.map(({ state }) => state),
      ['handing-over', 'handing-over'],
    );
    assert.equal(begun[0]?.since, begun[1]?.since);
    await waitIs(store, environmentId, 'done');
    const kinds = await drawing.kinds();
    assert.equal(kinds.filter((kind) => kind === 'negotiation').length, 1, kinds.join());
  });

  it('ends when the user says so, and then nothing is told', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await client.acts.updateWhenFresh({ environmentId });
    assert.deepEqual(await client.acts.endListingWait({ environmentId }), []);
    assert.equal(await codeOf(client.acts.endListingWait({ environmentId })), 'nothing-waits');
    drawing.exportListing();
    await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
    assert.equal(await waitOf(store, environmentId), undefined);
    assert.equal((await client.environments.get({ environmentId })).listingWait, undefined);
  });

  it('is refused where an update would be, where nothing is to be updated, and beside a hand-over that waits', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const unbound = await sandbox.controls.anEnvironment('Sala');
    assert.equal(
      await codeOf(client.acts.updateWhenFresh({ environmentId: unbound })),
      'environment-not-bound',
    );

    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await nextVersion(store, drawing);
    const begin = () => codeOf(client.acts.updateWhenFresh({ environmentId }));
    assert.equal(await begin(), 'nothing-to-update');

    await drawing.save();
    await client.acts.handOverWhenFresh({ environmentId, mode: 'prepare' });
    assert.equal(await begin(), 'other-act-waits');
    assert.equal((await waitOf(store, environmentId))?.mode, 'prepare', 'it waits on');
    await client.acts.endListingWait({ environmentId });
    assert.equal(await begin(), 'done');
    assert.equal(await waitOf(store, unbound), undefined);
  });

  it('stands until it is ended: a hand-over asked for meanwhile is refused, and told what waits', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { acts } = store.client;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    const handOver = (mode: 'prepare' | 'negotiate') => acts.handOverWhenFresh({ environmentId, mode });
    const refused = (call: Promise<unknown>) =>
      call.then(
        () => 'done',
        (thrown: unknown) => errorText(fromCallError(thrown)).text,
      );

    await acts.updateWhenFresh({ environmentId });
    const begun = await waitOf(store, environmentId);
    for (const mode of ['prepare', 'negotiate'] as const) {
      assert.equal(await codeOf(handOver(mode)), 'other-act-waits');
    }
    assert.match(await refused(handOver('prepare')), /“Atualizar”/);
    assert.deepEqual(await waitOf(store, environmentId), begun, 'the update waits on, untouched');
    drawing.exportListing();
    await waitIs(store, environmentId, 'ready');
    assert.equal(await codeOf(handOver('prepare')), 'other-act-waits');
    assert.ok(!(await drawing.kinds()).includes('negotiation'), 'nothing was handed over by it');

    // One that was made or given up is in nobody's way.
    assert.equal((await acts.update({ environmentId })).version, 1);
    await drawing.save();
    assert.equal((await handOver('prepare')).state, 'waiting');
    assert.match(await refused(handOver('negotiate')), /“Preparar”/);
    assert.match(await refused(acts.updateWhenFresh({ environmentId })), /“Preparar”/);
    drawing.exportListing();
    await waitIs(store, environmentId, 'done');
    assert.equal((await waitOf(store, environmentId))?.importId !== undefined, true);
    await acts.endListingWait({ environmentId });
    assert.equal((await acts.updateWhenFresh({ environmentId })).state, 'ready');
  });

  it('is over at once where a fresh listing is there, and ends where orders are issued meanwhile', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    await sandbox.controls.setRoles('designer', ['designer', 'reviser']);
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
    assert.equal((await client.acts.updateWhenFresh({ environmentId })).state, 'ready');
    assert.equal((await client.acts.update({ environmentId })).version, 1);

    await sandbox.controls.approve(environmentId);
    await sandbox.controls.release(environmentId);
    await client.acts.startReview({ environmentId });
    assert.equal(
      (await client.acts.updateWhenFresh({ environmentId })).state,
      'ready',
      'the first update of a review needs no new listing',
    );
    await client.acts.update({ environmentId });
    await drawing.save('received');
    assert.equal((await client.acts.updateWhenFresh({ environmentId })).state, 'waiting');
    drawing.exportListing();
    await waitIs(store, environmentId, 'ready');
    await client.acts.update({ environmentId });
    assert.equal(await waitOf(store, environmentId), undefined);

    // A save that does not reach FoccoLojas before the review is completed.
    await sandbox.controls.fault([{ match: { method: 'POST' }, times: 1_000, effect: { reset: true } }]);
    await drawing.save('kept');
    assert.equal((await client.acts.updateWhenFresh({ environmentId })).state, 'waiting');
    await sandbox.controls.completeReview(environmentId);
    await waitIs(store, environmentId, 'refused');
    assert.equal((await waitOf(store, environmentId))?.code, 'environment-locked');
    assert.equal(await codeOf(client.acts.updateWhenFresh({ environmentId })), 'environment-locked');
    assert.deepEqual(await client.acts.endListingWait({ environmentId }), []);
  });
});
