import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import type { JobTable } from '../../../platform/jobs.ts';

/** Promob's list of systems has a line each; far more than any machine has is no such list. */
const maxListBytes = 1_000_000;
const maxSystems = 50;
/** Promob's own caches are a few kilobytes. */
const maxCacheBytes = 16 * 1024 * 1024;
/** Below this a file may lie inside the folder's own record and take no room of its own on the disk. */
const smallBytes = 4_096;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';

export interface PromobSystems {
  /** `absent`: no list, so no Promob was ever installed here; `damaged`: a list without a system in it. */
  readonly list: 'read' | 'absent' | 'unreadable' | 'damaged';
  readonly systems: readonly {
    readonly directory: string;
    readonly active: boolean | null;
    readonly exists: boolean;
  }[];
  /** Names of the folders of Promob's own data. */
  readonly folders: readonly string[];
}

/** The text of a file Promob wrote, in either of the encodings it uses. */
const decoded = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');

function promobFolders(programData: string): string[] {
  try {
    return readdirSync(join(programData, 'Procad'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^promob\b/i.test(entry.name))
      .map(({ name }) => name)
      .slice(0, maxSystems);
  } catch {
    return [];
  }
}

/** Systems of Promob that are installed, as its own list names them (Catalog 500 is the same on every machine). */
export function readSystems(programData: string): PromobSystems {
  const folders = promobFolders(programData);
  const listFile = join(programData, 'Procad', 'Promob Catalog (500)', 'Config', 'SystemInfo.config');
  let text: string;
  try {
    if (statSync(listFile).size > maxListBytes) return { list: 'damaged', systems: [], folders };
    text = decoded(readFileSync(listFile));
  } catch (error) {
    return { list: codeOf(error) === 'ENOENT' ? 'absent' : 'unreadable', systems: [], folders };
  }
  const systems = [...text.matchAll(/<SystemInfo\b[^>]*>([\s\S]{0,4000}?)<\/SystemInfo>/gi)]
    .slice(0, maxSystems)
    .flatMap(([, body = '']) => {
      const directory = /<Directory>\s*([^<]{1,1000}?)\s*<\/Directory>/i.exec(body)?.[1];
      if (directory === undefined) return [];
      const active = /<IsActive>\s*(true|false)\s*<\/IsActive>/i.exec(body)?.[1]?.toLowerCase();
      const exists = statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true;
      return [{ directory, active: active === undefined ? null : active === 'true', exists }];
    });
  return { list: systems.length === 0 ? 'damaged' : 'read', systems, folders };
}

export interface TokenCaches {
  readonly sound: number;
  /** Places of those that hold nothing Promob could read: empty, or nothing but zeros (as a power cut leaves them). */
  readonly damaged: readonly string[];
  readonly unreadable: readonly string[];
}

/** Looks at Promob's caches without changing or understanding them: their inner form is Promob's own. */
export function readTokenCaches(programData: string): TokenCaches {
  let sound = 0;
  const damaged: string[] = [];
  const unreadable: string[] = [];
  for (const folder of promobFolders(programData)) {
    for (const name of ['TokenCache.dat', 'LocalCache.dat']) {
      const path = join(programData, 'Procad', folder, name);
      try {
        const found = statSync(path, { throwIfNoEntry: false });
        if (found === undefined) continue;
        if (!found.isFile() || found.size > maxCacheBytes) damaged.push(path);
        else if (readFileSync(path).every((byte) => byte === 0)) damaged.push(path);
        else sound += 1;
      } catch {
        unreadable.push(path);
      }
    }
  }
  return { sound, damaged, unreadable };
}

export interface FileLook {
  readonly path: string;
  /** `in-cloud`: its name is here and its content is not (OneDrive's "files on demand"). */
  readonly state: 'ok' | 'gone' | 'in-cloud' | 'locked' | 'forbidden' | 'unreadable';
}

/** Codes of a file that another program has opened for itself alone. */
const locks: ReadonlySet<string> = new Set(['EBUSY', 'ETXTBSY']);
const forbids: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** Opens each file for reading and lets it go again; one whose content is elsewhere is not opened, so nothing is fetched. */
export function lookAtFiles(paths: readonly string[]): FileLook[] {
  return paths.map((path): FileLook => {
    try {
      const { size, blocks } = lstatSync(path);
      if (size >= smallBytes && blocks === 0) return { path, state: 'in-cloud' };
      const handle = openSync(path, 'r');
      try {
        readSync(handle, Buffer.alloc(1));
      } finally {
        closeSync(handle);
      }
      return { path, state: 'ok' };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return { path, state: 'gone' };
      return { path, state: locks.has(code) ? 'locked' : forbids.has(code) ? 'forbidden' : 'unreadable' };
    }
  });
}

/**
 * Writes an empty file into a folder and waits for the system to tell of it, the way the watch itself is told; the file
 * is removed. Only with the user's consent.
 */
export async function probeEvents(
  folder: string,
  waitMs: number,
): Promise<'told' | 'silent' | 'not-writable'> {
  const name = `.elo-${uuid()}.tmp`;
  let told = (_answer: 'told' | 'silent'): void => undefined;
  const answer = new Promise<'told' | 'silent'>((resolve) => {
    told = resolve;
  });
  const watcher = watch(folder, (_event, seen) => {
    if (seen === name || seen === null) told('told');
  });
  watcher.on('error', () => told('silent'));
  const timer = setTimeout(() => told('silent'), waitMs);
  try {
    writeFileSync(join(folder, name), '', { flag: 'wx' });
    return await answer;
  } catch {
    return 'not-writable';
  } finally {
    clearTimeout(timer);
    watcher.close();
    rmSync(join(folder, name), { force: true });
  }
}

/** The looks, as jobs of a thread: a dead share may hold the thread, never the engine. */
export const promobLookJobs: JobTable = {
  systems: (programData: string) => readSystems(programData),
  tokens: (programData: string) => readTokenCaches(programData),
  files: (paths: readonly string[]) => lookAtFiles(paths),
  probe: ({ folder, waitMs }: { readonly folder: string; readonly waitMs: number }) =>
    probeEvents(folder, waitMs),
};
