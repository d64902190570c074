import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { healthText, text } from '../../shared/text/text.ts';
import { until } from '../support/sandbox/until.ts';
import { inEachHost } from './support/inEachHost.ts';
import { drawnApart, drawnEnvironment, kept, makeVersion } from './support/scenes.ts';

inEachHost('environments in creation', (open) => {
  it('many are asked for one after the other, each shows how far it is, and their files are there', async (t) => {
    const { page, hands, control, client } = await open(t, {
      prepare: async (stage) => {
        await stage.control.createProject(await stage.control.createCustomer('Maria Exemplo'), 'Casa');
        await stage.control.jobs({ halfMs: 1_500 });
        await stage.client.projects.list({});
      },
    });
    await hands.newEnvironment();
    await hands
      .dialog()
      .getByRole('button', { name: /Maria Exemplo/ })
      .click();
    const strip = page.getByRole('dialog').getByRole('region', { name: text('creation.title') });
    const folder = await page.getByRole('combobox', { name: text('home.create.folder') }).inputValue();
    for (const name of ['Cozinha', 'Sala', 'Quarto']) {
      await page.getByRole('textbox', { name: text('home.create.name') }).fill(name);
      const proposed = join(folder, `Maria Exemplo - ${name}.promob`);
      await until(
        async () =>
          (await page.getByRole('textbox', { name: text('creation.name-file') }).inputValue()) === proposed,
      );
      await hands.press('home.create.confirm');
      await strip.getByText(name, { exact: true }).waitFor();
    }
    // None is made while all three are on the way.
    assert.ok((await client.environments.creations({})).every(({ state }) => state !== 'done'));
    await strip.getByText(text('creation.count', { done: 3, all: 3 })).waitFor({ timeout: 30_000 });
    assert.ok(existsSync(join(folder, 'Maria Exemplo - Quarto.promob')));
    const made = (await control.ledger()).filter(({ kind }) => kind === 'environment');
    assert.equal(made.length, 3);
  });

  it('one without a drawing gets a new file, or an old project is proposed with what speaks for it', async (t) => {
    const { page, hands, client, control } = await open(t, {
      prepare: async (stage) => {
        await stage.control.anEnvironment('Cozinha', 'Maria Exemplo');
        await stage.control.anEnvironment('Sala', 'Maria Exemplo');
        const path = stage.designer.draw('Maria Exemplo - Cozinha antiga', {
          customer: { nomecliente: 'Maria Exemplo' },
        });
        await kept(stage, path);
        await stage.client.environments.list({});
      },
    });
    await hands.press('home.act.of', { act: text('home.act.choose-file'), name: 'Cozinha' });
    const proposals = page.getByRole('region', { name: text('legacy.title') });
    await proposals.getByText(text('evidence.customer-name', { fact: 'Maria Exemplo' })).waitFor();
    assert.ok((await client.files.list({})).every(({ environmentIds }) => environmentIds.length === 0));
    await proposals.getByRole('button', { name: text('legacy.pick') }).click();
    await hands.press('home.choose.confirm');
    await until(async () =>
      (await client.files.list({})).some(({ environmentIds }) => environmentIds.length === 1),
    );

    await hands.press('home.act.of', { act: text('home.act.choose-file'), name: 'Sala' });
    await hands.press('creation.make-file.offer');
    await until(
      async () => (await page.getByRole('textbox', { name: text('creation.name-file') }).inputValue()) !== '',
    );
    await hands.press('creation.make-file');
    await until(async () => (await client.environments.creations({}))[0]?.state === 'done', 30_000);
    await until(
      async () => (await control.ledger()).filter(({ kind }) => kind === 'save').length === 2,
      30_000,
    );
  });
});

inEachHost('two computers, one environment', (open) => {
  it('shows both drawings, compares them, and the chosen one goes on', async (t) => {
    let environmentId = '';
    const { page, hands, control, designer, client } = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        environmentId = scene.environmentId;
        await makeVersion(stage, scene);
        await drawnApart(stage, scene);
      },
    });
    await page.getByText(text('environment.conflict')).first().waitFor();
    await hands.status().getByText(healthText('machines-disagree')).click();
    await hands.heading('machines.title').first().waitFor();
    await page.goBack();
    await hands.press('home.act.of', { act: text('home.act.compare'), name: 'Cozinha' });
    await hands.heading('machines.title').first().waitFor();
    await hands.press('machines.compare');
    await page.getByRole('listbox', { name: text('compare.lists') }).waitFor();
    await page.goBack();
    designer.exportListing('Cozinha');
    await until(async () => (await client.listings.list({})).some(({ fresh }) => fresh), 30_000);
    await hands.press('machines.keep-mine');
    await hands.sentence('machines.decided.mine', { version: 2 }).waitFor();
    await hands.status().getByText(text('frame.all-well')).waitFor();
    const server = await control.environment(environmentId);
    assert.deepEqual([server.disagreement, server.versions.length, server.outdated], [undefined, 2, false]);
  });

  it('after giving way, the current drawing is opened from its row and its page, always the same copy', async (t) => {
    let environmentId = '';
    const window = await open(t, {
      prepare: async (stage) => {
        const scene = await drawnEnvironment(stage);
        ({ environmentId } = scene);
        await makeVersion(stage, scene);
        await drawnApart(stage, scene);
        await stage.client.environments.resolve({ environmentId, choice: 'theirs' });
      },
    });
    const { page, hands, client } = window;
    await hands.sentence('environment.ahead').waitFor();
    const opened = () => page.getByText(text('machines.ahead.opened', { name: 'Cozinha' }));
    await hands.act('open-drawing', 'Cozinha').click();
    await opened().first().waitFor();
    await hands.press('home.open', { name: 'Cozinha' });
    await hands.sentence('environment.ahead').waitFor();
    await page.locator('[data-due="open-drawing"]').click();
    await opened().nth(1).waitFor();
    assert.equal((await client.versions.openedCopies({ environmentId })).length, 1);
  });
});
