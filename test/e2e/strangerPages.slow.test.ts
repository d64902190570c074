import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { ensureWindow } from '../../build/ensureWindow.ts';
import { writeOpeningPage } from '../../electron/headless/window/openingPage.ts';
import { tokenName } from '../../electron/headless/window/serveWindow.ts';
import { launchChromium, testBrowser } from './support/launchChromium.ts';
import { openPage } from './support/openPage.ts';
import { openStage } from './support/openStage.ts';

/** What a page of another program on this machine tries, with the window's cookie in the same browser. */
const attack = (elo: string): string => `(async () => {
  const results = {};
  const attempt = async (name, run) => {
    try { results[name] = String(await run()); } catch (error) { results[name] = 'refused'; }
  };
  await attempt('read', async () => (await fetch('${elo}/', { credentials: 'include' })).status);
  await attempt('read without cors', async () => {
    const answer = await fetch('${elo}/', { mode: 'no-cors', credentials: 'include' });
    return answer.type === 'opaque' ? 'refused' : answer.status;
  });
  const load = (tag, set) => new Promise((resolve, reject) => {
    const element = document.createElement(tag);
    element.onload = () => resolve('loaded');
    element.onerror = () => reject(new Error('refused'));
    set(element);
    document.body.append(element);
  });
  await attempt('script', () => load('script', (e) => { e.src = '${elo}/assets/' + window.eloScript; }));
  await attempt('style', () => load('link', (e) => { e.rel = 'stylesheet'; e.href = '${elo}/'; }));
  await attempt('image', () => load('img', (e) => { e.src = '${elo}/favicon.ico'; }));
  await attempt('socket', () => new Promise((resolve, reject) => {
    const socket = new WebSocket('${elo}/engine'.replace('http:', 'ws:'));
    socket.onopen = () => resolve('open');
    socket.onerror = () => reject(new Error('refused'));
  }));
  await attempt('frame', () => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = '${elo}/';
    frame.onload = () => {
      try { resolve(frame.contentDocument === null ? 'refused' : frame.contentDocument.title); }
      catch { resolve('refused'); }
    };
    document.body.append(frame);
  }));
  return results;
})()`;

it(
  "no page of another program reaches the window's engine, cookie or not",
  { skip: testBrowser() === null ? 'no Chromium, Chrome or Edge' : false },
  async (t) => {
    const [{ folder }, browser, stage] = await Promise.all([ensureWindow(), launchChromium(), openStage()]);
    const opened = await openPage(browser, stage, folder);
    t.after(async () => {
      await browser.close();
      await opened.served.close();
      await stage.close();
    });
    await opened.page.getByRole('banner').waitFor();
    const script = await opened.page.getAttribute('script[src]', 'src');

    const stranger = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>stranger</title><body></body>');
    });
    await new Promise<void>((resolve) => {
      stranger.listen(0, '127.0.0.1', resolve);
    });
    t.after(() => stranger.close());
    const { port } = stranger.address() as AddressInfo;

    const { origin } = opened.served;
    assert.equal((await opened.context.cookies(origin)).length, 1, 'the cookie is in the same browser');
    for (const address of [`http://127.0.0.1:${port}/`, `http://localhost:${port}/`]) {
      const page = await opened.context.newPage();
      await page.goto(address);
      await page.evaluate(`window.eloScript = ${JSON.stringify((script ?? '').split('/').at(-1))}`);
      const results = await page.evaluate<Record<string, string>>(attack(origin));
      assert.deepEqual(
        new Set(Object.values(results)),
        new Set(['refused']),
        `${address}: ${JSON.stringify(results)}`,
      );
      assert.equal(await page.evaluate('document.cookie'), '', 'the cookie is not for scripts');
      // A link from elsewhere leads nowhere either.
      const followed = page.waitForResponse((response) => response.url() === `${origin}/`);
      await page.evaluate(`location.href = '${origin}/'`);
      assert.equal((await followed).status(), 403);
      await page.close();
      // Nor does the way in, without its token.
      const guesser = await opened.context.newPage();
      await guesser.goto(address);
      const guessed = `${origin}/?${tokenName}=guessed`;
      const turnedAway = guesser.waitForResponse(guessed);
      await guesser.evaluate(`location.href = ${JSON.stringify(guessed)}`);
      const answer = await turnedAway;
      assert.equal(answer.status(), 403);
      assert.equal((await answer.allHeaders())['set-cookie'], undefined);
      await guesser.close();
    }
    assert.equal(opened.served.pages(), 1);
    assert.equal(await opened.page.evaluate('document.cookie'), '');
    // Even the right token opens nothing but a whole window, and is not spent by anything else.
    const opening = opened.served.openingUrl();
    const framing = await opened.context.newPage();
    await framing.goto(`http://127.0.0.1:${port}/`);
    const framed = framing.waitForResponse(opening);
    await framing.evaluate(`{
      const frame = document.createElement('iframe');
      frame.src = ${JSON.stringify(opening)};
      document.body.append(frame);
    }`);
    assert.equal((await framed).status(), 403);
    await framing.close();
    // Another browser, without the cookie, sees a sentence and nothing else.
    const other = await browser.newContext();
    const outside = await other.newPage();
    assert.equal((await outside.goto(origin))?.status(), 403);

    // The file that Elo opens leads in, leaves no way back to the token, and what it left behind leads nowhere.
    const home = mkdtempSync(join(tmpdir(), 'elo-opening-'));
    t.after(() => rmSync(home, { recursive: true, force: true }));
    const { address } = writeOpeningPage(home, opening);
    const window = await other.newPage();
    await window.goto(address);
    await window.waitForURL(`${origin}/`);
    await window.getByRole('banner').waitFor();
    assert.equal(opened.served.pages(), 2);
    assert.equal(await window.evaluate('document.referrer'), '');
    await window.goBack();
    assert.equal(window.url(), 'about:blank', 'what a new tab begins with');
    const late = await (await browser.newContext()).newPage();
    const refused = late.waitForResponse(opening);
    await late.goto(address);
    assert.equal((await refused).status(), 403);
  },
);
