import assert from 'node:assert/strict';
import { it } from 'node:test';
import { text, word } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';
import { drawnEnvironment, makeVersion, saveAgain } from './support/scenes.ts';
import type { Scene } from './support/scenes.ts';

inEachHost('a notification', (open) => {
  it('stays until it is acted on, and leads to the update it asks for', async (t) => {
    let scene: Scene | null = null;
    const window = await open(t, {
      prepare: async (stage) => {
        scene = await drawnEnvironment(stage);
        await makeVersion(stage, scene);
      },
    });
    assert.ok(scene !== null);
    const { page, hands, control, client } = window;
    await hands.row('Cozinha').waitFor();
    await saveAgain(window, scene, 2);
    window.designer.exportListing('Cozinha');

    const about = 'Maria Exemplo · Cozinha';
    const outdated = page
      .getByRole('listitem')
      .filter({ hasText: word('notification', 'environment-outdated') })
      .filter({ hasNotText: word('notification-state', 'done') });
    await hands.goTo('notifications');
    await outdated.getByRole('button', { name: `${text('notifications.act.update')}: ${about}` }).click();
    await hands.press('home.update.confirm');
    await hands.badge('synchronized', 2).waitFor();

    await hands.goTo('notifications');
    await outdated.waitFor({ state: 'detached' });
    assert.equal((await control.environment((scene as Scene).environmentId)).versions.length, 2);
    const notices = await client.notifications.list({});
    const last = notices.find(({ kind }) => kind === 'environment-outdated');
    assert.equal(last?.state, 'done');
    await page.getByRole('switch', { name: text('notifications.show-done') }).click();
    await page.getByText(word('notification-state', 'done')).first().waitFor();
  });
});
