import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { inEachHost } from './support/inEachHost.ts';

inEachHost('from the first run to the first version', (open) => {
  it('is a handful of presses', async (t) => {
    const { page, hands, person, control, designer, folders } = await open(t, { state: 'new' });
    const environmentId = await control.anEnvironment('Cozinha');

    await hands.press('firstRun.sign-in');
    await hands.press('account.link');
    for (const folder of [folders.projects, folders.exports]) {
      await hands.field('settings.folders.path').fill(folder);
      await hands.press('settings.folders.add');
      await page.getByText(folder, { exact: true }).first().waitFor();
    }
    await hands.press('firstRun.folders.next');
    await hands.press('firstRun.done.open');
    await person.atRest();
    assert.equal(
      person.opened.length,
      2,
      'the browser was opened to sign in and to link, and for nothing else',
    );

    const path = designer.draw('Cozinha');
    await hands.act('choose-file', 'Cozinha').click();
    await page.getByRole('radio', { name: 'Cozinha.promob' }).click();
    await hands.press('home.choose.confirm');
    await hands.act('export-listing', 'Cozinha').waitFor();
    designer.exportListing('Cozinha');
    await hands.act('update', 'Cozinha').click();
    await hands.press('home.update.confirm');
    await hands.sentence('home.update.done', { name: 'Cozinha', version: 1 }).waitFor();

    const { versions, state } = await control.environment(environmentId);
    assert.equal(state, 'synchronized');
    assert.deepEqual(
      versions.map(({ number, saveSha256 }) => [number, saveSha256]),
      [[1, createHash('sha256').update(readFileSync(path)).digest('hex')]],
    );
  });
});
