import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createRouterClient } from '@orpc/server';
import { createEngine } from '../../../electron/engine/engine.ts';
import type { Engine, EngineConfig } from '../../../electron/engine/engine.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import type { AccountStep, EngineEvent } from '../../../shared/contract/schemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { signInByForm } from '../../support/sandbox/signInByForm.ts';
import type { TestSandbox } from '../../support/sandbox/withSandbox.ts';

/** Every wait of these tests is bounded by this. */
export const patienceMs = 30_000;

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A store's machine: one engine in this process on real folders, with its user signed in where asked. */
export interface StoreMachine {
  readonly client: EngineClient;
  readonly engine: Engine;
  readonly home: string;
  /** The watched folder. */
  readonly projects: string;
  readonly opened: readonly string[];
  /** Resolves with the first event, past or future, that satisfies. */
  event(satisfies: (event: EngineEvent) => boolean, what: string): Promise<EngineEvent>;
  received(bytes: Uint8Array): Promise<EngineEvent>;
  kept(bytes: Uint8Array): Promise<EngineEvent>;
  signIn(username?: string): Promise<void>;
  link(username?: string): Promise<void>;
  stop(): Promise<void>;
}

async function follow(steps: AsyncIterable<AccountStep>, username: string): Promise<void> {
  const pages: Promise<unknown>[] = [];
  for await (const step of steps) {
    if (step.step === 'open-url') pages.push(signInByForm(step.url, username, 'elo'));
  }
  await Promise.all(pages);
}

/** Starts an engine on a data folder (a new one where none is named); it is stopped when the test ends. */
export async function openStore(
  t: Pick<TestContext, 'after'>,
  sandbox: TestSandbox | null,
  options: {
    readonly home?: string;
    readonly clock?: Clock;
    readonly readWebStart?: NonNullable<EngineConfig['readWebStart']>;
  } = {},
): Promise<StoreMachine> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'elo-store-'));
  const projects = join(home, 'projetos');
  mkdirSync(projects, { recursive: true });
  const opened: string[] = [];
  const engine = await createEngine({
    dataDir: join(home, 'elo'),
    ...(sandbox === null ? {} : { serverUrl: sandbox.foccolojas }),
    vault: sandbox === null ? 'system' : 'memory',
    appVersion: '0.0.0-test',
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.readWebStart === undefined ? {} : { readWebStart: options.readWebStart }),
    host: {
      openUrl: () => Promise.resolve(),
      openFile: (path) => {
        opened.push(path);
        return Promise.resolve();
      },
      proxyFor: () => Promise.resolve(null),
    },
  });
  const client: EngineClient = createRouterClient(engine.router, { context: {} });
  const seen: EngineEvent[] = [];
  const listeners = new Set<() => void>();
  const reading = (async () => {
    for await (const event of await client.events({})) {
      seen.push(event);
      for (const listener of listeners) listener();
    }
  })();
  // The reader registers with its first turn; nothing may happen before.
  await new Promise((resolve) => setImmediate(resolve));
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopped ??= engine.stop().then(() => reading);
    return stopped;
  };
  t.after(async () => {
    await stop();
    if (options.home === undefined) rmSync(home, { recursive: true, force: true });
  });
  await engine.start();
  await client.folders.add({ path: projects });

  const event: StoreMachine['event'] = (satisfies, what) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = seen.find(satisfies);
        if (found === undefined) return;
        listeners.delete(look);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        listeners.delete(look);
        reject(new Error(`waited ${patienceMs} ms for ${what}; saw ${JSON.stringify(seen.slice(-8))}`));
      }, patienceMs);
      listeners.add(look);
      look();
    });
  return {
    client,
    engine,
    home,
    projects,
    opened,
    event,
    stop,
    received: (bytes) =>
      event((each) => each.event === 'save-received' && each.sha256 === hashOf(bytes), 'a receipt'),
    kept: (bytes) =>
      event((each) => each.event === 'save-kept' && each.sha256 === hashOf(bytes), 'a kept save'),
    signIn: async (username = 'designer') => follow(await client.account.signIn({}), username),
    link: async (username = 'designer') => follow(await client.account.link({}), username),
  };
}
