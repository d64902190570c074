import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text } from '../../shared/text/text.ts';
import { until } from '../support/sandbox/until.ts';
import { addModule } from '../support/promob/mutateProject.ts';
import { inEachHost } from './support/inEachHost.ts';
import { drawnEnvironment, kept, makeVersion, saveAgain } from './support/scenes.ts';

inEachHost('handing over', (open) => {
  it('says what is missing, waits for it, goes on by itself and leads to FoccoLojas', async (t) => {
    let environmentId = '';
    const window = await open(t, {
      prepare: async (stage) => {
        ({ environmentId } = await drawnEnvironment(stage));
      },
    });
    const { page, hands, control, designer } = window;
    await hands.press('home.open', { name: 'Cozinha' });
    await hands.press('acts.negotiate');
    await hands.sentence('acts.not-fresh.missing').waitFor();
    await page.getByRole('tab', { name: text('acts.guide.url'), exact: true }).click();
    await page.getByRole('img', { name: text('acts.guide.url.drawing') }).waitFor();
    await hands.press('acts.wait.begin');
    await page.getByText(text('acts.wait.waiting')).first().waitFor();

    designer.exportListing('Cozinha');
    await page.getByText(text('acts.wait.done')).first().waitFor();
    await hands.button('acts.open-foccolojas').waitFor();
    const ledger = await control.ledger();
    assert.deepEqual(
      ledger.filter((entry) => entry.environmentId === environmentId).map(({ kind }) => kind),
      ['save', 'listing', 'negotiation'],
    );
    await hands.press('acts.wait.seen');
    await hands.button('acts.open-foccolojas').waitFor({ state: 'detached' });
  });

  it('waits for the listing of an update, shows what changes before anything is changed, and can be ended', async (t) => {
    let environmentId = '';
    const window = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        ({ environmentId } = scene);
        await makeVersion(stage, scene);
        await saveAgain(stage, scene, 2);
        await until(async () => (await stage.control.environment(environmentId)).outdated, 30_000);
      },
    });
    const { page, hands, control, designer } = window;
    await hands.act('export-listing', 'Cozinha').click();
    await hands.press('acts.wait.begin');
    await hands.press('acts.wait.end');
    await hands.press('acts.wait.begin');
    await hands.button('acts.wait.end').waitFor();
    await hands
      .dialog()
      .getByRole('button', { name: text('frame.close'), exact: true })
      .last()
      .click();
    const inRow = (state: 'waiting' | 'ready') =>
      hands
        .row('Cozinha')
        .getByText(text('home.wait', { act: text('acts.update'), state: text(`acts.wait.short.${state}`) }), {
          exact: true,
        });
    await inRow('waiting').waitFor();
    await hands.press('home.open', { name: 'Cozinha' });
    await page.getByText(text('acts.wait.waiting')).first().waitFor();

    designer.exportListing('Cozinha');
    await hands.sentence('acts.wait.told.ready', { name: 'Cozinha' }).waitFor();
    assert.equal((await control.environment(environmentId)).versions.length, 1, 'nothing was changed by it');
    await page.goBack();
    await inRow('ready').waitFor();
    await hands.press('home.open', { name: 'Cozinha' });
    await hands.press('acts.wait.look');
    await hands.sentence('home.update.text').waitFor();
    await hands.press('home.update.confirm');
    await hands.badge('synchronized', 2).waitFor();
    await hands.button('acts.wait.look').waitFor({ state: 'detached' });
    assert.equal((await control.environment(environmentId)).versions.length, 2);
  });

  it('makes a version of nothing but what was looked at: what came between is shown, and confirmed then', async (t) => {
    let environmentId = '';
    const window = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        ({ environmentId } = scene);
        await makeVersion(stage, scene);
        await saveAgain(stage, scene, 2);
        stage.designer.exportListing('Cozinha');
        await until(
          async () =>
            (await stage.client.environments.get({ environmentId })).freshListing &&
            (await stage.control.environment(environmentId)).outdated,
          30_000,
        );
      },
    });
    const { hands, control, designer, client } = window;
    const kinds = async () =>
      (await control.ledger())
        .filter((entry) => entry.environmentId === environmentId)
        .map(({ kind }) => kind);
    await hands.act('update', 'Cozinha').click();
    await hands.sentence('home.update.text').waitFor();
    const added = hands.dialog().getByText('Novos (1)', { exact: true });
    assert.equal(await added.count(), 0);
    const before = await kinds();
    const exported = (await client.listings.list({})).length;
    // The same save exported once more, with another module in it: the panel cannot tell by its row.
    designer.exportListing('Cozinha', addModule(designer.model('Cozinha')));
    await until(async () => (await client.listings.list({})).length > exported, 30_000);
    await hands.press('home.update.confirm');

    await hands.sentence('error.look-again').waitFor();
    await added.waitFor();
    assert.deepEqual(await kinds(), before, 'nothing was sent');
    await hands.press('home.update.confirm');
    await hands.badge('synchronized', 2).waitFor();
    assert.deepEqual(await kinds(), [...before, 'listing', 'negotiation', 'update']);
  });

  it('ends a wait in its row where nothing else is due there', async (t) => {
    const window = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        await makeVersion(stage, scene);
        // FoccoLojas has not heard of what is saved now, so that nothing is due yet.
        await stage.control.fault([{ times: 10_000, effect: { reset: true } }]);
        await saveAgain(stage, scene, 2);
        await stage.client.acts.handOverWhenFresh({ environmentId: scene.environmentId, mode: 'prepare' });
      },
    });
    const { page, client } = window;
    const end = page.getByRole('button', {
      name: text('home.act.of', { act: text('acts.wait.end'), name: 'Cozinha' }),
    });
    await end.click();
    await end.waitFor({ state: 'detached' });
    assert.deepEqual(await client.acts.listingWaits({}), []);
  });

  it('leaves a wait that stands until it is ended, and offers that where another act is asked for', async (t) => {
    const window = await open(t, {
      prepare: async (stage) => {
        const { environmentId } = await drawnEnvironment(stage);
        await stage.client.acts.updateWhenFresh({ environmentId });
      },
    });
    const { hands, client } = window;
    const modes = async () => (await client.acts.listingWaits({})).map(({ mode }) => mode);
    await hands.press('home.open', { name: 'Cozinha' });
    await hands.press('acts.prepare');
    await hands.press('acts.wait.begin');
    await hands.sentence('error.other-act-waits', { waits: text('acts.update') }).waitFor();
    assert.deepEqual(await modes(), ['update']);
    await hands.press('acts.wait.end.other', { act: text('acts.update') });
    await hands.press('acts.wait.begin');
    await until(async () => (await modes()).join() === 'prepare', 30_000);
  });

  it('tells why an approval was refused, and what changed since the version the customer saw', async (t) => {
    let environmentId = '';
    const window = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        ({ environmentId } = scene);
        await makeVersion(stage, scene);
        await saveAgain(stage, scene, 2);
        await until(async () => (await stage.control.environment(environmentId)).outdated, 30_000);
      },
    });
    const { hands, control, designer, client } = window;
    await assert.rejects(control.approve(environmentId), /quote-outdated/);
    designer.exportListing('Cozinha');
    await until(
      async () =>
        (await client.notifications.list({})).some(({ kind }) => kind === 'quote-outdated') &&
        (await client.environments.get({ environmentId })).freshListing,
      30_000,
    );
    await hands.act('update', 'Cozinha').click();
    await hands.sentence('acts.quote-outdated', { version: 1 }).waitFor();
    await hands.press('home.update.confirm');
    await hands.badge('synchronized', 2).waitFor();
    await control.approve(environmentId);
    assert.equal((await control.environment(environmentId)).state, 'converted');
  });

  it('asks what becomes of what was saved in an opened version', async (t) => {
    let environmentId = '';
    const window = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        ({ environmentId } = scene);
        await makeVersion(stage, scene);
        const { path } = await stage.client.versions.open({ environmentId, version: 1 });
        await saveAgain(stage, scene, 2);
        await kept(stage, stage.designer.saveAt(path, 'Cozinha'));
      },
    });
    const { hands, client } = window;
    await hands.press('acts.copy.current');
    await hands.button('acts.copy.current').waitFor({ state: 'detached' });
    const [copy] = await client.versions.openedCopies({ environmentId });
    assert.equal(copy?.answer, 'current');
    await until(async () => (await client.audit({})).ok, 30_000);
  });
});
