import { readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { JobTable } from './platform/jobs.ts';

/** Bounds of one look; what lies beyond is not counted. */
export interface LookLimits {
  readonly depth: number;
  readonly entries: number;
  readonly ms: number;
}

/** Project files seen, by the folder right below the place they lie in; `''` for the place itself. */
export interface Look {
  readonly found: Readonly<Record<string, number>>;
}

/** Folders in which nobody keeps projects, and which are large. */
const passedOver = new Set(
  ['windows', 'program files', 'program files (x86)', 'appdata', 'node_modules', '$recycle.bin'].concat(
    'system volume information',
  ),
);

/** Promob's list of installed systems has a line each; far more than any machine has is no such list. */
const maxSystemsBytes = 1_000_000;
const maxSystems = 50;

/** Counts project files below a place, folder by folder from the top; `null` where there is no folder. Links are not followed. */
export function lookForProjects(place: string, limits: LookLimits): Look | null {
  const until = performance.now() + limits.ms;
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  const found: Record<string, number> = {};
  let left = limits.entries;
  const waiting: { readonly path: string; readonly child: string; readonly depth: number }[] = [
    { path: place, child: '', depth: 0 },
  ];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    if (left <= 0 || performance.now() > until) break;
    let entries;
    try {
      entries = readdirSync(folder.path, { withFileTypes: true });
    } catch {
      // not ours to read, or gone meanwhile
      continue;
    }
    for (const entry of entries) {
      left -= 1;
      if (left <= 0) break;
      const { name } = entry;
      if (entry.isFile() && extname(name).toLowerCase() === '.promob') {
        found[folder.child] = (found[folder.child] ?? 0) + 1;
      }
      const enters = entry.isDirectory() && !name.startsWith('.') && !passedOver.has(name.toLowerCase());
      if (enters && folder.depth < limits.depth) {
        waiting.push({
          path: join(folder.path, name),
          child: folder.child === '' ? name : folder.child,
          depth: folder.depth + 1,
        });
      }
    }
  }
  return { found };
}

/** The text of a file Promob wrote, in either of the encodings it uses. */
function decoded(bytes: Buffer): string {
  return bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le') : bytes.toString('utf8');
}

/**
 * Folders of the Promob systems installed on this machine, as its list of systems names them; none where there is no
 * such list. Whatever else stands in it is passed over.
 */
export function installedSystems(listFile: string): string[] {
  try {
    if (statSync(listFile).size > maxSystemsBytes) return [];
    const text = decoded(readFileSync(listFile));
    const folders = [...text.matchAll(/<Directory>\s*([^<]{1,1000}?)\s*<\/Directory>/gi)]
      .map((match) => match[1] ?? '')
      .filter((folder) => folder !== '');
    return [...new Set(folders)].slice(0, maxSystems);
  } catch {
    return [];
  }
}

/** The looks, as jobs of a thread: a dead share may hold the thread, never the engine. */
export const folderLookJobs = {
  look: ({ place, limits }: { readonly place: string; readonly limits: LookLimits }) =>
    lookForProjects(place, limits),
  systems: ({ listFile }: { readonly listFile: string }) => installedSystems(listFile),
} satisfies JobTable;
