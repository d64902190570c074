import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import {
  makeVersion,
  sampleListing,
  sampleProjectFile,
  sendListing,
  sendSave,
} from '../../support/sandbox/samples.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';
const CABINET = {
  guid: 'aaaaaaaa-0000-4000-8000-000000000001',
  description: 'Balcão',
  total: '0',
  parts: ['29.91', '14.59'],
};
const DOOR = { guid: 'aaaaaaaa-0000-4000-8000-000000000002', description: 'Porta', total: '2.01' };

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('rules 2 and 3: acts need the link, a changed Promob password ends it until linked again', async (t) => {
  const sandbox = await withSandbox(t);
  const { controls } = sandbox;
  const designer = await signedInClient(sandbox.foccolojas, 'designer', false);
  const environmentId = await controls.anEnvironment();
  const save = {
    params: { environmentId },
    query: { saveId: 's1', number: 1, keptAt: new Date().toISOString(), fileName: 'a.promob' },
    body: sampleProjectFile(GUID),
    idempotencyKey: randomUUID(),
  };
  assert.equal(await designer.refused('createSave', save), '403 promob-link-required');
  assert.equal((await designer.ok('getPromobLink', {})).state, 'not-linked');

  await designer.link('designer');
  const link = await designer.ok('getPromobLink', {});
  assert.equal(link.state, 'linked');
  assert.equal(link.promobUser, 'designer');
  // A refusal keeps nothing: the same key is taken now.
  assert.equal((await designer.ok('createSave', save)).kind, 'save');

  await controls.changePromobPassword('designer');
  assert.equal((await designer.ok('getPromobLink', {})).state, 'relink-required');
  assert.equal(
    await designer.refused('createSave', { ...save, idempotencyKey: randomUUID() }),
    '403 promob-link-required',
  );
  const open = (await designer.ok('listNotifications', { query: { state: 'open' } })).items;
  const relink = open.find((notice) => notice.kind === 'promob-relink-required');
  assert.ok(relink);
  const premature = { params: { notificationId: relink.id }, body: { state: 'done' as const } };
  assert.equal(await designer.refused('acknowledgeNotification', premature), '409 wrong-state');

  await designer.link('designer');
  assert.equal((await designer.ok('getPromobLink', {})).state, 'linked');
  const after = (await designer.ok('listNotifications', { query: { state: 'open' } })).items;
  assert.ok(!after.some((notice) => notice.kind === 'promob-relink-required'));
  await designer.ok('unlinkPromob', {});
  assert.equal((await designer.ok('getPromobLink', {})).state, 'not-linked');
});

test('rule 2: the responsible user is excepted from linking and alone configures the store and its prerequisites', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const responsible = await signedInClient(sandbox.foccolojas, 'responsible', false);
  const environmentId = await sandbox.controls.anEnvironment();
  assert.equal((await sendSave(responsible, environmentId, sampleProjectFile(GUID))).receipt.kind, 'save');

  const change = { body: { accountId: 'PORTAL-9' } };
  assert.equal(await designer.refused('configureStore', change), '403 forbidden');
  const before = await responsible.ok('getStore', {});
  assert.equal(before.configured, false);
  const after = await responsible.ok('configureStore', { ...change, ifMatch: before.versionToken });
  assert.equal(after.configured, true);
  assert.equal(after.accountId, 'PORTAL-9');
  assert.equal(
    await responsible.refused('configureStore', { ...change, ifMatch: before.versionToken }),
    '412 version-token-mismatch',
  );

  const finding = { status: 'ok', evidence: { code: 'confirmed-by-user', facts: {} } } as const;
  const assessment = { params: { code: 'assessment' }, body: finding } as const;
  assert.equal(await designer.refused('confirmPrerequisite', assessment), '403 forbidden');
  assert.equal((await responsible.ok('confirmPrerequisite', assessment)).confirmedBy, 'Regina Responsável');
  assert.equal(
    (await designer.ok('confirmPrerequisite', { params: { code: 'webstart-absent' }, body: finding })).status,
    'ok',
  );
  assert.equal(
    await responsible.refused('confirmPrerequisite', { params: { code: 'users-linked' }, body: finding }),
    '409 wrong-state',
  );
  const linked = (await designer.ok('listPrerequisites', {})).items.find(
    (entry) => entry.code === 'users-linked',
  );
  assert.equal(linked?.status, 'failed');
  assert.deepEqual(linked.evidence, {
    code: 'users-not-linked',
    facts: { count: 1, names: 'Renato Revisor' },
  });
});

