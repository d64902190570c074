import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ReviewView } from '../../../shared/contract/schemas.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import type { StoreMachine } from '../line/store.ts';
import { refusalOf } from './refusalOf.ts';
import {
  away,
  codeOf,
  draw,
  drawReleased,
  entered,
  eventually,
  exportListing,
  machineOf,
  receivedSaves,
  save,
} from './ruleStage.ts';
import type { Drawing } from './ruleStage.ts';

async function queued(machine: StoreMachine, environmentId: string): Promise<ReviewView | undefined> {
  return (await machine.client.reviews.queue({})).find((each) => each.environmentId === environmentId);
}

/** A machine whose user draws and reviews, and an environment whose orders may be generated next. */
async function readyToComplete(
  sandbox: TestSandbox,
  machine: StoreMachine,
  name: string,
): Promise<{ environmentId: string; drawing: Drawing }> {
  await sandbox.controls.setRoles('designer', ['designer', 'reviser']);
  const environmentId = await sandbox.controls.anEnvironment(name);
  const drawing = await drawReleased(sandbox, machine, environmentId, name);
  await machine.client.acts.startReview({ environmentId });
  await machine.client.acts.update({ environmentId });
  return { environmentId, drawing };
}

const refusedAct = async (machine: StoreMachine, environmentId: string): Promise<string | undefined> =>
  (await machine.client.environments.get({ environmentId })).refusedAct?.code;

