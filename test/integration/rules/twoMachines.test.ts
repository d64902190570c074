import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { DisagreementView } from '../../../shared/contract/disagreementSchemas.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import { addModule, saveAgain, workAndSave } from '../../support/promob/mutateProject.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';
import type { ProjectModel } from '../../support/promob/projectModel.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import type { LedgerEntry } from '../../support/sandbox/controlClient.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf } from './support/codeOf.ts';

/** One of two machines, with its own copy of the drawing of one environment. */
interface Machine {
  readonly store: StoreMachine;
  readonly path: string;
  /** What lies there now. */
  model: ProjectModel;
  bytes: Buffer;
}

interface Stage {
  readonly sandbox: TestSandbox;
  readonly environmentId: string;
  readonly a: Machine;
  readonly b: Machine;
}

/** A second of its own for every save of a test: Promob notes when each was made. */
let second = 0;

/** The designer of a machine draws one more module and saves; resolves when Elo has kept it. */
async function draw(machine: Machine, modules = 1): Promise<void> {
  for (let count = 0; count < modules; count += 1) machine.model = addModule(machine.model);
  second += 7;
  machine.model = saveAgain(machine.model, {
    savedAt: new Date(Date.parse('2026-03-02T12:00:00Z') + second * 1000).toISOString(),
  });
  machine.bytes = buildContainer(machine.model);
  savePromobStyle(machine.path, machine.bytes);
  await machine.store.kept(machine.bytes);
}

const received = (machine: Machine): Promise<unknown> => machine.store.received(machine.bytes);

function exportListing(machine: Machine): void {
  writeFileSync(join(dirname(machine.path), 'orçamento.xml'), buildListing(listingOf(machine.model)));
}

async function machine(t: TestContext, sandbox: TestSandbox, model: ProjectModel): Promise<Machine> {
  const store = await openStore(t, sandbox);
  await store.signIn();
  if ((await store.client.account.get({})).promobLink !== 'linked') await store.link();
  const bytes = buildContainer(model);
  const path = join(store.projects, 'Cozinha.promob');
  savePromobStyle(path, bytes);
  await store.kept(bytes);
  return { store, path, model, bytes };
}

/** Two machines with the same file, bound to the same environment, of which version 1 was made. */
async function stage(t: TestContext): Promise<Stage> {
  const sandbox = await withSandbox(t);
  const environmentId = await sandbox.controls.anEnvironment();
  const model = newProject({ seed: 'duas máquinas', modules: 3, previewBytes: 3_000 });
  const a = await machine(t, sandbox, model);
  const b = await machine(t, sandbox, model);
  for (const each of [a, b]) {
    await each.store.client.environments.bindFile({ environmentId, file: each.path });
    await received(each);
  }
  exportListing(a);
  assert.equal((await a.store.client.acts.update({ environmentId })).version, 1);
  assert.equal((await sandbox.controls.environment(environmentId)).outdated, false);
  return { sandbox, environmentId, a, b };
}

/** Waits until a machine shows that two disagree. */
async function disagreement({ store }: Machine, environmentId: string): Promise<DisagreementView> {
  let seen: DisagreementView | null = null;
  await until(async () => {
    seen = await store.client.environments.disagreement({ environmentId });
    return seen !== null;
  }, patienceMs);
  assert.ok(seen);
  const row = await store.client.home.row({ environmentId });
  assert.deepEqual([row.conflict, row.due], [true, 'compare']);
  const { health, disagreements } = await store.client.status({});
  assert.ok(health.includes('machines-disagree'));
  assert.deepEqual(disagreements, [environmentId]);
  return seen;
}

async function agreed({ store }: Machine, environmentId: string): Promise<void> {
  await until(
    async () => (await store.client.environments.disagreement({ environmentId })) === null,
    patienceMs,
  );
  const { health, disagreements } = await store.client.status({});
  assert.deepEqual([health.includes('machines-disagree'), disagreements], [false, undefined]);
}

/** Both draw from version 1, the second before it heard of the first. */
async function drawnApart(t: TestContext): Promise<Stage> {
  const on = await stage(t);
  await draw(on.a, 1);
  await received(on.a);
  await draw(on.b, 2);
  await received(on.b);
  return on;
}

const savesOf = (ledger: readonly LedgerEntry[]): string[] =>
  ledger.filter(({ kind }) => kind === 'save').map(({ sha256 }) => sha256 ?? '');
