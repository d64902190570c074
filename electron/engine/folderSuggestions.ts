import { join } from 'node:path';
import type { FolderSuggestion } from '../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { Look, LookLimits } from './folderLook.ts';
import type { Ledger } from './ledger/ledger.ts';
import { mappedDrives } from './mappedDrives.ts';
import { isInside, isUncPath, pathKey, pathRulesOf, tidyPath } from './platform/pathKey.ts';
import type { PathRules } from './platform/pathKey.ts';
import { createWorkerPool } from './platform/workerPool.ts';
import type { WorkerPool } from './platform/workerPool.ts';

/** Somebody waits in front of the first run; projects lie a few folders deep (customer, project, environment). */
const limits: LookLimits = { depth: 5, entries: 20_000, ms: 1_000 };
/** A place that has not answered by then is a dead share: its thread is given up. */
const placeMs = 2_500;
const allMs = 6_000;
/** Two threads: while one hangs on a dead share, the other goes on. */
const threads = 2;
/** Where a place holds projects in more folders than this, the place itself is suggested. */
const mostChildren = 3;
const mostSuggestions = 12;
/** The newest saves tell where somebody works. */
const recentSaves = 200;
const recentFolders = 5;

/** Where Promob keeps the list of its systems (Catalog 500 is the same on every machine). */
const systemsFile = ['Procad', 'Promob Catalog (500)', 'Config', 'SystemInfo.config'];

type Why = FolderSuggestion['why'];
interface Place {
  readonly path: string;
  readonly why: Why;
  readonly kind: FolderSuggestion['kind'];
  /** Its own folder is the answer, not one below it. */
  readonly whole: boolean;
}

export interface FolderSuggestionsOptions {
  readonly ledger: Pick<Ledger, 'folders' | 'saves'>;
  /** The user's own folder for documents. */
  readonly documents: () => Promise<string>;
  readonly clock: Clock;
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  /** Letters of drives that stand for a share. */
  readonly drives?: () => Promise<ReadonlyMap<string, string>>;
  /** Runs the jobs of `folderLook.ts`; made anew for each time, since a look may hang in one. */
  readonly pool?: () => WorkerPool;
}

const letters = 'DEFGHIJKLMNOPQRSTUVWXYZ'.split('');

function defaultPool(): WorkerPool {
  return createWorkerPool({
    worker: new URL('./folderLook.worker.ts', import.meta.url),
    size: threads,
    timeoutMs: placeMs,
  });
}

/** The folder a file lies in, by the rules of its own spelling. */
function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '');
}

/** What a look at a place suggests: the folders right below it that hold projects, or the place itself. */
function suggested(place: Place, look: Look): FolderSuggestion[] {
  const { path, why, kind } = place;
  const children = Object.entries(look.found);
  const projects = children.reduce((sum, [, count]) => sum + count, 0);
  if (projects === 0) return [];
  const own = place.whole || look.found[''] !== undefined || children.length > mostChildren;
  if (own) return [{ path, kind, projects, why }];
  return children.map(([child, count]) => ({ path: join(path, child), kind, projects: count, why }));
}

/** Those that lie in no other, and meet no watched folder; most projects first. */
function distinct(
  all: readonly FolderSuggestion[],
  watched: readonly string[],
  rules: PathRules,
): FolderSuggestion[] {
  const meets = (a: string, b: string): boolean =>
    pathKey(a, rules) === pathKey(b, rules) || isInside(a, b, rules) || isInside(b, a, rules);
  const kept: FolderSuggestion[] = [];
  for (const each of [...all].sort((a, b) => b.projects - a.projects)) {
    if (watched.some((folder) => meets(folder, each.path))) continue;
    if (kept.some((other) => meets(other.path, each.path))) continue;
    kept.push(each);
  }
  return kept.slice(0, mostSuggestions);
}

/**
 * Folders Promob's projects are likely to be in: where somebody saved lately, documents, what is installed, drives. Each
 * gets a bounded look in a thread of its own; a place that does not answer is left out. What is watched already (or lies
 * around it) is not suggested.
 */
export async function folderSuggestions(
  o: FolderSuggestionsOptions,
  signal?: AbortSignal,
): Promise<FolderSuggestion[]> {
  const { ledger, clock } = o;
  const platform = o.platform ?? process.platform;
  const rules = pathRulesOf(platform);
  const env = o.env ?? process.env;
  const watched = ledger.folders.list().map((folder) => folder.path);
  const pool = (o.pool ?? defaultPool)();
  const leave = new AbortController();
  const stopTimer = clock.after(allMs, () => leave.abort());
  const both = signal === undefined ? leave.signal : AbortSignal.any([signal, leave.signal]);
  const found: FolderSuggestion[] = [];

  /** What cannot be looked at is not suggested; whether it hangs, is gone or forbidden is no matter here. */
  const run = async <Answer>(job: string, input: object): Promise<Answer | null> => {
    try {
      return await pool.run<object, Answer>(job, input, { signal: both });
    } catch (error) {
      if (error instanceof EloError) return null;
      throw error;
    }
  };
  const seen = new Set<string>();
  const look = async (place: Place): Promise<void> => {
    const key = pathKey(place.path, rules);
    if (seen.has(key)) return;
    seen.add(key);
    const answer = await run<Look | null>('look', { place: place.path, limits });
    if (answer !== null) found.push(...suggested(place, answer));
  };
  const kindOf = (path: string): Place['kind'] => (isUncPath(path) ? 'share' : 'local');

  try {
    const documents = await o.documents();
    const recent = new Map<string, string>();
    for (const { path } of ledger.saves.recent(recentSaves)) {
      const folder = tidyPath(folderOf(path), rules);
      if (!watched.some((each) => isInside(each, path, rules))) recent.set(pathKey(folder, rules), folder);
    }
    const places: Place[] = [...recent.values()]
      .slice(0, recentFolders)
      .map((path) => ({ path, why: 'recent-files', kind: kindOf(path), whole: true }));
    places.push({ path: documents, why: 'documents', kind: kindOf(documents), whole: false });

    if (platform === 'win32') {
      const listFile = join(env['PROGRAMDATA'] ?? env['ProgramData'] ?? 'C:\\ProgramData', ...systemsFile);
      const systems = (await run<string[]>('systems', { listFile })) ?? [];
      for (const path of systems)
        places.push({ path, why: 'promob-installed', kind: kindOf(path), whole: false });
      const shares = await (o.drives ?? mappedDrives)();
      for (const letter of letters) {
        const kind = shares.has(letter) ? 'share' : 'local';
        places.push({ path: `${letter}:\\`, why: 'mapped-drive', kind, whole: false });
      }
    }
    await Promise.all(places.map(look));
    if (signal?.aborted === true)
      throw new EloError('cancelled', 'the suggestions are not waited for any more');

    const suggestions = distinct(found, watched, rules);
    if (suggestions.length > 0) return suggestions;
    // Nothing was found: documents are where Promob proposes to save.
    return distinct(
      [{ path: documents, kind: kindOf(documents), projects: 0, why: 'documents' }],
      watched,
      rules,
    );
  } finally {
    stopTimer();
    // A thread that hangs ends when its share answers; nobody waits for it.
    void pool.close();
  }
}
