import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { addModule, workAndSave } from '../../support/promob/mutateProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import { hashOf, patienceMs } from '../line/store.ts';
import { codeOf } from './support/codeOf.ts';
import {
  agreed,
  disagreement,
  draw,
  drawnApart,
  exportListing,
  received,
  savesOf,
  stage,
} from './support/twoMachinesStage.ts';

describe('two machines, one environment: the other one is kept', () => {
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
    // B is told that its file is no more the drawing, and what to do, whether it exported its listing or not.
    const due = async () => (await b.store.client.home.row({ environmentId })).due;
    assert.equal(resolved.environment.due, 'open-drawing');
    assert.equal(await due(), 'open-drawing');
    exportListing(b);
    await until(async () => (await b.store.client.home.row({ environmentId })).freshListing, patienceMs);
    assert.equal(await due(), 'open-drawing');
    // A, whose drawing it is, goes on as if nothing had been.
    await agreed(a, environmentId);
    assert.equal((await a.store.client.home.row({ environmentId })).due, 'export-listing');
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
    const due = async () => (await client.environments.get({ environmentId })).due;
    assert.equal(await due(), 'open-drawing');
    const folder = () => readdirSync(dirname(path));
    // Looked at as it was opened, nothing was saved in it, though its bytes are of no save here.
    await b.store.engine.resumed();
    assert.equal((await client.versions.openedCopies({ environmentId }))[0]?.question, undefined);
    // Opened once more, the copy nothing was saved in is opened again.
    for (let press = 0; press < 2; press += 1) {
      assert.deepEqual(await client.environments.openDrawing({ environmentId }), { path, opened: true });
    }
    assert.equal(folder().length, 1);
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

    const again = await client.environments.openDrawing({ environmentId });
    assert.notEqual(again.path, path, 'what was saved in a copy stays');
    assert.deepEqual(readFileSync(path), bytes);
    assert.equal(hashOf(readFileSync(again.path)), hashOf(a.bytes));

    await client.versions.decideCopy({ file: path, answer: 'current' });
    await b.store.received(bytes);
    assert.deepEqual(readFileSync(b.path), bytes);
    const server = await sandbox.controls.environment(environmentId);
    assert.deepEqual([server.disagreement, server.drawing?.sha256], [undefined, hashOf(bytes)]);
    assert.equal(await due(), 'export-listing', 'it goes on as usual');
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
});