test('rules 4 and 5: customers reach Promob, environments are made by jobs, many at once', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const customer = await designer.ok('createCustomer', {
    body: { name: 'Ana Souza', document: '529.982.247-25', phone: '(54) 99999-1234' },
  });
  assert.equal(customer.promobStatus, 'pending');
  assert.equal(customer.document, '52998224725');
  await until(
    async () =>
      (await designer.ok('getCustomer', { params: { customerId: customer.id } })).promobStatus ===
      'available',
  );

  for (const name of ['ab', 'Aaaaa Silva', 'Cliente', 'x'.repeat(101)]) {
    assert.equal(await designer.refused('createCustomer', { body: { name } }), '422 validation-failed', name);
  }
  for (const document of ['52998224724', '11222333000180', '12ABC34501DE34']) {
    assert.equal(
      await designer.refused('createCustomer', { body: { name: 'Ana', document } }),
      '422 validation-failed',
      document,
    );
  }
  for (const document of ['11.222.333/0001-81', '12ABC34501DE35']) {
    assert.equal(
      (await designer.call('createCustomer', { body: { name: 'Ana', document } })).status,
      201,
      document,
    );
  }

  const project = await designer.ok('createProject', { body: { customerId: customer.id, name: 'Casa' } });
  const names = Array.from({ length: 20 }, (_, at) => `Ambiente ${at}`);
  const jobs = await Promise.all(
    names.map((name) => designer.ok('createEnvironment', { body: { projectId: project.id, name } })),
  );
  const states = await Promise.all(jobs.map(({ jobId }) => designer.ok('getJob', { params: { jobId } })));
  assert.ok(states.every((job) => job.state !== 'done' || job.environmentId !== undefined));
  await until(
    async () =>
      (await designer.ok('listEnvironments', { query: { projectId: project.id } })).items.length === 20,
  );
  const page = await designer.ok('listEnvironments', { query: { projectId: project.id, limit: 7 } });
  assert.equal(page.items.length, 7);
  const rest = await designer.ok('listEnvironments', {
    query: { projectId: project.id, limit: 100, cursor: page.nextCursor ?? '' },
  });
  assert.equal(rest.items.length, 13);
  assert.equal(rest.nextCursor, null);
  const kinds = (await sandbox.controls.ledger()).map((entry) => entry.kind);
  assert.equal(kinds.filter((kind) => kind === 'environment').length, 20);
  assert.equal(kinds.filter((kind) => kind === 'customer').length, 3);
});

test('rule 6: a save is received with its own hash, the environment is outdated, one notification is open', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const files = [1, 2, 3].map(() => sampleProjectFile(GUID));
  for (const [at, file] of files.entries()) {
    const { receipt } = await sendSave(designer, environmentId, file, at + 1);
    assert.equal(receipt.sha256, sha256(file));
    assert.equal(receipt.bytes, file.length);
    assert.equal(receipt.environmentState, 'outdated');
  }
  const environment = await designer.ok('getEnvironment', { params: { environmentId } });
  assert.equal(environment.outdated, true);
  assert.equal(environment.due, 'update');
  assert.equal(environment.lastSave?.number, 3);
  const notices = (await designer.ok('listNotifications', {})).items.filter(
    (notice) => notice.kind === 'environment-outdated',
  );
  assert.equal(notices.length, 1);
  assert.equal(notices[0]?.environmentName, 'Cozinha');
  const ledger = await sandbox.controls.ledger();
  assert.deepEqual(
    ledger.map((entry) => entry.sha256),
    files.map((file) => sha256(file)),
  );
  const receipts = (await designer.ok('listReceipts', {})).items;
  assert.deepEqual(
    receipts.map((receipt) => receipt.idempotencyKey),
    ledger.map((entry) => entry.idempotencyKey),
  );
  assert.equal((await designer.ok('listSaves', { params: { environmentId } })).items.length, 3);
});

