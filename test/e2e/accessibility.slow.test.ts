import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { ensureWindow } from '../../build/ensureWindow.ts';
import { runAxe } from './support/axe.ts';
import { gallery } from './support/gallery.ts';
import { inEachHost } from './support/inEachHost.ts';
import { launchChromium, testBrowser } from './support/launchChromium.ts';
import { drawnEnvironment } from './support/scenes.ts';
import { tour } from './support/tour.ts';

/** What nobody may stumble over; axe's `minor` and `moderate` are advice. */
const grave = new Set(['serious', 'critical']);

const skip = testBrowser() === null ? 'no Chromium, Chrome or Edge' : false;

describe('every screen, light and dark, plain and at 200 % zoom', { skip }, () => {
  let browser: Promise<Browser> | null = null;
  after(async () => (await browser)?.close());
  for (const album of gallery) {
    it(`shows axe nothing serious: ${album.name}`, async () => {
      browser ??= launchChromium();
      const { folder } = await ensureWindow();
      const found: unknown[] = [];
      const missed = await tour(await browser, folder, album, async ({ page, shot, look }) => {
        const violations = (await runAxe(page)).filter(({ impact }) => grave.has(impact));
        for (const violation of violations) found.push({ screen: shot.name, look: look.name, ...violation });
        // At 200 % zoom nothing may be reached only by scrolling sideways (WCAG 1.4.10).
        const sideways = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (sideways > 0)
          found.push({ screen: shot.name, look: look.name, rule: 'scrolls sideways', sideways });
      });
      assert.deepEqual(missed, []);
      assert.deepEqual(found, []);
    });
  }
});

/** Runs in the page: everything that would still move, with how long. */
const moving = `document.getAnimations()
  .map((each) => each.effect.getComputedTiming())
  .filter((timing) => timing.duration > 1 && timing.endTime !== Infinity)
  .map((timing) => timing.duration)`;

inEachHost('reduced motion', (open) => {
  it('is respected: nothing moves when panels and pages open', async (t) => {
    const { page, hands } = await open(t, {
      look: { reducedMotion: 'reduce' },
      prepare: async (stage) => {
        await drawnEnvironment(stage);
      },
    });
    await hands.act('export-listing', 'Cozinha').click();
    const durations: number[] = await page.evaluate(moving);
    await hands.dialog().waitFor();
    durations.push(...(await page.evaluate<number[]>(moving)));
    await page.keyboard.press('Escape');
    durations.push(...(await page.evaluate<number[]>(moving)));
    await hands.press('home.open', { name: 'Cozinha' });
    durations.push(...(await page.evaluate<number[]>(moving)));
    assert.deepEqual(durations, []);
  });
});

inEachHost("Windows' high contrast", (open) => {
  it('decides about colours, and axe finds nothing serious in them', async (t) => {
    const { page, hands } = await open(t, {
      look: { forcedColors: 'active' },
      prepare: async (stage) => {
        await drawnEnvironment(stage);
      },
    });
    await hands.act('export-listing', 'Cozinha').waitFor();
    assert.equal(await page.evaluate<boolean>("matchMedia('(forced-colors: active)').matches"), true);
    assert.deepEqual(
      (await runAxe(page)).filter(({ impact }) => grave.has(impact)),
      [],
    );
  });
});
