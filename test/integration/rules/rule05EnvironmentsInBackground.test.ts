import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { CreationView } from '../../../shared/contract/creationSchemas.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf } from './support/codeOf.ts';

async function aProject(sandbox: TestSandbox, customer = 'Maria Exemplo', name = 'Casa'): Promise<string> {
  return sandbox.controls.createProject(await sandbox.controls.createCustomer(customer), name);
}

async function ready(store: StoreMachine): Promise<void> {
  await store.signIn();
  await store.link();
  await store.client.environments.list({});
}

const named = (creations: readonly CreationView[], name: string): CreationView => {
  const found = creations.find((creation) => creation.name === name);
  assert.ok(found, `${name} is in creation`);
  return found;
};

/** Waits until each creation satisfies. */
async function creationsUntil(
  store: StoreMachine,
  satisfies: (creations: readonly CreationView[]) => boolean,
): Promise<readonly CreationView[]> {
  let seen: readonly CreationView[] = [];
  await until(async () => {
    seen = await store.client.environments.creations({});
    return satisfies(seen);
  }, patienceMs).catch(() => assert.fail(`waited in vain; saw ${JSON.stringify(seen)}`));
  return seen;
}

const allDone = (creations: readonly CreationView[]): boolean =>
  creations.length > 0 && creations.every(({ state }) => state === 'done');

/** Environments FoccoLojas entered, each once. */
async function entered(sandbox: TestSandbox): Promise<string[]> {
  const rows = (await sandbox.controls.ledger()).filter(({ kind }) => kind === 'environment');
  assert.equal(new Set(rows.map(({ idempotencyKey }) => idempotencyKey)).size, rows.length);
  return rows.map(({ environmentId }) => environmentId ?? '');
}

