import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { Proposal } from '../../../shared/contract/proposalSchemas.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { saveAgain, workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf } from './support/codeOf.ts';

const project = (seed: string, customer: Readonly<Record<string, string>> = {}): ProjectModel =>
  newProject({ seed, modules: 2, previewBytes: 2_000, customer });

/** Saves an old project into a folder of the watched one; resolves when it is kept. */
async function put(store: StoreMachine, place: string, model: ProjectModel): Promise<string> {
  const path = join(store.projects, place);
  mkdirSync(dirname(path), { recursive: true });
  const bytes = buildContainer(model);
  savePromobStyle(path, bytes);
  await store.kept(bytes);
  return path;
}

const summary = (proposals: readonly Proposal[]): unknown =>
  proposals.map(({ path, strength, evidence }) => [
    path.split('/').at(-1),
    strength,
    evidence.map(({ code }) => code),
  ]);

async function signedIn(store: StoreMachine): Promise<void> {
  await store.signIn();
  if ((await store.client.account.get({})).promobLink !== 'linked') await store.link();
  await store.client.environments.list({});
}

describe('rule 12: a project that exists in Promob already is bound by evidence and consent', () => {
  it('proposes by customer, names and place, each said with its strength; binds nothing by itself', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { call } = sandbox.controls;
    const customer = await call<{ id: string }>('POST', '/customers', {
      name: 'Maria Souza Exemplo',
      document: '52998224725',
    });
    const projectId = await sandbox.controls.createProject(customer.id, 'Casa da praia');
    const environmentId = await sandbox.controls.createEnvironment(projectId, 'Cozinha');
    await signedIn(store);

    await put(store, 'antigos/projeto 17.promob', project('cpf', { cpfcnpj: '529.982.247-25' }));
    await put(store, 'Maria Souza Exemplo/Cozinha.promob', project('nomes'));
    await put(store, 'Maria Souza Exemplo/Dormitório.promob', project('pasta'));
    await put(store, 'outros/Cozinha.promob', project('só o nome do ambiente'));
    await put(store, 'outros/Sala do João.promob', project('nada', { nomecliente: 'João Outro' }));
    const proposals = await store.client.environments.proposals({ environmentId });
    assert.deepEqual(summary(proposals), [
      ['projeto 17.promob', 'strong', ['customer-document']],
      ['Cozinha.promob', 'medium', ['file-name', 'folder-names-customer']],
      ['Cozinha.promob', 'weak', ['file-name']],
      ['Dormitório.promob', 'weak', ['folder-names-customer']],
    ]);
    assert.equal(proposals[1]?.evidence[1]?.fact, 'Maria Souza Exemplo');
    assert.ok(!JSON.stringify(proposals).includes('Sala do João'), 'what nothing speaks for is not proposed');

    // Nothing was bound or sent, however strong the evidence.
    assert.ok((await store.client.files.list({})).every(({ environmentIds }) => environmentIds.length === 0));
    assert.deepEqual(await sandbox.controls.ledger(), []);

    const chosen = proposals[0]?.fileId ?? '';
    const bound = await store.client.environments.bindFile({ environmentId, file: chosen });
    assert.equal(bound.fileId, chosen);
    await until(async () => (await sandbox.controls.ledger()).length === 1, patienceMs);
    const [row] = await sandbox.controls.ledger();
    assert.deepEqual([row?.kind, row?.environmentId], ['save', environmentId]);
    // Bound once: another file is refused until this one is let go.
    const other = proposals[1]?.fileId ?? '';
    assert.equal(
      await codeOf(store.client.environments.bindFile({ environmentId, file: other })),
      'environment-already-bound',
    );
  });

  it('knows the project by its identifier in FoccoLojas, strong only where one file carries it; offline from what is known', async (t) => {
    const sandbox = await withSandbox(t);
    const first = await openStore(t, sandbox);
    const environmentId = await sandbox.controls.anEnvironment('Cozinha', 'Cliente Sem Pasta');
    await signedIn(first);
    const model = project('identificador');
    const path = await put(first, 'a.promob', model);
    await first.client.environments.bindFile({ environmentId, file: path });
    await first.received(buildContainer(model));
    writeFileSync(join(first.projects, 'o.xml'), buildListing(listingOf(model)));
    assert.equal((await first.client.acts.update({ environmentId })).version, 1);
    await first.stop();

    // Another machine of the store, where the project lies under a name that says nothing.
    const second = await openStore(t, sandbox);
    await signedIn(second);
    const later = workAndSave(model);
    await put(second, 'arquivo 0032.promob', later);
    assert.deepEqual(summary(await second.client.environments.proposals({ environmentId })), [
      ['arquivo 0032.promob', 'strong', ['project-guid']],
    ]);
    const exact = join(second.projects, 'cópia exata.promob');
    copyFileSync(path, exact);
    await second.kept(buildContainer(model));
    await sandbox.controls.fault([{ match: {}, times: 100_000, effect: { reset: true } }]);
    const offline = await second.client.environments.proposals({ environmentId });
    assert.deepEqual(summary(offline), [
      ['cópia exata.promob', 'strong', ['same-content', 'project-guid']],
      ['arquivo 0032.promob', 'weak', ['project-guid']],
    ]);
    // Bound offline, reported when FoccoLojas is back.
    await second.client.environments.bindFile({ environmentId, file: offline[0]?.fileId ?? '' });
    await sandbox.controls.clearFaults();
    await until(
      async () =>
        (await sandbox.controls.ledger()).filter(
          ({ kind, sha256 }) => kind === 'save' && sha256 === hashOf(buildContainer(model)),
        ).length === 2,
      patienceMs,
    );
  });

  it('a file that may be several others, moved, is said to be one of them by name', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await signedIn(store);
    const model = project('três iguais');
    const one = await put(store, 'um.promob', model);
    const two = await put(store, 'dois.promob', saveAgain(model, { savedAt: '2026-02-01T10:00:00Z' }));
    await store.client.files.answer({ file: two, answer: 'copy' });
    const three = await put(store, 'três.promob', saveAgain(model, { savedAt: '2026-02-02T11:00:00Z' }));
    assert.equal(
      await codeOf(store.client.files.answer({ file: three, answer: 'moved', of: three })),
      'question-needs-file',
    );
    const oneId = (await store.client.files.list({})).find(({ path }) => path === one)?.fileId;
    const after = await store.client.files.answer({ file: three, answer: 'moved', of: one });
    assert.equal(after.find(({ path }) => path === three)?.fileId, oneId);
    assert.ok(after.every(({ question }) => question === undefined));
    const saves = await store.client.saves.list({ file: three });
    assert.equal(saves.length, 2);
  });
});
