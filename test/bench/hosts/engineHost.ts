/** The whole engine in a process of its own, driven by the benchmark. */
import { enableCompileCache } from 'node:module';
import { createRouterClient } from '@orpc/server';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import type { AccountStep } from '../../../shared/contract/schemas.ts';
import { signInByForm } from '../../support/sandbox/signInByForm.ts';
import { monotonic } from '../support/monotonic.ts';
import { serveBench, tell } from './serveBench.ts';

export interface OpenInput {
  readonly dataDir: string;
  readonly serverUrl?: string;
  /** Compiled code is kept there between starts, as the command line does. */
  readonly compileCache: string;
}

let engine: Engine | null = null;
let client: EngineClient | null = null;
let kept = 0;

function opened(): { readonly engine: Engine; readonly client: EngineClient } {
  if (engine === null || client === null) throw new Error('the engine is not open');
  return { engine, client };
}

async function follow(steps: AsyncIterable<AccountStep>): Promise<void> {
  const pages: Promise<unknown>[] = [];
  for await (const step of steps) {
    if (step.step === 'open-url') pages.push(signInByForm(step.url, 'designer', 'elo'));
  }
  await Promise.all(pages);
}

serveBench({
  async open({ dataDir, serverUrl, compileCache }: OpenInput) {
    enableCompileCache(compileCache);
    const from = monotonic();
    engine = await createEngine({
      dataDir,
      ...(serverUrl === undefined ? {} : { serverUrl }),
      // Without a server the vault is never opened; with one it is the sandbox on this machine.
      vault: serverUrl === undefined ? 'system' : 'memory',
      appVersion: '0.0.0-bench',
      host: {
        openUrl: () => Promise.resolve(),
        openFile: () => Promise.resolve(),
        proxyFor: () => Promise.resolve(null),
      },
    });
    client = createRouterClient(engine.router, { context: {} });
    const events = await client.events({});
    void (async () => {
      for await (const event of events) {
        if (event.event === 'save-kept') kept += 1;
        tell(event);
      }
    })();
    return { openMs: monotonic() - from };
  },
  async start() {
    const from = monotonic();
    const { filesChecked } = await opened().engine.start();
    return { startMs: monotonic() - from, filesChecked };
  },
  addFolder: (path: string) => opened().client.folders.add({ path }),
  async signIn() {
    await follow(await opened().client.account.signIn({}));
    await follow(await opened().client.account.link({}));
    return (await opened().client.status({})).promobLink;
  },
  bind: (binding: { environmentId: string; file: string }) => opened().client.environments.bindFile(binding),
  /** Saves kept since it was opened; asking costs nothing, unlike a list of all files. */
  kept: () => kept,
  /** How many files have how many saves, and how many await an answer. */
  async files() {
    const files = await opened().client.files.list({});
    return {
      files: files.length,
      savedOnce: files.filter((file) => file.saves === 1).length,
      saves: files.reduce((sum, file) => sum + file.saves, 0),
      questions: files.filter((file) => file.question !== undefined).length,
    };
  },
  status: () => opened().client.status({}),
  async stop() {
    await engine?.stop();
  },
});
