import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import type { ControlRefusal } from '../../support/sandbox/controlClient.ts';
import {
  makeVersion,
  sampleListing,
  sampleProjectFile,
  sendListing,
  sendSave,
} from '../../support/sandbox/samples.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';
const DOOR = { guid: 'aaaaaaaa-0000-4000-8000-000000000002', description: 'Porta', total: '2.01' };

test('rules 10 and 11: never approved while outdated, reviewed only after release, first update forced, then locked', async (t) => {
  const sandbox = await withSandbox(t);
  const { controls } = sandbox;
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const reviser = await signedInClient(sandbox.foccolojas, 'reviser');
  const environmentId = await controls.anEnvironment();
  const params = { environmentId };
  assert.equal(await designer.refused('approveQuote', { params }), '409 wrong-state');
  const sample = { projectGuid: GUID, budget: '100', items: [DOOR] };
  const one = await makeVersion(designer, environmentId, sample);
  const stale = (await designer.ok('getEnvironment', { params })).versionToken;
  await sendSave(designer, environmentId, sampleProjectFile(GUID));
  assert.equal(await designer.refused('approveQuote', { params }), '409 quote-outdated');
  await assert.rejects(
    controls.approve(environmentId),
    (error: ControlRefusal) => error.code === 'quote-outdated' && error.status === 409,
  );
  const open = (await designer.ok('listNotifications', { query: { state: 'open' } })).items.map(
    (notice) => notice.kind,
  );
  assert.equal(open.filter((kind) => kind === 'quote-outdated').length, 1);

  await makeVersion(designer, environmentId, sample);
  assert.equal(await designer.refused('releaseContract', { params }), '409 not-approved');
  assert.equal(await reviser.refused('startReview', { params }), '409 not-released');
  assert.equal(
    await designer.refused('approveQuote', { params, ifMatch: stale }),
    '412 version-token-mismatch',
  );
  const approved = await designer.ok('approveQuote', { params });
  assert.equal(approved.state, 'converted');
  assert.equal(approved.convertedVersion, 2);
  assert.equal(approved.situation, 'Convertido');

  // A change after conversion leaves the state and is notified on its own.
  const late = await sendSave(designer, environmentId, sampleProjectFile(GUID));
  assert.equal(late.receipt.environmentState, 'converted');
  assert.equal((await designer.ok('getEnvironment', { params })).due, 'update');
  assert.equal(await reviser.refused('startReview', { params }), '409 not-released');
  assert.equal((await controls.release(environmentId)).state, 'financially-released');
  assert.equal(await designer.refused('startReview', { params }), '403 forbidden');
  const review = await reviser.ok('startReview', { params });
  assert.equal(review.state, 'in-review');
  assert.equal(review.due, 'update');
  assert.equal(await reviser.refused('completeReview', { params }), '409 update-required');
  await assert.rejects(
    controls.completeReview(environmentId),
    (error: ControlRefusal) => error.code === 'update-required',
  );
  const priced = await sendListing(reviser, environmentId, sampleListing(GUID, '130', [DOOR]));
  const negotiation = await reviser.ok('createNegotiation', {
    params,
    body: { saveId: late.saveId, listingId: priced.listingId, mode: 'negotiate' },
  });
  assert.match(negotiation.openUrl ?? '', /\/revisao\//);
  await reviser.ok('createUpdate', { params, body: { importId: negotiation.importId } });
  const complete = await reviser.ok('completeReview', { params });
  assert.equal(complete.state, 'review-complete');
  assert.equal(complete.locked, true);
  assert.ok(complete.purchaseOrders > 0);

  const query = { saveId: 'late', number: 9, keptAt: new Date().toISOString(), fileName: 'a.promob' };
  assert.equal(
    await designer.refused('createSave', { params, query, body: sampleProjectFile(GUID) }),
    '409 environment-locked',
  );
  assert.equal(
    await designer.refused('createListing', {
      params,
      query: { listingId: 'l', capturedAt: query.keptAt, fileName: 'a.xml' },
      body: sampleListing(GUID, '1', [DOOR]),
    }),
    '409 environment-locked',
  );
  const late2 = {
    params,
    body: { saveId: late.saveId, listingId: priced.listingId, mode: 'prepare' },
  } as const;
  assert.equal(await designer.refused('createNegotiation', late2), '409 environment-locked');
  assert.equal(
    await designer.refused('createUpdate', { params, body: { importId: one.importId } }),
    '409 environment-locked',
  );
  assert.equal(
    await designer.refused('makeVersionCurrent', { params: { environmentId, number: 1 } }),
    '409 environment-locked',
  );
  assert.deepEqual(
    (await designer.ok('listVersions', { params })).items.map((version) => [
      version.number,
      version.converted,
    ]),
    [
      [1, false],
      [2, true],
      [3, false],
    ],
  );
});

test('rule 11: where nothing changed, the update a first review forces may repeat the last import', async (t) => {
  const sandbox = await withSandbox(t);
  const reviser = await signedInClient(sandbox.foccolojas, 'reviser');
  const environmentId = await sandbox.controls.anEnvironment();
  const params = { environmentId };
  const one = await makeVersion(reviser, environmentId, { projectGuid: GUID, budget: '100', items: [DOOR] });
  await reviser.ok('approveQuote', { params });
  await reviser.ok('releaseContract', { params });
  await reviser.ok('startReview', { params });
  const forced = await reviser.ok('createUpdate', { params, body: { importId: one.importId } });
  assert.equal(forced.version.number, 2);
  assert.equal(
    await reviser.refused('createUpdate', { params, body: { importId: one.importId } }),
    '409 nothing-to-update',
  );
  assert.equal((await reviser.ok('completeReview', { params })).state, 'review-complete');
});

test('rule 13: assistance hangs on a locked environment and is named after its occurrence', async (t) => {
  const sandbox = await withSandbox(t);
  const { controls } = sandbox;
  const reviser = await signedInClient(sandbox.foccolojas, 'reviser');
  const environmentId = await controls.anEnvironment('Cozinha da Ana');
  const params = { environmentId };
  const description = { body: { description: 'Porta riscada' } };
  assert.equal(await reviser.refused('createOccurrence', { params, ...description }), '409 wrong-state');
  const one = await makeVersion(reviser, environmentId, { projectGuid: GUID, budget: '100', items: [DOOR] });
  await controls.approve(environmentId);
  await controls.release(environmentId);
  await reviser.ok('startReview', { params });
  await reviser.ok('createUpdate', { params, body: { importId: one.importId } });
  await reviser.ok('completeReview', { params });

  const occurrence = await reviser.ok('createOccurrence', { params, ...description });
  const second = await controls.openOccurrence(environmentId, 'Outra');
  assert.equal((await reviser.ok('listOccurrences', { params })).items.length, 2);
  const fromReview = await reviser.ok('startAssistance', {
    params: { occurrenceId: occurrence.id },
    body: { from: 'review' },
  });
  assert.equal(fromReview.environment.name, `Cozinha da Ana ocorrência: ${occurrence.number}`);
  assert.equal(fromReview.environment.occurrence?.ofEnvironmentId, environmentId);
  assert.deepEqual(fromReview.file, { from: 'review', environmentId, number: 2 });
  assert.equal(
    await reviser.refused('startAssistance', {
      params: { occurrenceId: occurrence.id },
      body: { from: 'blank' },
    }),
    '409 wrong-state',
  );
  const fromBlank = await reviser.ok('startAssistance', {
    params: { occurrenceId: second },
    body: { from: 'blank' },
  });
  const blank = await reviser.ok('getBlankProject', {});
  const fetched = await fetch(fromBlank.fileUrl, {
    headers: { authorization: `Bearer ${reviser.token ?? ''}` },
  });
  assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), Buffer.from(blank));

  await makeVersion(reviser, fromReview.environment.id, { projectGuid: GUID, budget: '5', items: [DOOR] });
  const notices = (await reviser.ok('listNotifications', {})).items;
  assert.ok(
    notices.some(
      (notice) =>
        notice.kind === 'occurrence-updated' &&
        notice.environmentId === fromReview.environment.id &&
        notice.occurrenceId === occurrence.id,
    ),
  );
});

test('a store without a blank project says so', async (t) => {
  const sandbox = await withSandbox(t, { blankProject: null });
  const designer = await signedInClient(sandbox.foccolojas, 'designer', false);
  assert.equal(await designer.refused('getBlankProject', {}), '404 blank-project-not-set');
  assert.equal((await designer.ok('getStore', {})).settings.blankProject, null);
});
