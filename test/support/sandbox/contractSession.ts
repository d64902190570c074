import { randomUUID } from 'node:crypto';
import type { OperationId } from '../../../shared/api/operations.ts';
import { OPERATION_IDS, operationOf } from '../../../shared/api/operations.ts';
import type { ApiClient } from './apiClient.ts';
import { apiClient, signedInClient } from './apiClient.ts';
import { makeVersion, sampleListing, sampleProjectFile, sendListing, sendSave } from './samples.ts';
import type { TestSandbox } from './withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';
const DOOR = { guid: 'aaaaaaaa-0000-4000-8000-000000000002', description: 'Porta', total: '2.01' };

/** Values that fit no thing: for the refusals every operation has in common. */
const NOBODY: Readonly<Record<string, string | number>> = { number: 1, code: 'assessment' };

function nowhere(id: OperationId): Record<string, string | number> {
  const names = [...operationOf(id).path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
  return Object.fromEntries(names.map((name) => [name, NOBODY[name] ?? 'nothing']));
}

/** Refusals that follow from the shape of an operation: no token, no key, no such thing, a body not as agreed. */
async function commonRefusals(sandbox: TestSandbox, client: ApiClient): Promise<void> {
  const stranger = apiClient(sandbox.foccolojas, undefined);
  for (const id of OPERATION_IDS) {
    const operation = operationOf(id);
    const request: Record<string, unknown> = { params: nowhere(id) };
    const call = (by: ApiClient, more: object): Promise<unknown> =>
      by.call(id, Object.assign({}, request, more) as never);
    if (operation.auth === 'bearer') await call(stranger, {});
    else {
      await sandbox.controls.fault([
        { match: { path: operation.path }, effect: { status: 503, retryAfter: 1 } },
      ]);
      await call(stranger, {});
    }
    if (operation.idempotent) await call(client, { headers: { 'idempotency-key': 'none' } });
    if (operation.body !== undefined)
      await call(client, { body: Buffer.from('x'), headers: { 'content-type': 'text/plain' } });
  }
}

async function catalogue(client: ApiClient): Promise<string> {
  await client.ok('getMe', {});
  await client.ok('getPromobLink', {});
  await client.ok('getStore', {});
  await client.ok('listPrerequisites', {});
  await client.ok('getBlankProject', {});
  const customer = await client.ok('createCustomer', {
    body: { name: 'Ana Souza', email: 'ana@example.com' },
  });
  await client.call('createCustomer', { body: { name: 'Teste' } });
  await client.ok('listCustomers', { query: { limit: 2 } });
  await client.call('listCustomers', { query: { limit: 2, cursor: 'x' } });
  await client.ok('getCustomer', { params: { customerId: customer.id } });
  const project = await client.ok('createProject', { body: { customerId: customer.id, name: 'Casa' } });
  await client.call('createProject', { body: { customerId: 'nobody', name: 'Casa' } });
  await client.ok('getProject', { params: { projectId: project.id } });
  await client.call('getProject', { params: { projectId: 'none' } });
  await client.ok('listProjects', { query: { customerId: customer.id } });
  const idempotencyKey = randomUUID();
  const request = { body: { projectId: project.id, name: 'Sala' }, idempotencyKey };
  const { jobId } = await client.ok('createEnvironment', request);
  await client.call('createEnvironment', request);
  await client.call('createEnvironment', { ...request, body: { projectId: project.id, name: 'Outra' } });
  await client.ok('getJob', { params: { jobId } });
  await client.ok('listEnvironments', { query: { projectId: project.id } });
  await client.ok('probePort', { body: { port: 9 } });
  return project.id;
}

async function life(sandbox: TestSandbox, client: ApiClient): Promise<{ file: Buffer; listing: Buffer }> {
  const { controls } = sandbox;
  const environmentId = await controls.anEnvironment();
  const params = { environmentId };
  const file = sampleProjectFile(GUID);
  const listing = sampleListing(GUID, '100', [DOOR]);
  const one = await makeVersion(client, environmentId, {
    projectGuid: GUID,
    budget: '100',
    items: [DOOR],
    file,
  });
  await client.call('createUpdate', { params, body: { importId: one.importId } });
  await client.ok('getEnvironment', { params });
  await client.ok('listItems', { params });
  await client.ok('listSaves', { params });
  await client.ok('listVersions', { params });
  const number = { params: { environmentId, number: 1 } };
  await client.ok('getVersion', number);
  await client.ok('getVersionFile', number);
  await client.ok('getVersionListing', number);
  await client.ok('previewUpdate', { params, body: sampleListing(GUID, '120', [{ ...DOOR, total: '3' }]) });
  const saved = await sendSave(client, environmentId, sampleProjectFile(GUID));
  await client.call('approveQuote', { params });
  const foreign = await sendListing(client, environmentId, sampleListing(randomUUID(), '1', [DOOR]));
  const body = { saveId: saved.saveId, listingId: foreign.listingId, mode: 'negotiate' } as const;
  await client.call('createNegotiation', { params, body });
  const own = await sendListing(client, environmentId, listing);
  const priced = await client.ok('createNegotiation', {
    params,
    body: { ...body, listingId: own.listingId },
  });
  const { version } = await client.ok('createUpdate', { params, body: { importId: priced.importId } });
  await client.ok('makeVersionCurrent', { ...number, query: { dryRun: true } });
  await client.ok('makeVersionCurrent', number);
  await client.call('makeVersionCurrent', { params: { environmentId, number: version.number + 1 } });
  await client.call('startReview', { params });
  await client.call('releaseContract', { params });
  await client.call('approveQuote', { params, ifMatch: 'stale' });
  await client.ok('approveQuote', { params });
  await client.ok('releaseContract', { params });
  await client.ok('startReview', { params });
  await client.call('completeReview', { params });
  await client.call('createOccurrence', { params, body: { description: 'x' } });
  await makeVersion(client, environmentId, { projectGuid: GUID, budget: '100', items: [DOOR], file });
  await client.ok('completeReview', { params });
  const late = { saveId: 'late', number: 9, keptAt: new Date().toISOString(), fileName: 'a.promob' };
  await client.call('createSave', { params, query: late, body: file });
  await client.call('createListing', {
    params,
    query: { listingId: 'late', capturedAt: late.keptAt, fileName: 'a.xml' },
    body: listing,
  });
  const occurrence = await client.ok('createOccurrence', { params, body: { description: 'Porta riscada' } });
  await client.ok('listOccurrences', { params });
  await sandbox.controls.addOccurrenceItem(occurrence.id, {
    description: 'Porta',
    quantity: '1',
    total: '80.00',
  });
  await client.ok('listAllOccurrences', { query: { limit: 1 } });
  const assistance = { params: { occurrenceId: occurrence.id }, body: { from: 'review' as const } };
  await client.ok('startAssistance', assistance);
  await client.call('startAssistance', assistance);
  const notices = await client.ok('listNotifications', { query: { state: 'open' } });
  const notice = notices.items[0];
  if (notice === undefined) throw new Error('nobody was notified');
  await client.ok('getNotification', { params: { notificationId: notice.id } });
  await client.ok('acknowledgeNotification', {
    params: { notificationId: notice.id },
    body: { state: 'seen' },
  });
  await client.ok('listReceipts', { query: { limit: 3, since: '2020-01-01T00:00:00.000Z' } });
  return { file, listing };
}

/** Two machines report drawings that do not follow from each other, and somebody decides. */
async function disagreement(sandbox: TestSandbox, client: ApiClient): Promise<void> {
  const params = { environmentId: await sandbox.controls.anEnvironment('Sala') };
  const query = { keptAt: new Date().toISOString(), fileName: 'Sala.promob', number: 1 };
  for (const saveId of ['of-a', 'of-b']) {
    await client.ok('createSave', {
      params,
      query: { ...query, saveId, previousSha256: 'none' },
      body: sampleProjectFile(GUID),
    });
  }
  await client.ok('getEnvironment', { params });
  await client.call('resolveDisagreement', { params, body: { saveId: 'of-a' }, ifMatch: 'stale' });
  await client.ok('getSaveFile', { params: { ...params, saveId: 'of-b' } });
  await client.ok('resolveDisagreement', { params, body: { saveId: 'of-b' } });
  await client.call('resolveDisagreement', { params, body: { saveId: 'of-a' } });
}

/** Every operation with success and refusals, files and refused bodies included; answers the files that were sent and read back. */
export async function contractSession(sandbox: TestSandbox): Promise<{ file: Buffer; listing: Buffer }> {
  const { foccolojas, controls } = sandbox;
  await apiClient(foccolojas, undefined).ok('getHealth', {});
  await controls.setRoles('reviser', ['designer', 'reviser', 'responsible']);
  const client = await signedInClient(foccolojas, 'reviser');
  const designer = await signedInClient(foccolojas, 'designer', false);
  await designer.call('configureStore', { body: {} });
  await client.ok('configureStore', { body: { accountId: 'PORTAL-2' } });
  await client.call('configureStore', { body: { unknown: 1 } } as never);
  const finding = { status: 'ok', evidence: { code: 'confirmed-by-user', facts: {} } } as const;
  await client.ok('confirmPrerequisite', { params: { code: 'assessment' }, body: finding });
  await client.call('confirmPrerequisite', { params: { code: 'users-linked' }, body: finding });
  const projectId = await catalogue(client);
  await designer.call('createEnvironment', { body: { projectId, name: 'Sala' } });
  const sent = await life(sandbox, client);
  await disagreement(sandbox, client);
  await commonRefusals(sandbox, client);
  await client.ok('unlinkPromob', {});
  return sent;
}
