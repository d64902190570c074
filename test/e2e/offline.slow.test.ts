import assert from 'node:assert/strict';
import { it } from 'node:test';
import { healthText, text } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';
import { delivered, drawnEnvironment, saveAgain } from './support/scenes.ts';
import type { Scene } from './support/scenes.ts';

inEachHost('offline and back', (open) => {
  it('is calm: what is saved meanwhile is kept, waits, and goes by itself', async (t) => {
    let scene: Scene | null = null;
    const window = await open(t, {
      prepare: async (stage) => {
        scene = await drawnEnvironment(stage);
      },
    });
    const { page, hands, control, goOffline, comeBack } = window;
    assert.ok(scene !== null);
    await hands.row('Cozinha').waitFor();
    await goOffline();
    await hands
      .status()
      .filter({ hasText: healthText('offline') })
      .waitFor();
    for (const saves of [2, 3]) await saveAgain(window, scene, saves);

    await hands.goTo('sending');
    await hands.sentence('sending.waiting.offline').waitFor();
    for (const number of [2, 3]) {
      await hands.sentence('sending.save', { file: 'Cozinha.promob', number }).waitFor();
    }
    assert.equal(await page.getByRole('alert').count(), 0, 'being offline is no error');

    await comeBack();
    await delivered(window);
    await hands.sentence('sending.none.title').waitFor();
    await hands
      .status()
      .filter({ hasText: text('frame.all-well') })
      .waitFor();
    const saves = (await control.ledger()).filter(({ kind }) => kind === 'save');
    assert.equal(saves.length, 3);
    assert.equal(new Set(saves.map(({ sha256 }) => sha256)).size, 3);
  });
});
