import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';
import { localhostCertificate } from './localhostCertificate.ts';
import { manualClock } from './manualClock.ts';

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const answers: Record<string, Answer> = {};
const server = http.createServer((request, response) => {
  const answer = answers[new URL(request.url ?? '/', 'http://x').pathname];
  if (answer) answer(request, response);
  else response.writeHead(404).end();
});
let base = '';
const client = createHttp({ userAgent: 'elo-test/1', clock: systemClock });

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  client.close();
  server.closeAllConnections();
  server.close();
});

const get = (path: string, more = {}) =>
  client.request({ method: 'GET', url: `${base}${path}`, responseType: 'json', ...more });

const failsWith = (code: string, retryable: boolean) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  assert.equal((error as { retryable?: boolean }).retryable, retryable);
  return true;
};

describe('createHttp', () => {
  it('parses JSON, hands statuses through as answers and says who asks', async () => {
    answers['/json'] = (request, response) => {
      response.writeHead(422, { 'content-type': 'application/problem+json', 'X-Kind': 'a' });
      response.end(JSON.stringify({ agent: request.headers['user-agent'] }));
    };
    const response = await get('/json');
    assert.equal(response.status, 422);
    assert.equal(response.headers['x-kind'], 'a');
    assert.deepEqual(response.body, { agent: 'elo-test/1' });
  });

  it('sends a large body with its length, byte for byte', async () => {
    answers['/echo'] = (request, response) => {
      response.writeHead(200, { 'x-length': request.headers['content-length'] ?? 'none' });
      request.pipe(response);
    };
    const sent = new Uint8Array(1_000_003).map((_, at) => at % 251);
    const response = await client.request({
      method: 'POST',
      url: `${base}/echo`,
      body: sent,
      responseType: 'bytes',
      maxResponseBytes: 2_000_000,
    });
    assert.equal(response.headers['x-length'], '1000003');
    assert.deepEqual(Buffer.from(response.body), Buffer.from(sent));
  });

  it('keeps the connection for the next exchange', async () => {
    const ports: unknown[] = [];
    answers['/port'] = (request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    };
    await get('/port');
    await get('/port');
    assert.equal(ports[0], ports[1]);
  });

  it('does not try one dead kept connection after the other', async () => {
    // A server that was restarted, or a firewall that forgot: what was open before only fails.
    const old = new Set<net.Socket>();
    let restarted = false;
    const waiting: (() => void)[] = [];
    answers['/restart'] = (request, response) => {
      if (!restarted) {
        old.add(request.socket);
        waiting.push(() => response.end('{}'));
        if (waiting.length === 4) for (const answer of waiting) answer();
      } else if (old.has(request.socket)) request.socket.destroy();
      else response.end('{"fresh":true}');
    };
    await Promise.all([1, 2, 3, 4].map(() => get('/restart')));
    restarted = true;
    await assert.rejects(get('/restart'), failsWith('network-reset', true));
    assert.deepEqual((await get('/restart')).body, { fresh: true });
  });

  it('does not follow redirects, so the token goes nowhere else', async () => {
    let followed = false;
    answers['/away'] = (_request, response) => response.writeHead(302, { location: '/there' }).end();
    answers['/there'] = (_request, response) => {
      followed = true;
      response.end('{}');
    };
    await assert.rejects(
      get('/away', { headers: { authorization: 'Bearer secret' } }),
      failsWith('redirect-refused', true),
    );
    assert.equal(followed, false);
  });

  it('refuses answers larger than allowed: announced, unannounced and inflated', async () => {
    answers['/announced'] = (_request, response) => response.end(Buffer.alloc(2000));
    answers['/streamed'] = (_request, response) => {
      response.write(Buffer.alloc(1500));
      response.end(Buffer.alloc(1500));
    };
    answers['/bomb'] = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
    for (const path of ['/announced', '/streamed', '/bomb']) {
      await assert.rejects(get(path, { maxResponseBytes: 1999 }), failsWith('answer-too-large', false), path);
    }
  });

  it('calls a page where JSON was due an answer that is not JSON, unless it is an error anyway', async () => {
    answers['/portal'] = (_request, response) => response.end('<html>Wi-Fi do shopping</html>');
    await assert.rejects(get('/portal'), failsWith('answer-not-json', true));
    answers['/bad'] = (_request, response) => response.writeHead(502).end('<html>');
    assert.deepEqual([(await get('/bad')).status, (await get('/bad')).body], [502, undefined]);
  });

  it('streams, and ends the exchange when the reader leaves', async () => {
    const closed = new Promise<void>((resolve) => {
      answers['/stream'] = (_request, response) => {
        response.write('one');
        response.once('close', resolve);
      };
    });
    const response = await client.request({
      method: 'GET',
      url: `${base}/stream`,
      responseType: 'stream',
      timeoutMs: null,
    });
    for await (const part of response.body) {
      assert.equal(Buffer.from(part).toString(), 'one');
      break;
    }
    await closed;
  });

  it('maps what networks do: refused, reset, cut short, unknown name, no HTTP', async () => {
    const free = net.createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    free.close();
    await once(free, 'close');
    const other = (url: string) => client.request({ method: 'GET', url, responseType: 'json' });
    await assert.rejects(other(`http://127.0.0.1:${port}/`), failsWith('network-refused', true));
    // Both families refused arrive as one AggregateError.
    await assert.rejects(other(`http://localhost:${port}/`), failsWith('network-refused', true));
    answers['/reset'] = (request) => request.socket.destroy();
    await assert.rejects(get('/reset'), failsWith('network-reset', true));
    answers['/cut'] = (request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"a":', () => request.socket.destroy());
    };
    await assert.rejects(get('/cut'), failsWith('network-reset', true));
    await assert.rejects(other('https://nowhere.invalid/'), failsWith('network-dns', true));
    const raw = net.createServer((socket) => socket.end('SSH-2.0-OpenSSH_9\r\n')).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const rawPort = (raw.address() as AddressInfo).port;
    await assert.rejects(other(`http://127.0.0.1:${rawPort}/`), failsWith('network-not-http', true));
    raw.close();
  });

  it('refuses plain http beyond this machine and addresses with credentials, before any connection', async () => {
    const other = (url: string) => client.request({ method: 'GET', url, responseType: 'json' });
    await assert.rejects(other('http://foccolojas.example/'), failsWith('insecure-address', false));
    await assert.rejects(other('http://127.0.0.1.example/'), failsWith('insecure-address', false));
    await assert.rejects(other('https://user:pw@foccolojas.example/'), failsWith('invalid-address', false));
    await assert.rejects(other('file:///etc/passwd'), failsWith('invalid-address', false));
  });

  it('gives up on a silent server after the idle bound, and on a slow one after the total', async () => {
    for (const [idleMs, timeoutMs, phase] of [
      [10_000, 60_000, 'idle'],
      [null, 60_000, 'total'],
    ] as const) {
      const clock = manualClock();
      const timed = createHttp({ userAgent: 'x', clock });
      const reached = new Promise<void>((resolve) => {
        answers['/silent'] = () => resolve();
      });
      const pending = timed.request({
        method: 'GET',
        url: `${base}/silent`,
        responseType: 'json',
        idleMs,
        timeoutMs,
      });
      const refusal = assert.rejects(pending, (error: { code: string; details: { phase?: string } }) => {
        assert.equal(error.code, 'network-timeout');
        assert.equal(error.details.phase, phase);
        return true;
      });
      await reached;
      clock.advance(60_000);
      await refusal;
      assert.equal(clock.pending(), 0);
      timed.close();
    }
  });

  it('gives up on a connection that never stands', async () => {
    // Accepts TCP, never answers the TLS hello.
    const mute = net.createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const clock = manualClock();
    const timed = createHttp({ userAgent: 'x', clock, connectMs: 5000 });
    const arrived = once(mute, 'connection') as Promise<[net.Socket]>;
    const refusal = assert.rejects(
      timed.request({
        method: 'GET',
        url: `https://localhost:${(mute.address() as AddressInfo).port}/`,
        responseType: 'json',
      }),
      (error: { details: { phase?: string } }) => error.details.phase === 'connect',
    );
    const [socket] = await arrived;
    clock.advance(5000);
    await refusal;
    socket.destroy();
    mute.close();
    timed.close();
  });

  it('is cancelled by a signal, before and during the exchange', async () => {
    await assert.rejects(get('/json', { signal: AbortSignal.abort() }), failsWith('cancelled', false));
    const controller = new AbortController();
    answers['/hang'] = () => controller.abort();
    await assert.rejects(get('/hang', { signal: controller.signal }), failsWith('cancelled', false));
  });

  it('verifies certificates: unknown, wrong name, and one it was told to trust', async () => {
    const secure = https.createServer(localhostCertificate, (_request, response) =>
      response.end('{"ok":true}'),
    );
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const { port } = secure.address() as AddressInfo;
    const trusting = createHttp({ userAgent: 'x', clock: systemClock, ca: [localhostCertificate.cert] });
    const via = (http: typeof client, host: string) =>
      http.request({ method: 'GET', url: `https://${host}:${port}/`, responseType: 'json' });
    await assert.rejects(via(client, 'localhost'), failsWith('tls-untrusted', true));
    await assert.rejects(via(trusting, '127.0.0.1'), failsWith('tls-wrong-host', true));
    assert.deepEqual((await via(trusting, 'localhost')).body, { ok: true });
    trusting.close();
    secure.closeAllConnections();
    secure.close();
  });

  it('goes through the proxy of the system with TLS end to end, and says when it wants a user', async () => {
    const secure = https.createServer(localhostCertificate, (_request, response) =>
      response.end('{"ok":true}'),
    );
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const target = (secure.address() as AddressInfo).port;
    const asked: string[] = [];
    let refuse = false;
    const proxy = http.createServer();
    proxy.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
      asked.push(request.url ?? '');
      if (refuse) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      const through = net.connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(through).pipe(socket);
      });
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const proxied = createHttp({
      userAgent: 'x',
      clock: systemClock,
      ca: [localhostCertificate.cert],
      proxyFor: () => Promise.resolve(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`),
    });
    const ask = (url: string) => proxied.request({ method: 'GET', url, responseType: 'json' });
    assert.deepEqual((await ask('https://elo.test/')).body, { ok: true });
    assert.deepEqual(asked, ['elo.test:443']);
    refuse = true;
    await assert.rejects(ask('https://elo.test:444/'), failsWith('proxy-auth-required', true));
    // Loopback never goes through a proxy.
    answers['/direct'] = (_request, response) => response.end('{}');
    await ask(`${base}/direct`);
    assert.equal(asked.length, 2);
    proxied.close();
    proxy.closeAllConnections();
    proxy.close();
    secure.closeAllConnections();
    secure.close();
  });

  it('ends watching the connection once it stands: new, kept, and through a proxy', async () => {
    const secure = https.createServer(localhostCertificate, (_request, response) => {
      // Half an answer; the rest follows when the test asks for it.
      response.write('half');
      server.once('the-rest', () => response.end('rest'));
    });
    secure.listen(0, '127.0.0.1');
    await once(secure, 'listening');
    const target = (secure.address() as AddressInfo).port;
    const proxy = http.createServer();
    proxy.on('connect', (_request: http.IncomingMessage, socket: net.Socket) => {
      const through = net.connect(target, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(through).pipe(socket);
      });
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const clock = manualClock();
    const timed = createHttp({
      userAgent: 'x',
      clock,
      ca: [localhostCertificate.cert],
      proxyFor: () => Promise.resolve(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`),
    });
    for (const url of [`https://localhost:${target}/`, `https://localhost:${target}/`, 'https://elo.test/']) {
      const response = await timed.request({ method: 'GET', url, responseType: 'stream' });
      let text = '';
      for await (const part of response.body) {
        if (text === '') {
          assert.equal(clock.pending(), 2, 'the total and the silence are watched, no longer the connection');
          server.emit('the-rest');
        }
        text += Buffer.from(part).toString();
      }
      assert.equal(text, 'halfrest');
      assert.equal(clock.pending(), 0);
    }
    timed.close();
    proxy.closeAllConnections();
    proxy.close();
    secure.closeAllConnections();
    secure.close();
  });

  it('refuses kinds of proxy it cannot use', async () => {
    const proxied = createHttp({
      userAgent: 'x',
      clock: systemClock,
      proxyFor: () => Promise.resolve('socks5://10.0.0.1:1080'),
    });
    await assert.rejects(
      proxied.request({ method: 'GET', url: 'https://elo.test/', responseType: 'json' }),
      failsWith('proxy-unsupported', false),
    );
  });
});
