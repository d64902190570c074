import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { refusalOf } from './refusalOf.ts';

interface Desk {
  readonly sandbox: TestSandbox;
  readonly store: StoreMachine;
  /** Saves once more and waits until it is kept. */
  save(): Promise<Buffer>;
  /** Hashes of the saves FoccoLojas has, in the order of receiving. */
  arrived(): Promise<string[]>;
  /** Hashes of everything saved, in order. */
  readonly saved: string[];
}

/** A designer, linked, whose first save has arrived. */
async function openDesk(t: Parameters<typeof openStore>[0]): Promise<Desk> {
  const sandbox = await withSandbox(t);
  const environmentId = await sandbox.controls.anEnvironment();
  const store = await openStore(t, sandbox);
  await store.signIn();
  await store.link();
  let model: ProjectModel = newProject({ seed: 'desk', modules: 2, previewBytes: 2_000 });
  const file = join(store.projects, 'Cozinha.promob');
  const saved: string[] = [];
  const save = async (): Promise<Buffer> => {
    const bytes = buildContainer(model);
    model = workAndSave(model);
    savePromobStyle(file, bytes);
    await store.kept(bytes);
    saved.push(hashOf(bytes));
    return bytes;
  };
  const first = await save();
  await store.client.environments.list({});
  await store.client.environments.bindFile({ environmentId, file });
  await store.received(first);
  return {
    sandbox,
    store,
    save,
    saved,
    arrived: async () =>
      (await sandbox.controls.ledger())
        .filter(({ kind }) => kind === 'save')
        .map(({ sha256 = '' }) => sha256),
  };
}

const tells = (store: StoreMachine, code: string): Promise<void> =>
  until(async () => (await store.client.status({})).health.includes(code), patienceMs);
const tellsNothing = (store: StoreMachine): Promise<void> =>
  until(async () => (await store.client.status({})).health.length === 0, patienceMs);

describe('rule 3: a changed Promob password means linking again', () => {
  it('is told at once, keeps what is saved meanwhile, refuses acts, and all arrives in order after linking', async (t) => {
    const { sandbox, store, save, saved, arrived } = await openDesk(t);
    await sandbox.controls.changePromobPassword('designer');
    await tells(store, 'relink-required');
    assert.equal((await store.client.account.get({})).promobLink, 'relink-required');
    await save();
    await save();
    assert.equal(
      (await refusalOf(store.client.customers.create({ name: 'Ana Souza' }))).code,
      'promob-link-required',
    );
    assert.deepEqual(await arrived(), saved.slice(0, 1));
    assert.equal((await store.client.status({})).queue.kept, 2);

    await store.link();
    await until(async () => (await arrived()).length === 3, patienceMs);
    assert.deepEqual(await arrived(), saved);
    await tellsNothing(store);
  });

  it('changed while FoccoLojas was away: found out when it is back, nothing is lost and nothing comes twice', async (t) => {
    const { sandbox, store, save, saved } = await openDesk(t);
    await sandbox.close();
    await save();
    const back = await sandbox.restart();
    await back.controls.changePromobPassword('designer');
    await tells(store, 'relink-required');
    await store.link();
    await until(
      async () => (await back.controls.ledger()).filter(({ kind }) => kind === 'save').length === 2,
      patienceMs,
    );
    assert.deepEqual(
      (await back.controls.ledger()).filter(({ kind }) => kind === 'save').map(({ sha256 }) => sha256),
      saved,
    );
  });

  for (const access of ['disabled', 'expired'] as const) {
    it(`a user who is ${access} keeps all he saves, and it goes by itself once he is let in again`, async (t) => {
      const { sandbox, store, save, saved, arrived } = await openDesk(t);
      await sandbox.controls.setAccess('designer', access);
      await tells(store, `account-${access}`);
      await save();
      const refused = await refusalOf(store.client.customers.create({ name: 'Ana Souza' }));
      assert.deepEqual([refused.code, refused.remedy], [`account-${access}`, 'ask-responsible']);
      assert.equal((await store.client.account.get({})).signedIn, true);
      assert.deepEqual(await arrived(), saved.slice(0, 1));

      await sandbox.controls.setAccess('designer', 'active');
      await until(async () => (await arrived()).length === 2, patienceMs);
      assert.deepEqual(await arrived(), saved);
      await tellsNothing(store);
    });
  }

  it('a store whose account the Portal does not know any more waits with all it has, reading still works', async (t) => {
    const { sandbox, store, save, saved, arrived } = await openDesk(t);
    await sandbox.controls.setStore({ portalState: 'unlinked' });
    await tells(store, 'store-not-linked');
    await save();
    assert.equal(
      (await refusalOf(store.client.customers.create({ name: 'Ana Souza' }))).code,
      'store-not-linked',
    );
    assert.equal((await store.client.environments.list({})).length, 1);
    assert.deepEqual(await arrived(), saved.slice(0, 1));
    await sandbox.controls.setStore({ portalState: 'linked' });
    await until(async () => (await arrived()).length === 2, patienceMs);
    assert.deepEqual(await arrived(), saved);
    await tellsNothing(store);
  });

  it('a FoccoLojas session that ended is told; the saves wait for the same user to come back', async (t) => {
    const { sandbox, store, save, saved, arrived } = await openDesk(t);
    await sandbox.controls.expireTokens();
    await save();
    await until(async () => (await arrived()).length === 2, patienceMs);
    assert.deepEqual(await arrived(), saved);
    await tellsNothing(store);
    await sandbox.controls.endSignIn('designer');
    await tells(store, 'session-ended');
    await save();
    assert.equal(
      (await refusalOf(store.client.customers.create({ name: 'Ana Souza' }))).code,
      'sign-in-required',
    );
    assert.deepEqual(await arrived(), saved.slice(0, 2));
    await store.signIn();
    await until(async () => (await arrived()).length === 3, patienceMs);
    assert.deepEqual(await arrived(), saved);
  });
});
