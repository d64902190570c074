import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EnvironmentView, NotificationView } from '../../../shared/contract/schemas.ts';
import { text, word } from '../../../shared/text/text.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';
import type { StoreMachine } from '../line/store.ts';
import {
  away,
  codeOf,
  draw,
  eventually,
  exportListing,
  machineOf,
  receivedSaves,
  save,
} from './ruleStage.ts';

async function environmentOn(
  machine: StoreMachine,
  environmentId: string,
): Promise<EnvironmentView | undefined> {
  return (await machine.client.environments.list({})).find((each) => each.environmentId === environmentId);
}

async function noticesOn(machine: StoreMachine, environmentId: string): Promise<NotificationView[]> {
  const all = await machine.client.notifications.list({});
  return all.filter((each) => each.environmentId === environmentId && each.kind === 'environment-outdated');
}

describe('rule 6: a save is notified', () => {
  it('reports every save, and turns the environment yellow in FoccoLojas and on every machine, unasked', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const other = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await draw(designer, environmentId, 'Cozinha');
    exportListing(designer, drawing);
    await designer.client.acts.update({ environmentId });
    assert.equal((await sandbox.controls.environment(environmentId)).outdated, false);
    await eventually(async () => (await environmentOn(other, environmentId))?.state === 'synchronized');

    await save(designer, drawing);
    await designer.received(await save(designer, drawing));
    assert.deepEqual(await receivedSaves(sandbox, environmentId), drawing.saved);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      { state: server.state, outdated: server.outdated },
      { state: 'outdated', outdated: true },
    );
    for (const machine of [designer, other]) {
      // What the window and `run` hear; nobody asked FoccoLojas for it.
      await machine.event(
        (event) =>
          event.event === 'state' && event.what === 'environments' && event.environmentId === environmentId,
        'the environment to change',
      );
      await machine.event(
        (event) =>
          event.event === 'notification' &&
          event.notification.environmentId === environmentId &&
          event.notification.kind === 'environment-outdated',
        'the notification',
      );
      await eventually(async () => {
        const row = await machine.client.home.row({ environmentId });
        return row.outdated && row.state === 'outdated';
      });
    }
    assert.equal((await environmentOn(other, environmentId))?.due, 'update');
  });

  it('says who saved, what that means and what to do, in three languages, once however often is saved', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await draw(designer, environmentId, 'Quarto');
    await save(designer, drawing);
    await designer.received(await save(designer, drawing));
    const open = (await sandbox.controls.environment(environmentId)).notifications.filter(
      ({ kind }) => kind === 'environment-outdated',
    );
    assert.equal(open.length, 1);
    const name = (await designer.client.status({})).user?.name ?? '';
    assert.equal(open[0]?.byName, name);
    await eventually(async () => (await noticesOn(designer, environmentId))[0]?.byName === name);

    const said = (locale: 'pt-BR' | 'en' | 'es'): string =>
      text('notifications.say.environment-outdated', { byName: name }, locale);
    assert.match(said('pt-BR'), new RegExp(`^${name} salvou .*Quem projeta atualiza`));
    assert.match(said('en'), new RegExp(`^${name} saved .*The designer updates`));
    assert.match(said('es'), new RegExp(`^${name} guardó .*Quien proyecta actualiza`));
    assert.equal(word('notification', 'environment-outdated'), 'Ambiente desatualizado');
  });

  it('tracks what became of it: delivered, seen on one machine, done by the update of the other', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const other = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await draw(designer, environmentId, 'Sala');
    const fate = async (): Promise<
      Awaited<ReturnType<typeof sandbox.controls.environment>>['notifications'][number] | undefined
    > =>
      (await sandbox.controls.environment(environmentId)).notifications.find(
        ({ kind }) => kind === 'environment-outdated',
      );
    await eventually(
      async () => (await fate())?.state === 'delivered' && (await fate())?.deliveredAt !== undefined,
    );

    const id = (await fate())?.id ?? '';
    await eventually(async () => (await noticesOn(other, environmentId)).length === 1);
    assert.equal((await other.client.notifications.open({ id })).state, 'seen');
    assert.equal((await fate())?.state, 'seen');
    await eventually(async () => (await noticesOn(designer, environmentId))[0]?.state === 'seen');
    // Nobody can call it done while it is not.
    assert.equal(await codeOf(other.client.notifications.finish({ id })), 'notification-still-due');
    const stranger = await signedInClient(sandbox.foccolojas, 'designer');
    assert.equal(
      await stranger.refused('acknowledgeNotification', {
        params: { notificationId: id },
        body: { state: 'done' },
      }),
      '409 wrong-state',
    );
    assert.equal((await fate())?.state, 'seen');

    exportListing(designer, drawing);
    assert.equal((await designer.client.acts.update({ notificationId: id })).version, 1);
    const done = await fate();
    assert.deepEqual(
      { state: done?.state, madeVersion: done?.madeVersion, told: done?.doneAt !== undefined },
      { state: 'done', madeVersion: 1, told: true },
    );
    for (const machine of [designer, other]) {
      await eventually(async () => {
        const [notice] = await noticesOn(machine, environmentId);
        return notice?.state === 'done' && notice.madeVersion === 1 && notice.seenAt !== undefined;
      });
      assert.equal((await environmentOn(machine, environmentId))?.outdated, false);
    }
    assert.equal(await codeOf(other.client.notifications.open({ id: 'nothing' })), 'notification-not-found');
  });

  it('is done by a word where nothing is due, and that is heard on the other machine', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const other = await machineOf(t, sandbox, 'reviser');
    const environmentId = await sandbox.controls.anEnvironment();
    const made = async (machine: StoreMachine): Promise<NotificationView | undefined> =>
      (await machine.client.notifications.list({})).find((each) => each.environmentId === environmentId);
    for (const machine of [designer, other])
      await eventually(async () => (await made(machine)) !== undefined);
    const network = await away(sandbox);
    const id = (await made(designer))?.id ?? '';
    // Offline it is done here, and told when the network is back.
    assert.equal((await designer.client.notifications.finish({ id })).state, 'done');
    await network.back();
    await designer.engine.resumed();
    await eventually(async () => (await made(other))?.state === 'done');
    const [notice] = (await sandbox.controls.environment(environmentId)).notifications;
    assert.equal(notice?.state, 'done');
  });

  it('keeps what is saved offline, and reports each save once and in order when the network is back', async (t) => {
    const sandbox = await withSandbox(t);
    const designer = await machineOf(t, sandbox, 'designer');
    const environmentId = await sandbox.controls.anEnvironment();
    const drawing = await draw(designer, environmentId, 'Lavanderia');
    exportListing(designer, drawing);
    await designer.client.acts.update({ environmentId });
    const network = await away(sandbox);
    let last = await save(designer, drawing);
    for (let count = 0; count < 2; count += 1) last = await save(designer, drawing);
    assert.equal((await receivedSaves(sandbox, environmentId)).length, 1);
    const before = await sandbox.controls.environment(environmentId);
    assert.equal(before.outdated, false);
    assert.equal(
      before.notifications.filter(({ state }) => state !== 'done').length,
      1,
      'the made environment only',
    );
    await network.back();
    await designer.engine.resumed();
    await designer.received(last);
    assert.deepEqual(await receivedSaves(sandbox, environmentId), drawing.saved);
    const after = await sandbox.controls.environment(environmentId);
    assert.equal(after.outdated, true);
    assert.equal(
      after.notifications.filter(({ kind }) => kind === 'environment-outdated').length,
      2,
      'one done, one open',
    );
  });
});
