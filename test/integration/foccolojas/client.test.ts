import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { contentDigest } from '../../../shared/api/digest.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { checkServer, normalizeServerUrl } from '../../../electron/engine/foccolojas/checkServer.ts';
import {
  createFoccoLojasClient,
  type TokenSource,
} from '../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import { streamEvents } from '../../../electron/engine/foccolojas/streamEvents.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** FoccoLojas as this test wants it: `answer` decides, everything asked is kept. */
const seen: Seen[] = [];
let answer: (request: Seen, response: http.ServerResponse) => void = () => undefined;
const server = http.createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const one = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(parts),
    };
    seen.push(one);
    answer(one, response);
  });
});
const transport = createHttp({ userAgent: 'elo-test', clock: systemClock });
let origin = '';

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => seen.splice(0));
after(() => {
  transport.close();
  server.closeAllConnections();
  server.close();
});

const json = (response: http.ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

const steady: TokenSource = {
  accessToken: () => Promise.resolve('token-1'),
  refresh: () => Promise.resolve(null),
};
const client = (tokens = steady) =>
  createFoccoLojasClient({ http: transport, baseUrl: `${origin}/any/page`, tokens, clock: systemClock });

const key = '0199a7c2-4f60-7a31-8123-4123812345ab';
const me = { id: 'u1', name: 'Ana', username: 'ana', roles: ['designer'], store: { id: 's1', name: 'Loja' } };
const bytes = Buffer.from('the exact bytes of a project file');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const receipt = {
  receiptId: 'r1',
  kind: 'save',
  environmentId: 'e1',
  saveId: 's1',
  sha256,
  bytes: bytes.length,
  receivedAt: '2026-03-02T12:00:00Z',
  idempotencyKey: key,
  environmentState: 'outdated',
};
const save = {
  params: { environmentId: 'e1' },
  query: { saveId: 's1', number: 1, keptAt: '2026-03-02T12:00:00Z', fileName: 'Cozinha da Ana & Cia.promob' },
  body: new Uint8Array(bytes),
  idempotencyKey: key,
};

describe('the client of FoccoLojas', () => {
  it('reads, tolerating fields it does not know', async () => {
    answer = (_request, response) => json(response, 200, { ...me, since: 2020 });
    assert.deepEqual(await client().getMe(), me);
    assert.equal(seen[0]?.path, '/api/comercial/v1/me');
    assert.equal(seen[0].headers.authorization, 'Bearer token-1');
    assert.equal(seen[0].headers['idempotency-key'], undefined);
  });

  it('hands over bytes with their digest, length and key, and checks the receipt', async () => {
    answer = (_request, response) => json(response, 201, receipt);
    assert.equal((await client().createSave(save)).receiptId, 'r1');
    const [sent] = seen;
    assert.deepEqual(sent?.body, bytes);
    assert.equal(sent?.headers['content-digest'], contentDigest(sha256));
    assert.equal(sent?.headers['content-type'], 'application/octet-stream');
    assert.equal(sent?.headers['content-length'], String(bytes.length));
    assert.equal(sent?.headers['idempotency-key'], key);
    assert.equal(
      new URL(sent?.path ?? '', origin).searchParams.get('fileName'),
      'Cozinha da Ana & Cia.promob',
    );
  });

  it('refuses a receipt about other bytes', async () => {
    answer = (_request, response) => json(response, 201, { ...receipt, sha256: 'a'.repeat(64) });
    await assert.rejects(client().createSave(save), { code: 'receipt-mismatch', retryable: false });
    answer = (_request, response) => json(response, 201, { ...receipt, bytes: 1 });
    await assert.rejects(client().createSave(save), { code: 'receipt-mismatch' });
    answer = (_request, response) => json(response, 201, receipt);
    await assert.rejects(client().createSave(save, { sha256: 'b'.repeat(64) }), { code: 'receipt-mismatch' });
  });

  it('does not take an answer that is not what was agreed', async () => {
    answer = (_request, response) => json(response, 200, { ...me, roles: 'all' });
    await assert.rejects(client().getMe(), { code: 'unexpected-answer', retryable: false });
    answer = (_request, response) => json(response, 202, me);
    await assert.rejects(client().getMe(), { code: 'unexpected-answer' });
  });

  it('keeps the code of a refusal, says how long to wait, and tells its listeners', async () => {
    const heard: string[] = [];
    const one = client();
    const stop = one.onRefusal((code) => heard.push(code));
    answer = (_request, response) => json(response, 429, { code: 'rate-limited' }, { 'retry-after': '7' });
    await assert.rejects(one.getMe(), (error: { details: Record<string, unknown> }) => {
      assert.deepEqual(error.details, { status: 429, operation: 'getMe', retryAfterMs: 7000 });
      return true;
    });
    answer = (_request, response) => json(response, 403, { code: 'promob-link-required' });
    await assert.rejects(one.createSave(save), { code: 'promob-link-required', remedy: 'link-again' });
    stop();
    await assert.rejects(one.createSave(save));
    assert.deepEqual(heard, ['rate-limited', 'promob-link-required']);
  });

  it('renews a rejected token once for all calls, and repeats each with the same key', async () => {
    let renewals = 0;
    const one = client({
      accessToken: () => Promise.resolve('old'),
      refresh: async (rejected) => {
        assert.equal(rejected, 'old');
        renewals += 1;
        await new Promise(setImmediate);
        return 'new';
      },
    });
    let early = 0;
    const waiting: (() => void)[] = [];
    answer = (request, response) => {
      if (request.headers.authorization === 'Bearer new') return json(response, 201, receipt);
      // All three are rejected at the same moment.
      early += 1;
      waiting.push(() => json(response, 401, { code: 'unauthenticated' }));
      if (early === 3) for (const reject of waiting) reject();
      return undefined;
    };
    await Promise.all([one.createSave(save), one.createSave(save), one.createSave(save)]);
    assert.equal(renewals, 1);
    assert.equal(seen.length, 6);
    assert.ok(
      seen.every((request) => request.headers['idempotency-key'] === key && request.body.equals(bytes)),
    );
  });

  it('asks to sign in when nobody is, when the session ended, and when the renewed token is rejected too', async () => {
    answer = (_request, response) => json(response, 401, { code: 'unauthenticated' });
    const refused = { code: 'sign-in-required', remedy: 'sign-in', retryable: false };
    await assert.rejects(
      client({ accessToken: () => Promise.resolve(null), refresh: () => assert.fail() }).getMe(),
      refused,
    );
    assert.equal(seen.length, 0, 'nothing is sent without a token');
    await assert.rejects(client().getMe(), refused);
    assert.equal(seen.length, 1);
    await assert.rejects(client({ ...steady, refresh: () => Promise.resolve('new') }).getMe(), refused);
    assert.equal(seen.length, 3, 'repeated once only');
  });

  it('passes on that the token could not be renewed now', async () => {
    answer = (_request, response) => json(response, 401, {});
    const offline = Object.assign(new Error('offline'), { code: 'network-refused' });
    await assert.rejects(client({ ...steady, refresh: () => Promise.reject(offline) }).getMe(), {
      code: 'network-refused',
    });
  });

  it('verifies what it downloads', async () => {
    const download = () => client().getVersionFile({ params: { environmentId: 'e1', number: 2 } });
    const send = (digest: string) => (_request: Seen, response: http.ServerResponse) =>
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'content-digest': digest })
        .end(bytes);
    answer = send(contentDigest(sha256));
    assert.deepEqual(Buffer.from(await download()), bytes);
    assert.equal(seen[0]?.path, '/api/comercial/v1/environments/e1/versions/2/file');
    answer = send(contentDigest('0'.repeat(64)));
    await assert.rejects(download(), { code: 'download-damaged', retryable: true });
    answer = send('');
    await assert.rejects(download(), { code: 'download-damaged' });
    answer = (_request, response) => json(response, 404, { code: 'not-found' });
    await assert.rejects(download(), { code: 'not-found' });
  });

  it('sends version tokens quoted, and needs an idempotency key for every write', async () => {
    answer = (_request, response) => json(response, 412, { code: 'version-token-mismatch' });
    const one = client();
    await assert.rejects(
      one.approveQuote({ params: { environmentId: 'e1' }, idempotencyKey: key, ifMatch: 'v7' }),
      { code: 'version-token-mismatch' },
    );
    assert.equal(seen[0]?.headers['if-match'], '"v7"');
    await assert.rejects(one.unlinkPromob({ idempotencyKey: '' }), TypeError);
    await assert.rejects(one.getEnvironment({ params: { environmentId: '' } }), RangeError);
  });

  it('follows the stream of events over HTTP and goes on where it was', async () => {
    const events: unknown[] = [];
    const enough = Promise.withResolvers<void>();
    let connection = 0;
    answer = (request, response) => {
      connection += 1;
      assert.equal(request.headers.accept, 'text/event-stream');
      assert.equal(request.headers['last-event-id'], connection === 1 ? undefined : '1');
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      const at = '2026-03-02T12:00:00Z';
      response.write(
        `: hello\n\nid: ${connection}\nevent: notification\ndata: {"type":"notification","at":"${at}","notificationId":"n${connection}"}\n\n`,
      );
      if (connection === 1) response.socket?.end();
    };
    const stream = streamEvents({
      client: client(),
      clock: systemClock,
      random: () => 0,
      onEvent: (event, id) => {
        events.push([event.notificationId, id]);
        if (events.length === 2) enough.resolve();
      },
    });
    await enough.promise;
    stream.stop();
    await stream.done;
    assert.deepEqual(events, [
      ['n1', '1'],
      ['n2', '2'],
    ]);
  });

  it('takes the refusal of a stream like any other, and a page for none', async () => {
    const open = () => client().openEvents({ signal: new AbortController().signal });
    answer = (_request, response) =>
      json(response, 503, { code: 'service-unavailable' }, { 'retry-after': '3' });
    await assert.rejects(open(), (error: { code: string; details: Record<string, unknown> }) => {
      assert.deepEqual([error.code, error.details['retryAfterMs']], ['service-unavailable', 3000]);
      return true;
    });
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    await assert.rejects(open(), { code: 'unexpected-answer', retryable: true });
  });
});

