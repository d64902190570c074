import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, it } from 'node:test';
import { errorText } from '../../../shared/text/text.ts';
import type { OccurrenceView } from '../../../shared/contract/schemas.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import {
  away,
  codeOf,
  draw,
  drawReleased,
  entered,
  eventually,
  exportListing,
  machineOf,
  save,
} from './ruleStage.ts';
import type { Drawing } from './ruleStage.ts';

/** An environment whose orders are issued. */
async function locked(
  sandbox: TestSandbox,
  machine: StoreMachine,
  name: string,
): Promise<{ environmentId: string; drawing: Drawing }> {
  await sandbox.controls.setRoles('designer', ['designer', 'reviser']);
  const environmentId = await sandbox.controls.anEnvironment(name);
  const drawing = await drawReleased(sandbox, machine, environmentId, name);
  await machine.client.acts.startReview({ environmentId });
  await machine.client.acts.update({ environmentId });
  await machine.client.acts.completeReview({ environmentId });
  return { environmentId, drawing };
}

const occurrenceOn = async (machine: StoreMachine, id: string): Promise<OccurrenceView | undefined> =>
  (await machine.client.occurrences.list({})).find((each) => each.id === id);

const projectsOf = (machine: StoreMachine): string[] =>
  readdirSync(machine.projects).filter((name) => name.endsWith('.promob'));

