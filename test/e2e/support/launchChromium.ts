import { homedir } from 'node:os';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findBrowser } from '../../../electron/headless/window/findBrowser.ts';

/** A test's browser talks to this machine only, and to nobody by itself. */
const quiet = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** The machine's browser for tests, or `null` where it has none. */
export function testBrowser(): string | null {
  return findBrowser({ platform: process.platform, env: process.env, home: homedir() });
}

/** Starts the machine's browser without a window. @throws where there is none */
export async function launchChromium(): Promise<Browser> {
  const executablePath = testBrowser();
  if (executablePath === null) throw new Error('no Chromium, Chrome or Edge on this machine');
  const isRoot = process.geteuid?.() === 0;
  return chromium.launch({ executablePath, args: [...quiet, ...(isRoot ? ['--no-sandbox'] : [])] });
}
