import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ORPCError } from '@orpc/client';
import type { HomeRow } from '../../../shared/contract/windowSchemas.ts';
import { happeningTexts } from '../../../shared/text/window/happeningTexts.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError) return error.code;
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'done';
}

async function rowsOf(store: StoreMachine): Promise<HomeRow[]> {
  const rows: HomeRow[] = [];
  for await (const piece of await store.client.home.rows({})) rows.push(...piece.rows);
  return rows;
}

/** The engine took the remark back (unreachable) or has it: either way the rows are asked until they satisfy. */
async function rowWhen(store: StoreMachine, satisfies: (row: HomeRow) => boolean): Promise<HomeRow> {
  let found: HomeRow | undefined;
  await until(async () => {
    found = (await rowsOf(store)).find(satisfies);
    return found !== undefined;
  }, patienceMs);
  assert.ok(found);
  return found;
}

async function designer(store: StoreMachine): Promise<void> {
  await store.signIn();
  await store.link();
}

describe('the first run', () => {
  it('checks an address, takes it, and goes on where it was interrupted', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { client } = store;
    assert.deepEqual(await client.setup.get({}), {
      serverUrl: sandbox.foccolojas,
      signedIn: false,
      promobLink: 'not-linked',
      responsible: false,
      folders: 1,
      done: false,
    });
    const checked = await client.setup.checkServer({ url: `${sandbox.foccolojas}/login?x=1` });
    assert.equal(checked.serverUrl, sandbox.foccolojas);
    assert.ok(Math.abs(checked.clockSkewMs) < 60_000);
    assert.equal(await codeOf(client.setup.checkServer({ url: sandbox.promob })), 'not-foccolojas');
    assert.equal(await codeOf(client.setup.checkServer({ url: 'http://exemplo.com' })), 'insecure-address');
    assert.equal(await codeOf(client.setup.checkServer({ url: 'não é nada' })), 'invalid-address');

    await store.signIn('responsible');
    const signedIn = await client.setup.get({});
    assert.deepEqual([signedIn.signedIn, signedIn.responsible], [true, true]);
    assert.equal((await client.setup.finish({})).done, true);
    await store.event(
      (event) => event.event === 'state' && event.what === 'setup',
      'the end of the first run',
    );
    await store.stop();
    const again = await openStore(t, sandbox, { home: store.home });
    assert.equal((await again.client.setup.get({})).done, true);
  });

  it('changes the server while it runs, and forgets what the other one told', async (t) => {
    const first = await withSandbox(t);
    const second = await withSandbox(t);
    await first.controls.anEnvironment('Cozinha da primeira');
    const environmentId = await second.controls.anEnvironment('Cozinha da segunda');
    const store = await openStore(t, first);
    const { client } = store;
    await designer(store);
    await rowWhen(store, (row) => row.name === 'Cozinha da primeira');

    assert.equal(await codeOf(client.setup.setServer({ url: 'http://exemplo.com' })), 'insecure-address');
    assert.equal(
      await codeOf(client.setup.setServer({ url: 'https://exemplo.com' })),
      'memory-vault-needs-loopback',
    );
    assert.equal((await client.setup.get({})).serverUrl, first.foccolojas, 'refused: nothing changed');
    assert.equal((await client.account.get({})).signedIn, true);

    const changed = await client.setup.setServer({ url: second.foccolojas });
    assert.deepEqual([changed.serverUrl, changed.signedIn], [second.foccolojas, false]);
    assert.deepEqual(await rowsOf(store), []);
    const facts = JSON.parse(readFileSync(join(store.home, 'elo', 'engine.json'), 'utf8')) as object;
    assert.equal('serverUrl' in facts && facts.serverUrl, second.foccolojas);
    const kept = JSON.parse(readFileSync(join(store.home, 'elo', 'settings.json'), 'utf8')) as object;
    assert.equal('serverUrl' in kept && kept.serverUrl, second.foccolojas);

    // The new session works to the end of the line.
    await designer(store);
    await rowWhen(store, (row) => row.environmentId === environmentId);
    const path = join(store.projects, 'Cozinha.promob');
    const bytes = buildContainer(newProject({ seed: 'segunda', modules: 2, previewBytes: 2_000 }));
    savePromobStyle(path, bytes);
    await store.kept(bytes);
    await client.environments.bindFile({ environmentId, file: path });
    await store.received(bytes);
    assert.equal(
      (await second.controls.ledger()).some((row) => row.kind === 'save'),
      true,
    );
    assert.equal(
      (await first.controls.ledger()).some((row) => row.kind === 'save'),
      false,
    );

    // From now on the folder belongs to that server, also after the binding ended: its receipts are no one else's.
    assert.equal(await codeOf(client.setup.setServer({ url: first.foccolojas })), 'server-mismatch');
    await client.environments.unbindFile({ environmentId });
    assert.equal(await codeOf(client.setup.setServer({ url: first.foccolojas })), 'server-mismatch');
    assert.equal((await client.setup.setServer({ url: second.foccolojas })).signedIn, true);
  });

  it('begins without any server, and has one as soon as it is set', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, null);
    const { client } = store;
    assert.equal((await client.setup.get({})).serverUrl, null);
    assert.deepEqual((await client.status({})).health.includes('server-not-set'), true);
    assert.deepEqual(await rowsOf(store), []);
    assert.equal(await codeOf(client.environments.get({ environmentId: 'e1' })), 'server-not-set');
    assert.equal((await client.setup.setServer({ url: sandbox.foccolojas })).serverUrl, sandbox.foccolojas);
    assert.equal((await client.status({})).health.includes('server-not-set'), false);
    await store.event((event) => event.event === 'state' && event.what === 'account', 'the new account');
  });
});

