import assert from 'node:assert/strict';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ORPCError } from '@orpc/client';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { openapiValidator } from '../../support/sandbox/openapiValidator.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { Exchange } from '../../sandbox/recorder.ts';
import { settleTimeoutMs } from '../../../electron/engine/environments/ports.ts';
import { hashOf, openStore, patienceMs } from './store.ts';
import type { StoreMachine } from './store.ts';

const small = (seed: string): ProjectModel => newProject({ seed, modules: 3, previewBytes: 4_000 });

/** The code of the error a call ends with. */
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

async function saveAndBind(
  store: StoreMachine,
  environmentId: string,
  name: string,
): Promise<{ path: string; model: ProjectModel; bytes: Buffer }> {
  const model = small(name);
  const bytes = buildContainer(model);
  const path = join(store.projects, `${name}.promob`);
  savePromobStyle(path, bytes);
  await store.kept(bytes);
  await store.client.environments.bindFile({ environmentId, file: path });
  await store.received(bytes);
  return { path, model, bytes };
}

describe('the main job, in one process over real HTTP', () => {
  it('shows a broken project file for what it is, refuses it at once, and takes it as soon as it is saved whole', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { client } = store;
    await store.signIn();
    await store.link();
    const environmentId = await sandbox.controls.anEnvironment();
    const whole = buildContainer(small('Quebrado'));
    const path = join(store.projects, 'Quebrado.promob');
    writeFileSync(path, whole.subarray(0, whole.byteLength - 200));

    const started = performance.now();
    const refusal = async (): Promise<string> =>
      codeOf(client.environments.bindFile({ environmentId, file: path }));
    assert.equal(
      await refusal(),
      'container-incomplete',
      'refused once it is clear that nobody is writing it',
    );
    const firstMs = performance.now() - started;
    assert.ok(firstMs < settleTimeoutMs / 2, `${firstMs} ms`);
    const [file] = await client.files.list({});
    assert.deepEqual([file?.path, file?.problem, file?.saves], [path, 'container-incomplete', 0]);
    assert.ok(file?.unreadableSince !== undefined);
    assert.ok((await client.status({})).health.includes('file-problem'));
    assert.deepEqual(
      (await client.home.looseFiles({})).map((loose) => [loose.path, loose.unreadableSince]),
      [[path, file.unreadableSince]],
    );
    const again = performance.now();
    assert.equal(
      await codeOf(client.environments.bindFile({ environmentId, file: file.fileId })),
      'container-incomplete',
    );
    assert.ok(performance.now() - again < firstMs, 'nothing is waited for while the verdict is known');

    writeFileSync(path, whole);
    await client.environments.bindFile({ environmentId, file: path });
    await store.received(whole);
    assert.equal((await client.files.list({}))[0]?.problem, undefined);
    assert.ok(!(await client.status({})).health.includes('file-problem'));
  });

  it('saves, is notified, updates, restores; and every exchange of the client is as the contract says', async (t) => {
    const exchanges: Exchange[] = [];
    const sandbox = await withSandbox(t, { onExchange: (exchange) => exchanges.push(exchange) });
    const store = await openStore(t, sandbox);
    const { client } = store;
    await store.signIn();
    await store.link();
    const environmentId = await sandbox.controls.anEnvironment();
    await sandbox.controls.addManualItem(environmentId, {
      description: 'Pedra',
      quantity: '1',
      total: '900.00',
    });
    const saved = await saveAndBind(store, environmentId, 'Cozinha');

    writeFileSync(join(store.projects, 'orçamento.xml'), buildListing(listingOf(saved.model)));
    const preview = await client.acts.update({ environmentId, dryRun: true });
    assert.ok(preview.changes.added.length > 0);
    assert.equal((await client.acts.update({ environmentId })).version, 1);
    assert.equal(await codeOf(client.acts.update({ environmentId })), 'nothing-to-update');

    const next = workAndSave(saved.model);
    const bytes = buildContainer(next);
    savePromobStyle(saved.path, bytes);
    await store.received(bytes);
    const notice = await store.event(
      (event) => event.event === 'notification' && event.notification.environmentId === environmentId,
      'a notification',
    );
    assert.equal(await codeOf(client.acts.update({ environmentId })), 'listing-not-fresh');
    writeFileSync(join(store.projects, 'orçamento.xml'), buildListing(listingOf(next)));
    const notificationId = notice.event === 'notification' ? notice.notification.id : '';
    await client.notifications.open({ id: notificationId });
    assert.equal((await client.acts.update({ notificationId })).version, 2);

    const { openUrl } = await client.acts.negotiate({ environmentId });
    assert.match(await (await fetch(openUrl ?? '')).text(), /Ambiente/);
    const versions = await client.versions.list({ environmentId });
    assert.deepEqual(
      versions.map(({ number, latest }) => ({ number, latest })),
      [
        { number: 1, latest: false },
        { number: 2, latest: true },
      ],
    );
    assert.equal(versions[0]?.identifier, saved.model.projectGuid);
    const opened = await client.versions.open({ environmentId, version: 1 });
    assert.deepEqual(store.opened, [opened.path]);
    assert.ok(readFileSync(opened.path).equals(saved.bytes));

    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      server.items.filter((item) => item.source === 'manual').map((item) => item.total),
      ['900.00'],
    );
    const saves = await client.saves.list({ file: saved.path });
    assert.deepEqual(
      saves.map(({ number, sha256, state }) => ({ number, sha256, state })),
      [
        { number: 1, sha256: hashOf(saved.bytes), state: 'received' },
        { number: 2, sha256: hashOf(bytes), state: 'received' },
      ],
    );
    assert.deepEqual(saves[0]?.versions, [{ environmentId, number: 1 }]);
    const restored = await client.saves.restore({ saveId: saves[0]?.saveId ?? '', to: store.home });
    assert.ok(readFileSync(restored.path).equals(saved.bytes));
    const audit = await client.audit({});
    assert.deepEqual(
      { ok: audit.ok, saved: audit.saved, received: audit.received },
      { ok: true, saved: 2, received: 2 },
    );
    await store.stop();

    const validator = await openapiValidator();
    const faults = exchanges.flatMap((exchange) => {
      const { requestFaults, responseFaults, status } = validator.check(exchange);
      return [...requestFaults, ...responseFaults].map(
        (fault) => `${exchange.request.method} ${exchange.request.url} → ${status}: ${fault}`,
      );
    });
    assert.deepEqual(faults, []);
    assert.ok(
      exchanges.some(
        (exchange) => exchange.request.url.includes('/saves') && exchange.request.method === 'POST',
      ),
    );
  });

  it('keeps what is saved while FoccoLojas is away, and delivers it in order when it is back', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    await store.link();
    const environmentId = await sandbox.controls.anEnvironment();
    const saved = await saveAndBind(store, environmentId, 'Quarto');
    await sandbox.controls.fault([{ match: {}, times: 10_000, effect: { reset: true } }]);
    let model = saved.model;
    const written = [hashOf(saved.bytes)];
    for (let count = 0; count < 3; count += 1) {
      model = workAndSave(model);
      const bytes = buildContainer(model);
      savePromobStyle(saved.path, bytes);
      await store.kept(bytes);
      written.push(hashOf(bytes));
    }
    assert.equal((await store.client.status({})).queue.kept > 0, true);
    // Leaving now would leave three saves behind.
    assert.equal(await codeOf(store.client.account.signOut({})), 'unsent-saves');
    await sandbox.controls.clearFaults();
    await store.received(buildContainer(model));
    const ledger = (await sandbox.controls.ledger()).filter((row) => row.kind === 'save');
    assert.deepEqual(
      ledger.map((row) => row.sha256),
      written,
    );
    assert.equal((await store.client.account.signOut({})).signedIn, false);
  });

  it('goes on after a restart where it was, under the same keys', async (t) => {
    const sandbox = await withSandbox(t);
    const first = await openStore(t, sandbox);
    await first.signIn();
    await first.link();
    const environmentId = await sandbox.controls.anEnvironment();
    const saved = await saveAndBind(first, environmentId, 'Sala');
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/api/comercial/v1/environments/*' },
        times: 1_000,
        effect: { commitThenReset: true },
      },
    ]);
    const model = workAndSave(saved.model);
    const bytes = buildContainer(model);
    savePromobStyle(saved.path, bytes);
    await first.kept(bytes);
    await until(
      async () => (await sandbox.controls.ledger()).some((row) => row.sha256 === hashOf(bytes)),
      patienceMs,
    );
    await first.stop();
    await sandbox.controls.clearFaults();
    // Saved while Elo was not running.
    const away = buildContainer(workAndSave(model));
    savePromobStyle(saved.path, away);

    const second = await openStore(t, sandbox, { home: first.home });
    await second.kept(away);
    await second.signIn();
    await second.received(away);
    const ledger = (await sandbox.controls.ledger()).filter((row) => row.kind === 'save');
    assert.deepEqual(
      ledger.map((row) => row.sha256),
      [saved.bytes, bytes, away].map(hashOf),
    );
  });

  it('asks about a copy once, keeps a moved file itself, and never writes into the watched folder', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { client } = store;
    const bytes = buildContainer(small('Original'));
    const path = join(store.projects, 'Original.promob');
    savePromobStyle(path, bytes);
    await store.kept(bytes);
    const before = statSync(path, { bigint: true });

    const moved = join(store.projects, 'Renomeado.promob');
    renameSync(path, moved);
    await until(async () => (await client.files.list({}))[0]?.path === moved, patienceMs);
    assert.deepEqual(
      (await client.folders.list({})).map(({ state, files }) => ({ state, files })),
      [{ state: 'watching', files: 1 }],
    );
    const [file] = await client.files.list({});
    assert.equal(file?.saves, 1);
    assert.equal(file?.question, undefined);

    const copy = join(store.projects, 'Cópia.promob');
    writeFileSync(copy, bytes);
    await until(
      async () => (await client.files.list({})).some((each) => each.question !== undefined),
      patienceMs,
    );
    const asked = (await client.files.list({})).find((each) => each.path === copy);
    assert.deepEqual(asked?.question?.otherFileIds, [file?.fileId]);
    await client.files.answer({ file: copy, answer: 'copy' });
    assert.equal((await client.files.list({})).filter((each) => each.question !== undefined).length, 0);
    assert.equal(statSync(moved, { bigint: true }).mtimeNs, before.mtimeNs);
    rmSync(copy);
    await until(
      async () => (await client.files.list({})).some((each) => each.path === copy && !each.present),
      patienceMs,
    );
  });

  it('waits while the link is broken, says so, and goes on after linking again', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    await store.signIn();
    assert.equal(await codeOf(store.client.acts.update({ environmentId: 'none' })), 'promob-link-required');
    await store.link();
    const environmentId = await sandbox.controls.anEnvironment();
    const saved = await saveAndBind(store, environmentId, 'Banheiro');
    await sandbox.controls.changePromobPassword('designer');
    await until(async () => (await store.client.status({})).promobLink === 'relink-required', patienceMs);
    const bytes = buildContainer(workAndSave(saved.model));
    savePromobStyle(saved.path, bytes);
    await store.kept(bytes);
    const { queue, health } = await store.client.status({});
    assert.equal(queue.kept, 1);
    assert.ok(health.includes('relink-required'));
    await store.link();
    await store.received(bytes);
  });

  it('withholds what is saved after purchase orders, and loses none of it', async (t) => {
    const sandbox = await withSandbox(t);
    const store = await openStore(t, sandbox);
    const { client } = store;
    await store.signIn();
    await store.link();
    await sandbox.controls.setRoles('designer', ['designer', 'reviser']);
    const environmentId = await sandbox.controls.anEnvironment();
    const saved = await saveAndBind(store, environmentId, 'Closet');
    writeFileSync(join(store.projects, 'l.xml'), buildListing(listingOf(saved.model)));
    await client.acts.update({ environmentId });
    await sandbox.controls.approve(environmentId);
    assert.equal(await codeOf(client.acts.startReview({ environmentId })), 'not-released');
    await sandbox.controls.release(environmentId);
    assert.equal((await client.acts.startReview({ environmentId })).state, 'in-review');
    assert.equal(await codeOf(client.acts.completeReview({ environmentId })), 'update-required');
    assert.equal((await client.acts.update({ environmentId })).version, 2);
    assert.equal((await client.acts.completeReview({ environmentId })).state, 'review-complete');

    const bytes = buildContainer(workAndSave(saved.model));
    savePromobStyle(saved.path, bytes);
    await store.kept(bytes);
    await until(
      async () => (await client.saves.list({ file: saved.path })).at(-1)?.state === 'withheld',
      patienceMs,
    );
    assert.equal(await codeOf(client.acts.update({ environmentId })), 'environment-locked');
    const audit = await client.audit({});
    assert.deepEqual(
      {
        saved: audit.saved,
        received: audit.received,
        withheld: audit.withheld,
        lost: audit.lost,
        ok: audit.ok,
      },
      { saved: 2, received: 1, withheld: 1, lost: 0, ok: true },
    );
    const restored = await client.saves.restore({
      saveId: (await client.saves.list({ file: saved.path })).at(-1)?.saveId ?? '',
      to: store.home,
    });
    assert.ok(readFileSync(restored.path).equals(bytes));
  });

  it('works without any server: watches and keeps, and says what is missing', async (t) => {
    const store = await openStore(t, null);
    const bytes = buildContainer(small('Sem servidor'));
    savePromobStyle(join(store.projects, 'a.promob'), bytes);
    await store.kept(bytes);
    const status = await store.client.status({});
    assert.ok(status.health.includes('server-not-set'));
    assert.equal(await codeOf(store.client.environments.list({})), 'server-not-set');
    assert.equal(
      await codeOf(store.client.folders.add({ path: join(store.home, 'nowhere') })),
      'folder-not-found',
    );
    assert.equal(await codeOf(store.client.folders.add({ path: store.home })), 'folder-overlaps');
  });
});
