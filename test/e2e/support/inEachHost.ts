import { after, describe, it } from 'node:test';
import { electronBinary } from '../../../build/electronBinary.ts';
import { testBrowser } from './launchChromium.ts';
import { closeSharedBrowser, openAppWindow, openWindow } from './openWindow.ts';
import type { OpenWindow } from './openWindow.ts';

/**
 * Defines the same tests for the window in a browser and in the desktop app; where one of them is missing on this
 * machine, that is reported as a skipped test.
 * @param define calls `it` with tests that open their window by the function handed in
 */
export function inEachHost(name: string, define: (open: OpenWindow) => void): void {
  if (testBrowser() === null) {
    it(`${name}, in a browser`, { skip: 'no Chromium, Chrome or Edge' }, () => undefined);
  } else {
    describe(`${name}, in a browser`, () => {
      after(closeSharedBrowser);
      define(openWindow);
    });
  }
  if (electronBinary() === null) {
    it(`${name}, in Electron`, { skip: 'no Electron binary' }, () => undefined);
  } else describe(`${name}, in Electron`, () => define(openAppWindow));
}
