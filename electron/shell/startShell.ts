import { join } from 'node:path';
import { setupCrashReports } from './crashReports.ts';
import { setupGuards } from './guards.ts';
import { readHandedOver, wordsOf } from './handedOver.ts';
import { registerPageScheme, setupIdentity } from './identity.ts';
import { placesOf, setupPlaces } from './places.ts';
import { refuseSwitches } from './refuseSwitches.ts';
import { runShell } from './runShell.ts';
import type { RunningShell } from './runShell.ts';
import { createShellLog } from './shellLog.ts';
import type { ShellParts } from './shellParts.ts';
import { readStartOptions } from './startOptions.ts';

/**
 * From the first line to the running app. What must stand before Electron is ready (who the app is, where its data lies,
 * the page's scheme, the sandbox, the one instance) happens at once; the rest follows in {@link runShell}.
 * @returns the running shell; `null` where another instance runs, which then hears what this one was started with
 */
export async function startShell(parts: ShellParts): Promise<RunningShell | null> {
  const { electron, argv, env, platform, clock } = parts;
  const { app } = electron;
  const options = readStartOptions(argv, app.isPackaged);
  const places = placesOf(options, env, platform);

  setupPlaces(app, places);
  setupIdentity(app, platform);
  setupCrashReports(electron.crashReporter);
  refuseSwitches(app);
  app.enableSandbox();
  registerPageScheme(electron.protocol);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return null;
  }

  const log = createShellLog(places.logsDir, clock);
  setupGuards(app, electron.shell, log);
  const ready = app.whenReady().then(() =>
    runShell({
      ...parts,
      options,
      places,
      log,
      pageDir: join(parts.here, '..', 'renderer'),
      first: readHandedOver(wordsOf(argv), parts.cwd),
    }),
  );
  app.on('second-instance', (_event, words, cwd) => {
    const handed = readHandedOver(wordsOf(words), cwd);
    void ready.then((shell) => shell.handOver(handed));
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    void ready.then((shell) => shell.handOver(readHandedOver([url], parts.cwd)));
  });
  return ready;
}
