import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { serveWindow, tokenName } from '../../../electron/headless/window/serveWindow.ts';
import { passLifeMs } from '../../../electron/headless/window/windowPass.ts';
import { until } from '../../support/sandbox/until.ts';
import { manualClock } from '../net/manualClock.ts';
import { page, script, tokenOf, windowFixture } from './windowFixture.ts';
import type { WindowFixture } from './windowFixture.ts';

const ownOrigin = (window: WindowFixture): string => `http://${window.host}`;

describe('the token of the opening address', () => {
  it('is exchanged for a cookie and disappears from the address', async (t) => {
    const window = await windowFixture(t);
    const answer = await window.get(`/?${tokenName}=${tokenOf(window.served.openingUrl())}`);
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/');
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    assert.match(cookie, /^elo-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
  });

  it('works once', async (t) => {
    const window = await windowFixture(t);
    const token = tokenOf(window.served.openingUrl());
    assert.equal((await window.get(`/?${tokenName}=${token}`)).status, 303);
    const again = await window.get(`/?${tokenName}=${token}`);
    assert.equal(again.status, 403);
    assert.equal(again.headers['set-cookie'], undefined);
  });

  it('ends when another is issued, and after ten minutes', async (t) => {
    const clock = manualClock();
    const window = await windowFixture(t, { clock });
    const first = tokenOf(window.served.openingUrl());
    const second = tokenOf(window.served.openingUrl());
    assert.equal((await window.get(`/?${tokenName}=${first}`)).status, 403);
    clock.advance(passLifeMs + 1);
    assert.equal((await window.get(`/?${tokenName}=${second}`)).status, 403);
    const third = tokenOf(window.served.openingUrl());
    clock.advance(passLifeMs - 1);
    assert.equal((await window.get(`/?${tokenName}=${third}`)).status, 303);
  });

  it('is not spent by anything but its own opening', async (t) => {
    const window = await windowFixture(t);
    const token = tokenOf(window.served.openingUrl());
    const address = `/?${tokenName}=${token}`;
    assert.equal((await window.get(address, { host: 'elo.example' })).status, 403);
    assert.equal((await window.get(address, { origin: 'http://evil.example' })).status, 403);
    assert.equal((await window.get(address, { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await window.get(address, {}, 'HEAD')).status, 403);
    assert.equal((await window.get(address, {}, 'POST')).status, 403);
    assert.equal((await window.get(`/x?${tokenName}=${token}`)).status, 403);
    assert.equal((await window.get(`/?x=1&${tokenName}=${token}`)).status, 403);
    for (const wrong of ['', token.slice(1), `${token}x`, token.toLowerCase()]) {
      assert.equal((await window.get(`/?${tokenName}=${wrong}`)).status, 403, wrong);
    }
    assert.equal((await window.get(address)).status, 303);
  });
});

describe('the page', () => {
  it('is shown to whoever carries the cookie, with a nonce of its own each time', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const [one, two] = [await window.get('/', { cookie }), await window.get('/', { cookie })];
    assert.equal(one.status, 200);
    const nonces = [one, two].map(({ body, headers }) => {
      const nonce = /nonce="([\w+/=]+)"/.exec(body)?.[1] ?? '';
      assert.equal(body, page.replaceAll('__CSP_NONCE__', nonce));
      assert.ok(String(headers['content-security-policy']).includes(`'nonce-${nonce}'`));
      assert.equal(Buffer.from(nonce, 'base64').length, 16);
      return nonce;
    });
    assert.notEqual(nonces[0], nonces[1]);
  });

  it('carries a policy that lets nothing in and nothing out', async (t) => {
    const window = await windowFixture(t);
    const { headers, body } = await window.get('/', { cookie: await window.enter() });
    const nonce = /nonce="([\w+/=]+)"/.exec(body)?.[1] ?? '';
    assert.equal(
      headers['content-security-policy'],
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; ` +
        `font-src 'self'; connect-src 'self' ws://${window.host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(String(headers['permissions-policy']), /camera=\(\).*microphone=\(\).*usb=\(\)/);
    assert.equal(headers['access-control-allow-origin'], undefined);
    assert.equal(headers['set-cookie'], undefined);
  });

  it('has its files beside it, GET and HEAD', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const file = await window.get('/assets/index-B1x.js', { cookie, 'sec-fetch-site': 'same-origin' });
    assert.equal(file.status, 200);
    assert.equal(file.body, script);
    assert.equal(file.headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(file.headers['x-content-type-options'], 'nosniff');
    const head = await window.get('/assets/index-B1x.js', { cookie }, 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
  });

  it('refuses every other method', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']) {
      const { status, headers } = await window.get('/', { cookie }, method);
      assert.equal(status, 405, method);
      assert.equal(headers.allow, 'GET, HEAD');
    }
    assert.doesNotMatch(
      await window.raw(`CONNECT evil.example:443 HTTP/1.1\r\nHost: ${window.host}\r\n\r\n`),
      /200/,
    );
  });

  it('takes no body', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const withLength = `GET / HTTP/1.1\r\nHost: ${window.host}\r\nCookie: ${cookie}\r\nContent-Length: 3\r\n\r\nabc`;
    assert.match(await window.raw(withLength), /^HTTP\/1\.1 400 /);
    const chunked = `GET / HTTP/1.1\r\nHost: ${window.host}\r\nCookie: ${cookie}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    assert.match(await window.raw(chunked), /^HTTP\/1\.1 400 /);
  });

  it('is not served where it was not built', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'elo-empty-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const log = { info: () => undefined, warn: () => undefined };
    await assert.rejects(serveWindow({ router: {}, pageFolder: folder, log }), { code: 'window-not-built' });
  });
});

describe('a stranger', () => {
  it('without the cookie gets 403 whatever is asked for', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const [name = '', value = ''] = cookie.split('=');
    for (const path of ['/', '/index.html', '/assets/index-B1x.js', '/favicon.ico', '/engine', '/nothing']) {
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        const { status, headers } = await window.get(path, {}, method);
        assert.equal(status, 403, `${method} ${path}`);
        assert.equal(headers['set-cookie'], undefined);
        assert.match(String(headers['content-security-policy']), /^default-src 'none'/);
      }
    }
    for (const wrong of [
      `${name}=`,
      `${name}=${value.slice(1)}`,
      `${name}=${value}x`,
      `x${cookie}`,
      `elo=${value}`,
      `${name.toUpperCase()}=${value}`,
      `${name}="${value}"`,
    ]) {
      assert.equal((await window.get('/', { cookie: wrong })).status, 403, wrong);
    }
    assert.equal((await window.get('/', { cookie: `a=b; ${name}=tossed; ${cookie}` })).status, 200);
  });

  it('under another name of this machine is refused: DNS rebinding', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const { port } = window;
    for (const host of [
      'elo.example',
      `elo.example:${port}`,
      `localhost:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.:${port}`,
      `127.1:${port}`,
      `0.0.0.0:${port}`,
      `[::1]:${port}`,
      `2130706433:${port}`,
      `127.0.0.1:${port}@evil.example`,
      `evil.example#127.0.0.1:${port}`,
      ` ${window.host}.`,
    ]) {
      assert.equal((await window.get('/', { host, cookie })).status, 403, host);
    }
    const twice = `GET / HTTP/1.1\r\nHost: ${window.host}\r\nHost: evil.example\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`;
    assert.doesNotMatch(await window.raw(twice), /^HTTP\/1\.1 200/);
    assert.doesNotMatch(await window.raw(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`), /^HTTP\/1\.\d 200/);
  });

  it('from another page is refused, also from another port of this machine', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    for (const origin of [
      'http://evil.example',
      'null',
      `https://${window.host}`,
      `http://localhost:${window.port}`,
      `http://127.0.0.1:${window.port + 1}`,
      'file://',
    ]) {
      assert.equal((await window.get('/', { cookie, origin })).status, 403, origin);
    }
    for (const site of ['cross-site', 'same-site', 'anything', '']) {
      assert.equal((await window.get('/', { cookie, 'sec-fetch-site': site })).status, 403, site);
    }
    for (const site of ['same-origin', 'none']) {
      assert.equal((await window.get('/', { cookie, 'sec-fetch-site': site })).status, 200, site);
    }
    assert.equal((await window.get('/', { cookie, origin: ownOrigin(window) })).status, 200);
  });

  it('finds no way out of the folder, however the address is spelled', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    for (const path of [
      '/../secret.js',
      '/assets/../../secret.js',
      '/assets/../index.html',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/%2e%2e%2fsecret.js',
      '/%252e%252e/secret.js',
      '/..\\secret.js',
      '/..%5csecret.js',
      '/assets/%2e%2e/%2e%2e/secret.js',
      '/....//secret.js',
      '/./assets/index-B1x.js',
      '//assets/index-B1x.js',
      '/assets//index-B1x.js',
      '/assets/index-B1x.js/',
      '/assets/index-B1x.js%00',
      '/assets/INDEX-B1X.js',
      '/assets/index-B1x.js?x=1',
      '/assets',
      '/assets/',
      '/index.html',
      '/built-from.txt',
      '/%c0%ae%c0%ae/secret.js',
      '/C:/windows/win.ini',
      '/proc/self/environ',
      '/__proto__',
      '/constructor',
    ]) {
      const answer = await window.raw(
        `GET ${path} HTTP/1.1\r\nHost: ${window.host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 40[04] /, path);
      assert.doesNotMatch(answer, /secret\b|export const|stamp/, path);
    }
    for (const target of [`http://${window.host}/`, 'http://evil.example/', '*']) {
      const answer = await window.raw(
        `GET ${target} HTTP/1.1\r\nHost: ${window.host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      );
      assert.match(answer, /^HTTP\/1\.1 400 /, target);
    }
  });

  it('learns nothing from a refusal but a sentence, and the log learns why without the token', async (t) => {
    const window = await windowFixture(t);
    const { body, headers } = await window.get('/?entrada=guessed');
    assert.match(body, /\.$/);
    assert.doesNotMatch(body, /guessed|elo-\d/);
    assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
    assert.deepEqual(window.refused, ['not-admitted']);
  });
});

describe('the socket of the engine', () => {
  it('answers the page that carries the cookie', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const socket = await window.socket({
      cookie,
      origin: ownOrigin(window),
      'sec-fetch-site': 'same-origin',
    });
    assert.ok(socket instanceof WebSocket);
    const client: { ping(): Promise<string> } = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    assert.equal(await client.ping(), 'pong');
    assert.equal(window.served.pages(), 1);
  });

  it('refuses everybody else', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const origin = ownOrigin(window);
    const cases: readonly (readonly [string, Readonly<Record<string, string>>, string?])[] = [
      ['no cookie', { origin }],
      ['a guessed cookie', { origin, cookie: `${cookie}x` }],
      ['no origin', { cookie }],
      ['another page', { cookie, origin: 'http://evil.example' }],
      ['a page without origin', { cookie, origin: 'null' }],
      ['another port of this machine', { cookie, origin: `http://127.0.0.1:${window.port + 1}` }],
      ['another name of this machine', { cookie, origin: `http://localhost:${window.port}` }],
      ['another scheme', { cookie, origin: `https://${window.host}` }],
      ['another site by the browser', { cookie, origin, 'sec-fetch-site': 'cross-site' }],
      ['another port by the browser', { cookie, origin, 'sec-fetch-site': 'same-site' }],
      ['an address typed by the user', { cookie, origin, 'sec-fetch-site': 'none' }],
      ['another host', { cookie, origin, host: `elo.example:${window.port}` }],
      ['localhost', { cookie, origin, host: `localhost:${window.port}` }],
      [
        'a token instead of a cookie',
        { origin },
        `/engine?${tokenName}=${tokenOf(window.served.openingUrl())}`,
      ],
    ];
    for (const [what, headers, path] of cases) {
      assert.equal(await window.socket(headers, path), 403, what);
    }
    for (const path of ['/', '/engine/', '/engine?x', '/ENGINE', '/%65ngine']) {
      assert.equal(await window.socket({ cookie, origin }, path), 404, path);
    }
    assert.equal(window.served.pages(), 0);
    assert.equal(window.refused.length, cases.length + 5);
  });

  it('ends with a message that is no request, or larger than any of ours', async (t) => {
    const window = await windowFixture(t);
    const headers = { cookie: await window.enter(), origin: ownOrigin(window) };
    const closing = async (message: string): Promise<number> => {
      const socket = await window.socket(headers);
      assert.ok(socket instanceof WebSocket);
      const closed = new Promise<number>((resolve) => {
        socket.once('close', resolve);
      });
      socket.send(message);
      return closed;
    };
    assert.equal(await closing('hello'), 1007);
    assert.equal(await closing('{"no":"id"}'), 1007);
    assert.equal(await closing(JSON.stringify({ i: '1', p: 'x'.repeat(1_048_576) })), 1009);
  });

  it('is bounded in number', async (t) => {
    const window = await windowFixture(t);
    const headers = { cookie: await window.enter(), origin: ownOrigin(window) };
    for (let count = 0; count < 16; count += 1) {
      assert.ok((await window.socket(headers)) instanceof WebSocket);
    }
    assert.equal(await window.socket(headers), 503);
  });

  it('tells of pages that come and go, and says farewell when the host ends', async (t) => {
    const window = await windowFixture(t);
    const seen: number[] = [];
    window.served.onPages((pages) => seen.push(pages));
    const socket = await window.socket({ cookie: await window.enter(), origin: ownOrigin(window) });
    assert.ok(socket instanceof WebSocket);
    const code = new Promise<number>((resolve) => {
      socket.once('close', resolve);
    });
    await window.served.close();
    assert.equal(await code, 1001);
    assert.equal(seen[0], 1);
    await assert.rejects(window.get('/'), /ECONNREFUSED/);
  });
});

