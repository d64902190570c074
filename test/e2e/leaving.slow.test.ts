import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';
import { drawnEnvironment, saveAgain } from './support/scenes.ts';
import type { Scene } from './support/scenes.ts';

/** A slow line: each save takes this long, so that something is on its way when the user leaves. */
const slowMs = 3_000;

inEachHost('leaving', (open) => {
  it('waits for what is on its way, and then nothing of it is missing', async (t) => {
    let scene: Scene | null = null;
    const window = await open(t, {
      prepare: async (stage) => {
        scene = await drawnEnvironment(stage);
      },
    });
    assert.ok(scene !== null);
    const { hands, control, client } = window;
    await hands.goTo('account');
    await hands.button('account.sign-out').waitFor();
    await control.fault([
      { match: { path: '/environments/*/saves' }, times: 2, effect: { latencyMs: slowMs } },
    ]);
    for (const saves of [2, 3]) await saveAgain(window, scene, saves);
    await hands.press('account.sign-out');
    await hands
      .sentence('account.leaving', { count: 2 })
      .or(hands.sentence('account.leaving', { count: 1 }))
      .first()
      .waitFor();
    await hands.sentence('account.signed-out.toast').waitFor({ timeout: 30_000 });

    const saves = (await control.ledger()).filter(({ kind }) => kind === 'save');
    assert.equal(saves.length, 3);
    const { signedIn, queue } = await client.status({});
    assert.equal(signedIn, false);
    assert.equal(queue.kept + queue.sending, 0);
    await hands.button('account.sign-in').waitFor();
  });

  it('keeps what cannot be sent, and it goes when somebody signs in again', async (t) => {
    let scene: Scene | null = null;
    const window = await open(t, {
      prepare: async (stage) => {
        scene = await drawnEnvironment(stage);
      },
    });
    assert.ok(scene !== null);
    const { hands, person, control, page } = window;
    await hands.goTo('account');
    await hands.press('account.sign-out');
    await hands.sentence('account.signed-out.toast').waitFor();
    await saveAgain(window, scene, 2);
    assert.equal((await control.ledger()).filter(({ kind }) => kind === 'save').length, 1);
    await hands.goTo('sending');
    await hands.sentence('sending.waiting.account').waitFor();

    await hands.goTo('account');
    await hands.press('account.sign-in');
    await person.atRest();
    await page.getByText(text('account.link.linked')).waitFor();
    await hands.goTo('sending');
    await hands.sentence('sending.none.title').waitFor();
    assert.equal((await control.ledger()).filter(({ kind }) => kind === 'save').length, 2);
  });
});
