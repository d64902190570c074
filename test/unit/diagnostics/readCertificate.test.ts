import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { connect as connectTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import tls from 'node:tls';
import type { FarTarget } from '../../../electron/engine/diagnostics/network/farTarget.ts';
import { qualityOf } from '../../../electron/engine/diagnostics/network/measureLine.ts';
import { plainGet } from '../../../electron/engine/diagnostics/network/plainGet.ts';
import { readCertificate } from '../../../electron/engine/diagnostics/network/readCertificate.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { manualClock } from '../net/manualClock.ts';

const signal = new AbortController().signal;
const noTool = spawnSync('openssl', ['version']).error === undefined ? false : 'openssl is not installed';
let folder = '';
let key = '';
let certificate = '';

before(() => {
  if (noTool !== false) return;
  folder = mkdtempSync(join(tmpdir(), 'elo-cert-'));
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    // prettier-ignore
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-keyout', keyFile,
      '-out', file, '-subj', '/O=Antivirus de Teste/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
    { stdio: 'ignore' },
  );
  key = readFileSync(keyFile, 'utf8');
  certificate = readFileSync(file, 'utf8');
});
after(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

async function secured(t: TestContext): Promise<number> {
  const server = tls.createServer({ key, cert: certificate }, (socket) =>
    socket.on('error', () => undefined),
  );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}
const at = (port: number, more: Partial<FarTarget> = {}): FarTarget => ({
  url: new URL(`https://localhost:${port}`),
  host: 'localhost',
  port,
  proxy: null,
  ...more,
});
const look = (target: FarTarget) => readCertificate(target, { timeoutMs: 5_000, clock: systemClock, signal });

describe('looking at a certificate', { skip: noTool }, () => {
  it('names who issued it and why it is not trusted', async (t) => {
    const seen = await look(at(await secured(t)));
    assert.ok(typeof seen !== 'string', JSON.stringify(seen));
    assert.equal(seen.problem, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(seen.issuer, 'Antivirus de Teste');
    assert.equal(seen.publicRoot, null);
    assert.ok(Date.parse(seen.validTo) > Date.now());
  });

  it('goes through the proxy the app goes through, and says when that one refuses', async (t) => {
    const port = await secured(t);
    let refuse = false;
    const proxy = http.createServer();
    proxy.on('connect', (request, socket) => {
      socket.on('error', () => undefined);
      if (refuse) {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      assert.equal(request.url, `localhost:${port}`);
      const far = connectTcp(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        far.pipe(socket).pipe(far);
      });
      far.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    t.after(() => proxy.close());
    const through = at(port, { proxy: new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`) });
    const seen = await look(through);
    assert.ok(typeof seen !== 'string', JSON.stringify(seen));
    assert.equal(seen.issuer, 'Antivirus de Teste');
    refuse = true;
    assert.equal(await look(through), 'proxy-refused');
  });

  it('tells plain HTTP, nobody, and silence apart', async (t) => {
    const plain = http.createServer((_request, response) => response.end('ok'));
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    assert.equal(await look(at(port)), 'not-encrypted');
    plain.closeAllConnections();
    plain.close();
    await once(plain, 'close');
    assert.equal(await look(at(port)), 'not-reached');

    const silent = http.createServer();
    silent.removeAllListeners('connection');
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const clock = manualClock();
    const pending = readCertificate(at((silent.address() as AddressInfo).port), {
      timeoutMs: 100,
      clock,
      signal,
    });
    clock.advance(100);
    assert.equal(await pending, 'took-too-long');
  });
});

describe('a page by plain HTTP', () => {
  it('tells an empty answer, one that leads elsewhere, and none at all', async (t) => {
    const server = http.createServer((request, response) => {
      if (request.url === '/empty') response.writeHead(204).end();
      else if (request.url === '/portal')
        response.writeHead(302, { location: 'http://login.example/?u=1' }).end();
      else if (request.url === '/endless') {
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(4_096)));
        };
        response.on('error', () => undefined).on('drain', more);
        more();
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const get = (path: string, clock = systemClock) =>
      plainGet({ url: `${origin}${path}`, timeoutMs: 2_000, clock, signal });
    assert.deepEqual(await get('/empty'), { status: 204, location: null, bytes: 0 });
    assert.equal((await get('/portal'))?.location, 'http://login.example/?u=1');
    const endless = await get('/endless');
    assert.ok(endless !== null && endless.bytes < 1024 * 1024);
    const clock = manualClock();
    const pending = get('/silent', clock);
    clock.advance(2_000);
    assert.equal(await pending, null);
  });
});

describe('the quality of a line', () => {
  it('is told by what came and what was lost', () => {
    assert.deepEqual(qualityOf([20, 30, null, 20, 40]), {
      tries: 5,
      lost: 1,
      medianMs: 30,
      minMs: 20,
      p95Ms: 40,
      jitterMs: 13,
    });
    assert.equal(qualityOf([null, null]).medianMs, null);
    // The first packet of the second was lost and sent again a second later.
    assert.equal(qualityOf([20, 1_025, 22]).lost, 1);
  });
});
