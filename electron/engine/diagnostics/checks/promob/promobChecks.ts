import { isInside, pathRulesOf } from '../../../platform/pathKey.ts';
import { createWorkerPool } from '../../../platform/workerPool.ts';
import type { WorkerPool } from '../../../platform/workerPool.ts';
import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { unread } from '../unread.ts';
import { isAwkwardName, longestPath } from './awkwardNames.ts';
import type { FileLook, PromobSystems, TokenCaches } from './promobLookJobs.ts';

const askMs = 9_000;
/** A local disk answers at once; a share that has gone to sleep takes some seconds. */
const lookMs = 4_000;
/** The newest files are those people work on. */
const newestFiles = 100;
/** Shown at most; the count tells the rest. */
const mostShown = 5;
/** Promob, a scanner, a backup let go of a file well within this. */
const lockPatienceMs = 2_000;
/** A full look comes every half minute; what was kept sooner was told by an event. Settling takes some seconds. */
const toldMs = 15_000;
/** A project file dates its saves in whole seconds. */
const clockDriftMs = 2_000;
/** An event comes within milliseconds on a local disk. */
const eventMs = 1_500;

/** Runs one job of `promobLookJobs` in a thread of its own: a look that hangs is left behind with its thread. */
export type LookAtDisk = <Answer>(job: string, input: unknown, signal: AbortSignal) => Promise<Answer>;

const inThread: LookAtDisk = async <Answer>(job: string, input: unknown, signal: AbortSignal) => {
  const pool: WorkerPool = createWorkerPool({
    worker: new URL('./promobLook.worker.ts', import.meta.url),
    size: 1,
    timeoutMs: lookMs,
  });
  try {
    return await pool.run<unknown, Answer>(job, input, { signal });
  } finally {
    // Its thread may hang on a dead share; nobody waits for it.
    void pool.close();
  }
};

export type PromobParts = Pick<DiagnosticsParts, 'recentSaves' | 'folders' | 'readWebStart'>;