describe('rule 13: technical assistance', () => {
  it('hangs on a locked environment only', async (t) => {
    const sandbox = await withSandbox(t);
    const machine = await machineOf(t, sandbox, 'designer');
    const environmentId = await sandbox.controls.anEnvironment();
    await draw(machine, environmentId, 'Cozinha');
    assert.equal(
      await codeOf(sandbox.controls.openOccurrence(environmentId, 'Porta riscada')),
      'wrong-state',
    );
    assert.equal(
      await codeOf(machine.client.acts.assistance({ occurrenceId: 'nothing', from: 'blank' })),
      'not-found',
    );
    assert.equal(await entered(sandbox, 'assistance'), 0);
    assert.deepEqual(await machine.client.occurrences.list({}), []);
    assert.equal(
      await codeOf(machine.client.occurrences.list({ environmentId: 'nothing' })),
      'environment-not-found',
    );
  });

  it('partly integrated: items by hand in FoccoLojas are shown, and nothing of Promob is asked for', async (t) => {
    const sandbox = await withSandbox(t);
    const machine = await machineOf(t, sandbox, 'designer');
    const { environmentId } = await locked(sandbox, machine, 'Quarto');
    const id = await sandbox.controls.openOccurrence(environmentId, 'Puxador solto');
    await machine.event(
      (event) => event.event === 'notification' && event.notification.occurrenceId === id,
      'the notification of the occurrence',
    );
    await eventually(async () => (await occurrenceOn(machine, id))?.state === 'open');
    await sandbox.controls.addOccurrenceItem(id, { description: 'Puxador', quantity: '2', total: '45.90' });
    await eventually(async () => (await occurrenceOn(machine, id))?.state === 'by-hand');
    const shown = await occurrenceOn(machine, id);
    assert.deepEqual(
      {
        number: shown?.number,
        of: shown?.environmentName,
        items: shown?.items.map(({ description, total }) => ({ description, total })),
      },
      { number: 1, of: 'Quarto', items: [{ description: 'Puxador', total: '45.90' }] },
    );
    assert.equal(await entered(sandbox, 'assistance'), 0);

    // Known offline as well, also after a restart.
    const network = await away(sandbox);
    assert.equal((await occurrenceOn(machine, id))?.items.length, 1);
    await machine.stop();
    await network.back();
    const again = await openStore(t, sandbox, { home: machine.home });
    const offline = await away(sandbox);
    assert.equal(await codeOf(again.client.occurrences.list({})), 'sign-in-required');
    await offline.back();
    await again.signIn('designer');
    assert.equal((await again.client.occurrences.list({ environmentId }))[0]?.id, id);
  });

  for (const from of ['review', 'blank'] as const) {
    it(`fully integrated, from the ${from}: its environment and file, named after the occurrence, bound, then as usual`, async (t) => {
      const sandbox = await withSandbox(t);
      const machine = await machineOf(t, sandbox, 'designer');
      const { environmentId, drawing } = await locked(sandbox, machine, 'Sala: estar');
      const id = await sandbox.controls.openOccurrence(environmentId, 'Porta riscada');
      const { environment, path } = await machine.client.acts.assistance({ occurrenceId: id, from });
      assert.equal(environment.name, 'Sala: estar ocorrência: 1', 'the exact name');
      assert.equal(basename(path), 'Sala- estar ocorrência- 1.promob', 'a name Windows takes');
      assert.equal(dirname(path), machine.projects, 'beside the drawing of the review');
      assert.deepEqual(environment.occurrence, { number: 1, ofEnvironmentId: environmentId });
      if (from === 'review') assert.equal(hashOf(readFileSync(path)), drawing.saved[0]);
      const bound = (await machine.client.files.list({})).find((file) => file.path === path);
      assert.deepEqual(bound?.environmentIds, [environment.environmentId]);
      const shown = await occurrenceOn(machine, id);
      assert.deepEqual(
        { state: shown?.state, name: shown?.assistance?.name, path: shown?.assistance?.path },
        { state: 'in-promob', name: environment.name, path },
      );
      const server = (await sandbox.controls.environment(environmentId)).occurrences[0];
      assert.equal(server?.assistanceEnvironmentId, environment.environmentId);

      // As usual: saved, exported, updated, negotiated; the notification appears on the occurrence.
      const drawn = newProject({ seed: 'assistance', modules: 2, previewBytes: 4_000 });
      const model = from === 'review' ? drawing.model : { ...drawn, projectGuid: bound?.projectGuid ?? '' };
      const own: Drawing = { path, model, saved: ['given'] };
      await machine.received(await save(machine, own));
      const listing = exportListing(machine, own);
      const assisted = { environmentId: environment.environmentId };
      if (from === 'review') {
        // The copy carries the identity of the reviewed project: whose listing it is, the user says.
        assert.equal(await codeOf(machine.client.acts.update(assisted)), 'listing-unassigned');
        await machine.client.acts.prepare({ ...assisted, listing });
      }
      assert.equal((await machine.client.acts.update(assisted)).version, 1);
      await machine.client.acts.negotiate(assisted);
      await eventually(async () =>
        (await machine.client.notifications.list({})).some(
          (notice) =>
            notice.kind === 'occurrence-updated' &&
            notice.occurrenceId === id &&
            notice.occurrenceNumber === 1 &&
            notice.environmentId === environment.environmentId,
        ),
      );
      // The reviewed environment itself stays as it was.
      const before = await sandbox.controls.environment(environmentId);
      assert.deepEqual(
        { locked: before.locked, versions: before.versions.length },
        { locked: true, versions: 2 },
      );
    });
  }

  it('asked for twice, or on another machine, is told which environment it has', async (t) => {
    const sandbox = await withSandbox(t);
    const machine = await machineOf(t, sandbox, 'designer');
    const other = await machineOf(t, sandbox, 'reviser');
    const { environmentId } = await locked(sandbox, machine, 'Closet');
    const id = await sandbox.controls.openOccurrence(environmentId, 'Gaveta');
    await eventually(async () => (await occurrenceOn(other, id)) !== undefined);
    await machine.client.acts.assistance({ occurrenceId: id, from: 'blank' });
    for (const each of [machine, other]) {
      for (const from of ['blank', 'review'] as const) {
        assert.equal(
          await codeOf(each.client.acts.assistance({ occurrenceId: id, from })),
          'assistance-exists',
        );
      }
    }
    assert.match(
      errorText({ code: 'assistance-exists', details: { environmentName: 'Closet ocorrência: 1' } }).text,
      /“Closet ocorrência: 1”/,
    );
    assert.equal(await entered(sandbox, 'assistance'), 1);
    assert.equal(projectsOf(machine).length, 2);
    assert.equal(projectsOf(other).length, 0);
  });

  it('asked for offline is queued, and finishes by itself once: one environment, one file, bound', async (t) => {
    const sandbox = await withSandbox(t);
    const machine = await machineOf(t, sandbox, 'designer');
    const { environmentId } = await locked(sandbox, machine, 'Varanda');
    const id = await sandbox.controls.openOccurrence(environmentId, 'Vidro');
    await eventually(async () => (await occurrenceOn(machine, id)) !== undefined);
    const network = await away(sandbox);
    const asked = codeOf(machine.client.acts.assistance({ occurrenceId: id, from: 'review' }));
    const twice = codeOf(machine.client.acts.assistance({ occurrenceId: id, from: 'review' }));
    await eventually(async () =>
      (await machine.client.outbox.list({})).some(({ kind }) => kind === 'assistance'),
    );
    assert.equal((await occurrenceOn(machine, id))?.state, 'asked');
    assert.equal(
      await codeOf(machine.client.acts.assistance({ occurrenceId: id, from: 'blank' })),
      'assistance-asked',
      'not in the other way while the first is on its way',
    );
    await network.back();
    await machine.engine.resumed();
    assert.deepEqual(await Promise.all([asked, twice]), ['done', 'done']);
    assert.equal(await entered(sandbox, 'assistance'), 1);
    assert.deepEqual(projectsOf(machine).sort(), ['Varanda ocorrência- 1.promob', 'Varanda.promob']);
  });

  it('asked for offline and then ended, finishes after the restart, also where the answer was lost on the way', async (t) => {
    const sandbox = await withSandbox(t);
    const first = await machineOf(t, sandbox, 'designer');
    const { environmentId } = await locked(sandbox, first, 'Copa');
    const id = await sandbox.controls.openOccurrence(environmentId, 'Rodapé');
    await eventually(async () => (await occurrenceOn(first, id)) !== undefined);
    // FoccoLojas does it, and no answer ever comes.
    await sandbox.controls.fault([
      { match: { method: 'POST', path: '/occurrences/*' }, times: 1_000, effect: { commitThenReset: true } },
    ]);
    const asked = codeOf(first.client.acts.assistance({ occurrenceId: id, from: 'blank' }));
    await eventually(async () => (await entered(sandbox, 'assistance')) === 1);
    await first.stop();
    assert.match(await asked, /^(still-waiting|session-closed)$/);
    assert.equal(projectsOf(first).length, 1);
    await sandbox.controls.clearFaults();

    const second = await openStore(t, sandbox, { home: first.home });
    await second.signIn('designer');
    await eventually(
      async () => (await occurrenceOn(second, id))?.state === 'in-promob' && projectsOf(second).length === 2,
    );
    await eventually(async () => (await occurrenceOn(second, id))?.assistance?.path !== undefined);
    const shown = await occurrenceOn(second, id);
    assert.equal(basename(shown?.assistance?.path ?? ''), 'Copa ocorrência- 1.promob');
    assert.equal(await entered(sandbox, 'assistance'), 1);
    assert.equal(
      await codeOf(second.client.acts.assistance({ occurrenceId: id, from: 'blank' })),
      'assistance-exists',
    );

    // And a third start makes nothing more of it.
    await second.stop();
    const third = await openStore(t, sandbox, { home: first.home });
    await third.signIn('designer');
    await eventually(async () => (await third.client.status({})).online);
    await third.client.occurrences.list({});
    assert.equal(projectsOf(third).length, 2);
  });

  it('says on the occurrence why its file could not be made, and makes it when asked again', async (t) => {
    const sandbox = await withSandbox(t);
    const machine = await machineOf(t, sandbox, 'designer');
    const { environmentId, drawing } = await locked(sandbox, machine, 'Hall');
    const id = await sandbox.controls.openOccurrence(environmentId, 'Espelho');
    await machine.client.folders.remove({ path: machine.projects });
    rmSync(drawing.path);
    const { client } = machine;
    assert.equal(
      await codeOf(client.acts.assistance({ occurrenceId: id, from: 'blank' })),
      'no-folder-watched',
    );
    const shown = await occurrenceOn(machine, id);
    assert.deepEqual(
      { state: shown?.state, problem: shown?.problem },
      { state: 'making-file', problem: 'no-folder-watched' },
    );
    await client.folders.add({ path: machine.projects });
    const made = await client.acts.assistance({ occurrenceId: id, from: 'blank' });
    assert.ok(existsSync(made.path));
    assert.equal((await occurrenceOn(machine, id))?.state, 'in-promob');
    assert.equal(await entered(sandbox, 'assistance'), 1);
  });
});