test('rule 7: only the newest save with a listing of the same project is priced; negotiate says where to go', async (t) => {
  const sandbox = await withSandbox(t);
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const params = { environmentId };
  const first = await sendSave(designer, environmentId, sampleProjectFile(GUID));
  const other = await sendListing(designer, environmentId, sampleListing(randomUUID(), '10', [DOOR]));
  const own = await sendListing(designer, environmentId, sampleListing(GUID, '2093.46', [CABINET, DOOR]));
  assert.deepEqual(own.receipt.totals, { table: '100', order: '150.50', budget: '2093.46' });
  assert.equal(own.receipt.itemCount, 4);
  const body = { saveId: first.saveId, listingId: own.listingId, mode: 'negotiate' as const };
  assert.equal(
    await designer.refused('createNegotiation', { params, body: { ...body, listingId: other.listingId } }),
    '409 listing-other-project',
  );
  const second = await sendSave(designer, environmentId, sampleProjectFile(GUID));
  assert.equal(await designer.refused('createNegotiation', { params, body }), '409 listing-not-fresh');
  const priced = await designer.ok('createNegotiation', { params, body: { ...body, saveId: second.saveId } });
  assert.equal(priced.quote.total, '2093.46');
  const items = (await designer.ok('listItems', { params })).items;
  assert.deepEqual(
    items.map((item) => [item.description, item.total]),
    [
      ['Balcão', '44.5'],
      ['Porta', '2.01'],
    ],
  );

  assert.match(priced.openUrl ?? '', /\/ambiente\//);
  const shown = await fetch(priced.openUrl ?? '');
  assert.equal(shown.status, 200);
  assert.match(await shown.text(), /Balcão/);
  const withoutTicket = await fetch((priced.openUrl ?? '').split('?')[0] ?? '');
  assert.equal(withoutTicket.status, 404);
  assert.doesNotMatch(await withoutTicket.text(), /Balcão/);
});

test('rules 8 and 9: updates make versions without gaps, only items by Promob change', async (t) => {
  const sandbox = await withSandbox(t);
  const { controls } = sandbox;
  const designer = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await controls.anEnvironment();
  const params = { environmentId };
  const file = sampleProjectFile(GUID);
  const one = await makeVersion(designer, environmentId, {
    projectGuid: GUID,
    budget: '100',
    items: [CABINET, DOOR],
    file,
  });
  assert.equal(one.version.number, 1);
  assert.equal(one.version.identifier, GUID);
  assert.equal(one.version.saveSha256, sha256(file));
  assert.equal(one.changes.added.length, 2);
  await controls.addManualItem(environmentId, {
    description: 'Puxador <b>especial</b>',
    quantity: '2',
    total: '80.00',
  });
  const manual = (await controls.environment(environmentId)).items.filter((item) => item.source === 'manual');

  const again = { params, body: { importId: one.importId } };
  assert.equal(await designer.refused('createUpdate', again), '409 nothing-to-update');
  const current = await designer.ok('getEnvironment', { params });
  assert.equal(current.state, 'synchronized');
  assert.equal(current.outdated, false);

  const items = [
    { ...CABINET, total: '10' },
    { ...DOOR, guid: randomUUID(), description: 'Gaveta' },
  ];
  const preview = await designer.ok('previewUpdate', { params, body: sampleListing(GUID, '120', items) });
  const two = await makeVersion(designer, environmentId, { projectGuid: GUID, budget: '120', items });
  for (const changes of [preview, two.changes]) {
    assert.deepEqual(
      changes.added.map((item) => item.description),
      ['Gaveta'],
    );
    assert.deepEqual(
      changes.removed.map((item) => item.description),
      ['Porta'],
    );
    assert.deepEqual(
      changes.changed.map(({ before, after }) => [before.total, after.total]),
      [['44.5', '54.5']],
    );
    assert.equal(changes.manualKept, 1);
    assert.deepEqual([changes.totals.before?.budget, changes.totals.after.budget], ['100', '120']);
  }
  assert.equal(
    two.changes.changed[0]?.after.id,
    one.changes.added.find((item) => item.description === 'Balcão')?.id,
  );
  assert.deepEqual(
    (await controls.environment(environmentId)).items.filter((item) => item.source === 'manual'),
    manual,
  );

  const versions = (await designer.ok('listVersions', { params })).items;
  assert.deepEqual(
    versions.map((version) => [version.number, version.latest]),
    [
      [1, false],
      [2, true],
    ],
  );
  assert.deepEqual(
    Buffer.from(await designer.ok('getVersionFile', { params: { environmentId, number: 1 } })),
    file,
  );
  assert.equal(
    await designer.refused('getVersion', { params: { environmentId, number: 3 } }),
    '404 not-found',
  );

  // A save that comes between pricing and updating makes the import stale.
  const three = await sendSave(designer, environmentId, sampleProjectFile(GUID));
  const { listingId } = await sendListing(designer, environmentId, sampleListing(GUID, '1', [DOOR]));
  const priced = await designer.ok('createNegotiation', {
    params,
    body: { saveId: three.saveId, listingId, mode: 'prepare' },
  });
  await sendSave(designer, environmentId, sampleProjectFile(GUID));
  assert.equal(
    await designer.refused('createUpdate', { params, body: { importId: priced.importId } }),
    '409 listing-not-fresh',
  );

  const planned = await designer.ok('makeVersionCurrent', {
    params: { environmentId, number: 1 },
    query: { dryRun: true },
  });
  assert.equal((await designer.ok('listVersions', { params })).items.length, 2);
  const made = await designer.ok('makeVersionCurrent', { params: { environmentId, number: 1 } });
  assert.equal(planned.version.number, 3);
  assert.equal(made.version.number, 3);
  assert.equal(made.version.saveSha256, sha256(file));
  assert.deepEqual(
    made.outdatedQuotes.map((quote) => [quote.version, quote.total]),
    [[2, '120']],
  );
  assert.equal((await designer.ok('getEnvironment', { params })).outdated, false);
  assert.equal(
    await designer.refused('makeVersionCurrent', { params: { environmentId, number: 3 } }),
    '409 nothing-to-update',
  );
});
