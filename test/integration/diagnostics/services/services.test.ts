import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { makeCertificate } from '../../../support/databases/certificates.ts';
import type { Certificate } from '../../../support/databases/certificates.ts';
import { runProfile } from '../../../support/databases/runProfile.ts';
import { freePort } from '../../../support/databases/unprivileged.ts';

const open: Server[] = [];
const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    open.push(server);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
const web = (serve: RequestListener): Promise<number> => listen(createServer(serve));

/** A profile with one check of a kind. */
const one = (kind: string, parameters: object): object => ({
  schema: 1,
  id: 'um',
  goal: ['um'],
  fields: [
    { name: 'key', type: 'secret' },
    { name: 'password', type: 'secret' },
  ],
  checks: [{ code: 'um', check: kind, with: parameters }],
});
const look = async (
  kind: string,
  parameters: object,
  secrets: Record<string, string> = {},
  ca: string[] = [],
) => {
  const run = await runProfile({ profile: one(kind, parameters), secrets, ca });
  const { status, condition, evidence } = run.of('um');
  assert.ok(!/segredo/.test(JSON.stringify(run.results)), 'a secret stands in the report');
  return { status, condition, evidence, said: condition ?? status };
};

describe('services by address and port', () => {
  let folder = '';
  let authority: Certificate;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-certificates-'));
    authority = makeCertificate({
      folder,
      name: 'autoridade',
      altName: '',
      authority: true,
      subject: '/CN=Autoridade de teste/O=Autoridade de teste',
    });
    setDefaultCACertificates([...getCACertificates('default'), authority.cert]);
  });
  after(() => {
    for (const server of open) server.close();
    rmSync(folder, { recursive: true });
  });
  const secure = async (
    o: { altName?: string; from?: string; to?: string; trusted?: boolean; subject?: string },
    name: string,
  ): Promise<number> => {
    const made = makeCertificate({
      folder,
      name,
      altName: o.altName ?? 'IP:127.0.0.1',
      ...(o.from === undefined ? {} : { from: o.from, to: o.to ?? o.from }),
      ...(o.trusted === false ? {} : { issuer: authority }),
      ...(o.subject === undefined ? {} : { subject: o.subject }),
    });
    return listen(
      createTlsServer({ cert: made.cert, key: made.key }, (_request, response) => response.end('ok')),
    );
  };

  it('open, refuse, hang up', async () => {
    const port = await web((_request, response) => response.end());
    assert.equal((await look('service-reach', { host: '127.0.0.1', port })).said, 'ok');
    assert.equal(
      (await look('service-reach', { host: '127.0.0.1', port: await freePort() })).said,
      'service-refused',
    );
    const cuts = await listen(createTcpServer((socket) => socket.destroy()));
    assert.equal((await look('service-http', { host: '127.0.0.1', port: cuts })).said, 'service-closes');
    const speaks = await listen(createTcpServer((socket) => void socket.end('SSH-2.0-x\r\n')));
    assert.equal((await look('service-http', { host: '127.0.0.1', port: speaks })).said, 'service-not-http');
  });

  it('have a sound certificate, or say what is wrong with it', async () => {
    const day = (days: number): string =>
      new Date(Date.now() + days * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
    const cases: readonly [number, string][] = [
      [await secure({ from: day(-1), to: day(90) }, 'boa'), 'ok'],
      [await secure({}, 'curta'), 'service-certificate-ends-soon'],
      [await secure({ from: day(-9), to: day(-2) }, 'vencida'), 'service-certificate-expired'],
      [await secure({ from: day(5), to: day(9) }, 'futura'), 'service-certificate-not-yet-valid'],
      [await secure({ trusted: false }, 'propria'), 'service-certificate-self-signed'],
      [await secure({ altName: 'DNS:outra.example' }, 'outra'), 'service-certificate-wrong-name'],
      [
        await secure({ trusted: false, subject: '/CN=127.0.0.1/O=Kaspersky Lab' }, 'antivirus'),
        'service-intercepted',
      ],
      [await web((_request, response) => response.end()), 'service-no-encryption-there'],
    ];
    for (const [port, said] of cases) {
      const found = await look('service-tls', { host: '127.0.0.1', port });
      assert.equal(found.said, said, JSON.stringify(found));
    }
    // An antivirus whose authority stands among the trusted ones: it works, and is told.
    const reader = makeCertificate({
      folder,
      name: 'filtro',
      altName: '',
      authority: true,
      subject: '/CN=ESET SSL Filter CA',
    });
    setDefaultCACertificates([...getCACertificates('default'), reader.cert]);
    const read = makeCertificate({ folder, name: 'lida', altName: 'IP:127.0.0.1', issuer: reader });
    const port = await listen(createTlsServer({ cert: read.cert, key: read.key }));
    const told = await look('service-tls', { host: '127.0.0.1', port });
    assert.deepEqual(
      [told.status, told.condition, told.evidence['interceptor']],
      ['warning', 'service-intercepted', 'ESET SSL Filter CA'],
    );
    const [[good]] = cases as [[number, string]];
    const { evidence } = await look('service-tls', { host: '127.0.0.1', port: good });
    assert.equal(evidence['issuer'], 'Autoridade de teste');
    assert.match(String(evidence['protocol']), /^TLSv1/);
  });

  it('take a key in the way that is configured, and say what is wrong with it', async () => {
    const port = await web((request, response) => {
      const key =
        request.url === '/bearer'
          ? request.headers.authorization?.replace('Bearer ', '')
          : (request.headers['x-chave'] ?? request.headers.authorization);
      if (request.url === '/pagina') return void response.end('<html>Entrar</html>');
      if (request.url === '/longe')
        return void response.writeHead(302, { location: 'https://x.example/' }).end();
      const status =
        request.url?.startsWith('/s/') === true
          ? Number(request.url.slice(3))
          : key === 'segredo'
            ? 200
            : 401;
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"total":0}');
    });
    const asks = async (path: string, more: object = {}, key = 'segredo') =>
      (await look('rest-service', { host: '127.0.0.1', port, path, key: '{key}', ...more }, { key })).said;
    assert.equal(await asks('/raw'), 'ok');
    assert.equal(await asks('/bearer', { scheme: 'bearer' }), 'ok');
    assert.equal(await asks('/named', { header: 'X-Chave' }), 'ok');
    assert.equal(await asks('/raw', {}, 'outra'), 'service-key-refused');
    assert.equal(await asks('/s/403'), 'service-forbidden');
    assert.equal(await asks('/s/404'), 'service-path-unknown');
    assert.equal(await asks('/s/503'), 'service-broken');
    assert.equal(await asks('/pagina'), 'service-answer-strange');
    assert.equal(await asks('/longe'), 'service-redirects');
    assert.equal((await look('rest-service', { host: '127.0.0.1', port })).evidence['lacks'], 'secret:key');
  });

  it('are web services with their operations, and take user and password', async () => {
    const definitions = (inside: string): string =>
      `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="http://services.senior.com.br">${inside}</definitions>`;
    const operations =
      '<portType name="p"><operation name="ConsultarTitulos"/><operation name="GravarTitulos"/><operation name="ConsultarFalha"/></portType>';
    const envelope = (inside: string): string =>
      `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${inside}</S:Body></S:Envelope>`;
    const calls: string[] = [];
    const port = await web((request, response) => {
      if (request.method === 'GET') {
        if (request.url === '/f?wsdl') return void response.end(definitions(operations));
        if (request.url === '/partes?wsdl')
          return void response.end(definitions('<import location="http://servidor-interno:8080/f?wsdl"/>'));
        if (request.url === '/vazia?wsdl') return void response.end(definitions(''));
        if (request.url === '/pagina?wsdl') return void response.end('<html><body>Entrar</body></html>');
        return void response.writeHead(404).end();
      }
      let body = '';
      request.on('data', (bytes: Buffer) => (body += bytes.toString()));
      request.on('end', () => {
        calls.push(body);
        const fault = (text: string): void =>
          void response
            .writeHead(500)
            .end(
              envelope(
                `<S:Fault><faultcode>S:Server</faultcode><faultstring>${text}</faultstring></S:Fault>`,
              ),
            );
        if (!body.includes('<password>segredo</password>')) fault('Credenciais inválidas');
        else if (body.includes('ConsultarFalha')) fault('java.lang.NullPointerException');
        else response.end(envelope('<r><result><erroExecucao/></result></r>'));
      });
    });
    const at = (path: string, more: object = {}) => ({ host: '127.0.0.1', port, path, ...more });
    const described = await look(
      'web-service',
      at('/f?wsdl', { operations: 'ConsultarTitulos, GravarTitulos' }),
    );
    assert.deepEqual([described.said, described.evidence['count']], ['ok', 3]);
    assert.equal(
      (await look('web-service', at('/partes?wsdl'))).said,
      'ok',
      'the other part is fetched where the service was reached',
    );
    assert.equal(
      (await look('web-service', at('/f?wsdl', { operations: 'ExportarPedidos' }))).said,
      'service-operation-missing',
    );
    assert.equal((await look('web-service', at('/vazia?wsdl'))).said, 'service-without-operations');
    assert.equal((await look('web-service', at('/pagina?wsdl'))).said, 'service-not-wsdl');
    assert.equal((await look('web-service', at('/nada?wsdl'))).said, 'service-path-unknown');

    const login = async (operation: string, password = 'segredo') =>
      look('web-service-login', at('/f?wsdl', { operation, user: 'crm', password: '{password}' }), {
        password,
      });
    // Over http the password went in plain: told, though it worked.
    assert.equal((await login('ConsultarTitulos')).said, 'service-login-not-encrypted');
    assert.equal((await login('ConsultarTitulos', 'segredo2')).said, 'service-login-refused');
    assert.equal((await login('ConsultarFalha')).said, 'service-fault');
    const before = calls.length;
    assert.equal((await login('GravarTitulos')).evidence['reason'], 'operation-not-harmless');
    assert.equal((await login('ConsultarNada')).said, 'service-operation-missing');
    assert.equal(calls.length, before, 'nothing was called that may change something, or is not there');
  });

  it('OZmap: ports, key, a real viability query, and what is free', async () => {
    const asked: string[] = [];
    const port = await web((request, response) => {
      asked.push(`${request.url} ${request.headers.authorization}`);
      if (request.headers.authorization !== 'segredo') return void response.writeHead(401).end();
      const free = request.url?.includes('radius=500') === true ? 2 : 0;
      response.end(
        JSON.stringify({
          viable: free > 0,
          boxes: [
            { status: 'Implantado', splitters: [{ type: 'Atendimento', freePorts: free }] },
            { status: 'Em projeto' },
          ],
        }),
      );
    });
    const fields = {
      protocol: 'http',
      host: '127.0.0.1',
      'web-port': String(port),
      'service-port': String(port),
      lat: '-23,5',
      lng: '-46.6',
      radius: '500',
    };
    const good = await runProfile({ profile: 'ozmap-makesystem', fields, secrets: { key: 'segredo' } });
    assert.equal(good.proved, true, JSON.stringify(good.results));
    assert.deepEqual(asked, ['/api/v2/ftth-viability/radius?lat=-23.5&lng=-46.6&radius=500 segredo']);
    assert.equal(good.of('ozmap-viability').evidence['usable'], 1);
    assert.equal(good.of('ozmap-viability').evidence['inProject'], 1);
    const none = await runProfile({
      profile: 'ozmap-makesystem',
      fields: { ...fields, radius: '10' },
      secrets: { key: 'segredo' },
    });
    assert.equal(none.of('ozmap-viability').condition, 'ozmap-nothing-free');
    const wrong = await runProfile({ profile: 'ozmap-makesystem', fields, secrets: { key: 'errado' } });
    assert.deepEqual([wrong.proved, wrong.brokenLink], [false, 'ozmap-viability']);
    const closed = await runProfile({
      profile: 'ozmap-makesystem',
      fields: { ...fields, 'service-port': String(await freePort()) },
      secrets: { key: 'segredo' },
    });
    assert.deepEqual([closed.proved, closed.brokenLink], [false, 'ozmap-service']);
    const bare = await runProfile({ profile: 'ozmap-makesystem' });
    assert.equal(bare.proved, false);
    assert.ok(
      bare.results.every(({ status }) => status === 'unknown' || status === 'skipped'),
      JSON.stringify(bare.results),
    );
  });

  it('Senior: each web service at its own port, and nothing proved where one is lacking', async () => {
    const body =
      '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="n"><portType name="p"><operation name="ConsultarX"/></portType></definitions>';
    const ports = await Promise.all([1, 2, 3].map(() => web((_request, response) => response.end(body))));
    const [finance, accounts, orders] = ports.map(String);
    const paths = { 'finance-path': '/f?wsdl', 'accounts-path': '/c?wsdl', 'orders-path': '/p?wsdl' };
    const fields = {
      host: '127.0.0.1',
      ...paths,
      'finance-port': finance ?? '',
      'accounts-port': accounts ?? '',
      'orders-port': orders ?? '',
    };
    const all = await runProfile({ profile: 'senior-crm-webservices', fields });
    assert.equal(all.proved, true, JSON.stringify(all.results));
    const { 'orders-port': _none, ...two } = fields;
    const lacking = await runProfile({ profile: 'senior-crm-webservices', fields: two });
    assert.equal(lacking.proved, false);
    assert.deepEqual(lacking.of('orders-service').evidence, { reason: 'lacks', lacks: 'field:port' });
    const broken = await runProfile({
      profile: 'senior-crm-webservices',
      fields: { ...fields, 'accounts-port': String(await freePort()) },
    });
    assert.deepEqual([broken.proved, broken.brokenLink], [false, 'accounts-service']);
  });

  it('the public address is watched over time: a fixed one is told from one that changes', async () => {
    let address = '198.51.100.7';
    const values = new Map<string, unknown>();
    const ledger = {
      values: {
        get: (key: string) => values.get(key),
        set: (key: string, value: unknown) => void values.set(key, value),
      },
    };
    let now = Date.parse('2026-11-01T00:00:00Z');
    const port = await web((_request, response) => response.end(JSON.stringify({ ip: address })));
    const clock = {
      now: () => now,
      monotonic: () => performance.now(),
      after: (ms: number, run: () => void) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    };
    const seen = async () => {
      const run = await runProfile({
        profile: one('public-address-watched', { url: `http://127.0.0.1:${port}/` }),
        parts: { ledger, clock } as never,
      });
      const { status, condition, evidence } = run.of('um');
      return [condition ?? status, evidence['days'], evidence['before']];
    };
    assert.deepEqual(await seen(), ['unknown', 0, undefined]);
    now += 8 * 86_400_000;
    assert.deepEqual(await seen(), ['ok', 8, undefined]);
    address = '198.51.100.9';
    assert.deepEqual(await seen(), ['public-address-changed', 0, '198.51.100.7']);
    now += 86_400_000;
    assert.deepEqual(await seen(), ['public-address-changed', 1, '198.51.100.7']);
    now += 40 * 86_400_000;
    assert.deepEqual(await seen(), ['ok', 41, undefined]);
    const asked = await runProfile({ profile: one('public-address-watched', {}) });
    assert.equal(asked.of('um').evidence['lacks'], 'consent:outside-probe');
  });
});
