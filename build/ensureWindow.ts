import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** What the window is built from; a change in any of them makes a new build necessary. */
const sources = ['renderer', 'shared', 'build/vite.config.ts', 'package-lock.json'];

/** Beside the page, never served: what it was built from. */
const stampName = 'built-from.txt';

/** A build takes some seconds; whoever holds the lock longer has died. */
const lockLifeMs = 120_000;
const lockPauseMs = 50;

export interface EnsuredWindow {
  readonly folder: string;
  readonly built: boolean;
}

/** Names, sizes and times of all sources, as one short word. */
function stampOf(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const place = join(root, source);
    const files = statSync(place).isDirectory()
      ? readdirSync(place, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
      : [place];
    for (const file of files) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function readStamp(folder: string): string | null {
  try {
    return readFileSync(join(folder, stampName), 'utf8');
  } catch {
    return null;
  }
}

/** One builder at a time, also between processes: a folder can be made only once. */
async function withLock<T>(folder: string, run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > lockLifeMs) rmSync(folder, { recursive: true, force: true });
    else await pause(lockPauseMs);
  }
  try {
    return await run();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The folder `ELO_PAGE_FOLDER` names, as it is; else the built window in `dist/renderer`: built where its sources changed since, else as it is (some milliseconds).
 * A page that is being served meanwhile is replaced in one step.
 * @throws where the window cannot be built
 */
export async function ensureWindow(onBuild: () => void = () => undefined): Promise<EnsuredWindow> {
  const named = process.env['ELO_PAGE_FOLDER'] ?? '';
  if (named !== '') return { folder: named, built: false };
  const folder = join(root, 'dist', 'renderer');
  if (readStamp(folder) === stampOf()) return { folder, built: false };
  mkdirSync(join(root, 'dist'), { recursive: true });
  return withLock(join(root, 'dist', 'renderer.lock'), async () => {
    // Taken before the build: what is edited meanwhile is built the next time.
    const stamp = stampOf();
    if (readStamp(folder) === stamp) return { folder, built: false };
    onBuild();
    const fresh = join(root, 'dist', `renderer-${process.pid}`);
    try {
      await build({
        configFile: join(root, 'build', 'vite.config.ts'),
        logLevel: 'error',
        build: { outDir: fresh, emptyOutDir: true },
      });
      writeFileSync(join(fresh, stampName), stamp);
      rmSync(folder, { recursive: true, force: true });
      renameSync(fresh, folder);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    return { folder, built: true };
  });
}