const kindsOf = (ledger: readonly LedgerEntry[], kind: LedgerEntry['kind']): number =>
  ledger.filter((entry) => entry.kind === kind).length;

describe('two machines, one environment', () => {
  it('an update waits for no listing while they disagree, and one that waited ends with it', async (t) => {
    const { environmentId, a, b } = await stage(t);
    await draw(b, 2);
    await received(b);
    const { acts } = b.store.client;
    assert.equal((await acts.updateWhenFresh({ environmentId })).state, 'waiting');
    await draw(a, 1);
    await received(a);
    await disagreement(b, environmentId);
    const wait = async () => (await acts.listingWaits({})).at(0);
    await until(async () => (await wait())?.state === 'refused', patienceMs);
    assert.equal((await wait())?.code, 'machines-disagree');
    assert.equal(await codeOf(acts.updateWhenFresh({ environmentId })), 'machines-disagree');
    assert.equal(
      await codeOf(acts.handOverWhenFresh({ environmentId, mode: 'prepare' })),
      'machines-disagree',
    );
  });

  it('the same file on both is no disagreement, and what is up to date stays so', async (t) => {
    const { sandbox, environmentId, a, b } = await stage(t);
    assert.equal(await a.store.client.environments.disagreement({ environmentId }), null);
    // B takes what A saved, as from a shared folder, and goes on from there.
    await draw(a);
    await received(a);
    b.model = a.model;
    savePromobStyle(b.path, a.bytes);
    await b.store.received(a.bytes);
    await draw(b);
    await received(b);
    const server = await sandbox.controls.environment(environmentId);
    assert.equal(server.disagreement, undefined);
    assert.equal(server.drawing?.sha256, hashOf(b.bytes));
    exportListing(b);
    assert.equal((await b.store.client.acts.update({ environmentId })).version, 2);
    // A did not take B's drawing over: its own is no longer the environment's, and it is told so.
    exportListing(a);
    await a.store.client.environments.list({});
    assert.equal(await codeOf(a.store.client.acts.update({ environmentId })), 'other-machine-ahead');
    const { path } = await a.store.client.environments.openDrawing({ environmentId });
    assert.equal(hashOf(readFileSync(path)), hashOf(b.bytes));
  });

  it('refuses everything of both sides until somebody decides; both see both drawings compared', async (t) => {
    const { sandbox, environmentId, a, b } = await drawnApart(t);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      server.disagreement?.saves.map(({ sha256, current }) => ({ sha256, current })),
      [
        { sha256: hashOf(a.bytes), current: true },
        { sha256: hashOf(b.bytes), current: false },
      ],
    );
    const sides = [
      [a, b],
      [b, a],
    ] as const;
    for (const [mine, theirs] of sides) {
      const view = await disagreement(mine, environmentId);
      assert.equal(view.mine?.sha256, hashOf(mine.bytes));
      assert.deepEqual(
        view.theirs.map(({ sha256 }) => sha256),
        [hashOf(theirs.bytes)],
      );
      const comparison = await mine.store.client.compare({
        before: { saveId: view.mine?.saveId ?? '' },
        after: { environmentId, receivedSaveId: view.theirs[0]?.saveId ?? '' },
      });
      assert.deepEqual(
        [comparison.before.sha256, comparison.after.sha256, comparison.identical],
        [hashOf(mine.bytes), hashOf(theirs.bytes), false],
      );
      exportListing(mine);
      assert.equal(await codeOf(mine.store.client.acts.update({ environmentId })), 'machines-disagree');
      assert.equal(await codeOf(mine.store.client.acts.prepare({ environmentId })), 'machines-disagree');
    }
    await assert.rejects(sandbox.controls.approve(environmentId), { code: 'quote-outdated' });

    // FoccoLojas' own rule, asked by somebody who does not know better.
    const driver = await signedInClient(sandbox.foccolojas, 'reviser');
    const listing = await driver.ok('createListing', {
      params: { environmentId },
      query: { listingId: 'l-driver', capturedAt: '2026-03-02T13:00:00Z', fileName: 'o.xml' },
      body: buildListing(listingOf(b.model)),
    });
    const saveId = server.disagreement?.saves[1]?.saveId ?? '';
    assert.equal(
      await driver.refused('createNegotiation', {
        params: { environmentId },
        body: { saveId, listingId: listing.listingId, mode: 'prepare' },
      }),
      '409 machines-disagree',
    );
    assert.equal(
      await driver.refused('makeVersionCurrent', { params: { environmentId, number: 1 }, query: {} }),
      '409 machines-disagree',
    );
    const { versionToken } = await driver.ok('getEnvironment', { params: { environmentId } });
    assert.equal(
      await driver.refused('resolveDisagreement', {
        params: { environmentId },
        body: { saveId },
        ifMatch: `${versionToken.slice(0, 8)}-1`,
      }),
      '412 version-token-mismatch',
    );
    assert.equal(
      await driver.refused('resolveDisagreement', { params: { environmentId }, body: { saveId: 'other' } }),
      '404 not-found',
    );
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 1);
    assert.equal(kindsOf(await sandbox.controls.ledger(), 'resolution'), 0);
  });

  it('mine: a new version on top, made once, the other save still there to fetch; the other machine hears', async (t) => {
    const { sandbox, environmentId, a, b } = await drawnApart(t);
    await disagreement(a, environmentId);
    await disagreement(b, environmentId);
    exportListing(b);
    // Its answer is lost: asked again under its key.
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/*/resolution' },
        times: 1,
        effect: { commitThenReset: true },
      },
    ]);
    const resolved = await b.store.client.environments.resolve({ environmentId, choice: 'mine' });
    assert.deepEqual([resolved.version, resolved.environment.outdated], [2, false]);
    await agreed(a, environmentId);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      server.versions.map(({ number, saveSha256, latest }) => ({ number, saveSha256, latest })),
      [
        { number: 1, saveSha256: server.versions[0]?.saveSha256, latest: false },
        { number: 2, saveSha256: hashOf(b.bytes), latest: true },
      ],
    );
    const ledger = await sandbox.controls.ledger();
    assert.deepEqual([kindsOf(ledger, 'resolution'), kindsOf(ledger, 'update')], [1, 2]);
    // Nothing is lost: A's save lies with FoccoLojas and in A's history, its file is as it was.
    assert.ok(savesOf(ledger).includes(hashOf(a.bytes)));
    assert.equal(hashOf(readFileSync(a.path)), hashOf(a.bytes));
    const own = await a.store.client.saves.list({ file: a.path });
    assert.deepEqual(own.at(-1)?.sha256, hashOf(a.bytes));
    exportListing(a);
    assert.equal(await codeOf(a.store.client.acts.update({ environmentId })), 'other-machine-ahead');
    assert.equal(
      await codeOf(a.store.client.environments.resolve({ environmentId, choice: 'mine' })),
      'machines-agree',
    );
    // A goes on from its old drawing all the same: they disagree anew, and again nothing is lost.
    await draw(a);
    await received(a);
    await disagreement(a, environmentId);
  });

  it('theirs: their drawing goes on, opened as a copy; this machine’s file and history are as they were', async (t) => {
    const { sandbox, environmentId, a, b } = await drawnApart(t);
    await disagreement(b, environmentId);
    const resolved = await b.store.client.environments.resolve({ environmentId, choice: 'theirs' });
    assert.equal(resolved.version, undefined);
    assert.equal(hashOf(readFileSync(resolved.path ?? '')), hashOf(a.bytes));
    assert.equal(dirname(resolved.path ?? ''), join(b.store.home, 'elo', 'versões abertas'));
    assert.deepEqual(b.store.opened, [resolved.path]);
    assert.equal(hashOf(readFileSync(b.path)), hashOf(b.bytes));
    const own = await b.store.client.saves.list({ file: b.path });
    assert.equal(own.at(-1)?.sha256, hashOf(b.bytes));
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual([server.disagreement, server.drawing?.sha256], [undefined, hashOf(a.bytes)]);
    assert.ok(savesOf(await sandbox.controls.ledger()).includes(hashOf(b.bytes)));
    // A, whose drawing it is, goes on as if nothing had been.
    await agreed(a, environmentId);
    exportListing(a);
    assert.equal((await a.store.client.acts.update({ environmentId })).version, 2);
    // B saves on from the copy in its own file: it follows from the drawing.
    b.model = a.model;
    savePromobStyle(b.path, readFileSync(resolved.path ?? ''));
    await b.store.kept(a.bytes);
    await draw(b);
    await received(b);
    assert.equal((await sandbox.controls.environment(environmentId)).disagreement, undefined);
  });

  it('theirs, and on in its copy: asked about, and made the drawing it follows from theirs', async (t) => {
    const { sandbox, environmentId, a, b } = await drawnApart(t);
    const { client } = b.store;
    await disagreement(b, environmentId);
    const { path = '' } = await client.environments.resolve({ environmentId, choice: 'theirs' });
    b.model = workAndSave(addModule(a.model));
    const bytes = buildContainer(b.model);
    savePromobStyle(path, bytes);
    await b.store.kept(bytes);
    const [copy] = await client.versions.openedCopies({ environmentId });
    assert.deepEqual([copy?.path, copy?.version, copy?.question?.number], [path, undefined, 1]);
    assert.deepEqual((await client.files.list({})).find((file) => file.path === path)?.openedVersion, {
      environmentId,
    });
    assert.equal(
      await codeOf(client.environments.bindFile({ environmentId, file: path })),
      'file-is-opened-version',
    );
    assert.ok(
      !savesOf(await sandbox.controls.ledger()).includes(hashOf(bytes)),
      'sent before it was decided',
    );

    await client.versions.decideCopy({ file: path, answer: 'current' });
    await b.store.received(bytes);
    assert.deepEqual(readFileSync(b.path), bytes);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual([server.disagreement, server.drawing?.sha256], [undefined, hashOf(bytes)]);
    const own = (await client.saves.list({ file: b.path })).map(({ sha256 }) => sha256);
    assert.ok(own.includes(hashOf(b.bytes)), 'what it had drawn itself stays kept');
  });

  it('theirs, and on in the old file all the same: they disagree anew, nothing is passed over unseen', async (t) => {
    const { sandbox, environmentId, a, b } = await drawnApart(t);
    await disagreement(b, environmentId);
    await b.store.client.environments.resolve({ environmentId, choice: 'theirs' });
    await agreed(a, environmentId);
    await draw(b);
    await received(b);
    const view = await disagreement(a, environmentId);
    assert.deepEqual(
      [view.mine?.sha256, view.theirs.map(({ sha256 }) => sha256)],
      [hashOf(a.bytes), [hashOf(b.bytes)]],
    );
    exportListing(b);
    assert.equal(await codeOf(b.store.client.acts.update({ environmentId })), 'machines-disagree');
    assert.equal((await sandbox.controls.environment(environmentId)).drawing?.sha256, hashOf(a.bytes));
  });

  it('theirs, where theirs is the version on top: up to date again without another version', async (t) => {
    const { sandbox, environmentId, a, b } = await stage(t);
    await draw(a);
    exportListing(a);
    await received(a);
    assert.equal((await a.store.client.acts.update({ environmentId })).version, 2);
    await draw(b, 2);
    await received(b);
    const view = await disagreement(b, environmentId);
    assert.equal(view.theirs[0]?.version, 2);
    assert.equal((await sandbox.controls.environment(environmentId)).outdated, true);
    const { environment } = await b.store.client.environments.resolve({ environmentId, choice: 'theirs' });
    assert.deepEqual(
      [environment.state, environment.outdated, environment.lastVersion],
      ['synchronized', false, 2],
    );
    assert.equal((await sandbox.controls.approve(environmentId)).state, 'converted');
  });

  it('a decision on what changed meanwhile is refused, also in flight, and nothing is decided', async (t) => {
    const { sandbox, environmentId, a, b } = await drawnApart(t);
    const compared = await disagreement(b, environmentId);
    exportListing(b);
    // A saves again after B compared.
    await draw(a);
    await received(a);
    const stale = { environmentId, choice: 'mine', versionToken: compared.versionToken } as const;
    assert.equal(await codeOf(b.store.client.environments.resolve(stale)), 'compare-again');
    assert.equal(kindsOf(await sandbox.controls.ledger(), 'resolution'), 0);

    // Both decide at once: the first wins, the other is told and shown the rest.
    const before = await disagreement(a, environmentId);
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/environments/*/resolution' }, times: 1, effect: { latencyMs: 300 } },
    ]);
    const both = await Promise.all([
      codeOf(
        a.store.client.environments.resolve({
          environmentId,
          choice: 'mine',
          versionToken: before.versionToken,
        }),
      ),
      codeOf(
        b.store.client.environments.resolve({
          environmentId,
          choice: 'mine',
          versionToken: before.versionToken,
        }),
      ),
    ]);
    const losing = both.filter((code) => code !== 'done');
    assert.equal(losing.length, 1, both.join());
    assert.ok(['compare-again', 'machines-agree'].includes(losing[0] ?? ''), both.join());
    assert.equal(kindsOf(await sandbox.controls.ledger(), 'resolution'), 1);
  });

  it('a version made from what another machine overtook in flight is refused', async (t) => {
    const { sandbox, environmentId, a, b } = await stage(t);
    await draw(a);
    await received(a);
    exportListing(a);
    // B's save comes in between A's hand-over and A's update.
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/*/updates' },
        times: 1,
        effect: { status: 503, retryAfter: 1 },
      },
    ]);
    const updating = codeOf(a.store.client.acts.update({ environmentId }));
    await until(async () => kindsOf(await sandbox.controls.ledger(), 'negotiation') === 2, patienceMs);
    await draw(b, 2);
    await received(b);
    assert.equal(await updating, 'machines-disagree');
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 1);
    await disagreement(a, environmentId);
  });

  it('offline first: what one machine saved for days arrives whole and in order, and then they disagree', async (t) => {
    const { sandbox, environmentId, a, b } = await stage(t);
    await sandbox.controls.fault([{ match: {}, times: 100_000, effect: { reset: true } }]);
    const drawn: string[] = [];
    for (let day = 0; day < 3; day += 1) {
      await draw(b);
      drawn.push(hashOf(b.bytes));
    }
    assert.equal(
      await codeOf(b.store.client.environments.resolve({ environmentId, choice: 'theirs' })),
      'still-waiting',
    );
    assert.equal(
      (await b.store.client.outbox.list({})).filter(({ kind }) => kind === 'resolution').length,
      0,
    );
    await b.store.stop();
    await sandbox.controls.clearFaults();
    await draw(a, 2);
    await received(a);
    exportListing(a);
    assert.equal((await a.store.client.acts.update({ environmentId })).version, 2);

    const again = await openStore(t, sandbox, { home: b.store.home });
    await again.signIn();
    await again.received(b.bytes);
    const view = await disagreement({ ...b, store: again }, environmentId);
    // One side each: B's own three saves follow from each other.
    assert.deepEqual(
      [view.mine?.sha256, view.theirs.map(({ sha256, version }) => ({ sha256, version }))],
      [hashOf(b.bytes), [{ sha256: hashOf(a.bytes), version: 2 }]],
    );
    const saves = savesOf(await sandbox.controls.ledger());
    assert.deepEqual(
      saves.filter((sha256) => drawn.includes(sha256)),
      drawn,
    );
    mkdirSync(join(again.projects, 'x'), { recursive: true });
    writeFileSync(join(again.projects, 'orçamento.xml'), buildListing(listingOf(b.model)));
    const resolved = await again.client.environments.resolve({ environmentId, choice: 'mine' });
    assert.equal(resolved.version, 3);
    assert.deepEqual(
      (await sandbox.controls.environment(environmentId)).versions.map(({ number }) => number),
      [1, 2, 3],
    );
    assert.ok(readdirSync(again.projects).includes('Cozinha.promob'));
  });

  it('nothing is decided once purchase orders were issued', async (t) => {
    const { sandbox, environmentId, a, b } = await stage(t);
    await sandbox.controls.approve(environmentId);
    await sandbox.controls.release(environmentId);
    await sandbox.controls.setRoles('designer', ['designer', 'reviser']);
    await until(
      async () => (await a.store.client.account.get({})).user?.roles.includes('reviser') === true,
      patienceMs,
    );
    await a.store.client.acts.startReview({ environmentId });
    assert.equal((await a.store.client.acts.update({ environmentId })).version, 2);
    await a.store.client.acts.completeReview({ environmentId });
    await draw(b);
    await until(
      async () => (await b.store.client.saves.list({ file: b.path })).at(-1)?.state === 'withheld',
      patienceMs,
    );
    assert.equal(
      await codeOf(b.store.client.environments.resolve({ environmentId, choice: 'mine' })),
      'environment-locked',
    );
    const driver = await signedInClient(sandbox.foccolojas, 'reviser');
    assert.equal(
      await driver.refused('resolveDisagreement', { params: { environmentId }, body: { saveId: 'any' } }),
      '409 environment-locked',
    );
  });
});
