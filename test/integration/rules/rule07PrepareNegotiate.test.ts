import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { until } from '../../support/sandbox/until.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf, draw, refusalOf, restartableStore, signedInStore, small } from './drawnStore.ts';

const waitOf = async (store: StoreMachine, environmentId: string): Promise<ListingWaitView | undefined> =>
  (await store.client.acts.listingWaits({})).find((wait) => wait.environmentId === environmentId);

const waitEnds = async (store: StoreMachine, environmentId: string): Promise<ListingWaitView> => {
  let ended: ListingWaitView | undefined;
  await until(async () => {
    ended = await waitOf(store, environmentId);
    return ended === undefined || ended.state === 'done' || ended.state === 'refused';
  }, patienceMs);
  assert.ok(ended !== undefined);
  return ended;
};

describe('rule 7: prepare and negotiate', () => {
  it('hands over the newest fresh listing with the save it was made from, and the items appear', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const drawing = await draw(store, sandbox, 'Cozinha');
    const saved = await drawing.save();
    const listing = readFileSync(drawing.exportListing());

    const { importId, openUrl } = await store.client.acts.prepare({ environmentId: drawing.environmentId });
    assert.ok(importId !== '');
    assert.equal(openUrl, undefined, 'preparing does not lead away from the drawing');

    const ledger = await drawing.ledger();
    assert.deepEqual(
      ledger.map(({ kind }) => kind),
      ['save', 'save', 'listing', 'negotiation'],
    );
    assert.equal(ledger[1]?.sha256, hashOf(saved));
    assert.equal(ledger[2]?.sha256, hashOf(listing));
    assert.equal(ledger[3]?.saveId, ledger[1]?.saveId, 'the newest save');
    assert.equal(ledger[3]?.listingId, ledger[2]?.listingId, 'the listing made from it');
    const { items } = await sandbox.controls.environment(drawing.environmentId);
    assert.ok(items.length > 0 && items.every(({ source }) => source === 'promob'));

    assert.deepEqual(
      await store.client.acts.prepare({ environmentId: drawing.environmentId }),
      { importId },
      'asked for twice it is handed over once',
    );
    assert.equal((await drawing.kinds()).length, 4);
  });

  it('negotiating leads to Ambiente before the conversion and to Revisão after it', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    drawing.exportListing();
    const before = await client.acts.negotiate({ environmentId });
    assert.equal(new URL(before.openUrl ?? '').origin, sandbox.foccolojas);
    assert.match(new URL(before.openUrl ?? '').pathname, /^\/ambiente\//);
    assert.equal((await fetch(before.openUrl ?? '')).status, 200, 'the page is there');

    await client.acts.update({ environmentId });
    await sandbox.controls.approve(environmentId);
    await drawing.save();
    drawing.exportListing();
    const after = await client.acts.negotiate({ environmentId });
    assert.match(new URL(after.openUrl ?? '').pathname, /^\/revisao\//);
  });

  it('says whether the listing is missing, older than the last save or of another project, and hands nothing over', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    const refusal = () => refusalOf(client.acts.prepare({ environmentId }));

    assert.deepEqual(await refusal(), { code: 'listing-not-fresh', reason: 'missing' });
    drawing.exportListing();
    await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
    await drawing.save();
    assert.deepEqual(await refusal(), { code: 'listing-not-fresh', reason: 'older-than-save' });
    const other = join(store.projects, 'outro.xml');
    writeFileSync(other, buildListing(listingOf(small('another project'))));
    assert.deepEqual(await refusal(), { code: 'listing-not-fresh', reason: 'other-project' });
    assert.equal(
      await codeOf(client.acts.prepare({ environmentId, listing: other })),
      'listing-other-project',
      'also where it is named',
    );
    assert.equal(await codeOf(client.acts.negotiate({ environmentId })), 'listing-not-fresh');

    assert.deepEqual(await drawing.kinds(), ['save', 'save'], 'FoccoLojas received saves alone');
    assert.deepEqual((await sandbox.controls.environment(environmentId)).items, []);
  });

  it('waits for the listing on request, goes on by itself when it comes, and ends when the user says so', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;

    const begun = await client.acts.handOverWhenFresh({ environmentId, mode: 'negotiate' });
    assert.deepEqual([begun.state, begun.reason], ['waiting', 'missing']);
    await drawing.save();
    // A listing of another project is not what it waits for.
    writeFileSync(join(store.projects, 'outro.xml'), buildListing(listingOf(small('another project'))));
    await until(async () => (await waitOf(store, environmentId))?.reason === 'other-project', patienceMs);
    assert.deepEqual(await drawing.kinds(), ['save', 'save']);

    drawing.exportListing();
    const ended = await waitEnds(store, environmentId);
    assert.equal(ended.state, 'done');
    assert.match(new URL(ended.openUrl ?? '').pathname, /^\/ambiente\//);
    assert.deepEqual(await drawing.kinds(), ['save', 'save', 'listing', 'negotiation']);
    assert.deepEqual(await client.acts.endListingWait({ environmentId }), []);

    await drawing.save();
    await client.acts.handOverWhenFresh({ environmentId, mode: 'prepare' });
    assert.deepEqual(await client.acts.endListingWait({ environmentId }), []);
    assert.equal(await codeOf(client.acts.endListingWait({ environmentId })), 'nothing-waits');
    drawing.exportListing();
    await until(async () => (await client.environments.get({ environmentId })).freshListing, patienceMs);
    assert.equal((await drawing.kinds()).filter((kind) => kind === 'negotiation').length, 1);
  });

  it('waits over a restart, and offline: handed over once, behind its save, when FoccoLojas is back', async (t) => {
    const { sandbox, home, first } = await restartableStore(t);
    const drawing = await draw(first, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await first.client.acts.handOverWhenFresh({ environmentId, mode: 'prepare' });
    await first.stop();

    const store = await openStore(t, sandbox, { home });
    assert.equal((await waitOf(store, environmentId))?.state, 'waiting');
    await store.signIn();
    // From here on FoccoLojas answers nothing of what is sent.
    await sandbox.controls.fault([
      { match: { path: `/ambientes/*` }, times: 1_000, effect: { reset: true } },
    ]);
    await sandbox.controls.fault([{ times: 1_000, effect: { reset: true } }]);
    drawing.exportListing();
    await until(async () => (await waitOf(store, environmentId))?.state === 'handing-over', patienceMs);
    assert.deepEqual(await drawing.kinds(), ['save']);
    await sandbox.controls.clearFaults();
    await store.engine.resumed();
    assert.equal((await waitEnds(store, environmentId)).state, 'done');
    assert.deepEqual(await drawing.kinds(), ['save', 'listing', 'negotiation']);
  });

  it('takes the listing by Enviar URL once the receiver is on, and by Executar Aplicação', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    assert.deepEqual(await client.receiver.get({}), { on: false }, 'off until it is turned on');
    const { address = '' } = await client.receiver.set({ on: true });
    await client.receiver.set({ on: false });
    const body = (): Buffer => buildListing(listingOf(drawing.model()));
    const post = (to: string): Promise<number | string> =>
      fetch(to, { method: 'POST', body: new Uint8Array(body()) }).then(
        ({ status }) => status,
        () => 'nobody listens',
      );
    assert.equal(await post(address), 'nobody listens');
    assert.equal((await client.receiver.set({ on: true })).address, address, 'what was pasted stays right');
    assert.equal(
      await post(address.replace(/[0-9a-f]{32}$/, '0'.repeat(32))),
      404,
      'the address is a secret',
    );
    assert.equal(await codeOf(client.acts.prepare({ environmentId })), 'listing-not-fresh');

    await client.acts.handOverWhenFresh({ environmentId, mode: 'prepare' });
    assert.equal(await post(address), 200);
    assert.equal((await waitEnds(store, environmentId)).state, 'done');

    await drawing.save();
    await client.acts.handOverWhenFresh({ environmentId, mode: 'prepare' });
    const elsewhere = join(store.home, 'exportado.xml');
    writeFileSync(elsewhere, body());
    await store.engine.takeFile(elsewhere);
    assert.equal((await waitEnds(store, environmentId)).state, 'done');
    assert.deepEqual(await drawing.kinds(), [
      'save',
      'listing',
      'negotiation',
      'save',
      'listing',
      'negotiation',
    ]);
  });
});