describe('checkServer', () => {
  const health = (more = {}) => ({
    status: 'ok',
    time: new Date().toISOString(),
    product: 'foccolojas',
    apiVersion: '1',
    issuer: `${origin}/oidc`,
    clientId: 'elo',
    ...more,
  });
  const check = (address = origin) => checkServer(address, { http: transport, clock: systemClock });

  it('understands addresses as people write them', () => {
    assert.equal(normalizeServerUrl('  loja.foccolojas.com.br '), 'https://loja.foccolojas.com.br');
    assert.equal(
      normalizeServerUrl('https://Loja.foccolojas.com.br/ambiente/7?x=1#y'),
      'https://loja.foccolojas.com.br',
    );
    assert.equal(normalizeServerUrl('http://127.0.0.1:4000/'), 'http://127.0.0.1:4000');
    assert.throws(() => normalizeServerUrl('http://loja.foccolojas.com.br'), { code: 'insecure-address' });
    for (const wrong of ['', 'two words', 'ftp://x', 'https://', 'https://a:b@x', 'x'.repeat(3000)]) {
      assert.throws(() => normalizeServerUrl(wrong), { code: 'invalid-address' }, wrong);
    }
  });

  it('finds where to sign in, and how far the clocks are apart', async () => {
    answer = (_request, response) =>
      json(response, 200, health({ time: new Date(Date.now() - 600_000).toISOString() }));
    const found = await check(`${origin}/some/page`);
    assert.equal(found.serverUrl, origin);
    assert.equal(found.health.issuer, `${origin}/oidc`);
    assert.ok(Math.abs(found.clockSkewMs - 600_000) < 5000);
  });

  it('tells apart: another program, another site, a redirect, a sick server, nobody there', async () => {
    const stranger = { code: 'not-foccolojas', remedy: 'check-server-address' };
    answer = (_request, response) => response.end('<html>');
    await assert.rejects(check(), stranger);
    answer = (_request, response) => json(response, 200, { status: 'ok' });
    await assert.rejects(check(), stranger);
    answer = (_request, response) => json(response, 404, {});
    await assert.rejects(check(), stranger);
    answer = (_request, response) => response.writeHead(301, { location: 'https://x' }).end();
    await assert.rejects(check(), stranger);
    answer = (_request, response) => json(response, 503, {});
    await assert.rejects(check(), { code: 'server-error', retryable: true });
    answer = (_request, response) => response.socket?.destroy();
    await assert.rejects(check(), { code: 'network-reset' });
  });

  it('does not send anybody to an issuer that is not secure', async () => {
    answer = (_request, response) => json(response, 200, health({ issuer: 'http://oidc.example/' }));
    await assert.rejects(check(), { code: 'insecure-issuer' });
  });
});
