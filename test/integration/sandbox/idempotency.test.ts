import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { test } from 'node:test';
import { MAX_FILE_BYTES } from '../../../shared/api/common.ts';
import { buildPath } from '../../../shared/api/operations.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { sampleProjectFile, sendSave } from '../../support/sandbox/samples.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

const GUID = '79a9ee88-ce1c-4528-8992-bc5d3ef387b0';

async function withEnvironment(t: Parameters<typeof withSandbox>[0]) {
  const sandbox = await withSandbox(t);
  const client = await signedInClient(sandbox.foccolojas, 'designer');
  const environmentId = await sandbox.controls.anEnvironment();
  const save = {
    params: { environmentId },
    query: { saveId: 's1', number: 1, keptAt: '2026-11-21T12:00:00.000Z', fileName: 'a.promob' },
    body: sampleProjectFile(GUID),
    idempotencyKey: randomUUID(),
  };
  return { ...sandbox, client, environmentId, save };
}

test('the same key with the same request gets the same answer, with another one it is refused', async (t) => {
  const { client, controls, save } = await withEnvironment(t);
  const first = await client.call('createSave', save);
  const again = await client.call('createSave', save);
  assert.deepEqual(again.body, first.body);
  assert.equal(first.headers.get('idempotency-replayed'), null);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  const other = { ...save, body: sampleProjectFile(GUID) };
  assert.equal(await client.refused('createSave', other), '422 idempotency-key-reused');
  const elsewhere = { ...save, query: { ...save.query, number: 2 } };
  assert.equal(await client.refused('createSave', elsewhere), '422 idempotency-key-reused');
  assert.equal((await controls.ledger()).length, 1);
});

test('a write without a key, or with one that is no UUID, is refused', async (t) => {
  const { client, save } = await withEnvironment(t);
  for (const key of ['', 'abc']) {
    assert.equal(
      await client.refused('createSave', { ...save, idempotencyKey: key }),
      '400 idempotency-key-missing',
    );
  }
});

test('many requests with one key at once: one is done, the others wait or get its answer', async (t) => {
  const { client, controls, save } = await withEnvironment(t);
  const answers = await Promise.all(Array.from({ length: 12 }, () => client.call('createSave', save)));
  const outcomes = answers.map(
    (answer) => answer.problem?.code ?? answer.headers.get('idempotency-replayed') ?? 'done',
  );
  assert.equal(outcomes.filter((outcome) => outcome === 'done').length, 1);
  assert.ok(
    outcomes.every((outcome) => ['done', 'true', 'idempotency-in-progress'].includes(outcome)),
    outcomes.join(),
  );
  assert.equal((await controls.ledger()).length, 1);
});

test('while the first request is still sending its bytes, the second with its key is told so', async (t) => {
  const { client, controls, save, foccolojas } = await withEnvironment(t);
  const { promise: answered, resolve } = Promise.withResolvers<number>();
  const slow = request(foccolojas + buildPath('createSave', save.params, save.query), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${client.token ?? ''}`,
      'idempotency-key': save.idempotencyKey,
      'content-type': 'application/octet-stream',
      'content-digest': 'sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:',
      'content-length': save.body.length,
    },
  });
  slow.on('response', (response) => resolve(response.statusCode ?? 0));
  slow.write(save.body.subarray(0, 10));
  let outcome = '';
  for (let tries = 0; tries < 100 && outcome !== '409 idempotency-in-progress'; tries += 1) {
    // Until the first bytes of the slow request arrived, this one may itself be the first; then it is a repetition.
    outcome = await client.refused('getMe', {});
    outcome = await client.refused('createSave', { ...save, headers: { 'content-digest': 'none' } });
  }
  assert.equal(outcome, '409 idempotency-in-progress');
  slow.end(save.body.subarray(10));
  assert.equal(await answered, 422);
  assert.deepEqual(await controls.ledger(), []);
  assert.equal((await client.call('createSave', save)).status, 201);
});

test('bytes that are not those of Content-Digest, or come without one, are refused and not entered', async (t) => {
  const { client, controls, save } = await withEnvironment(t);
  const wrong = { 'content-digest': 'sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:' };
  assert.equal(await client.refused('createSave', { ...save, headers: wrong }), '422 digest-mismatch');
  assert.equal(
    await client.refused('createSave', { ...save, headers: { 'content-digest': 'md5=:aa:' } }),
    '422 validation-failed',
  );
  assert.deepEqual(await controls.ledger(), []);
});

test('a body that is too large, of another type, or not as agreed is refused', async (t) => {
  const { client, environmentId, save, foccolojas } = await withEnvironment(t);
  const status = await new Promise<number>((resolve, reject) => {
    const large = request(foccolojas + buildPath('createSave', save.params, save.query), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token ?? ''}`,
        'idempotency-key': randomUUID(),
        'content-type': 'application/octet-stream',
        'content-digest': 'sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:',
        'content-length': MAX_FILE_BYTES + 1,
      },
    });
    large.on('response', (response) => resolve(response.statusCode ?? 0));
    large.on('error', reject);
    large.write('x');
  });
  assert.equal(status, 413);
  assert.equal(
    await client.refused('createSave', { ...save, headers: { 'content-type': 'text/plain' } }),
    '415 unsupported-media-type',
  );
  const query = { ...save.query, number: 0 };
  assert.equal(await client.refused('createSave', { ...save, query }), '422 validation-failed');
  const fileName = { ...save.query, fileName: '..\\a.promob' };
  assert.equal(await client.refused('createSave', { ...save, query: fileName }), '422 validation-failed');
  assert.equal(
    await client.refused('getEnvironment', { params: { environmentId: '..%2f' } }),
    '404 not-found',
  );
  const body = Buffer.from('<html/>');
  const listing = {
    params: { environmentId },
    query: { listingId: 'l', capturedAt: save.query.keptAt, fileName: 'a.xml' },
    body,
  };
  assert.equal(await client.refused('createListing', listing), '422 validation-failed');
  assert.equal(
    await client.refused('createListing', { ...listing, body: Buffer.from('<LISTING><AMBIENTS>') }),
    '422 validation-failed',
  );
  const unknownField = {
    params: { environmentId },
    body: { saveId: 's', listingId: 'l', mode: 'prepare', price: '1' },
  };
  assert.equal(await client.refused('createNegotiation', unknownField as never), '422 validation-failed');
});

test('a large file is taken and given back byte for byte', async (t) => {
  const { client, environmentId } = await withEnvironment(t);
  const large = Buffer.alloc(9 * 1024 * 1024 + 7, 'promob');
  const { receipt } = await sendSave(client, environmentId, large);
  assert.equal(receipt.bytes, large.length);
});
