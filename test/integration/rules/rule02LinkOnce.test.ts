import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { refusalOf } from './refusalOf.ts';

async function saveAndBind(store: StoreMachine, environmentId: string): Promise<Buffer> {
  const bytes = buildContainer(newProject({ seed: environmentId, modules: 2, previewBytes: 2_000 }));
  const file = join(store.projects, 'Cozinha.promob');
  savePromobStyle(file, bytes);
  await store.kept(bytes);
  await store.client.environments.list({});
  await store.client.environments.bindFile({ environmentId, file });
  return bytes;
}

describe('rule 2: every user links once', () => {
  it('nothing reaches FoccoLojas before, acts are refused, and it all goes by itself once he has linked', async (t) => {
    const sandbox = await withSandbox(t);
    const environmentId = await sandbox.controls.anEnvironment();
    const store = await openStore(t, sandbox);
    await store.signIn();
    assert.deepEqual((await store.client.status({})).health, ['not-linked']);
    const bytes = await saveAndBind(store, environmentId);
    const refused = await refusalOf(store.client.customers.create({ name: 'Ana Souza' }));
    assert.deepEqual([refused.code, refused.remedy], ['promob-link-required', 'link-again']);
    assert.deepEqual(await sandbox.controls.ledger(), []);

    await store.link();
    await store.received(bytes);
    assert.deepEqual(
      (await sandbox.controls.ledger()).map(({ kind, sha256 }) => ({ kind, sha256 })),
      [{ kind: 'save', sha256: hashOf(bytes) }],
    );
    assert.deepEqual((await store.client.status({})).health, []);
  });

  it('once is enough: after a restart, and on another machine, he is linked', async (t) => {
    const sandbox = await withSandbox(t);
    const first = await openStore(t, sandbox);
    await first.signIn();
    await first.link();
    const second = await openStore(t, sandbox);
    await second.signIn();
    assert.equal((await second.client.account.get({})).promobLink, 'linked');
    await first.client.account.unlink({});
    await second.event(
      (event) => event.event === 'state' && event.what === 'account',
      'the link to be undone everywhere',
    );
    await until(async () => (await second.client.status({})).health.includes('not-linked'), patienceMs);
  });

  it('the responsible user is excepted: he configures the store, once for all, and others are refused', async (t) => {
    const sandbox = await withSandbox(t);
    const environmentId = await sandbox.controls.anEnvironment();
    const responsible = await openStore(t, sandbox);
    await responsible.signIn('responsible');
    assert.deepEqual((await responsible.client.status({})).health, ['store-not-configured']);
    const bytes = await saveAndBind(responsible, environmentId);
    await responsible.received(bytes);
    assert.deepEqual(
      (await sandbox.controls.ledger()).map(({ kind }) => kind),
      ['save'],
    );

    const designer = await openStore(t, sandbox);
    await designer.signIn();
    assert.equal(
      (await refusalOf(designer.client.store.configure({ cnpj: '11222333000181' }))).code,
      'forbidden',
    );
    assert.equal((await designer.client.store.get({})).configured, false);
    const wrong = responsible.client.store.configure({ cnpj: '11.222.333/0001-82', accountId: 'PORTAL-7' });
    assert.equal((await refusalOf(wrong)).code, 'cnpj-invalid');
    assert.equal((await responsible.client.store.get({})).configured, false);
    const store = await responsible.client.store.configure({
      cnpj: '11.222.333/0001-81',
      accountId: 'PORTAL-7',
    });
    assert.deepEqual([store.configured, store.accountId, store.cnpj], [true, 'PORTAL-7', '11222333000181']);
    await until(async () => (await responsible.client.status({})).health.length === 0, patienceMs);
    assert.equal((await designer.client.store.get({})).accountId, 'PORTAL-7');
  });

  it('a role that changes while Elo runs counts at once: without it he has to link like everybody', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn('responsible');
    await sandbox.controls.setRoles('responsible', ['designer']);
    await until(async () => (await store.client.status({})).health.includes('not-linked'), patienceMs);
    assert.equal((await store.client.setup.get({})).responsible, false);
    assert.equal(
      (await refusalOf(store.client.store.configure({ accountId: 'PORTAL-8' }))).code,
      'forbidden',
    );
    await sandbox.controls.setRoles('responsible', ['responsible']);
    await until(async () => (await store.client.setup.get({})).responsible, patienceMs);
  });
});
