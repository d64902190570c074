import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** How a screen is looked at. */
export interface Look {
  readonly name: 'light' | 'dark' | 'zoom' | 'zoom-dark';
  readonly colorScheme: 'light' | 'dark';
  /** CSS pixels; at 200 % zoom the same screen has half of them, each twice as large. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** The screen most stores have, by day and by night, plain and at 200 % zoom. */
export const looks: readonly Look[] = [
  { name: 'light', colorScheme: 'light', width: 1366, height: 768, scale: 1 },
  { name: 'dark', colorScheme: 'dark', width: 1366, height: 768, scale: 1 },
  { name: 'zoom', colorScheme: 'light', width: 683, height: 384, scale: 2 },
  { name: 'zoom-dark', colorScheme: 'dark', width: 683, height: 384, scale: 2 },
];

/** Changes how a page is looked at, without loading it again, and waits until it stands still. */
export async function createCamera(
  context: BrowserContext,
  page: Page,
): Promise<{ look(at: Look): Promise<void> }> {
  const session: CDPSession = await context.newCDPSession(page);
  return {
    async look({ colorScheme, width, height, scale }) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await session.send('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: scale,
        mobile: false,
      });
      // Two frames: lists measure themselves in the first and draw in the second.
      await page.evaluate(
        'Promise.all([document.fonts.ready, new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))])',
      );
      // What still moves (a spinner does for ever) is left; what comes to an end is waited for.
      await page.evaluate(
        `Promise.all(document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime < 2000).map((each) => each.finished.catch(() => undefined)))`,
      );
    },
  };
}
