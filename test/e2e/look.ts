/**
 * A picture of one place, for whoever builds it:
 * `node test/e2e/look.ts --place sending --out picture.png [--page FOLDER] [--fake FILE] [--dark] [--zoom] [--state bare|new|ready]`.
 * `--fake` names a module that exports `answers` (see `support/fakeRouter.ts`) and takes the engine's place.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { AnyRouter } from '@orpc/server';
import { text } from '../../shared/text/text.ts';
import type { TextKey } from '../../shared/text/text.ts';
import { ensureWindow } from '../../build/ensureWindow.ts';
import { fakeRouter } from './support/fakeRouter.ts';
import type { FakeAnswers } from './support/fakeRouter.ts';
import { launchChromium } from './support/launchChromium.ts';
import { openPage } from './support/openPage.ts';
import { openStage } from './support/openStage.ts';

const { values } = parseArgs({
  options: {
    place: { type: 'string' },
    out: { type: 'string', default: 'screen.png' },
    page: { type: 'string' },
    fake: { type: 'string' },
    dark: { type: 'boolean', default: false },
    zoom: { type: 'boolean', default: false },
    state: { type: 'string', default: 'ready' },
  },
});

const folder = values.page === undefined ? (await ensureWindow()).folder : resolve(values.page);
const browser = await launchChromium();
let router: AnyRouter;
let end: () => Promise<void> = () => Promise.resolve();
if (values.fake === undefined) {
  const stage = await openStage({ state: values.state as 'bare' | 'new' | 'ready', pictures: true });
  router = stage.router;
  end = stage.close;
} else {
  const module = (await import(pathToFileURL(resolve(values.fake)).href)) as { answers: FakeAnswers };
  router = fakeRouter(module.answers);
}
const opened = await openPage(browser, { router }, folder, {
  colorScheme: values.dark ? 'dark' : 'light',
  reducedMotion: 'reduce',
  ...(values.zoom ? { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 } : {}),
});
try {
  const { page } = opened;
  if (values.state === 'ready') await page.getByRole('banner').waitFor();
  if (values.place !== undefined) {
    await page.getByRole('tab', { name: text(`frame.${values.place}` as TextKey), exact: true }).click();
  }
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: values.out });
} finally {
  for (const problem of opened.problems.all) process.stderr.write(`${problem}\n`);
  await opened.close();
  await browser.close();
  await end();
}