describe('rule 5: environments are created in the background', () => {
  it('takes many at once: each is answered before any is made, all are on the way together, each is made once', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const projectId = await aProject(sandbox);
    await sandbox.controls.jobs({ halfMs: 400 });
    const names = ['Cozinha', 'Sala', 'Quarto', 'Banheiro', 'Varanda', 'Closet'];
    for (const name of names) {
      const creation = await store.client.environments.start({ projectId, name });
      assert.equal(creation.name, name);
    }
    // Nobody waited: not one is made when the last is asked for.
    assert.ok(!(await store.client.environments.creations({})).some(({ state }) => state === 'done'));
    const together = await creationsUntil(store, (all) => all.every(({ state }) => state === 'creating'));
    assert.equal(together.length, names.length);
    const done = await creationsUntil(store, allDone);
    assert.deepEqual(done.map(({ name }) => name).sort(), names.toSorted());
    const ids = await entered(sandbox);
    assert.equal(ids.length, names.length);
    for (const { environmentId, name } of done) {
      assert.ok(ids.includes(environmentId ?? ''), `${name} is FoccoLojas' own`);
      assert.equal((await sandbox.controls.environment(environmentId ?? '')).state, 'created');
    }
    const rows = await store.client.environments.list({});
    assert.deepEqual(rows.map(({ name }) => name).sort(), names.toSorted());
  });

  it('asked again in the same words while it waits, is the same one; another name or file is another', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const projectId = await aProject(sandbox);
    await sandbox.controls.jobs({ halfMs: 300 });
    const start = (name: string, file?: string): Promise<CreationView> =>
      store.client.environments.start({ projectId, name, ...(file === undefined ? {} : { file }) });
    const first = await start('Cozinha');
    assert.equal((await start('Cozinha')).creationId, first.creationId);
    assert.notEqual((await start('Sala')).creationId, first.creationId);
    const withFile = await start('Cozinha', join(store.projects, 'Cozinha.promob'));
    assert.notEqual(withFile.creationId, first.creationId);
    await creationsUntil(store, allDone);
    assert.equal((await entered(sandbox)).length, 3);
    // What is made is made: asked for after that, it is a new one.
    assert.notEqual((await start('Cozinha')).creationId, first.creationId);
    await creationsUntil(store, allDone);
    assert.equal((await entered(sandbox)).length, 4);
  });

  it('starts a file from the store’s blank project, named by the store’s convention, bound, and reports its first save', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const projectId = await aProject(sandbox, 'João: da Silva', 'Casa/praia');
    await store.client.projects.list({});
    const proposed = await store.client.environments.proposeFile({ projectId, name: 'Cozinha' });
    assert.equal(proposed.convention, '{customer} - {environment}');
    assert.equal(proposed.path, join(store.projects, 'João- da Silva - Cozinha.promob'));
    const made = await store.client.environments.create({
      projectId,
      name: 'Cozinha',
      file: proposed.path,
    });
    const blank = readFileSync(proposed.path);
    const files = await store.client.files.list({});
    assert.deepEqual(
      files.map(({ path, environmentIds, question }) => ({ path, environmentIds, question })),
      [{ path: proposed.path, environmentIds: [made.environmentId], question: undefined }],
    );
    await store.received(blank);
    const saves = (await sandbox.controls.ledger()).filter(({ kind }) => kind === 'save');
    assert.deepEqual(
      saves.map(({ environmentId, sha256 }) => ({ environmentId, sha256 })),
      [{ environmentId: made.environmentId, sha256: hashOf(blank) }],
    );
    // The next of the same name is not proposed where this file lies.
    const next = await store.client.environments.proposeFile({ projectId, name: 'Cozinha' });
    assert.equal(next.fileName, 'João- da Silva - Cozinha (2).promob');
  });

  it('knows a new file from another blank one that was taken away', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const projectId = await aProject(sandbox);
    const first = join(store.projects, 'Sala.promob');
    const sala = await store.client.environments.create({ projectId, name: '  Sala ', file: first });
    assert.equal(sala.name, 'Sala');
    rmSync(first);
    await until(async () => (await store.client.files.list({})).some(({ present }) => !present), patienceMs);
    const second = join(store.projects, 'Quarto.promob');
    const quarto = await store.client.environments.create({ projectId, name: 'Quarto', file: second });
    const files = await store.client.files.list({});
    assert.deepEqual(
      files.map(({ path, environmentIds }) => [path, environmentIds]),
      [
        [second, [quarto.environmentId]],
        [first, [sala.environmentId]],
      ],
    );
  });

  it('never writes over a file: refused when asked, and failed with a way out when it appears meanwhile', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const projectId = await aProject(sandbox);
    const path = join(store.projects, 'Meu trabalho.promob');
    writeFileSync(path, 'do usuário');
    assert.equal(
      await codeOf(store.client.environments.create({ projectId, name: 'A', file: path })),
      'file-exists',
    );
    assert.equal(
      await codeOf(
        store.client.environments.start({ projectId, name: 'A', file: join(store.home, 'x.promob') }),
      ),
      'file-not-watched',
    );
    assert.deepEqual(await entered(sandbox), [], 'nothing was asked of FoccoLojas');
    rmSync(path);
    await sandbox.controls.jobs({ halfMs: 300 });
    await store.client.environments.start({ projectId, name: 'B', file: path });
    assert.equal(
      await codeOf(store.client.environments.start({ projectId, name: 'C', file: path })),
      'file-exists',
      'the place is taken by one that is being made',
    );
    await creationsUntil(store, (all) => named(all, 'B').state === 'creating');
    writeFileSync(path, 'apareceu depois');
    const failed = named(await creationsUntil(store, (all) => named(all, 'B').state === 'failed'), 'B');
    assert.equal(failed.reason, 'file-exists');
    assert.equal(readFileSync(path, 'utf8'), 'apareceu depois');
    const elsewhere = join(store.projects, 'B de novo.promob');
    await store.client.environments.retryCreation({ creationId: failed.creationId, file: elsewhere });
    const done = named(await creationsUntil(store, (all) => named(all, 'B').state === 'done'), 'B');
    assert.equal(done.environmentId, failed.environmentId, 'the environment was made once');
    assert.equal((await entered(sandbox)).length, 1);
    assert.deepEqual(readdirSync(store.projects).sort(), ['B de novo.promob', 'Meu trabalho.promob']);
  });

  it('says when FoccoLojas could not make one, lets the others go on, and tries again when asked', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const projectId = await aProject(sandbox);
    await sandbox.controls.jobs({ halfMs: 60, fail: 1 });
    await store.client.environments.start({ projectId, name: 'Primeiro' });
    const failed = await creationsUntil(store, (all) => named(all, 'Primeiro').state === 'failed');
    assert.equal(named(failed, 'Primeiro').reason, 'environment-not-created');
    const second = await store.client.environments.create({ projectId, name: 'Segundo' });
    assert.equal((await sandbox.controls.environment(second.environmentId)).state, 'created');
    const { creationId } = named(failed, 'Primeiro');
    assert.equal(await codeOf(store.client.environments.creation({ creationId })), 'environment-not-created');
    await store.client.environments.retryCreation({ creationId });
    await creationsUntil(store, allDone);
    assert.equal(await codeOf(store.client.environments.dismissCreation({ creationId })), 'done');
    assert.equal(
      await codeOf(store.client.environments.dismissCreation({ creationId })),
      'creation-not-found',
    );
    const refused = await store.client.environments.start({ projectId: 'gone', name: 'Nenhum' });
    const refusal = await creationsUntil(store, (all) => named(all, 'Nenhum').state === 'failed');
    assert.equal(named(refusal, 'Nenhum').reason, 'not-found');
    assert.equal(refused.state, 'queued');
  });

  it('makes the file of an environment that has none, once', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await ready(store);
    const environmentId = await sandbox.controls.anEnvironment('Cozinha');
    const { creationId, file = '' } = await store.client.environments.makeFile({ environmentId });
    const view = await store.client.environments.creation({ creationId });
    assert.equal(file, join(store.projects, 'Maria Exemplo - Cozinha.promob'));
    assert.ok(existsSync(file));
    assert.ok(view.fileId);
    await store.received(readFileSync(file));
    assert.equal(
      await codeOf(store.client.environments.makeFile({ environmentId })),
      'environment-already-bound',
    );
    assert.deepEqual(await entered(sandbox), [], 'no environment was asked for');
  });

  it('offline first: stays queued, survives a restart, and finishes by itself with its file, exactly once', async (t) => {
    const sandbox = await withSandbox(t);
    const first = await openStore(t, sandbox);
    await ready(first);
    const projectId = await aProject(sandbox);
    const path = join(first.projects, 'Cozinha.promob');
    await sandbox.controls.fault([{ match: {}, times: 100_000, effect: { reset: true } }]);
    const asked = await first.client.environments.start({ projectId, name: 'Cozinha', file: path });
    assert.equal(asked.state, 'queued');
    await first.client.environments.start({ projectId, name: 'Sala' });
    assert.ok(!existsSync(path));
    await first.stop();

    // FoccoLojas does it, and the answer is lost.
    await sandbox.controls.clearFaults();
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/environments' }, times: 1, effect: { commitThenReset: true } },
      { match: { path: '/jobs/*' }, times: 2, effect: { status: 503 } },
      { match: { path: '/store/blank-project' }, times: 1, effect: { reset: true } },
    ]);
    const second = await openStore(t, sandbox, { home: first.home });
    assert.equal(named(await second.client.environments.creations({}), 'Cozinha').state, 'queued');
    await second.signIn();
    const done = await creationsUntil(second, (all) => all.length === 2 && allDone(all));
    assert.equal((await entered(sandbox)).length, 2);
    const { environmentId = '' } = named(done, 'Cozinha');
    const [file, ...others] = await second.client.files.list({});
    assert.deepEqual([file?.path, file?.environmentIds, others], [path, [environmentId], []]);
    await second.received(readFileSync(path));
    const saves = (await sandbox.controls.ledger()).filter(({ kind }) => kind === 'save');
    assert.deepEqual(
      saves.map((row) => row.environmentId),
      [environmentId],
    );
  });
});
