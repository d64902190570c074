import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { ensureWindow } from '../../build/ensureWindow.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { healthText, text } from '../../shared/text/text.ts';
import { createHands } from './support/createHands.ts';
import { calmAnswers, fakeRouter } from './support/fakeRouter.ts';
import { launchChromium, testBrowser } from './support/launchChromium.ts';
import { openPage } from './support/openPage.ts';

const missing = testBrowser() === null ? 'skipped: no Chromium, Chrome or Edge' : false;

describe('a window in trouble', { skip: missing }, () => {
  let browser: Browser;
  let folder = '';
  before(async () => {
    ({ folder } = await ensureWindow());
    browser = await launchChromium();
  });
  after(() => browser.close());

  it('listens again when the stream of events ends, and reads again what could not be read', async () => {
    let [listened, asked] = [0, 0];
    const router = fakeRouter({
      ...calmAnswers,
      status: () => {
        asked += 1;
        if (asked === 1) throw new EloError('database-busy', 'not now', { retryable: true });
        return { ...calmAnswers.status(), health: ['offline'] };
      },
      async *events(input: unknown, signal: AbortSignal | undefined) {
        listened += 1;
        // The first stream ends at once, as when the engine closes it; the second stays.
        if (listened > 1) yield* calmAnswers.events(input, signal);
      },
    });
    const opened = await openPage(browser, { router }, folder);
    const hands = createHands(opened.page);
    await hands
      .status()
      .filter({ hasText: healthText('offline') })
      .waitFor();
    await assert.doesNotReject(async () => {
      for (let looks = 0; listened < 2; looks += 1) {
        assert.ok(looks < 100, 'the window listens no more');
        await opened.page.waitForTimeout(50);
      }
    });
    await opened.close();
  });

  it('keeps a screen that breaks from taking the rest away', async () => {
    const opened = await openPage(browser, { router: fakeRouter(calmAnswers) }, folder);
    const { page } = opened;
    const hands = createHands(page);
    // The screen's own code cannot be had, as after an update that replaced it.
    await page.route('**/assets/Settings-*.js', (route) => route.abort());
    await hands.goTo('settings');
    await hands.heading('frame.broken.title').waitFor();
    await hands.goTo('notifications');
    await hands.heading('notifications.none.title').waitFor();
    await page.unroute('**/assets/Settings-*.js');
    await hands.goTo('settings');
    await page.getByRole('button', { name: text('frame.retry') }).click();
    await hands.status().waitFor();
    await opened.close();
  });

  it('does not blame the user when the engine goes away in the middle of a call', async () => {
    const router = fakeRouter({
      ...calmAnswers,
      outbox: { list: () => [] },
      audit: (_input: unknown, signal: AbortSignal | undefined) =>
        new Promise<never>((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('gone')));
        }),
    });
    const opened = await openPage(browser, { router }, folder);
    const { page } = opened;
    const hands = createHands(page);
    await hands.goTo('sending');
    await hands.sentence('sending.audit.running').waitFor();
    await opened.served.close();
    await hands.sentence('frame.engine-away').waitFor();
    assert.equal(await page.getByText(text('error.cancelled')).count(), 0);
    await opened.context.close();
  });
});
