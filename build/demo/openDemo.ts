import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../test/sandbox/startSandbox.ts';
import { createDesigner } from '../../test/e2e/support/createDesigner.ts';
import { controlClient } from '../../test/support/sandbox/controlClient.ts';
import { sampleStore } from './sampleStore.ts';

/** A demonstration that stays between starts: FoccoLojas and Promob on this machine, and a designer's folders. */
export interface Demo {
  readonly foccolojas: string;
  /** Elo's own data. */
  readonly dataDir: string;
  readonly projects: string;
  readonly exports: string;
  /** Works on one of the sample projects after the other, saves it and exports its listing; answers its name. */
  saveNext(): string;
  close(): Promise<void>;
}

/** What a demonstration remembers: Elo is bound to its server's address. */
interface Remembered {
  readonly port: number;
  /** How often each project file was saved since it was drawn: the next save goes on from there. */
  readonly saves: Readonly<Record<string, number>>;
}

/** A listing is exported a minute after the drawing was saved; the times of the files say so. */
const exportedAfterMs = 60_000;

function remembered(path: string): Remembered | null {
  try {
    const { port, saves = {} } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Remembered>;
    const usable = port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536;
    return usable ? { port, saves } : null;
  } catch {
    return null;
  }
}

const fileName = (customer: string, environment: string): string => `${customer} - ${environment}`;

/**
 * Starts the demonstration of a folder; makes its customers, project files and listings where they are not there yet.
 * @throws the system's `EADDRINUSE` where another program took the address meanwhile
 */
export async function openDemo(folder: string): Promise<Demo> {
  const note = join(folder, 'demo.json');
  const projects = join(folder, 'Projetos');
  const exports = join(folder, 'Orçamentos');
  for (const each of [projects, exports]) mkdirSync(each, { recursive: true });
  const before = remembered(note);
  const sandbox = await startSandbox({
    dataDir: join(folder, 'foccolojas'),
    ...(before === null ? {} : { port: before.port }),
  });
  try {
    const designer = createDesigner({ projects, exports }, { pictures: true });
    const drawn: string[] = [];
    const now = Date.now();
    for (const { customer, environments } of sampleStore) {
      for (const { name, modules } of environments) {
        if (modules === undefined) continue;
        const file = fileName(customer, name);
        drawn.push(file);
        const path = join(projects, `${file}.promob`);
        if (existsSync(path)) designer.remember(file, { modules }, before?.saves[file] ?? 0);
        else {
          designer.draw(file, { modules });
          const exported = designer.exportListing(file);
          utimesSync(path, new Date(now - exportedAfterMs), new Date(now - exportedAfterMs));
          utimesSync(exported, new Date(now), new Date(now));
        }
      }
    }
    if (before === null) {
      const control = controlClient(sandbox.control, sandbox.controlToken);
      for (const { customer, project, environments } of sampleStore) {
        const projectId = await control.createProject(await control.createCustomer(customer), project);
        for (const { name } of environments) await control.createEnvironment(projectId, name);
      }
    }
    const saves: Record<string, number> = { ...before?.saves };
    const remember = (): void => {
      const port = Number(new URL(sandbox.foccolojas).port);
      writeFileSync(note, JSON.stringify({ port, saves } satisfies Remembered));
    };
    remember();
    let next = 0;
    return {
      foccolojas: sandbox.foccolojas,
      dataDir: join(folder, 'elo'),
      projects,
      exports,
      saveNext() {
        const file = drawn[next % drawn.length] ?? '';
        next += 1;
        designer.save(file);
        designer.exportListing(file);
        saves[file] = (saves[file] ?? 0) + 1;
        remember();
        return file;
      },
      close: () => sandbox.close(),
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
