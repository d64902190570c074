import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tokenName } from '../../../electron/headless/window/serveWindow.ts';
import { tokenOf, windowFixture } from './windowFixture.ts';

describe('the page that leads to the opening address', () => {
  /** What Chromium says when a file on the disk leads it on. */
  const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  it('gets the cookie with a page that goes on by itself, without a script', async (t) => {
    const window = await windowFixture(t);
    const address = `/?${tokenName}=${tokenOf(window.served.openingUrl())}`;
    const { status, headers, body } = await window.get(address, led);
    assert.equal(status, 200);
    assert.match(headers['set-cookie']?.[0] ?? '', /^elo-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    assert.equal(
      headers['content-security-policy'],
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.match(body, /<meta http-equiv="refresh" content="0; url=\/">/);
    assert.doesNotMatch(body, /script|entrada/);
    const again = await window.get(address, led);
    assert.equal(again.status, 403);
    assert.equal(again.headers['set-cookie'], undefined);
  });

  it('gets nothing with a wrong token, the cookie beside it or not', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    window.served.openingUrl();
    for (const headers of [led, { ...led, cookie }]) {
      const { status, headers: answered, body } = await window.get(`/?${tokenName}=guessed`, headers);
      assert.equal(status, 403);
      assert.equal(answered['set-cookie'], undefined);
      assert.doesNotMatch(body, /refresh/);
    }
    assert.deepEqual(window.refused, ['not-admitted', 'not-admitted']);
  });

  it('may lead to the exchange only, in a window only, and never spends the token otherwise', async (t) => {
    const window = await windowFixture(t);
    const cookie = await window.enter();
    const token = tokenOf(window.served.openingUrl());
    const address = `/?${tokenName}=${token}`;
    const cases: readonly (readonly [string, Readonly<Record<string, string>>, string?])[] = [
      [address, { ...led, 'sec-fetch-dest': 'iframe' }],
      [address, { ...led, 'sec-fetch-dest': 'empty' }],
      [address, { ...led, 'sec-fetch-dest': 'image' }],
      [address, { ...led, 'sec-fetch-mode': 'no-cors' }],
      [address, { ...led, 'sec-fetch-mode': 'cors' }],
      [address, { ...led, 'sec-fetch-site': 'same-site' }],
      [address, { ...led, 'sec-fetch-user': '?1' }],
      [address, { ...led, origin: 'null' }],
      [address, { ...led, origin: 'file://' }],
      [address, { ...led, origin: window.served.origin }],
      [address, { ...led, host: `localhost:${window.port}` }],
      [address, { 'sec-fetch-site': 'cross-site' }],
      [address, led, 'HEAD'],
      [address, led, 'POST'],
      [`/x?${tokenName}=${token}`, led],
      [`/?x=1&${tokenName}=${token}`, led],
      [`/?${tokenName}`, led],
      ['/', led],
      ['/assets/index-B1x.js', led],
    ];
    for (const [path, headers, method] of cases) {
      const answer = await window.get(path, { ...headers, cookie }, method);
      assert.equal(answer.status, 403, `${method ?? 'GET'} ${path} ${JSON.stringify(headers)}`);
      assert.equal(answer.headers['set-cookie'], undefined);
    }
    assert.equal(
      await window.socket({ ...led, cookie, origin: window.served.origin }, `/engine?${tokenName}=${token}`),
      403,
    );
    assert.equal((await window.get(address, led)).status, 200);
  });
});
