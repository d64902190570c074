import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { OperationId } from '../../../shared/api/operations.ts';
import { OPERATION_IDS, operationOf } from '../../../shared/api/operations.ts';
import type { Exchange } from '../../sandbox/recorder.ts';
import { signedInClient } from '../../support/sandbox/apiClient.ts';
import { contractSession } from '../../support/sandbox/contractSession.ts';
import { listenToStream } from '../../support/sandbox/listenToStream.ts';
import type { OpenapiValidator } from '../../support/sandbox/openapiValidator.ts';
import { openapiValidator } from '../../support/sandbox/openapiValidator.ts';
import { until } from '../../support/sandbox/until.ts';
import { withSandbox } from '../../support/sandbox/withSandbox.ts';

/** Requests refused for these were wrong on purpose. */
const WRONG_ON_PURPOSE = new Set([400, 401, 404, 415, 422]);

describe('what the sandbox says is what the document says, judged by a validator of someone else', () => {
  const exchanges: Exchange[] = [];
  let validator: OpenapiValidator;
  let sent: { file: Buffer; listing: Buffer };

  before(async () => {
    validator = await openapiValidator();
    const cleanUp: (() => unknown)[] = [];
    const holder = { after: (run?: unknown) => void cleanUp.unshift(run as () => unknown) } as Parameters<
      typeof withSandbox
    >[0];
    try {
      const sandbox = await withSandbox(holder, {
        seedData: 'small',
        onExchange: (exchange) => exchanges.push(exchange),
      });
      const listener = await signedInClient(sandbox.foccolojas, 'responsible', false);
      const stream = await listenToStream(holder, sandbox.foccolojas, listener.token ?? '');
      sent = await contractSession(sandbox);
      await until(() => stream.events.length > 20);
      stream.stop();
      await until(() =>
        exchanges.some(
          (exchange) => exchange.response.headers['content-type']?.startsWith('text/event-stream') === true,
        ),
      );
    } finally {
      for (const run of cleanUp) await run();
    }
  });

  test('every exchange is as documented', () => {
    const faults = exchanges.flatMap((exchange) => {
      const finding = validator.check(exchange);
      const asked = WRONG_ON_PURPOSE.has(finding.status) ? [] : finding.requestFaults;
      return [...asked, ...finding.responseFaults].map(
        (fault) =>
          `${exchange.request.method} ${exchange.request.url.slice(0, 120)} → ${finding.status}: ${fault}`,
      );
    });
    assert.deepEqual(faults, []);
    assert.ok(exchanges.length > 150, `only ${exchanges.length} exchanges`);
  });

  test('every operation was seen succeeding and refused', () => {
    const seen = exchanges.map((exchange) => validator.check(exchange));
    const succeeded = new Set(
      seen.filter((finding) => finding.status < 400).map((finding) => finding.operationId),
    );
    const refused = new Set(
      seen.filter((finding) => finding.status >= 400).map((finding) => finding.operationId),
    );
    assert.deepEqual(
      OPERATION_IDS.filter((id) => !succeeded.has(id)),
      [],
    );
    assert.deepEqual(
      OPERATION_IDS.filter((id) => !refused.has(id)),
      [],
    );
    assert.deepEqual(validator.operationIds.toSorted(), [...OPERATION_IDS].toSorted());
  });

  test('every refusal has a code its operation documents, and each business refusal was seen', () => {
    const codes = new Set(
      exchanges
        .filter((exchange) => exchange.response.status >= 400)
        .map((exchange) => (JSON.parse(exchange.response.body.toString('utf8')) as { code: string }).code),
    );
    const expected = [
      'environment-locked',
      'forbidden',
      'listing-other-project',
      'not-approved',
      'not-released',
      'nothing-to-update',
      'promob-link-required',
      'quote-outdated',
      'update-required',
      'version-token-mismatch',
      'wrong-state',
      'idempotency-key-missing',
      'idempotency-key-reused',
      'unauthenticated',
    ];
    assert.deepEqual(
      expected.filter((code) => !codes.has(code)),
      [],
    );
  });

  test('files were recorded byte for byte, both ways', () => {
    const of = (id: OperationId): Exchange[] =>
      exchanges.filter((exchange) => validator.check(exchange).operationId === id);
    assert.ok(of('createSave').some((exchange) => exchange.request.body.equals(sent.file)));
    assert.ok(of('getVersionFile').some((exchange) => exchange.response.body.equals(sent.file)));
    assert.ok(of('createListing').some((exchange) => exchange.request.body.equals(sent.listing)));
    assert.ok(of('getVersionListing').some((exchange) => exchange.response.body.equals(sent.listing)));
  });

  test('the validator would notice: each kind of deviation is found', () => {
    const find = (id: OperationId, status: number): Exchange => {
      const found = exchanges.find(
        (exchange) => exchange.response.status === status && validator.check(exchange).operationId === id,
      );
      assert.ok(found, `${id} ${status}`);
      return found;
    };
    const withBody = (exchange: Exchange, change: (body: Record<string, unknown>) => void): Exchange => {
      const body = JSON.parse(exchange.response.body.toString('utf8')) as Record<string, unknown>;
      change(body);
      return { ...exchange, response: { ...exchange.response, body: Buffer.from(JSON.stringify(body)) } };
    };
    const withHeaders = (exchange: Exchange, headers: Record<string, string>): Exchange => ({
      ...exchange,
      response: { ...exchange.response, headers },
    });
    const save = find('createSave', 201);
    const stream = find('streamEvents', 200);
    const deviations: Exchange[] = [
      withBody(save, (body) => delete body['sha256']),
      withBody(save, (body) => (body['bytes'] = '12')),
      withBody(find('approveQuote', 409), (body) => (body['code'] = 'not-released')),
      withHeaders(save, { 'content-type': 'text/html' }),
      withHeaders(find('getEnvironment', 200), { 'content-type': 'application/json' }),
      { ...save, response: { ...save.response, status: 202 } },
      {
        ...stream,
        response: {
          ...stream.response,
          body: Buffer.from('id: 1\nevent: resync\ndata: {"type":"resync"}\n\n'),
        },
      },
    ];
    for (const [at, deviation] of deviations.entries()) {
      assert.notDeepEqual(validator.check(deviation).responseFaults, [], `deviation ${at}`);
    }
    const { 'content-digest': _digest, ...headers } = save.request.headers;
    const withoutDigest = { ...save, request: { ...save.request, headers } };
    assert.notDeepEqual(validator.check(withoutDigest).requestFaults, []);
    assert.equal(operationOf('createSave').success.status, 201);
  });
});
