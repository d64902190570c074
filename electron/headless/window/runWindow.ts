import { setTimeout as pause } from 'node:timers/promises';
import type { EngineHost } from '../../../shared/contract/host.ts';
import { serveOnLocalSocket } from '../../engine/door/serveOnLocalSocket.ts';
import type { EngineConfig, EngineParts } from '../engineParts.ts';
import { createHostNode } from '../hostNode.ts';
import { browserDesktop } from './browserDesktop.ts';
import { openInBrowser } from './openInBrowser.ts';
import { serveWindow } from './serveWindow.ts';

/** On macOS a browser lives on after its last window; a page that was only reloaded is back long before that. */
const desertedMs = 5_000;

export interface WindowRun {
  readonly config: Omit<EngineConfig, 'host'>;
  readonly createEngine: EngineParts['createEngine'];
  /** The built page. */
  readonly pageFolder: string;
  /** The browser to open the window in; `null`: the address is only told. */
  readonly browser: string | null;
  /** The profile of the window's browser. */
  readonly profileFolder: string;
  /** Called when the window can be opened, with the address that opens it once. */
  readonly onAddress: (url: string) => void;
  /** Aborted when the user wants it to end. */
  readonly signal: AbortSignal;
  readonly host?: EngineHost;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * The desktop window in a browser of this machine, with its engine: serves commands of the same data folder too, and
 * ends in order when the window is closed or the signal comes.
 * @throws EloError `data-folder-in-use`, `window-not-built`, `browser-failed`, or what starting an engine refuses
 */
export async function runWindow(run: WindowRun): Promise<void> {
  const host = run.host ?? createHostNode();
  const engine = await run.createEngine({
    ...run.config,
    host: { ...host, desktop: host.desktop ?? browserDesktop(host) },
  });
  const closers: (() => Promise<void>)[] = [() => engine.stop()];
  try {
    const door = await serveOnLocalSocket({
      router: engine.router,
      dataDir: run.config.dataDir,
      log: engine.log.scope('door'),
    });
    closers.push(() => door.close());
    const window = await serveWindow({
      router: engine.router,
      pageFolder: run.pageFolder,
      log: engine.log.scope('window'),
    });
    closers.push(() => window.close());
    // The window opens while the engine checks its folders: it shows what is known, and more as it comes.
    const started = engine.start();
    const url = window.openingUrl();
    run.onAddress(url);
    const ends = [aborted(run.signal)];
    if (run.browser !== null) {
      const shown = openInBrowser({ browser: run.browser, url, profileFolder: run.profileFolder });
      window.onPages((pages) => {
        if (pages > 0) shown.opened();
      });
      closers.push(() => shown.close());
      ends.push(shown.ended);
      if (process.platform === 'darwin') {
        ends.push(
          new Promise((resolve) => {
            window.onPages((pages) => {
              if (pages > 0) return;
              void pause(desertedMs).then(() => {
                if (window.pages() === 0) resolve();
              });
            });
          }),
        );
      }
    }
    await started;
    await Promise.race(ends);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}