describe('rule 11: the review', () => {
  it('has nothing before the contract is financially released, and is for revisers alone', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const reviser = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await draw(designer, environmentId, 'Cozinha');
    exportListing(designer, drawing);
    await designer.client.acts.update({ environmentId });
    for (const step of ['before approval', 'before release']) {
      assert.equal(await codeOf(reviser.client.acts.startReview({ environmentId })), 'not-released', step);
      assert.equal(await codeOf(reviser.client.acts.completeReview({ environmentId })), 'not-released', step);
      assert.equal(await queued(reviser, environmentId), undefined, step);
      const due = (await reviser.client.home.row({ environmentId })).due ?? '';
      assert.ok(!['start-review', 'complete-review'].includes(due), step);
      if (step === 'before approval') await sandbox.controls.approve(environmentId);
    }
    assert.equal(await entered(sandbox, 'review'), 0);

    await sandbox.controls.release(environmentId);
    const { code, remedy } = await refusalOf(designer.client.acts.startReview({ environmentId }));
    assert.deepEqual([code, remedy], ['forbidden', 'ask-responsible'], 'no update would help');
    assert.equal(await entered(sandbox, 'review'), 0);
    await eventually(async () => (await queued(reviser, environmentId))?.due === 'start-review');
    assert.equal((await reviser.client.acts.startReview({ environmentId })).state, 'in-review');
    assert.equal(await entered(sandbox, 'review'), 1);
  });

  it('forces the first update, which needs no drawing where nothing was saved since the version', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const reviser = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    await sandbox.controls.addManualItem(environmentId, {
      description: 'Pedra',
      quantity: '1',
      total: '900.00',
    });
    await drawReleased(sandbox, designer, environmentId, 'Quarto');
    await reviser.client.acts.startReview({ environmentId });
    await eventually(async () => (await queued(reviser, environmentId))?.due === 'update');
    assert.equal(await codeOf(reviser.client.acts.completeReview({ environmentId })), 'update-required');
    assert.equal((await sandbox.controls.environment(environmentId)).purchaseOrders, 0);

    // The reviser's machine has neither the drawing nor its listing.
    const preview = await reviser.client.acts.update({ environmentId, dryRun: true });
    assert.equal(preview.version, undefined);
    assert.deepEqual([preview.changes.added, preview.changes.removed, preview.changes.changed], [[], [], []]);
    assert.equal((await reviser.client.acts.update({ environmentId })).version, 2);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      {
        outdated: server.outdated,
        versions: server.versions.length,
        manual: server.items.filter(({ source }) => source === 'manual').length,
      },
      { outdated: false, versions: 2, manual: 1 },
    );
    await eventually(async () => (await queued(reviser, environmentId))?.due === 'complete-review');
  });

  it('repeats the version where the reviser has the same drawing but not its listing, and not over his own save', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const reviser = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await drawReleased(sandbox, designer, environmentId, 'Adega');
    const bytes = readFileSync(drawing.path);
    const copy: Drawing = {
      ...drawing,
      path: join(reviser.projects, 'Adega.promob'),
      saved: [...drawing.saved],
    };
    savePromobStyle(copy.path, bytes);
    await reviser.kept(bytes);
    await reviser.client.environments.bindFile({ environmentId, file: copy.path });
    await reviser.received(bytes);
    await reviser.client.acts.startReview({ environmentId });
    assert.equal((await reviser.client.acts.update({ environmentId })).version, 2);
    await reviser.received(await save(reviser, copy));
    assert.equal(await codeOf(reviser.client.acts.update({ environmentId })), 'listing-not-fresh');
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 2);
  });

  it('never covers a save with the version before it, also where the save arrives meanwhile', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const reviser = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await drawReleased(sandbox, designer, environmentId, 'Sala');
    await reviser.client.acts.startReview({ environmentId });
    // Only this act does not get through; the other machine works on.
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/*/versions/*/make-current' },
        times: 1_000,
        effect: { status: 503 },
      },
    ]);
    const preview = await reviser.client.acts.update({ environmentId, dryRun: true });
    assert.equal(preview.changes.added.length, 0);
    const asked = codeOf(reviser.client.acts.update({ environmentId }));
    await eventually(async () =>
      (await reviser.client.outbox.list({})).some(({ kind, attempts }) => kind === 'update' && attempts > 0),
    );
    await designer.received(await save(designer, drawing));
    await sandbox.controls.clearFaults();
    await reviser.engine.resumed();
    assert.equal(await asked, 'version-token-mismatch');
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      { outdated: server.outdated, versions: server.versions.length },
      { outdated: true, versions: 1 },
    );
    assert.equal(await refusedAct(reviser, environmentId), 'version-token-mismatch');
    // What was saved is in no version: whoever has the drawing updates.
    await eventually(async () => (await reviser.client.home.row({ environmentId })).outdated);
    assert.equal(await codeOf(reviser.client.acts.update({ environmentId })), 'drawing-elsewhere');
  });

  it('tells changes after the conversion there, with what became of each notification', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const reviser = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await drawReleased(sandbox, designer, environmentId, 'Escritório');
    await designer.received(await save(designer, drawing));
    const change = async (machine: StoreMachine) =>
      (await queued(machine, environmentId))?.notifications.find(
        ({ kind }) => kind === 'changed-after-conversion',
      );
    await eventually(async () => (await change(reviser))?.deliveredAt !== undefined);
    const told = await change(reviser);
    assert.equal(told?.byName, 'Débora Projetista');
    // Released and changed: the review waits to be started, whatever else is due.
    assert.equal((await queued(reviser, environmentId))?.due, 'start-review');
    await reviser.client.notifications.open({ id: told?.id ?? '' });
    await eventually(async () => (await change(designer))?.state === 'seen');
    await reviser.client.acts.startReview({ environmentId });
    exportListing(designer, drawing);
    await designer.client.acts.update({ environmentId });
    await eventually(async () => (await change(reviser))?.madeVersion === 2);
    const server = (await sandbox.controls.environment(environmentId)).notifications.find(
      ({ kind }) => kind === 'changed-after-conversion',
    );
    assert.deepEqual(
      { state: server?.state, madeVersion: server?.madeVersion },
      { state: 'done', madeVersion: 2 },
    );
    const page = await reviser.client.environments.get({ environmentId });
    assert.ok(
      page.notifications.some(({ kind, state }) => kind === 'changed-after-conversion' && state === 'done'),
    );

    // A machine that comes later learns of it as well.
    const late = await machineOf(t, sandbox, 'reviser');
    await late.client.environments.get({ environmentId });
    await eventually(async () => {
      await sandbox.controls.addManualItem(environmentId, {
        description: 'Frete',
        quantity: '1',
        total: '1.00',
      });
      return (await change(late))?.madeVersion === 2;
    });
  });

  it('generates the purchase orders once complete; what is saved then is kept, never sent, and never lost', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const { environmentId, drawing } = await readyToComplete(sandbox, designer, 'Closet');
    await sandbox.controls.addManualItem(environmentId, {
      description: 'Pedra',
      quantity: '1',
      total: '9.00',
    });
    const complete = await designer.client.acts.completeReview({ environmentId });
    assert.deepEqual(
      { state: complete.state, locked: complete.locked, orders: complete.purchaseOrders, due: complete.due },
      { state: 'review-complete', locked: true, orders: 2, due: 'assistance' },
    );
    assert.equal((await sandbox.controls.environment(environmentId)).purchaseOrders, 2);
    assert.equal(await queued(designer, environmentId), undefined);

    const before = await receivedSaves(sandbox, environmentId);
    const bytes = await save(designer, drawing);
    await eventually(
      async () => (await designer.client.home.row({ environmentId })).lastSave?.state === 'withheld',
    );
    exportListing(designer, drawing);
    const acts = [
      designer.client.acts.update({ environmentId }),
      designer.client.acts.prepare({ environmentId }),
      designer.client.acts.negotiate({ environmentId }),
      designer.client.acts.startReview({ environmentId }),
      designer.client.acts.completeReview({ environmentId }),
    ].map(codeOf);
    assert.deepEqual(
      await Promise.all(acts),
      acts.map(() => 'environment-locked'),
    );
    assert.deepEqual(await receivedSaves(sandbox, environmentId), before);
    const audit = await designer.client.audit({});
    assert.deepEqual(
      { withheld: audit.withheld, lost: audit.lost, ok: audit.ok },
      { withheld: 1, lost: 0, ok: true },
    );
    const saveId = (await designer.client.saves.list({ file: drawing.path })).at(-1)?.saveId ?? '';
    const restored = await designer.client.saves.restore({ saveId, to: designer.home });
    assert.ok(readFileSync(restored.path).equals(bytes));
  });

  it('holds where the lock comes while a save is on its way', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const { environmentId, drawing } = await readyToComplete(sandbox, designer, 'Varanda');
    const before = await receivedSaves(sandbox, environmentId);
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/environments/*/saves' }, times: 1, effect: { latencyMs: 1_000 } },
    ]);
    await save(designer, drawing);
    await eventually(async () => (await designer.client.status({})).queue.sending === 1);
    await sandbox.controls.completeReview(environmentId);
    await eventually(
      async () => (await designer.client.home.row({ environmentId })).lastSave?.state === 'withheld',
    );
    assert.deepEqual(await receivedSaves(sandbox, environmentId), before);
    assert.equal((await designer.client.audit({})).ok, true);
  });

  it('holds where the lock comes while saves and an update wait offline, and says what was refused', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const { environmentId, drawing } = await readyToComplete(sandbox, designer, 'Hall');
    const before = await receivedSaves(sandbox, environmentId);
    const network = await away(sandbox);
    for (let count = 0; count < 3; count += 1) await save(designer, drawing);
    exportListing(designer, drawing);
    const asked = codeOf(designer.client.acts.update({ environmentId }));
    await eventually(async () =>
      (await designer.client.outbox.list({})).some(({ kind }) => kind === 'update'),
    );
    await sandbox.controls.completeReview(environmentId);
    await network.back();
    await designer.engine.resumed();
    assert.equal(await asked, 'environment-locked');
    await eventually(async () => (await designer.client.status({})).queue.withheld >= 3);
    assert.deepEqual(await receivedSaves(sandbox, environmentId), before);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      { versions: server.versions.length, orders: server.purchaseOrders },
      { versions: 2, orders: 1 },
    );
    assert.equal(await refusedAct(designer, environmentId), 'environment-locked');
    const states = (await designer.client.saves.list({ file: drawing.path })).map(({ state }) => state);
    assert.deepEqual(states, ['received', 'withheld', 'withheld', 'withheld']);
    const audit = await designer.client.audit({});
    assert.deepEqual({ lost: audit.lost, ok: audit.ok }, { lost: 0, ok: true });
  });

  it('holds where the role is taken away while the start of a review waits offline', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const reviser = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    await drawReleased(sandbox, designer, environmentId, 'Copa');
    await eventually(async () => (await queued(reviser, environmentId)) !== undefined);
    const network = await away(sandbox);
    const asked = codeOf(reviser.client.acts.startReview({ environmentId }));
    await eventually(async () =>
      (await reviser.client.outbox.list({})).some(({ kind }) => kind === 'review'),
    );
    await sandbox.controls.setRoles('reviser', ['designer']);
    await network.back();
    await reviser.engine.resumed();
    assert.equal(await asked, 'forbidden');
    assert.equal(await entered(sandbox, 'review'), 0);
    assert.equal((await sandbox.controls.environment(environmentId)).state, 'financially-released');
    assert.equal(await refusedAct(reviser, environmentId), 'forbidden');
    await eventually(async () => (await reviser.client.status({})).user?.roles.includes('reviser') === false);
  });
});
