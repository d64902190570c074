/**
 * Entry of the desktop app. Nothing here waits before `startShell`: what it does first must be done before Electron is
 * ready.
 */
import * as electron from 'electron';
import { systemClock } from '../shared/domain/clock.ts';
import { startShell } from './shell/startShell.ts';

void startShell({
  electron,
  argv: process.argv,
  cwd: process.cwd(),
  env: process.env,
  platform: process.platform,
  clock: systemClock,
  here: import.meta.dirname,
  resourcesPath: process.resourcesPath,
  loadUpdater: async () => (await import('electron-updater')).default.autoUpdater,
});
