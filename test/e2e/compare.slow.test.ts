import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';
import { drawnEnvironment, makeVersion, saveAgain } from './support/scenes.ts';

inEachHost('two versions side by side', (open) => {
  it('show what changed: drawing, items, total, plan and pictures', async (t) => {
    const { page, hands } = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        await makeVersion(stage, scene);
        for (let saves = 2; saves <= 5; saves += 1) await saveAgain(stage, scene, saves);
        assert.equal(await makeVersion(stage, scene), 2);
      },
    });
    await hands.press('home.open', { name: 'Cozinha' });
    await hands.tab('environment.tab.versions').click();
    await hands.press('environment.versions.before-one', { number: 2 });

    const list = page.getByRole('listbox', { name: text('compare.lists') });
    await list.getByRole('option').first().waitFor();
    await page.getByRole('application', { name: /^Planta dos dois lados/ }).waitFor();
    for (const side of ['before', 'after'] as const) await hands.sentence(`compare.${side}`).waitFor();
    await hands.sentence('compare.total').waitFor();
    await page
      .getByText(
        [
          text('environment.situation', { situation: 'Em negociação' }),
          text('environment.stage', { stage: 'Orçamento' }),
        ].join(' · '),
      )
      .waitFor();
    await list.getByRole('option').first().click();
    await list.getByRole('option', { selected: true }).waitFor();

    await page.getByRole('tab', { name: /^Itens \([1-9]\d*\)$/ }).click();
    await list.getByRole('option').first().waitFor();
    await page.getByRole('tab', { name: /^Desenho \([1-9]\d*\)$/ }).click();
    await hands.tab('compare.view.pictures').click();
    for (const number of [1, 2]) {
      const version = text('compare.version', { number });
      await page
        .getByRole('img', { name: new RegExp(version) })
        .first()
        .waitFor();
    }

    await hands.press('compare.swap');
    await hands.press('frame.back');
    await hands.tab('environment.tab.versions').waitFor();
  });

  it('with the same bytes are said to be identical', async (t) => {
    let saveId = '';
    const { hands, client } = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        await makeVersion(stage, scene);
        const [save] = await stage.client.saves.list({ file: scene.path });
        saveId = save?.saveId ?? '';
      },
    });
    const same = await client.compare({ before: { saveId }, after: { saveId } });
    assert.equal(same.identical, true);
    await hands.row('Cozinha').waitFor();
  });
});
