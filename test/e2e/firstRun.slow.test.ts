import assert from 'node:assert/strict';
import { it } from 'node:test';
import { errorText, text } from '../../shared/text/text.ts';
import { inEachHost } from './support/inEachHost.ts';

inEachHost('the first run', (open) => {
  it('checks the address while it is typed, and says why one is none', async (t) => {
    const { page, hands, foccolojas, client } = await open(t, { state: 'bare' });
    const address = hands.field('firstRun.server.label');
    const start = hands.button('firstRun.sign-in');
    await address.waitFor();
    assert.equal(await start.isDisabled(), true);
    await address.fill('http://127.0.0.1:9');
    await page
      .getByText(errorText({ code: 'network-refused' }).text)
      .first()
      .waitFor();
    assert.equal(await start.isDisabled(), true);
    await address.fill('isto não é um endereço');
    await page
      .getByText(errorText({ code: 'invalid-address' }).text)
      .first()
      .waitFor();
    await address.fill(`${foccolojas}/`);
    await hands.sentence('firstRun.server.found').waitFor();
    assert.equal(await start.isDisabled(), false);
    assert.equal((await client.setup.get({})).serverUrl, null, 'only looked at so far');
  });

  it('waits for the browser, can be given up, and takes a refusal for a refusal', async (t) => {
    const { hands, person, client } = await open(t, { state: 'new' });
    person.habit = 'ignores';
    await hands.press('firstRun.sign-in');
    await hands.sentence('account.flow.waiting').waitFor();
    await hands.press('frame.cancel');
    await hands.button('firstRun.sign-in').waitFor();
    person.habit = 'refuses';
    await hands.press('firstRun.sign-in');
    await hands
      .sentence('frame.copy-code')
      .or(hands.button('frame.retry'))
      .or(hands.button('firstRun.sign-in'))
      .first()
      .waitFor();
    await person.atRest();
    assert.equal((await client.account.get({})).signedIn, false);
    person.habit = 'accepts';
    await hands.press('firstRun.sign-in');
    await hands.heading('firstRun.link.title').waitFor();
  });

  it('continues where it was interrupted', async (t) => {
    const { page, hands, folders } = await open(t, { state: 'new' });
    await hands.press('firstRun.sign-in');
    await hands.heading('firstRun.link.title').waitFor();
    await page.reload();
    await hands.heading('firstRun.link.title').waitFor();
    await hands.press('account.link');
    await hands.heading('firstRun.folders.title').waitFor();
    await page.reload();
    await hands.heading('firstRun.folders.title').waitFor();
    await hands.field('settings.folders.path').fill(folders.projects);
    await hands.press('settings.folders.add');
    await hands.press('firstRun.folders.next');
    await hands.press('firstRun.done.open');
    await page.getByRole('banner').waitFor();
    await page.reload();
    await page.getByRole('banner').waitFor();
  });

  it("leads the integration's responsible user to the store instead of linking", async (t) => {
    const { page, hands } = await open(t, { state: 'new', username: 'responsible' });
    await hands.press('firstRun.sign-in');
    await hands.heading('firstRun.store.title').waitFor();
    assert.equal(await hands.button('account.link').count(), 0);
    assert.equal((await page.getByText(text('firstRun.step.store')).count()) > 0, true);
  });
});
