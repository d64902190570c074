import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { text } from '../../shared/text/text.ts';
import { until } from '../support/sandbox/until.ts';
import { inEachHost } from './support/inEachHost.ts';

inEachHost('settings', (open) => {
  it('change language and appearance at once, and stay', async (t) => {
    const { page, hands, client } = await open(t, { look: { colorScheme: 'light' } });
    await hands.goTo('settings');
    await page.getByRole('combobox', { name: text('settings.language') }).selectOption('es');
    await page
      .getByRole('tab', { name: text('frame.environments', {}, 'es'), exact: true })
      .first()
      .waitFor();
    await page.getByRole('radio', { name: text('settings.theme.dark', {}, 'es') }).click();
    await until(async () => (await client.settings.get({})).theme === 'dark');
    assert.deepEqual(await client.settings.get({}), { language: 'es', theme: 'dark' });
    const ground = (): Promise<string> =>
      page.evaluate<string>("getComputedStyle(document.querySelector('header')).backgroundColor");
    assert.match(await ground(), /^rgb\((\d|[1-6]\d), /, 'the ground is dark');
    assert.equal(await page.getAttribute('html', 'lang'), 'es');
    await page.reload();
    await page.getByRole('tab', { name: text('frame.settings', {}, 'es'), exact: true }).waitFor();
    assert.match(await ground(), /^rgb\((\d|[1-6]\d), /);
  });

  it('follow folders, and refuse with a reason what is none', async (t) => {
    const { page, hands, client, folders } = await open(t);
    await hands.goTo('settings');
    const path = hands.field('settings.folders.path');
    await path.fill(join(folders.home, 'nada'));
    await hands.press('settings.folders.add');
    await page.getByRole('alert').first().waitFor();
    const extra = join(folders.home, 'Outros');
    mkdirSync(extra);
    await path.fill(extra);
    await hands.press('settings.folders.add');
    await page.getByText(extra, { exact: true }).first().waitFor();
    assert.ok((await client.folders.list({})).some((folder) => folder.path === extra));
  });

  it("show the address for Promob's Enviar URL only while it is on", async (t) => {
    const { page, hands, client } = await open(t);
    await hands.goTo('settings');
    const address = page.getByRole('textbox', { name: text('settings.receiver.address') });
    assert.equal(await address.count(), 0);
    await page.getByRole('switch', { name: text('settings.receiver.on') }).click();
    await address.waitFor();
    const { on, address: known } = await client.receiver.get({});
    assert.equal(on, true);
    assert.equal(await address.inputValue(), known);
  });

  it('write the support file, and do not offer what this window cannot do', async (t) => {
    const { page, hands, shown, client } = await open(t);
    await hands.goTo('settings');
    await hands.press('settings.support.make');
    const show = hands.button('settings.support.show');
    await show.waitFor();
    await show.click();
    await until(() => shown.length === 1);
    assert.ok(existsSync(shown[0] ?? ''));
    const { host } = await client.desktop.get({});
    if (host === 'browser') {
      assert.equal(await page.getByRole('switch', { name: text('settings.autostart') }).count(), 0);
      assert.equal(await hands.button('settings.update.check').count(), 0);
      assert.equal(await hands.button('settings.folders.pick').count(), 0);
    }
  });
});
