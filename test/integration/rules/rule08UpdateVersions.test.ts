import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import type { OpenedCopyView } from '../../../shared/contract/actSchemas.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { addModule, workAndSave } from '../../support/promob/mutateProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import type { StoreMachine } from '../line/store.ts';
import { codeOf, draw, nextVersion, signedInStore } from './drawnStore.ts';
import type { Drawing } from './drawnStore.ts';

interface Versioned {
  readonly sandbox: TestSandbox;
  readonly store: StoreMachine;
  readonly drawing: Drawing;
  readonly environmentId: string;
  /** The bytes of version 1. */
  readonly first: Buffer;
}

/** An environment with two versions, in step with its file. */
async function twoVersions(t: TestContext): Promise<Versioned> {
  const { sandbox, store } = await signedInStore(t);
  const drawing = await draw(store, sandbox, 'Cozinha');
  const first = drawing.bytes();
  drawing.exportListing();
  await store.client.acts.update({ environmentId: drawing.environmentId });
  await nextVersion(store, drawing);
  return { sandbox, store, drawing, environmentId: drawing.environmentId, first };
}

/** Opens version 1 and saves in the copy; resolves when Elo asks what becomes of it. */
async function saveInOpened({ store, drawing, environmentId }: Versioned): Promise<{
  readonly path: string;
  readonly bytes: Buffer;
  readonly copy: OpenedCopyView;
}> {
  const { path } = await store.client.versions.open({ environmentId, version: 1 });
  const bytes = buildContainer(workAndSave(addModule(drawing.model())));
  savePromobStyle(path, bytes);
  await store.kept(bytes);
  const [copy] = await store.client.versions.openedCopies({ environmentId });
  assert.ok(copy?.question !== undefined, 'what was saved in an opened version is asked about');
  return { path, bytes, copy };
}

/** A new item gets its id when it is made. */
const withoutIds = (changes: object): unknown =>
  JSON.parse(JSON.stringify(changes, (key, value: unknown) => (key === 'id' ? undefined : value)));

