import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Decimal, ProjectGuid, Sha256, Time, Uuid } from '../../../shared/api/common.ts';
import { contentDigest, digestSha256 } from '../../../shared/api/digest.ts';
import { refusalsOf } from '../../../shared/api/operation.ts';
import { OPERATIONS, OPERATION_IDS, buildPath, operationOf } from '../../../shared/api/operations.ts';
import { PROBLEM_CODES, PROBLEM_STATUS, Problem } from '../../../shared/api/problem.ts';
import { textParameters } from '../../../shared/api/textParameters.ts';

test('paths are filled, encoded, and never half-filled', () => {
  assert.equal(buildPath('getMe'), '/api/comercial/v1/me');
  assert.equal(
    buildPath('getVersionFile', { environmentId: 'a/b é', number: 3 }),
    '/api/comercial/v1/environments/a%2Fb%20%C3%A9/versions/3/file',
  );
  assert.equal(
    buildPath('makeVersionCurrent', { environmentId: 'e', number: 1 }, { dryRun: true }),
    '/api/comercial/v1/environments/e/versions/1/make-current?dryRun=true',
  );
  assert.equal(
    buildPath('listCustomers', undefined, { cursor: 'a&b' }),
    '/api/comercial/v1/customers?cursor=a%26b',
  );
  assert.throws(() => buildPath('getEnvironment'), RangeError);
  assert.throws(() => buildPath('getEnvironment', { environmentId: '' }), RangeError);
  // Whoever resolves the address would take them for steps: no encoding keeps them.
  for (const step of ['.', '..']) {
    assert.throws(() => buildPath('listVersions', { environmentId: step }), RangeError, step);
  }
  for (const name of ['...', '.a', '%2e%2e', '../customers']) {
    const { pathname } = new URL(buildPath('getEnvironment', { environmentId: name }), 'http://x');
    assert.equal(pathname, `/api/comercial/v1/environments/${encodeURIComponent(name)}`);
  }
});

test('what a client writes into a query a server reads back', () => {
  const query = {
    saveId: 's',
    number: 12,
    keptAt: '2026-01-01T00:00:00Z',
    fileName: 'São João & filho.promob',
  };
  const url = new URL(buildPath('createSave', { environmentId: 'e' }, query), 'http://x');
  const schema = OPERATIONS.createSave.query;
  assert.deepEqual(schema.parse(textParameters(schema, Object.fromEntries(url.searchParams))), query);
  const number = { ...query, number: '12a' };
  assert.equal(schema.safeParse(textParameters(schema, number)).success, false);
  assert.equal(schema.safeParse({ ...query, other: '1' }).success, false);
  const dry = OPERATIONS.makeVersionCurrent.query;
  assert.deepEqual(textParameters(dry, { dryRun: 'false' }), { dryRun: false });
  assert.equal(dry.safeParse(textParameters(dry, { dryRun: 'yes' })).success, false);
});

test('a Content-Digest says what it was made from, and nothing else is taken for one', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const hash = createHash('sha256').update(bytes);
      const hex = hash.copy().digest('hex');
      assert.equal(contentDigest(hex), `sha-256=:${hash.digest('base64')}:`);
      assert.equal(digestSha256(contentDigest(hex)), hex);
    }),
  );
  const hex = 'a'.repeat(64);
  assert.equal(digestSha256(`md5=:AAAA:, ${contentDigest(hex)}`), hex);
  for (const text of ['', 'sha-256=::', 'sha-512=:AAAA:', 'sha-256=AAAA', `xsha-256=:${'A'.repeat(43)}=:`]) {
    assert.equal(digestSha256(text), null, text);
  }
});

test('money, hashes, ids and times are held to their form', () => {
  const good = [
    [Decimal, ['0', '-1.50', '1103.26']],
    [Sha256, ['0'.repeat(64)]],
    [Uuid, ['018f6b2e-0000-7000-8000-00000000000A']],
    [ProjectGuid, ['79a9ee88-ce1c-4528-8992-bc5d3ef387b0']],
    [Time, ['2026-02-19T17:34:38Z', '2026-02-19T17:34:38.123Z']],
  ] as const;
  const bad = [
    [Decimal, ['1,5', '1e3', '', '.5', 'NaN', '1'.repeat(41)]],
    [Sha256, ['A'.repeat(64), 'a'.repeat(63)]],
    [Uuid, ['018f6b2e00007000800000000000000a', '']],
    [ProjectGuid, ['{79a9ee88-ce1c-4528-8992-bc5d3ef387b0}', '79A9EE88-CE1C-4528-8992-BC5D3EF387B0']],
    [Time, ['2026-02-19T17:34:38', '2026-02-19T17:34:38-03:00', '2026-02-30T00:00:00Z']],
  ] as const;
  for (const [schema, texts] of good)
    for (const text of texts) assert.ok(schema.safeParse(text).success, text);
  for (const [schema, texts] of bad)
    for (const text of texts) assert.ok(!schema.safeParse(text).success, text);
});

test('every refusal an operation may answer has a status, and every code is used somewhere', () => {
  const used = new Set(OPERATION_IDS.flatMap((id) => [...refusalsOf(operationOf(id))]));
  assert.deepEqual(
    PROBLEM_CODES.filter((code) => !used.has(code)),
    [],
  );
  for (const code of used) assert.ok(PROBLEM_STATUS[code] >= 400);
  const problem = { type: 'about:blank', title: 'x', status: 409, code: 'quote-outdated', more: 1 };
  assert.deepEqual(Problem.parse(problem), {
    type: 'about:blank',
    title: 'x',
    status: 409,
    code: 'quote-outdated',
  });
});

test('everything that changes something carries a key; no two operations share method and path', () => {
  const free = new Set(['previewUpdate', 'probePort']);
  const seen = new Set<string>();
  for (const id of OPERATION_IDS) {
    const operation = operationOf(id);
    assert.equal(operation.idempotent, operation.method !== 'GET' && !free.has(id), id);
    seen.add(`${operation.method} ${operation.path}`);
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();
    assert.deepEqual(Object.keys(operation.params?.shape ?? {}).sort(), named, id);
  }
  assert.equal(seen.size, OPERATION_IDS.length);
});

test('answers are read tolerantly, requests strictly', () => {
  const answer = OPERATIONS.getMe.success.body.schema;
  const me = { id: 'u', name: 'A', username: 'a', roles: ['designer'], store: { id: 's', name: 'L' } };
  assert.deepEqual(answer.parse({ ...me, later: true, store: { ...me.store, also: 1 } }), me);
  const request = OPERATIONS.createProject.body.schema;
  assert.equal(request.safeParse({ customerId: 'c', name: 'n', later: true }).success, false);
});
