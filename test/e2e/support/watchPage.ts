import type { Page } from 'playwright-core';

/** What went wrong inside a page, as lines; an empty list is what every test wants. */
export interface PageProblems {
  readonly all: readonly string[];
  /** Problems that none of the expressions names. */
  except(expected: readonly RegExp[]): string[];
}

/** Runs in the page before anything of its own. */
const tellViolations = `document.addEventListener('securitypolicyviolation', (event) => {
  globalThis.eloPolicyViolated(event.violatedDirective + ' ' + event.blockedURI);
});`;

/** Collects errors of the console, exceptions nobody caught and violations of the content policy, from now on. */
export async function watchPage(page: Page): Promise<PageProblems> {
  const all: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') all.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => all.push(`exception: ${error.stack ?? error.message}`));
  page.on('crash', () => all.push('the page crashed'));
  await page.exposeFunction('eloPolicyViolated', (what: string) => void all.push(`policy: ${what}`));
  await page.addInitScript(tellViolations);
  return { all, except: (expected) => all.filter((line) => !expected.some((one) => one.test(line))) };
}