describe('rule 8: updates and versions', () => {
  it('each update makes the next version; only the last imported is green; yellow once it is saved again', async (t) => {
    const { sandbox, store } = await signedInStore(t);
    const { client } = store;
    const drawing = await draw(store, sandbox, 'Cozinha');
    const { environmentId } = drawing;
    await until(async () => (await client.environments.get({ environmentId })).outdated, patienceMs);
    drawing.exportListing();
    assert.equal((await client.acts.update({ environmentId })).version, 1);
    assert.equal(
      await codeOf(client.acts.update({ environmentId })),
      'nothing-to-update',
      'the same is no version twice',
    );

    const saved = await drawing.save();
    await store.event(
      (event) => event.event === 'notification' && event.notification.environmentId === environmentId,
      'the notification of the save',
    );
    await until(async () => (await client.environments.get({ environmentId })).outdated, patienceMs);
    const notice = (await client.notifications.list({})).find((each) => each.state !== 'done');
    assert.equal(notice?.kind, 'environment-outdated');
    assert.equal(
      await codeOf(client.acts.update({ notificationId: notice.id })),
      'listing-not-fresh',
      'not without the listing of that save',
    );
    drawing.exportListing();
    const seen = await client.acts.update({ notificationId: notice.id, dryRun: true });
    assert.equal((await client.versions.list({ environmentId })).length, 1, 'looking changes nothing');
    const made = await client.acts.update({ notificationId: notice.id });
    assert.equal(made.version, 2);
    assert.deepEqual(withoutIds(made.changes), withoutIds(seen.changes), 'what was shown is what was done');

    const versions = await client.versions.list({ environmentId });
    assert.deepEqual(
      versions.map(({ number, latest }) => [number, latest]),
      [
        [1, false],
        [2, true],
      ],
    );
    const guid = (await client.files.list({})).find(({ path }) => path === drawing.path)?.projectGuid;
    for (const { optionName, identifier, importedAt } of versions) {
      assert.equal(optionName, 'Casa', 'the option is named like the project');
      assert.equal(identifier, guid, 'the identifier is the project’s own in Promob');
      assert.ok(Date.parse(importedAt) > 0);
    }
    const there = await sandbox.controls.environment(environmentId);
    assert.equal(there.state, 'synchronized');
    assert.deepEqual(
      there.versions.map(({ number, saveSha256, latest }) => [number, saveSha256 === hashOf(saved), latest]),
      [
        [1, false, false],
        [2, true, true],
      ],
    );
    const told = await sandbox.controls.environment(environmentId);
    assert.equal(told.notifications.find(({ id }) => id === notice.id)?.state, 'done');
  });

  it('an update asked for offline, and whose answer is lost, becomes one version', async (t) => {
    const { sandbox, store, drawing, environmentId } = await twoVersions(t);
    await sandbox.controls.fault([{ times: 1_000, effect: { reset: true } }]);
    await drawing.save('kept');
    drawing.exportListing();
    const asked = store.client.acts.update({ environmentId });
    await until(
      async () => (await store.client.outbox.list({})).some(({ kind }) => kind === 'update'),
      patienceMs,
    );
    await sandbox.controls.clearFaults();
    await sandbox.controls.fault([
      {
        match: { method: 'POST', path: '/environments/{id}/updates' },
        times: 1,
        effect: { commitThenReset: true },
      },
    ]);
    await store.engine.resumed();
    assert.equal((await asked).version, 3);
    const { versions } = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      versions.map(({ number }) => number),
      [1, 2, 3],
    );
    assert.equal((await drawing.kinds()).filter((kind) => kind === 'update').length, 3);
  });

  it('opens at any version: the exact file, under a name that says so, never over another', async (t) => {
    const { sandbox, store, drawing, environmentId, first } = await twoVersions(t);
    const current = readFileSync(drawing.path);
    const opened = await store.client.versions.open({ environmentId, version: 1 });
    assert.deepEqual(readFileSync(opened.path), first);
    assert.match(basename(opened.path), /^Cozinha \(versão 1 de \d\d-\d\d-\d{4}\)\.promob$/);
    assert.ok(opened.path.includes('versões abertas'));
    assert.deepEqual(store.opened, [opened.path], 'by the system’s own program');
    assert.deepEqual(readFileSync(drawing.path), current);
    const again = await store.client.versions.open({ environmentId, version: 1 });
    assert.equal(again.path, opened.path, 'an untouched copy is opened again');
    assert.equal(
      await codeOf(store.client.versions.open({ environmentId, version: 9 })),
      'version-not-found',
    );

    // A machine that never had the file gets it from FoccoLojas.
    const other = await openStore(t, sandbox);
    await other.signIn();
    await other.link();
    const there = await other.client.versions.open({ environmentId, version: 1 });
    assert.deepEqual(readFileSync(there.path), first);
    // With a fresh listing the project's own file is still the one it is of.
    await drawing.save();
    drawing.exportListing();
    assert.equal((await store.client.acts.update({ environmentId })).version, 3);
  });

  it('what is saved in an opened version is kept, sent nowhere, and asked about; apart leaves all as it is', async (t) => {
    const versioned = await twoVersions(t);
    const { store, drawing, environmentId } = versioned;
    const { client } = store;
    const before = await drawing.ledger();
    const current = readFileSync(drawing.path);
    const { path, bytes, copy } = await saveInOpened(versioned);

    assert.equal(copy.version, 1);
    assert.equal(copy.question?.current?.path, drawing.path);
    const file = (await client.files.list({})).find((each) => each.path === path);
    assert.deepEqual(file?.openedVersion, { environmentId, number: 1 });
    assert.equal(file?.question?.code, 'opened-version-saved');
    const saves = await client.saves.list({ file: path });
    assert.deepEqual(
      saves.map(({ sha256, state }) => [sha256, state]),
      [[hashOf(bytes), 'unbound']],
    );
    assert.equal(
      (await client.home.looseFiles({})).some((loose) => loose.path === path),
      false,
      'it is no project without environment',
    );
    assert.equal(
      await codeOf(client.environments.bindFile({ environmentId, file: path })),
      'file-is-opened-version',
    );

    const decided = await client.versions.decideCopy({ file: path, answer: 'apart' });
    assert.equal(decided.question, undefined);
    assert.equal(
      await codeOf(client.versions.decideCopy({ file: path, answer: 'current' })),
      'no-open-question',
    );
    assert.deepEqual(readFileSync(drawing.path), current);
    assert.deepEqual(await drawing.ledger(), before);

    const next = buildContainer(workAndSave(workAndSave(addModule(drawing.model()))));
    savePromobStyle(path, next);
    await store.kept(next);
    const [asked] = await client.versions.openedCopies({ environmentId });
    assert.equal(asked?.question?.number, 2, 'the next save is asked about anew');
  });

  it('made the drawing, its exact bytes are the next save of the environment’s file, and nothing is lost', async (t) => {
    const versioned = await twoVersions(t);
    const { store, drawing, environmentId, sandbox } = versioned;
    const { client } = store;
    const replaced = hashOf(readFileSync(drawing.path));
    const { path, bytes, copy } = await saveInOpened(versioned);
    const { saveId, current } = copy.question ?? {};
    assert.ok(saveId !== undefined && current?.saveId !== undefined);

    // Somebody saves the environment's file after the question was asked: it is not replaced unseen.
    await drawing.save();
    assert.equal(
      await codeOf(
        client.versions.decideCopy({ file: path, answer: 'current', saveId, currentSaveId: current.saveId }),
      ),
      'file-changed-meanwhile',
    );
    assert.deepEqual(readFileSync(drawing.path), drawing.bytes());
    const [asked] = await client.versions.openedCopies({ environmentId });
    assert.equal(asked?.question?.current?.savesSince, 1);

    const now = asked?.question?.current?.saveId;
    assert.ok(now !== undefined);
    await client.versions.decideCopy({ file: path, answer: 'current', saveId, currentSaveId: now });
    assert.deepEqual(readFileSync(drawing.path), bytes);
    await store.received(bytes);
    const hashes = new Set((await client.saves.list({ file: drawing.path })).map(({ sha256 }) => sha256));
    assert.ok(hashes.has(replaced) && hashes.has(hashOf(drawing.bytes())), 'what was there stays kept');
    assert.equal(hashes.has(hashOf(bytes)), true);
    const received = (await drawing.ledger()).filter(({ kind }) => kind === 'save');
    assert.equal(received.at(-1)?.sha256, hashOf(bytes));
    assert.equal((await sandbox.controls.environment(environmentId)).state, 'outdated');
    const { lost, ok } = await client.audit({});
    assert.deepEqual({ lost, ok }, { lost: 0, ok: true });
  });

  it('does not replace the file of an environment whose orders are issued, nor one that is away', async (t) => {
    const versioned = await twoVersions(t);
    const { store, drawing, environmentId, sandbox } = versioned;
    const { path } = await saveInOpened(versioned);
    const answer = (): Promise<string> =>
      codeOf(store.client.versions.decideCopy({ file: path, answer: 'current' }));
    await store.client.environments.unbindFile({ environmentId });
    assert.equal(await answer(), 'environment-not-bound');
    await store.client.environments.bindFile({ environmentId, file: drawing.path });
    await sandbox.controls.approve(environmentId);
    await sandbox.controls.release(environmentId);
    await store.client.environments.get({ environmentId });
    const reviser = await openStore(t, sandbox);
    await reviser.signIn('reviser');
    await reviser.link('reviser');
    await reviser.client.acts.startReview({ environmentId });
    await reviser.client.acts.update({ environmentId });
    await sandbox.controls.completeReview(environmentId);
    await until(async () => (await store.client.environments.get({ environmentId })).locked, patienceMs);
    const current = readFileSync(drawing.path);
    assert.equal(await answer(), 'environment-locked');
    assert.deepEqual(readFileSync(drawing.path), current);
  });

  it('an old version made current is a new one on top, after its quotes were shown, and only if nothing changed', async (t) => {
    const { sandbox, store, drawing, environmentId, first } = await twoVersions(t);
    const { client } = store;
    const seen = await client.versions.makeCurrent({ environmentId, version: 1, dryRun: true });
    assert.equal(seen.version, undefined);
    assert.deepEqual(seen.outdatedQuotes, [`${environmentId}/2`]);
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 2);

    // Another machine makes a version meanwhile.
    await nextVersion(store, drawing);
    const late = client.versions.makeCurrent({ environmentId, version: 1, versionToken: seen.versionToken });
    assert.equal(await codeOf(late), 'version-token-mismatch');
    assert.equal((await sandbox.controls.environment(environmentId)).versions.length, 3);

    const { versionToken } = await client.versions.makeCurrent({ environmentId, version: 1, dryRun: true });
    const made = await client.versions.makeCurrent({ environmentId, version: 1, versionToken });
    assert.equal(made.version, 4);
    const again = await client.versions.makeCurrent({ environmentId, version: 1, versionToken });
    assert.equal(again.version, 4, 'the same wish once more is the same act');
    const { versions, state } = await sandbox.controls.environment(environmentId);
    assert.deepEqual(
      versions.map(({ number, latest }) => [number, latest]),
      [
        [1, false],
        [2, false],
        [3, false],
        [4, true],
      ],
    );
    assert.equal(versions[3]?.saveSha256, hashOf(first));
    assert.equal(state, 'synchronized');
    assert.deepEqual(
      readFileSync(drawing.path),
      drawing.bytes(),
      'the drawing on this machine stays as it is',
    );
  });
});
