import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ensureWindow } from '../../../build/ensureWindow.ts';
import { createHands } from './createHands.ts';
import type { Hands } from './createHands.ts';
import { launchChromium } from './launchChromium.ts';
import { openApp } from './openApp.ts';
import { openPage } from './openPage.ts';
import type { LookOptions, OpenedPage } from './openPage.ts';
import { openStage } from './openStage.ts';
import type { Stage, StageOptions } from './openStage.ts';

/** A store with its window open. */
export interface TestWindow extends Stage {
  readonly page: Page;
  readonly hands: Hands;
}

export interface TestWindowOptions extends StageOptions {
  readonly look?: LookOptions;
  /** What the console may complain about in this test, e.g. a connection that is cut on purpose. */
  readonly expectedProblems?: readonly RegExp[];
  /** Called when the store stands, before the window is looked at. */
  readonly prepare?: (stage: Stage) => Promise<void>;
}

export type OpenWindow = (t: TestContext, options?: TestWindowOptions) => Promise<TestWindow>;

let browser: Promise<Browser> | null = null;

/** One browser for the tests of a file; every window is a context of its own. */
function sharedBrowser(): Promise<Browser> {
  browser ??= launchChromium();
  return browser;
}

/** Ends the browser of a file's tests, if one was started. */
export async function closeSharedBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

/** What the user would have seen when a test failed: as text, since a picture cannot be in a report. */
async function tellFailure(t: TestContext, page: Page | undefined): Promise<void> {
  const { passed } = t as unknown as { readonly passed?: boolean };
  if (passed === true || page === undefined || page.isClosed()) return;
  const seen = await page.locator('body').ariaSnapshot();
  t.diagnostic(`the window showed:\n${seen}`);
}

function expectCalm(problems: OpenedPage['problems'] | undefined, expected: readonly RegExp[] = []): void {
  assert.deepEqual(problems?.except(expected) ?? [], [], 'the page complained');
}

/** Opens a stage and its window in a browser for one test. It fails where the page complained; everything is closed. */
export const openWindow: OpenWindow = async (t, options = {}) => {
  const [{ folder }, running, stage] = await Promise.all([
    ensureWindow(),
    sharedBrowser(),
    openStage(options),
  ]);
  let opened: OpenedPage | null = null;
  t.after(async () => {
    await tellFailure(t, opened?.page);
    await opened?.close();
    await stage.close();
    expectCalm(opened?.problems, options.expectedProblems);
  });
  await options.prepare?.(stage);
  opened = await openPage(running, stage, folder, options.look);
  return { ...stage, page: opened.page, hands: createHands(opened.page) };
};

/** The same in the desktop app. */
export const openAppWindow: OpenWindow = async (t, options = {}) => {
  const app = await openApp(options);
  t.after(async () => {
    await tellFailure(t, app.page);
    await app.close();
    expectCalm(app.problems, options.expectedProblems);
  });
  const { colorScheme, reducedMotion, forcedColors, viewport } = options.look ?? {};
  await app.page.emulateMedia({
    ...(colorScheme === undefined ? {} : { colorScheme }),
    ...(reducedMotion === undefined ? {} : { reducedMotion }),
    ...(forcedColors === undefined ? {} : { forcedColors }),
  });
  if (viewport !== undefined) await app.page.setViewportSize(viewport);
  await options.prepare?.(app);
  return { ...app, hands: createHands(app.page) };
};