describe('the host', () => {
  it('listens on loopback only, and takes a bounded number of connections with bounded headers', async (t) => {
    const window = await windowFixture(t);
    assert.match(window.served.origin, /^http:\/\/127\.0\.0\.1:\d+$/);
    const large = `GET / HTTP/1.1\r\nHost: ${window.host}\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`;
    assert.match(await window.raw(large), /^HTTP\/1\.1 431 /);
    const idle = await Promise.all(Array.from({ length: 100 }, () => window.hold()));
    await assert.rejects(window.get('/'), /ECONNRESET|socket hang up/);
    idle[0]?.destroy();
    await once(idle[0] ?? assert.fail(), 'close');
    await until(() =>
      window.get('/').then(
        ({ status }) => status === 403,
        () => false,
      ),
    );
  });
});

describe('two windows of one machine', () => {
  it('do not open each other', async (t) => {
    const [one, two] = [await windowFixture(t), await windowFixture(t)];
    const cookie = await one.enter();
    assert.equal((await two.get('/', { cookie })).status, 403);
    assert.equal((await two.get('/', { cookie: cookie.replace(/^elo-\d+/, `elo-${two.port}`) })).status, 403);
    assert.equal((await two.get(`/?${tokenName}=${tokenOf(one.served.openingUrl())}`)).status, 403);
  });
});
