import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandboxProcess } from '../../support/processes/eloProcess.ts';
import type { SandboxAddresses } from '../../support/processes/eloProcess.ts';
import { controlClient, signInLikeAPerson } from '../../integration/line/publicDriver.ts';
import type { ControlClient } from '../../integration/line/publicDriver.ts';
import { openWindows } from './openWindows.ts';
import type { Windows, WindowsProcess } from './openWindows.ts';

/** Events come within a second, what only the 30 s scan finds a little later than that. */
const patienceMs = 60_000;

/**
 * A save as Promob makes it, by a Windows process: the last state becomes `.bak`, the new one is written aside and takes
 * the file's place. Where the file is open elsewhere Windows refuses that, and it is tried again, as editors do.
 */
const saveScript = `
const fs = require('node:fs');
const [from, path] = process.argv.slice(1);
if (fs.existsSync(path)) fs.copyFileSync(path, path.replace(/\\.promob$/i, '.bak'));
fs.copyFileSync(from, path + '.tmp');
for (let attempt = 1; ; attempt += 1) {
  try { fs.renameSync(path + '.tmp', path); break; } catch (error) { if (attempt > 200) throw error; }
}
console.log('true');
`;

export interface StageOptions {
  readonly vault: 'system' | 'memory';
  /** The data folder. */
  readonly data?: string;
}

/** A Windows with an engine, and a sandbox on this side of Wine. */
export interface Stage {
  readonly windows: Windows;
  readonly control: ControlClient;
  readonly addresses: SandboxAddresses;
  readonly data: string;
  /** The global options every command needs. */
  readonly common: readonly string[];
  engine(): WindowsProcess;
  startEngine(): Promise<WindowsProcess>;
  /** Runs a command with `--json` and answers its value; throws where its exit code is another. */
  elo<T>(...args: readonly string[]): Promise<T>;
  /** Runs a command that is to be refused; answers its code. */
  refused(exitCode: number, ...args: readonly string[]): Promise<string>;
  /** Signs in, or links, through the pages like a person. */
  byPerson(command: 'sign-in' | 'link'): Promise<void>;
  /** A new environment in FoccoLojas; answers its id. */
  environment(name: string): Promise<string>;
  /** Makes a folder on drive C:. */
  folder(path: string): string;
  /** Saves like Promob, as a Windows process. Answers the SHA-256. */
  save(path: string, bytes: Uint8Array): Promise<string>;
  kept(sha256: string): Promise<KeptEvent>;
  received(sha256: string): Promise<void>;
  close(): Promise<void>;
}

export interface KeptEvent {
  readonly saveId: string;
  readonly path: string;
  readonly fileId: string;
  readonly number: number;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The end of the engine's log: an unexpected error is told nowhere else. */
function lastLog(dataDir: string): string {
  const logs = join(dataDir, 'logs');
  const files = existsSync(logs) ? readdirSync(logs) : [];
  return files.map((name) => readFileSync(join(logs, name), 'utf8').slice(-3_000)).join('\n');
}

/** Opens a stage; its engine is not started yet. */
export async function openStage(options: StageOptions): Promise<Stage> {
  const windows = openWindows();
  const sandbox = await startSandboxProcess(join(windows.besides, 'sandbox')).catch(
    async (error: unknown) => {
      await windows.close();
      throw error;
    },
  );
  // So that the next run can end it where this one is killed.
  writeFileSync(join(windows.besides, 'process.pid'), String(sandbox.process.pid));
  const { addresses } = sandbox;
  const control = controlClient(addresses);
  const data = options.data ?? 'C:\\Dados do Elo – José';
  const common = ['--data', data, '--server', addresses.foccolojas, '--vault', options.vault];
  let engine: WindowsProcess | null = null;
  let projectId: string | null = null;
  let uploads = 0;

  const running = (): WindowsProcess => {
    if (engine === null) throw new Error('no engine was started');
    return engine;
  };
  const heard = (event: string, sha256: string): Promise<string> =>
    running().stdout.find(
      (line) => line.includes(`"event":"${event}"`) && line.includes(sha256),
      patienceMs,
      `${event} of ${sha256}`,
    );

  return {
    windows,
    control,
    addresses,
    data,
    common,
    engine: running,
    async startEngine() {
      engine = await windows.engine(common).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${lastLog(windows.linux(data))}`);
      });
      return engine;
    },
    elo: <T>(...args: readonly string[]) =>
      windows.eloJson<T>([...args, ...common]).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${lastLog(windows.linux(data))}`);
      }),
    async refused(exitCode, ...args) {
      const { code } = await windows.eloJson<{ readonly code: string }>([...args, ...common], exitCode);
      return code;
    },
    async byPerson(command) {
      const pages: Promise<unknown>[] = [];
      await windows.eloJson([command, '--open', 'none', ...common], 0, (line) => {
        const address = /https?:\/\/\S+/.exec(line)?.[0];
        if (address !== undefined && pages.length === 0)
          pages.push(signInLikeAPerson(address, 'designer', 'elo'));
      });
      await Promise.all(pages);
    },
    async environment(name) {
      if (projectId === null) {
        const customer = await control.post<{ id: string }>('/control/customers', { name: 'Inês Conceição' });
        const body = { customerId: customer.id, name: 'Residência' };
        projectId = (await control.post<{ id: string }>('/control/projects', body)).id;
      }
      return (await control.post<{ id: string }>('/control/environments', { projectId, name })).id;
    },
    folder(path) {
      mkdirSync(windows.linux(path), { recursive: true });
      return path;
    },
    async save(path, bytes) {
      uploads += 1;
      const from = `C:\\Elo\\salvar-${uploads}.bin`;
      writeFileSync(windows.linux(from), bytes);
      await windows.script(saveScript, from, path);
      return sha256Of(bytes);
    },
    kept: async (sha256) => JSON.parse(await heard('save-kept', sha256)) as KeptEvent,
    async received(sha256) {
      await heard('save-received', sha256);
    },
    async close() {
      await sandbox.process.stop('SIGKILL').catch(() => undefined);
      await windows.close();
    },
  };
}
