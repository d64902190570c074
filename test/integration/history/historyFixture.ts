import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { createHistory } from '../../../electron/engine/history/history.ts';
import type {
  History,
  HistoryOptions,
  KeepOutcome,
  SeenFile,
} from '../../../electron/engine/history/history.ts';
import { createKeepJobs } from '../../../electron/engine/history/keepJobs.ts';
import { openContents } from '../../../electron/engine/ledger/contents.ts';
import type { Contents } from '../../../electron/engine/ledger/contents.ts';
import { createLedger } from '../../../electron/engine/ledger/ledger.ts';
import type { Ledger } from '../../../electron/engine/ledger/ledger.ts';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import type { WorkerPool } from '../../../electron/engine/platform/workerPool.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

export interface HistoryBench {
  readonly ledger: Ledger;
  readonly history: History;
  /** The data folder. */
  readonly data: string;
  /** A watched folder. */
  readonly work: string;
  /** Writes a file below `work` and answers its path. */
  write(name: string, bytes: Uint8Array): string;
  /** The file as the watcher would offer it now. */
  seen(path: string): SeenFile;
  /** Writes and offers a project file. */
  save(name: string, bytes: Uint8Array): Promise<KeepOutcome>;
}

/** A history over real files and databases; jobs run in this thread unless a pool is given. */
export function historyBench(
  t: Pick<TestContext, 'after'>,
  o: Partial<HistoryOptions> & { poolFor?: () => WorkerPool } = {},
): HistoryBench {
  const root = mkdtempSync(join(tmpdir(), 'elo-history-'));
  const data = join(root, 'data');
  const work = join(root, 'work');
  mkdirSync(work);
  const ledger = createLedger({ dir: data, clock: systemClock, appVersion: '1.0.0' });
  const folder = ledger.folders.add(work, 'local');
  let contents: Contents | undefined;
  const pool =
    o.poolFor?.() ??
    createInlinePool(
      createKeepJobs(
        ({ dir, appVersion }) => (contents ??= openContents({ dir, appVersion, clock: systemClock })),
      ),
    );
  const history = createHistory({ ledger, dir: data, pool, clock: systemClock, appVersion: '1.0.0', ...o });
  t.after(async () => {
    await pool.close();
    contents?.close();
    await history.close();
    ledger.close();
    rmSync(root, { recursive: true, force: true });
  });
  const run = ledger.nextRun();
  let order = 0;
  const seen = (path: string): SeenFile => {
    const stat = statSync(path, { bigint: true });
    order += 1;
    return {
      path,
      rootId: folder.rootId,
      size: Number(stat.size),
      mtimeNs: stat.mtimeNs,
      ctimeNs: stat.ctimeNs,
      ino: stat.ino,
      sighting: {
        order: run * 1_000_000 + order,
        batch: run * 1_000_000 + order,
        away: false,
        mtimeNs: String(stat.mtimeNs),
        ctimeNs: String(stat.ctimeNs),
      },
    };
  };
  const write = (name: string, bytes: Uint8Array): string => {
    const path = join(work, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  };
  return {
    ledger,
    history,
    data,
    work,
    write,
    seen,
    save: (name, bytes) => history.keepProject(seen(write(name, bytes))),
  };
}

/** The check for `assert.throws`: an EloError with this code. */
export const withCode =
  (code: string) =>
  (thrown: unknown): boolean =>
    thrown instanceof EloError && thrown.code === code;
