import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import type { ControlRefusal, FaultInput } from '../../support/sandbox/controlClient.ts';
import { sampleProjectFile } from '../../support/sandbox/samples.ts';
import { signInToSandbox } from '../../support/sandbox/signInToSandbox.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';

async function withSave(t: Parameters<typeof withSandbox>[0]) {
  const sandbox = await withSandbox(t);
  const client = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const save = {
    params: { environmentId },
    query: { saveId: 's1', number: 1, keptAt: new Date().toISOString(), fileName: 'a.promob' },
    body: sampleProjectFile(GUID),
    idempotencyKey: randomUUID(),
  };
  const saves = async (): Promise<number> =>
    (await sandbox.controls.ledger()).filter((entry) => entry.kind === 'save').length;
  return { ...sandbox, client, environmentId, save, saves };
}

const onSaves = (effect: FaultInput['effect'], times = 1): FaultInput[] => [
  { match: { method: 'post', path: '/api/comercial/v1/environments/*/saves' }, times, effect },
];

test('reset: the connection breaks and nothing was done', async (t) => {
  const { client, controls, save, saves } = await withSave(t);
  await controls.fault(onSaves({ reset: true }));
  await assert.rejects(client.call('createSave', save));
  assert.equal(await saves(), 0);
  assert.equal((await client.call('createSave', save)).headers.get('idempotency-replayed'), null);
  assert.equal(await saves(), 1);
});

test('commitThenReset: it is done, the answer is lost, the repeated key gets it', async (t) => {
  const { client, controls, save, saves } = await withSave(t);
  await controls.fault(onSaves({ commitThenReset: true }));
  await assert.rejects(client.call('createSave', save));
  assert.equal(await saves(), 1);
  const again = await client.call('createSave', save);
  assert.equal(again.status, 201);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.equal(await saves(), 1);
});

test('truncate: half of the answer arrives, JSON and files alike', async (t) => {
  const { client, controls, save, saves } = await withSave(t);
  await controls.fault(onSaves({ truncate: true }));
  await assert.rejects(client.call('createSave', save));
  assert.equal(await saves(), 1);
  await controls.fault([{ match: { path: '/store/blank-project' }, effect: { truncate: true } }]);
  await assert.rejects(client.call('getBlankProject', {}));
  assert.equal((await client.call('getBlankProject', {})).status, 200);
});

test('duplicate: handled twice, entered once', async (t) => {
  const { client, controls, save, saves } = await withSave(t);
  await controls.fault(onSaves({ duplicate: true }));
  const answer = await client.call('createSave', save);
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get('idempotency-replayed'), 'true');
  assert.equal(await saves(), 1);
});

test('status with Retry-After, as many times as said, then no more', async (t) => {
  const { client, controls, save, saves } = await withSave(t);
  await controls.fault([...onSaves({ status: 429, retryAfter: 7 }, 2), ...onSaves({ status: 500 })]);
  for (const expected of [429, 429, 500, 201]) {
    const answer = await client.call('createSave', save);
    assert.equal(answer.status, expected);
    assert.equal(answer.headers.get('retry-after'), expected === 429 ? '7' : null);
    assert.equal(await saves(), expected === 201 ? 1 : 0);
  }
  assert.deepEqual(
    (await controls.faults()).map((fault) => fault.left),
    [0, 0],
  );
  await controls.clearFaults();
  assert.deepEqual(await controls.faults(), []);
});

test('latency: the answer comes, later', async (t) => {
  const { client, controls } = await withSave(t);
  await controls.fault([{ match: { path: '/api/comercial/v1/me' }, effect: { latencyMs: 150 } }]);
  const start = performance.now();
  assert.equal((await client.call('getMe', {})).status, 200);
  assert.ok(performance.now() - start >= 140);
});

test('a fault without a path is about the API only; signing in is hit when named; control never', async (t) => {
  const { client, controls, foccolojas } = await withSave(t);
  await controls.fault([{ effect: { status: 503 }, times: 1 }]);
  await signInToSandbox(foccolojas, 'designer');
  assert.equal((await controls.faults())[0]?.left, 1);
  assert.equal((await client.call('getMe', {})).status, 503);
  await controls.clearFaults();
  await controls.fault([{ match: { path: '/oidc/token' }, effect: { status: 500 } }]);
  await assert.rejects(signInToSandbox(foccolojas, 'designer'), /no tokens/);
  await controls.fault([{ match: { path: '*' }, effect: { reset: true }, times: 1000 }]);
  assert.ok((await controls.faults()).length > 0);
  await assert.rejects(client.call('getMe', {}));
});

test('the method must fit, in any case; paths may leave out the base and name segments', async (t) => {
  const { client, controls } = await withSave(t);
  await controls.fault([
    { match: { method: 'DELETE', path: '/me' }, effect: { status: 500 } },
    { match: { method: 'get', path: '/environments/{id}/items' }, effect: { status: 418 } },
  ]);
  assert.equal((await client.call('getMe', {})).status, 200);
  const environmentId = await controls.anEnvironment();
  assert.equal((await client.call('getEnvironment', { params: { environmentId } })).status, 200);
  assert.equal((await client.call('listItems', { params: { environmentId } })).status, 418);
});

test('the control API refuses what it does not understand and who has no token', async (t) => {
  const { controls, control } = await withSave(t);
  const bad = [
    [{ then: { status: 200 } }],
    [{ then: { explode: true } }],
    [{ times: 0, then: { reset: true } }],
    [{ match: { host: 'x' }, then: { reset: true } }],
    {},
  ];
  for (const faults of bad) {
    await assert.rejects(
      controls.call('POST', '/faults', faults),
      (error: ControlRefusal) => error.status === 400,
    );
  }
  await assert.rejects(
    controls.call('POST', '/customers', { nome: 'x' }),
    (error: ControlRefusal) => error.status === 400,
  );
  await assert.rejects(controls.environment('none'), (error: ControlRefusal) => error.status === 404);
  await assert.rejects(
    controls.changePromobPassword('nobody'),
    (error: ControlRefusal) => error.status === 404,
  );
  assert.equal((await fetch(`${control}/control/ledger`)).status, 401);
  assert.equal(
    (await fetch(`${control}/control/ledger`, { headers: { authorization: 'Bearer x' } })).status,
    401,
  );
});
