import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text } from '../../shared/text/text.ts';
import { until } from '../support/sandbox/until.ts';
import { inEachHost } from './support/inEachHost.ts';
import { delivered, drawnEnvironment } from './support/scenes.ts';

inEachHost('a copied file', (open) => {
  it('raises one question, and as a copy it becomes the drawing of another environment', async (t) => {
    let other = '';
    const window = await open(t, {
      prepare: async (stage) => {
        await drawnEnvironment(stage);
        other = await stage.control.anEnvironment('Lavanderia', 'Maria Exemplo');
      },
    });
    const { page, hands, designer, client, control } = window;
    await hands.row('Lavanderia').waitFor();
    const path = designer.copy('Cozinha', 'Lavanderia');

    await hands.press('home.questions.answer');
    await hands.press('home.answer.copy');
    await hands.sentence('home.answered.copy', { file: 'Lavanderia.promob' }).waitFor();
    await hands.press('home.act.of', { act: text('home.files.bind'), name: 'Lavanderia.promob' });
    await page.getByRole('radio', { name: /^Lavanderia/ }).click();
    await hands.press('home.bind.confirm');
    await hands.sentence('home.bind.done', { file: 'Lavanderia.promob', name: 'Lavanderia' }).waitFor();

    await delivered(window);
    const bound = (await client.files.list({})).find((file) => file.path === path);
    assert.deepEqual(bound?.environmentIds, [other]);
    assert.equal(bound?.question, undefined);
    const sent = (await control.ledger()).filter(
      ({ kind, environmentId }) => kind === 'save' && environmentId === other,
    );
    assert.equal(sent.length, 1);
  });

  it('that is ignored can be considered again: undo instead of a second question', async (t) => {
    const { hands, designer, client } = await open(t, {
      prepare: async (stage) => {
        await drawnEnvironment(stage);
      },
    });
    await hands.row('Cozinha').waitFor();
    const path = designer.copy('Cozinha', 'Rascunho');
    const state = async (): Promise<string | undefined> =>
      (await client.files.list({})).find((file) => file.path === path)?.question?.code;
    await hands.press('home.questions.answer');
    await hands.press('home.answer.ignore');
    await hands.sentence('home.answered.ignore', { file: 'Rascunho.promob' }).waitFor();
    await until(async () => (await state()) === undefined);
    await hands.press('frame.undo');
    await hands.sentence('home.answered.consider', { file: 'Rascunho.promob' }).waitFor();
    await hands.button('home.act.of', { act: text('home.files.bind'), name: 'Rascunho.promob' }).waitFor();
  });
});
