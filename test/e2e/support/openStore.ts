import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/startSandbox.ts';
import type { SandboxOptions } from '../../sandbox/startSandbox.ts';
import { controlClient } from '../../support/sandbox/controlClient.ts';
import type { ControlClient } from '../../support/sandbox/controlClient.ts';
import { createDesigner } from './createDesigner.ts';
import type { Designer, DesignerOptions } from './createDesigner.ts';
import { createPerson } from './createPerson.ts';
import type { Person } from './createPerson.ts';

export interface StoreFolders {
  readonly home: string;
  /** Where the designer saves. */
  readonly projects: string;
  /** Where listings are exported to. */
  readonly exports: string;
  /** Elo's own data. */
  readonly data: string;
}

/** A store without Elo: FoccoLojas and Promob, folders, and the people around them. */
export interface Store {
  /** Its address: `http://127.0.0.1:PORT`, the same after coming back. */
  readonly foccolojas: string;
  readonly control: ControlClient;
  readonly folders: StoreFolders;
  readonly person: Person;
  readonly designer: Designer;
  /** FoccoLojas is gone, connections and all. */
  goOffline(): Promise<void>;
  /** The same FoccoLojas is back where it was. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export interface StoreOptions extends DesignerOptions {
  readonly username?: 'designer' | 'reviser' | 'responsible';
  readonly seedData?: SandboxOptions['seedData'];
}

/** Builds a store in temporary folders; `close` takes all of it away. */
export async function openStore(options: StoreOptions = {}): Promise<Store> {
  const home = mkdtempSync(join(tmpdir(), 'elo-stage-'));
  const folders: StoreFolders = {
    home,
    projects: join(home, 'Projetos'),
    exports: join(home, 'Exportados'),
    data: join(home, 'elo'),
  };
  for (const folder of [folders.projects, folders.exports]) mkdirSync(folder, { recursive: true });
  const dataDir = join(home, 'sandbox');
  let sandbox = await startSandbox({
    dataDir,
    ...(options.seedData === undefined ? {} : { seedData: options.seedData }),
  });
  const { foccolojas, promob, control, controlToken } = sandbox;
  const port = (origin: string): number => Number(new URL(origin).port);
  let offline = false;
  return {
    foccolojas,
    control: controlClient(control, controlToken),
    folders,
    person: createPerson(options.username),
    designer: createDesigner(folders, options),
    async goOffline() {
      if (offline) return;
      offline = true;
      await sandbox.close();
    },
    async comeBack() {
      if (!offline) return;
      sandbox = await startSandbox({
        dataDir,
        port: port(foccolojas),
        promobPort: port(promob),
        controlPort: port(control),
      });
      offline = false;
    },
    async close() {
      if (!offline) await sandbox.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
