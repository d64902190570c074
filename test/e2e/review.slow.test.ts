import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text, word } from '../../shared/text/text.ts';
import { until } from '../support/sandbox/until.ts';
import { inEachHost } from './support/inEachHost.ts';
import { releasedEnvironment } from './support/reviewAlbum.ts';
import { drawnEnvironment, makeVersion } from './support/scenes.ts';
import type { Scene } from './support/scenes.ts';

const patienceMs = 30_000;

inEachHost('the review', (open) => {
  it('offers nothing of it before the contract is financially released', async (t) => {
    let scene: Scene | null = null;
    const { page, hands, control } = await open(t, {
      prepare: async (stage) => {
        await stage.control.setRoles('designer', ['designer', 'reviser']);
        scene = await drawnEnvironment(stage);
        await makeVersion(stage, scene);
        await stage.control.approve(scene.environmentId);
      },
    });
    assert.ok(scene !== null);
    const { environmentId } = scene as Scene;
    await hands.row('Cozinha').filter({ hasText: 'Convertido' }).waitFor();
    const mine = page.getByRole('button', { name: new RegExp(`^${text('home.filter.my-review')}`) });
    await mine.click();
    await hands.row('Cozinha').waitFor({ state: 'detached' });
    assert.equal(await hands.act('start-review', 'Cozinha').count(), 0);
    await control.release(environmentId);
    await until(async () => /1/.test((await mine.textContent()) ?? ''), patienceMs);
  });

  it('forces the update, tells what became of each notice, generates the orders, and shows the ways out', async (t) => {
    let scene: Scene | null = null;
    const window = await open(t, {
      prepare: async (stage) => {
        scene = await releasedEnvironment(stage);
      },
    });
    assert.ok(scene !== null);
    const { environmentId } = scene as Scene;
    const { page, hands, control, client, designer } = window;
    await page.getByRole('button', { name: new RegExp(`^${text('home.filter.my-review')}`) }).click();
    await hands.act('start-review', 'Cozinha').click();
    // What changed since the conversion is told where the review begins.
    await hands.dialog().getByText(word('notification', 'changed-after-conversion')).waitFor();
    await hands
      .dialog()
      .getByRole('button', { name: text('home.act.start-review') })
      .click();
    await hands.sentence('review.update.mandatory').waitFor();
    assert.equal((await control.environment(environmentId)).state, 'in-review');
    await hands.press('home.update.confirm');
    await hands.act('complete-review', 'Cozinha').click();

    await hands.dialog().getByText(text('review.complete.no-way-back')).waitFor();
    await hands
      .dialog()
      .getByText(/atualizado na versão 2/)
      .first()
      .waitFor();
    const confirm = hands.dialog().getByRole('button', { name: text('review.complete.confirm') });
    // It is switched off, and stays so under an impatient mouse.
    await confirm.click({ force: true });
    assert.equal(
      (await control.environment(environmentId)).purchaseOrders,
      0,
      'not without a word of consent',
    );
    await page.getByRole('checkbox', { name: text('review.complete.understood') }).click();
    await confirm.click();
    await page
      .getByText(text('review.complete.done', { name: 'Cozinha', count: 1 }))
      .first()
      .waitFor();
    assert.equal((await control.environment(environmentId)).purchaseOrders, 1);

    // A save after the orders: kept, not sent, and told where the user sees it, with the lawful ways out.
    designer.save('Cozinha');
    await until(
      async () => (await client.home.row({ environmentId })).lastSave?.state === 'withheld',
      patienceMs,
    );
    await page.getByRole('button', { name: new RegExp(`^${text('home.filter.all')}`) }).click();
    await hands.press('home.open', { name: 'Cozinha' });
    await page.getByText(text('locked.withheld', { number: 3 })).waitFor();
    await hands.button('locked.new-option').waitFor();

    const byHand = await control.openOccurrence(environmentId, 'Puxador solto');
    await control.addOccurrenceItem(byHand, { description: 'Puxador', quantity: '2', total: '45.90' });
    await page.getByText(text('occurrence.by-hand')).waitFor();
    await control.openOccurrence(environmentId, 'Porta riscada');
    await page
      .getByRole('button', { name: `${text('occurrence.draw')}: ${text('occurrence.title', { number: 2 })}` })
      .click();
    await hands.press('occurrence.begin');
    await page.getByRole('heading', { name: 'Cozinha ocorrência: 2' }).first().waitFor();
    const [second] = await client.occurrences.list({ environmentId });
    assert.deepEqual({ number: second?.number, state: second?.state }, { number: 2, state: 'in-promob' });

    // The same from the list of the whole store: it says where each hangs; an assistance is opened or begun from it.
    await control.openOccurrence(environmentId, 'Gaveta torta');
    await hands.goTo('environments');
    await hands.tab('home.tab.occurrences').click();
    const of = (number: number) => page.getByRole('row').filter({ hasText: `Ocorrência ${number}` });
    await of(3).filter({ hasText: 'Cozinha · Maria Exemplo' }).filter({ hasText: 'Gaveta torta' }).waitFor();
    assert.equal(await page.getByRole('row').count(), 3);
    assert.match((await page.getByRole('row').first().textContent()) ?? '', /Gaveta torta/, 'due first');
    await of(2)
      .getByRole('button', { name: text('occurrence.go') })
      .click();
    await page.getByRole('heading', { name: 'Cozinha ocorrência: 2' }).first().waitFor();
    await page.goBack();
    await of(3)
      .getByRole('button', { name: text('occurrence.draw') })
      .click();
    await hands.press('occurrence.begin');
    await page.getByRole('heading', { name: 'Cozinha ocorrência: 3' }).first().waitFor();
    const third = (await client.occurrences.list({ environmentId })).find(({ number }) => number === 3);
    assert.equal(third?.state, 'in-promob');
  });
});
