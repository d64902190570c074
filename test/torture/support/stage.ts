import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eloJson } from '../../support/processes/eloProcess.ts';
import type { SandboxAddresses } from '../../support/processes/eloProcess.ts';
import { controlClient, signInLikeAPerson } from '../../integration/line/publicDriver.ts';
import type { ControlClient } from '../../integration/line/publicDriver.ts';
import { missingForKeyring, startKeyring } from './keyring.ts';
import { createMortal } from './mortalProcess.ts';
import type { Mortal } from './mortalProcess.ts';
import { createSignals } from './signals.ts';
import type { Signals } from './signals.ts';

/** Below the ports that systems give to outgoing connections: while the sandbox is dead nobody must get its port. */
const firstPort = 20_000;
const lastPort = 32_000;

/** The processes, folders and accounts of one run, all real. */
export interface Stage {
  readonly home: string;
  readonly dataDir: string;
  /** The watched folder, and one of the same file system that nobody watches. */
  readonly folder: string;
  readonly elsewhere: string;
  readonly engine: Mortal;
  readonly sandbox: Mortal;
  readonly signals: Signals;
  /** Hashes that the engine said it keeps, or its history listed. */
  readonly kept: Set<string>;
  readonly vault: 'system' | 'memory';
  /** Arguments of every command. */
  readonly common: readonly string[];
  /** The control API at its present address. */
  control(): ControlClient;
  close(): Promise<void>;
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    if (wanted > lastPort) {
      reject(new Error('no port is free'));
      return;
    }
    const probe = createServer();
    probe.once('error', () => resolve(freePort(wanted + 1)));
    probe.listen(wanted, '127.0.0.1', () => {
      probe.close(() => resolve(wanted));
    });
  });
}

/** A command that needs a person at a browser, and the person. */
export async function byPerson(command: 'sign-in' | 'link', common: readonly string[]): Promise<void> {
  const pages: Promise<unknown>[] = [];
  await eloJson([command, '--open', 'none', ...common], 0, (line) => {
    const address = /https?:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined && pages.length === 0)
      pages.push(signInLikeAPerson(address, 'designer', 'elo'));
  });
  await Promise.all(pages);
}

/** Starts sandbox and engine, signs in, links, watches a folder. */
export async function setStage(home: string): Promise<Stage> {
  const dataDir = join(home, 'elo');
  const folder = join(home, 'projetos da loja');
  const elsewhere = join(home, 'fora');
  for (const each of [folder, elsewhere]) mkdirSync(each, { recursive: true });
  // Restarts are twice as fast when nothing has to be compiled anew.
  process.env['NODE_COMPILE_CACHE'] = join(home, 'compiled');
  const missing = missingForKeyring();
  const keyring = missing.length === 0 ? await startKeyring(join(home, 'keyring')) : null;
  if (keyring === null)
    console.error(`no keyring (${missing.join(', ')}): signing in again after each restart`);
  else process.env['DBUS_SESSION_BUS_ADDRESS'] = keyring.busAddress;
  const vault = keyring === null ? 'memory' : 'system';

  const port = await freePort(firstPort + (process.pid % 10_000));
  let addresses: SandboxAddresses | null = null;
  const sandbox = createMortal({
    name: 'sandbox',
    script: 'test/sandbox/main.ts',
    args: () => ['--port', String(port), '--data', join(home, 'sandbox')],
    isReady: (line) => line.startsWith('{"foccolojas"'),
    onLine: (line) => {
      // Control's own port may have been taken while it was dead.
      if (line.startsWith('{"foccolojas"')) addresses = JSON.parse(line) as SandboxAddresses;
    },
  });
  const signals = createSignals();
  const kept = new Set<string>();
  const common = ['--data', dataDir, '--server', `http://127.0.0.1:${port}`, '--vault', vault];
  const engine = createMortal({
    name: 'engine',
    script: 'electron/headless/elo.ts',
    args: () => ['run', '--json', ...common],
    isReady: (line) => line.startsWith('{"event":"ready"'),
    onLine: (line) => {
      if (line.startsWith('{"event":"save-kept"')) {
        kept.add((JSON.parse(line) as { readonly sha256: string }).sha256);
        signals.tell('kept');
      } else if (line.startsWith('{"event":"save-received"')) signals.tell('received');
    },
  });
  const stage: Stage = {
    home,
    dataDir,
    folder,
    elsewhere,
    engine,
    sandbox,
    signals,
    kept,
    vault,
    common,
    control: () => {
      if (addresses === null) throw new Error('the sandbox has not told its addresses yet');
      return controlClient(addresses);
    },
    async close() {
      await engine.end('SIGKILL');
      await sandbox.end('SIGKILL');
      await keyring?.stop();
    },
  };
  try {
    for (const each of [sandbox, engine]) {
      each.start();
      if (!(await each.whenReady(60_000))) {
        throw new Error(`${each.name} did not start: ${each.unexpected.join('; ')}`);
      }
    }
    await byPerson('sign-in', common);
    await byPerson('link', common);
    await eloJson(['folders', 'add', folder, ...common]);
    return stage;
  } catch (error) {
    await stage.close();
    throw error;
  }
}