/** Promob on this machine: what is installed, its caches, and the files people work on. */
export function promobChecks(
  parts: PromobParts,
  look: LookAtDisk = inThread,
  env: NodeJS.ProcessEnv = process.env,
): readonly Check[] {
  const programData = (): string => env['PROGRAMDATA'] ?? env['ProgramData'] ?? 'C:\\ProgramData';
  /** Files that are there as far as the history knows, the newest work first. */
  const newest = (): string[] => {
    const paths = parts.recentSaves(newestFiles).map(({ path }) => path);
    return [...new Set(paths)];
  };
  /** Whether a save below this folder was kept sooner than the next full look would have found it. */
  const wasTold = (folder: string): boolean =>
    parts.recentSaves(newestFiles).some(({ path, savedAt, keptAt }) => {
      const lateMs = savedAt === null ? Number.NaN : Date.parse(keptAt) - Date.parse(savedAt);
      return (
        lateMs >= -clockDriftMs && lateMs <= toldMs && isInside(folder, path, pathRulesOf(process.platform))
      );
    });
  const shown = (paths: readonly string[]) => ({ count: paths.length, files: paths.slice(0, mostShown) });

  return [
    {
      code: 'promob-installed',
      needs: [],
      budgetMs: lookMs,
      platforms: ['win32'],
      async run({ signal }) {
        const { list, systems, folders } = await look<PromobSystems>('systems', programData(), signal);
        const missing = systems.filter(({ active, exists }) => active !== false && !exists);
        const evidence = { systems: systems.length, count: folders.length };
        if (list === 'unreadable')
          return { status: 'unknown', evidence: { reason: 'not-permitted', what: list } };
        if (list === 'absent' && folders.length === 0)
          return { status: 'warning', condition: 'promob-not-installed', evidence };
        if (list === 'damaged' || list === 'absent')
          return { status: 'warning', condition: 'promob-list-damaged', evidence };
        if (missing.length > 0) {
          return {
            status: 'warning',
            condition: 'promob-system-missing',
            evidence: { ...evidence, folders: missing.map(({ directory }) => directory).slice(0, mostShown) },
          };
        }
        return { status: 'ok', evidence };
      },
    },
    {
      code: 'promob-running',
      needs: [],
      budgetMs: askMs,
      platforms: ['win32'],
      async run({ machine, signal }) {
        const found = await machine.processes(['Promob.exe'], signal);
        return found.ok ? { status: 'ok', evidence: { count: found.value.length } } : unread(found);
      },
    },
    {
      code: 'promob-tokens',
      needs: [],
      budgetMs: lookMs,
      platforms: ['win32'],
      async run({ signal }) {
        const { sound, damaged, unreadable } = await look<TokenCaches>('tokens', programData(), signal);
        if (damaged.length > 0)
          return {
            status: 'failed',
            condition: 'promob-entry-damaged',
            evidence: { sound, ...shown(damaged) },
          };
        if (unreadable.length > 0)
          return {
            status: 'warning',
            condition: 'promob-entry-unreadable',
            evidence: { sound, ...shown(unreadable) },
          };
        return sound === 0
          ? { status: 'skipped', evidence: { reason: 'no-token-cache' } }
          : { status: 'ok', evidence: { sound } };
      },
    },
    {
      code: 'webstart-absent',
      needs: [],
      budgetMs: askMs,
      platforms: ['win32'],
      async run({ signal }) {
        const { answer, traces, notRead } = await parts.readWebStart(signal);
        if (answer === 'present') {
          const names = [...new Set(traces.map(({ name }) => name))];
          return {
            status: 'failed',
            condition: 'webstart-present',
            evidence: { programs: names.slice(0, mostShown) },
          };
        }
        if (answer === 'absent') return { status: 'ok' };
        // A list that does not even name Promob says nothing about webStart.
        const reason = notRead.length > 0 ? 'not-permitted' : 'promob-not-in-list';
        return { status: 'unknown', evidence: { reason, notRead: [...notRead] } };
      },
    },
    {
      code: 'project-paths',
      needs: ['folders-watched'],
      budgetMs: 1_000,
      platforms: ['win32'],
      run() {
        const paths = newest();
        const long = paths.filter((path) => path.replace(/^\\\\\?\\/, '').length > longestPath);
        if (long.length > 0) return { status: 'warning', condition: 'path-too-long', evidence: shown(long) };
        const awkward = paths.filter(isAwkwardName);
        return awkward.length > 0
          ? { status: 'warning', condition: 'name-awkward', evidence: shown(awkward) }
          : { status: 'ok', evidence: { looked: paths.length } };
      },
    },
    {
      code: 'project-files',
      needs: ['folders-readable'],
      budgetMs: 2 * lookMs,
      async run({ signal, clock }) {
        const paths = newest();
        const seen = await look<FileLook[]>('files', paths, signal);
        const that = (all: readonly FileLook[], state: FileLook['state']): string[] =>
          all.filter((each) => each.state === state).map(({ path }) => path);
        const cloud = that(seen, 'in-cloud');
        if (cloud.length > 0)
          return { status: 'warning', condition: 'file-in-cloud-only', evidence: shown(cloud) };
        const held = that(seen, 'locked');
        if (held.length > 0) {
          await new Promise<void>((resolve) => {
            const stop = clock.after(lockPatienceMs, resolve);
            signal.addEventListener('abort', () => {
              stop();
              resolve();
            });
          });
          const still = that(await look<FileLook[]>('files', held, signal), 'locked');
          if (still.length > 0)
            return { status: 'warning', condition: 'file-locked', evidence: shown(still) };
        }
        const closed = [...that(seen, 'forbidden'), ...that(seen, 'unreadable')];
        return closed.length > 0
          ? { status: 'failed', condition: 'file-not-readable', evidence: shown(closed) }
          : { status: 'ok', evidence: { looked: that(seen, 'ok').length } };
      },
    },
    {
      code: 'folder-events',
      needs: ['folders-readable'],
      budgetMs: lookMs,
      async run(context) {
        const folders = parts.folders();
        const polled = folders.filter(({ state }) => state === 'polling').length;
        const watched = folders.filter(({ state }) => state === 'watching').map(({ path }) => path);
        if (watched.length === 0) return { status: 'skipped', evidence: { reason: 'only-polled', polled } };
        const observed = watched.filter((folder) => wasTold(folder)).length;
        if (context.with['probe'] !== 'true') {
          // Saves that were kept right after they were made: the system does tell of changes there.
          if (observed === watched.length) return { status: 'ok', evidence: { observed, polled } };
          return context.lacks('consent:probe-file');
        }
        const answers = await Promise.all(
          watched.map(async (folder) => ({
            folder,
            answer: await look<string>('probe', { folder, waitMs: eventMs }, context.signal),
          })),
        );
        const that = (answer: string): string[] =>
          answers.filter((each) => each.answer === answer).map(({ folder }) => folder);
        const silent = that('silent');
        if (silent.length > 0)
          return { status: 'warning', condition: 'folder-silent', evidence: { folders: silent } };
        const closed = that('not-writable');
        if (closed.length > 0)
          return { status: 'unknown', evidence: { reason: 'not-permitted', what: 'probe-file' } };
        return { status: 'ok', evidence: { count: that('told').length, polled } };
      },
    },
  ];
}
