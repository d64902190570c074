import type { AnyRouter } from '@orpc/server';
import { createEngine } from '../../../electron/engine/engine.ts';
import type { DoorLog } from '../../../electron/engine/door/callInterceptor.ts';
import { clientInProcess } from '../../../electron/headless/engineClient.ts';
import { browserDesktop } from '../../../electron/headless/window/browserDesktop.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import type { Settings } from '../../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { openStore } from './openStore.ts';
import type { Store, StoreOptions } from './openStore.ts';
import { setUpElo } from './setUpElo.ts';

export interface StageOptions extends StoreOptions {
  /**
   * `bare`: no address of FoccoLojas yet; nobody can sign in, since a vault in memory is for a server of this machine.
   * `new`: its address is known, nobody signed in. `ready` (default): signed in, linked, folders watched, set up.
   */
  readonly state?: 'bare' | 'new' | 'ready';
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
}

/** A store with Elo's engine, in this process; what a window is opened on. */
export interface Stage extends Store {
  readonly client: EngineClient;
  /** Files the engine asked its host to open or show, in order. */
  readonly shown: readonly string[];
}

/** What serves a window. */
export interface ServableStage extends Stage {
  readonly router: AnyRouter;
  readonly log: DoorLog;
}

/** Builds a store and starts an engine on it. Everything ends with `close`, folders included. */
export async function openStage(options: StageOptions = {}): Promise<ServableStage> {
  const { state = 'ready' } = options;
  const store = await openStore(options);
  const shown: string[] = [];
  const openFile = (path: string): Promise<void> => {
    shown.push(path);
    return Promise.resolve();
  };
  let stopEngine = (): Promise<void> => Promise.resolve();
  const close = async (): Promise<void> => {
    await stopEngine();
    await store.close();
  };
  try {
    const engine = await createEngine({
      dataDir: store.folders.data,
      ...(state === 'bare' ? {} : { serverUrl: store.foccolojas }),
      vault: state === 'bare' ? 'system' : 'memory',
      appVersion: '0.0.0-test',
      ...(options.clock === undefined ? {} : { clock: options.clock }),
      host: {
        openUrl: (url) => store.person.openUrl(url),
        openFile,
        proxyFor: () => Promise.resolve(null),
        desktop: { ...browserDesktop({ openFile }), reveal: openFile },
      },
    });
    stopEngine = () => engine.stop();
    const client = await clientInProcess(engine, engine.log.scope('door'));
    await engine.start();
    if (state === 'ready') await setUpElo(client, store);
    if (options.settings !== undefined) await client.settings.set(options.settings);
    return { ...store, client, shown, router: engine.router, log: engine.log.scope('window'), close };
  } catch (error) {
    await close();
    throw error;
  }
}
