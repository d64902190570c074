import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ServedWindow } from '../../../electron/headless/window/serveWindow.ts';
import { serveWindow } from '../../../electron/headless/window/serveWindow.ts';
import type { AnyRouter } from '@orpc/server';
import type { DoorLog } from '../../../electron/engine/door/callInterceptor.ts';
import { watchPage } from './watchPage.ts';
import type { PageProblems } from './watchPage.ts';

export interface LookOptions {
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly forcedColors?: 'active' | 'none';
  /** CSS pixels. Default 1366×768, the screen most stores have. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** 2 with half the viewport is 200 % zoom. */
  readonly deviceScaleFactor?: number;
}

/** The window of a stage in a browser. */
export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: PageProblems;
  readonly served: ServedWindow;
  close(): Promise<void>;
}

/** How long an element may take to be there. */
export const patienceMs = 10_000;

/** Opens the window of an engine as a page of its own, as a first opening with its token. */
export async function openPage(
  browser: Browser,
  engine: { readonly router: AnyRouter; readonly log?: DoorLog },
  pageFolder: string,
  look: LookOptions = {},
): Promise<OpenedPage> {
  const served = await serveWindow({
    router: engine.router,
    pageFolder,
    log: engine.log ?? { info: () => undefined, warn: () => undefined },
  });
  const context = await browser.newContext({
    locale: 'pt-BR',
    timezoneId: 'America/Sao_Paulo',
    viewport: { width: 1366, height: 768 },
    ...look,
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const problems = await watchPage(page);
  await page.goto(served.openingUrl());
  return {
    page,
    context,
    problems,
    served,
    async close() {
      await context.close();
      await served.close();
    },
  };
}
