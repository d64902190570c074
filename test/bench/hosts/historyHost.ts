/** The engine's history on its own data folder: keeps files as they are offered and gives them back. */
import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../../electron/engine/database/database.ts';
import { createHistoryPool } from '../../../electron/engine/history/createHistoryPool.ts';
import { createHistory, type History, type SeenFile } from '../../../electron/engine/history/history.ts';
import { createLedger, type Ledger } from '../../../electron/engine/ledger/ledger.ts';
import type { WorkerPool } from '../../../electron/engine/platform/workerPool.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { monotonic } from '../support/monotonic.ts';
import { bytesIn } from '../support/workspace.ts';
import { serveBench } from './serveBench.ts';

interface Open {
  readonly dir: string;
  readonly ledger: Ledger;
  readonly pool: WorkerPool;
  readonly history: History;
}

let open: Open | null = null;
let order = 0;

function opened(): Open {
  if (open === null) throw new Error('the history is not open');
  return open;
}

function seen(path: string): SeenFile {
  const { size, mtimeNs, ctimeNs, ino } = statSync(path, { bigint: true });
  order += 1;
  const times = { mtimeNs: String(mtimeNs), ctimeNs: String(ctimeNs) };
  return {
    path,
    rootId: null,
    size: Number(size),
    mtimeNs,
    ctimeNs,
    ino,
    sighting: { order, batch: order, away: false, ...times },
  };
}

/** Writes what still lies in write-ahead logs into the databases, so that their size is their size. */
function checkpoint(dir: string): void {
  for (const name of ['contents.db', 'history.db']) {
    const database = connect(join(dir, name));
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  }
}

serveBench({
  open(dir: string) {
    const ledger = createLedger({ dir, clock: systemClock, appVersion: '0.0.0-bench' });
    const pool = createHistoryPool();
    const history = createHistory({ ledger, dir, pool, clock: systemClock, appVersion: '0.0.0-bench' });
    open = { dir, ledger, pool, history };
  },
  copy: ({ from, to }: { from: string; to: string }) => copyFileSync(from, to),
  async keep({ kind, path }: { kind: 'project' | 'listing'; path: string }) {
    const { history } = opened();
    const file = seen(path);
    const from = monotonic();
    const kept = await (kind === 'project' ? history.keepProject(file) : history.keepListing(file));
    const keepMs = monotonic() - from;
    if (kept.outcome !== 'accepted') throw new Error(`${path} came out ${kept.outcome}`);
    const { save, listing } = kept;
    return { keepMs, sha256: save?.sha256 ?? listing?.sha256 ?? '' };
  },
  /** Gives one content back; `exact` by comparing with the file that was kept. */
  async read({ sha256, original }: { sha256: string; original: string }) {
    const from = monotonic();
    const bytes = await opened().history.read(sha256);
    const readMs = monotonic() - from;
    return { readMs, exact: readFileSync(original).equals(bytes) };
  },
  /** What the engine does some time after a save, when nobody waits: contents become differences. */
  async compact() {
    const from = monotonic();
    const contents = await opened().history.compact();
    return { contents, ms: monotonic() - from };
  },
  /** Closes everything; bytes on disk afterwards. */
  async close() {
    const { dir, ledger, pool, history } = opened();
    await history.close();
    await pool.close();
    ledger.close();
    open = null;
    checkpoint(dir);
    return { contents: bytesIn(join(dir, 'contents.db')), facts: bytesIn(join(dir, 'history.db')) };
  },
});
