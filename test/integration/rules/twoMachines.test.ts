import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildListing } from '../../support/promob/buildListing.ts';
import { listingOf } from '../../support/promob/newListing.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { until } from '../../support/sandbox/until.ts';
import { hashOf, openStore, patienceMs } from '../line/store.ts';
import { codeOf } from './support/codeOf.ts';
import {
  agreed,
  disagreement,
  draw,
  drawnApart,
  exportListing,
  kindsOf,
  received,
  savesOf,
  stage,
} from './support/twoMachinesStage.ts';

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