describe('settings', () => {
  it('are the defaults, are changed one by one, remembered and told', async (t) => {
    const store = await openStore(t, null);
    const { client } = store;
    assert.deepEqual(await client.settings.get({}), { language: 'pt-BR', theme: 'system' });
    assert.deepEqual(await client.settings.set({ theme: 'dark' }), { language: 'pt-BR', theme: 'dark' });
    await store.event((event) => event.event === 'state' && event.what === 'settings', 'a change');
    assert.deepEqual(await client.settings.set({ language: 'es' }), { language: 'es', theme: 'dark' });
    assert.equal(await codeOf(client.settings.set({ language: 'fr' as 'es' })), 'BAD_REQUEST');
    await store.stop();
    const again = await openStore(t, null, { home: store.home });
    assert.deepEqual(await again.client.settings.get({}), { language: 'es', theme: 'dark' });
  });
});

describe('the pages of the window', () => {
  it('show an environment from the first save to its version, and all of it offline', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { client } = store;
    await designer(store);
    const environmentId = await sandbox.controls.anEnvironment();
    await sandbox.controls.addManualItem(environmentId, {
      description: 'Pedra',
      quantity: '1',
      total: '900.00',
    });
    // Nobody told this machine of it: it is asked for.
    const created = await client.home.row({ environmentId });
    assert.deepEqual([created.due, created.customerName], ['choose-file', 'Maria Exemplo']);
    assert.equal(await codeOf(client.home.row({ environmentId: 'nenhum' })), 'environment-not-found');

    const model = newProject({ seed: 'janela', modules: 3, previewBytes: 2_000 });
    const path = join(store.projects, 'Cozinha.promob');
    const bytes = buildContainer(model);
    savePromobStyle(path, bytes);
    await store.kept(bytes);
    const [loose] = await client.home.looseFiles({});
    assert.deepEqual([loose?.path, loose?.lastSave?.number], [path, 1]);
    await client.environments.bindFile({ environmentId, file: path });
    await store.received(bytes);
    assert.deepEqual(await client.home.looseFiles({}), []);
    writeFileSync(join(store.projects, 'orçamento.xml'), buildListing(listingOf(model)));
    assert.equal((await client.acts.update({ environmentId })).version, 1);

    const row = await rowWhen(
      store,
      (each) => each.lastVersion?.number === 1 && each.state === 'synchronized',
    );
    assert.deepEqual(
      [row.freshListing, row.lastSave?.state, row.fileName, row.conflict, row.due],
      [true, 'received', 'Cozinha.promob', false, undefined],
    );
    const detail = await client.environments.get({ environmentId });
    assert.deepEqual([detail.file?.path, detail.listing?.fresh], [path, true]);
    assert.ok((detail.file?.ambients.length ?? 0) > 0);
    const items = await client.environments.items({ environmentId });
    assert.equal(items.stale, false);
    assert.deepEqual(
      items.items.filter((item) => item.source === 'manual').map((item) => item.total),
      ['900.00'],
    );
    const [version] = await client.versions.list({ environmentId });
    assert.match(version?.total ?? '', /^\d+\.\d+$/);
    const told = (await client.environments.history({ environmentId })).map(({ code }) => code);
    for (const code of ['version-made', 'prepared', 'save-received', 'environment-bound', 'save-kept']) {
      assert.ok(told.includes(code), `${code} in ${told.join(' ')}`);
    }
    for (const code of told) assert.ok(`happening.${code}` in happeningTexts['pt-BR'], code);
    const [delivery] = await client.outbox.list({ all: true, limit: 50 });
    assert.deepEqual([delivery?.environmentName, delivery?.customerName], ['Cozinha', 'Maria Exemplo']);
    const sent = (await client.outbox.list({ all: true })).find((each) => each.kind === 'save');
    assert.deepEqual([sent?.saveNumber, sent?.fileName], [1, 'Cozinha.promob']);

    // Saved after the version: out of date, with a notice that names customer and environment.
    const next = buildContainer(workAndSave(model));
    savePromobStyle(path, next);
    await store.received(next);
    await store.event((event) => event.event === 'notification', 'a notice');
    await until(async () => (await client.notifications.list({})).length > 0, patienceMs);
    const [notice] = await client.notifications.list({});
    assert.deepEqual([notice?.environmentName, notice?.customerName], ['Cozinha', 'Maria Exemplo']);
    await rowWhen(store, (each) => each.due === 'export-listing' && !each.freshListing);

    await sandbox.controls.fault([{ match: {}, times: 100_000, effect: { reset: true } }]);
    const offline = await client.environments.items({ environmentId });
    assert.deepEqual([offline.stale, offline.items.length], [true, items.items.length]);
    assert.equal(offline.at, items.at);
    assert.equal((await rowsOf(store)).length, 1);
    assert.equal((await client.environments.get({ environmentId })).lastSave?.number, 2);
    assert.ok((await client.environments.history({ environmentId })).length > told.length);
    const unknown = await codeOf(client.environments.get({ environmentId: 'nenhum' }));
    assert.match(unknown, /^network-/);
  });

  it('show what Elo made, and nothing else of the machine', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { client } = store;
    const bytes = buildContainer(newProject({ seed: 'mostrar', modules: 2, previewBytes: 2_000 }));
    const path = join(store.projects, 'Sala.promob');
    savePromobStyle(path, bytes);
    await store.kept(bytes);
    const [save] = await client.saves.list({ file: path });
    const restored = await client.saves.restore({ saveId: save?.saveId ?? '', to: store.home });
    const bundle = await client.supportBundle({ path: join(store.home, 'suporte.zip') });
    // This engine has no desktop around it: what is known is refused for that only.
    for (const known of [restored.path, bundle.path, path, store.projects, join(store.home, 'elo')]) {
      assert.equal(await codeOf(client.desktop.reveal({ path: known })), 'unsupported', known);
    }
    for (const strange of ['/etc/passwd', store.home, join(store.home, 'elo', 'history.db')]) {
      assert.equal(await codeOf(client.desktop.reveal({ path: strange })), 'path-not-known', strange);
    }
    assert.equal((await client.desktop.get({})).host, 'command-line');
    assert.equal(await codeOf(client.desktop.pickFolder({})), 'unsupported');
    assert.equal(await codeOf(client.desktop.openUrl({ url: 'http://exemplo.com/' })), 'insecure-address');
    assert.equal(await codeOf(client.desktop.openUrl({ url: sandbox.foccolojas })), 'done');
    for (const suggestion of await client.folders.suggest({})) {
      assert.notEqual(suggestion.path, store.projects, 'watched already');
    }
    await store.engine.takeFile(path);
    await assert.rejects(() => store.engine.takeFile(join(store.home, 'fora.promob')), {
      code: 'file-not-watched',
    });
    await assert.rejects(() => store.engine.takeFile('/etc/passwd'), { code: 'not-a-project-name' });
    await assert.rejects(() => store.engine.takeFile(join(store.home, 'nada.xml')), {
      code: 'listing-not-found',
    });
    await store.engine.resumed();
    store.engine.desktopChanged();
    await store.event((event) => event.event === 'state' && event.what === 'desktop', 'the host changed');
  });
});
