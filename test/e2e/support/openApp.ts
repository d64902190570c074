import { _electron } from 'playwright-core';
import type { ElectronApplication, Page } from 'playwright-core';
import { electronBinary } from '../../../build/electronBinary.ts';
import { appArguments } from '../../../build/runApp.ts';
import { stageApp } from '../../../build/stageApp.ts';
import { connectLocal } from '../../../electron/headless/connectLocal.ts';
import type { LocalConnection } from '../../../electron/headless/connectLocal.ts';
import { until } from '../../support/sandbox/until.ts';
import { openStore } from './openStore.ts';
import type { Stage, StageOptions } from './openStage.ts';
import { setUpElo } from './setUpElo.ts';
import { watchPage } from './watchPage.ts';
import type { PageProblems } from './watchPage.ts';

/** The app and its engine start within seconds, on a machine that is busy as well. */
const startMs = 60_000;

/** How often the app is asked what it wanted to open. */
const askMs = 100;

export interface OpenedApp extends Stage {
  readonly page: Page;
  readonly problems: PageProblems;
}

/** What the app would have opened outside itself is noted instead: there is no browser and no file manager to leave to. */
async function divertOpening(
  app: ElectronApplication,
): Promise<() => Promise<{ urls: string[]; files: string[] }>> {
  await app.evaluate(({ shell }) => {
    const noted = { urls: [] as string[], files: [] as string[] };
    Object.assign(globalThis, { eloOpened: noted });
    shell.openExternal = (url) => {
      noted.urls.push(url);
      return Promise.resolve();
    };
    shell.openPath = (path) => {
      noted.files.push(path);
      return Promise.resolve('');
    };
    shell.showItemInFolder = (path) => void noted.files.push(path);
  });
  return () =>
    app.evaluate(
      () => (globalThis as unknown as { eloOpened: { urls: string[]; files: string[] } }).eloOpened,
    );
}

/** Builds a store and opens the desktop app on it. @throws where there is no Electron */
export async function openApp(options: StageOptions = {}): Promise<OpenedApp> {
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error('no Electron binary');
  const { state = 'ready' } = options;
  const store = await openStore(options);
  const closers: (() => Promise<unknown>)[] = [() => store.close()];
  const close = async (): Promise<void> => {
    for (const each of closers.toReversed()) await each();
  };
  try {
    const config = {
      dataDir: store.folders.data,
      vault: state === 'bare' ? ('system' as const) : ('memory' as const),
      ...(state === 'bare' ? {} : { serverUrl: store.foccolojas }),
    };
    const args = appArguments(await stageApp(), config, { isRoot: process.geteuid?.() === 0 });
    const app = await _electron.launch({ executablePath, args, timeout: startMs });
    closers.push(() => app.close());
    const opened = await divertOpening(app);
    const page = await app.firstWindow({ timeout: startMs });
    const problems = await watchPage(page);
    let connection: LocalConnection | null = null;
    await until(async () => (connection ??= await connectLocal(store.folders.data)) !== null, startMs);
    const connected = connection as LocalConnection | null;
    if (connected === null) throw new Error('the engine of the app does not answer');
    closers.push(() => connected.close());

    const shown: string[] = [];
    let seen = 0;
    let asking = true;
    const ask = async (): Promise<void> => {
      const { urls, files } = await opened();
      shown.splice(0, shown.length, ...files);
      for (const url of urls.slice(seen)) await store.person.openUrl(url);
      seen = urls.length;
    };
    const following = (async () => {
      while (asking) {
        await ask();
        await new Promise((resolve) => {
          setTimeout(resolve, askMs);
        });
      }
    })();
    closers.push(() => {
      asking = false;
      return following;
    });
    if (state === 'ready') await setUpElo(connected.client, store);
    if (options.settings !== undefined) await connected.client.settings.set(options.settings);
    return { ...store, client: connected.client, shown, page, problems, close };
  } catch (error) {
    await close();
    throw error;
  }
}
