import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe found, as far as it is told to a developer. */
export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** The first elements concerned. */
  readonly where: readonly string[];
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** How many elements of a rule are worth naming. */
const named = 3;

/**
 * The component library's sentinels at the edges of a page or dialog: they have no content and pass the focus on as they
 * get it, which axe cannot see.
 */
const sentinels = [['[data-tabster-dummy]']];

/** Runs axe's rules of WCAG 2.2 A and AA and its best practices on a page, contrast included. */
export async function runAxe(page: Page): Promise<readonly Violation[]> {
  if (!(await page.evaluate<boolean>('typeof globalThis.axe === "object"'))) await page.evaluate(source);
  const { violations } = await page.evaluate<AxeResult>(
    `globalThis.axe.run({ exclude: ${JSON.stringify(sentinels)} }, { resultTypes: ['violations'] })`,
  );
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: impact ?? 'unknown',
    help,
    where: nodes
      .slice(0, named)
      .map(({ html, failureSummary }) => `${html.slice(0, 300)} ${failureSummary ?? ''}`),
  }));
}
