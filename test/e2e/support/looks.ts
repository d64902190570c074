import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { until } from '../../support/sandbox/until.ts';

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

/** Whether the window's ground is dark; runs in the page. */
const darkGround = `(() => {
  const ground = getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor;
  const [red = 0] = (ground.match(/\\d+/g) ?? []).map(Number);
  return red < 128;
})()`;

/**
 * Waits in the page for fonts, and for four frames in a row in which nothing moves: lists measure themselves in one and
 * draw in the next, and a colour that changes by transition changes one level of the page a frame. What moves for ever (a
 * spinner) is left moving.
 */
const standsStill = `(async () => {
  await document.fonts.ready;
  const moves = () => document.getAnimations().some((each) => (each.effect?.getComputedTiming().endTime ?? 0) < 2000);
  for (let calm = 0, frames = 0; calm < 4 && frames < 120; frames += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    calm = moves() ? 0 : calm + 1;
  }
})()`;

/** A busy machine draws the whole window anew within this. */
const themeMs = 5_000;

export interface Camera {
  look(at: Look): Promise<void>;
  /** A PNG of what is seen now; playwright's own would set the look back. */
  picture(): Promise<Buffer>;
}

/** Changes how a page is looked at, without loading it again, and waits until it stands still. */
export async function createCamera(context: BrowserContext, page: Page): Promise<Camera> {
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
      // The theme follows in the window's own time: its ground tells when. (The page's policy forbids `waitForFunction`.)
      const isDark = (): Promise<boolean> => page.evaluate<boolean>(darkGround);
      await until(async () => (await isDark()) === (colorScheme === 'dark'), themeMs);
      await page.evaluate(standsStill);
    },
    async picture() {
      const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(data, 'base64');
    },
  };
}
