import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SaveJson, Status } from '../../../shared/contract/schemas.ts';
import { eloJson, startEngine, startSandboxProcess } from '../../support/processes/eloProcess.ts';
import type { RunningProcess } from '../../support/processes/eloProcess.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { controlClient } from '../../integration/line/publicDriver.ts';
import type { ControlClient } from '../../integration/line/publicDriver.ts';
import { byPerson } from './stage.ts';
import { withEngine } from './withEngine.ts';

/** Nobody listens there: an engine that is never to reach its server. */
export const nowhere = 'http://127.0.0.1:9';

/** A data folder with its watched folder, for tests that do not need many of them. */
export interface Station {
  readonly home: string;
  readonly dataDir: string;
  readonly folder: string;
  readonly common: readonly string[];
  start(): Promise<RunningProcess>;
  status(): Promise<Status>;
  /** Saves a generated project file as Promob does. Answers its hash. */
  save(name: string, seed: string, previewBytes?: number): string;
  path(name: string): string;
  /** The hashes of the saves of a file, oldest first; empty where it is not known. */
  saves(name: string): Promise<string[]>;
  clear(): void;
}

export function createStation(
  o: { readonly server?: string; readonly vault?: 'memory' | 'system' } = {},
): Station {
  const home = mkdtempSync(join(tmpdir(), 'elo-station-'));
  return stationAt(home, join(home, 'elo'), join(home, 'projetos'), o);
}

/** The same for folders that exist or are to be made. */
export function stationAt(
  home: string,
  dataDir: string,
  folder: string,
  {
    server = nowhere,
    vault = 'memory',
  }: { readonly server?: string; readonly vault?: 'memory' | 'system' } = {},
): Station {
  mkdirSync(folder, { recursive: true });
  const common = ['--data', dataDir, '--server', server, '--vault', vault];
  const path = (name: string): string => join(folder, `${name}.promob`);
  return {
    home,
    dataDir,
    folder,
    common,
    path,
    start: () => startEngine(common),
    status: async () => {
      const status = await withEngine(dataDir, (client) => client.status({}));
      if (status === null) throw new Error('no engine answers');
      return status;
    },
    save(name, seed, previewBytes = 8_000) {
      const bytes = buildContainer(newProject({ seed: `${name} ${seed}`, modules: 1, previewBytes }), {
        compression: 'zlib',
      });
      savePromobStyle(path(name), bytes);
      return createHash('sha256').update(bytes).digest('hex');
    },
    saves: async (name) => {
      const saves = await withEngine(dataDir, (client) => client.saves.list({ file: path(name) }));
      return [...(saves ?? [])]
        .sort((a: SaveJson, b: SaveJson) => a.number - b.number)
        .map((save) => save.sha256);
    },
    clear: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Waits until an engine said that it keeps a content. */
export function keeps(engine: RunningProcess, sha256: string, timeoutMs = 20_000): Promise<string> {
  return engine.stdout.find(
    (line) => line.includes('"save-kept"') && line.includes(sha256),
    timeoutMs,
    `save ${sha256} to be kept`,
  );
}

/** Looks again and again until something holds; fails with what was last seen. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T> | T,
  holds: (seen: T) => boolean,
  timeoutMs = 30_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > end) throw new Error(`${what} did not come true; last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A sandbox with an environment, and a signed-in and linked engine that watches its folder. */
export interface OnlineStation extends Station {
  readonly sandbox: RunningProcess;
  readonly control: ControlClient;
  readonly engine: RunningProcess;
  readonly environmentId: string;
  stop(): Promise<void>;
}

export async function createOnlineStation(
  o: {
    readonly vault?: 'memory' | 'system';
    /** What the processes are to find when they start. */
    readonly beforeStart?: (home: string) => Promise<void>;
  } = {},
): Promise<OnlineStation> {
  const home = mkdtempSync(join(tmpdir(), 'elo-station-'));
  await o.beforeStart?.(home);
  const { addresses, process: sandbox } = await startSandboxProcess(join(home, 'sandbox'));
  const control = controlClient(addresses);
  const station = stationAt(home, join(home, 'elo'), join(home, 'projetos'), {
    server: addresses.foccolojas,
    ...(o.vault === undefined ? {} : { vault: o.vault }),
  });
  const engine = await station.start();
  await byPerson('sign-in', station.common);
  await byPerson('link', station.common);
  await eloJson(['folders', 'add', station.folder, ...station.common]);
  const customer = await control.post<{ id: string }>('/control/customers', { name: 'Marina Duarte' });
  const project = await control.post<{ id: string }>('/control/projects', {
    customerId: customer.id,
    name: 'Casa',
  });
  const environment = await control.post<{ id: string }>('/control/environments', {
    projectId: project.id,
    name: 'Cozinha',
  });
  return {
    ...station,
    sandbox,
    control,
    engine,
    environmentId: environment.id,
    async stop() {
      for (const each of [engine, sandbox]) {
        try {
          process.kill(each.pid, 'SIGCONT');
        } catch {
          continue;
        }
        await each.stop('SIGKILL').catch(() => undefined);
      }
      station.clear();
    },
  };
}
