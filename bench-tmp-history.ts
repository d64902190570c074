import { mkdtempSync, statSync, writeFileSync, renameSync, mkdirSync } from 'node:fs';
import { createHistory } from './electron/engine/history/history.ts';
import { createHistoryPool } from './electron/engine/history/createHistoryPool.ts';
import { createLedger } from './electron/engine/ledger/ledger.ts';
import { systemClock } from './shared/domain/clock.ts';
import { buildContainer } from './test/support/promob/buildContainer.ts';
import { newProject } from './test/support/promob/newProject.ts';
import { saveAgain } from './test/support/promob/mutateProject.ts';
const root = mkdtempSync('/root/elo-bench-'); const data = root + '/data'; mkdirSync(root + '/w');
const ledger = createLedger({ dir: data, clock: systemClock, appVersion: '1' });
const pool = createHistoryPool(2);
const txs: number[] = [];
const traced = { ...ledger, transaction: <T>(f: () => T): T => { const s = performance.now(); const r = ledger.transaction(f); txs.push(performance.now() - s); return r; } };
const history = createHistory({ ledger: traced, dir: data, pool, clock: systemClock, appVersion: '1' });
let project = newProject({ seed: 'bench', modules: 60, previewBytes: 1_900_000 });
const path = root + '/w/a.promob';
const times: number[] = [];
for (let i = 0; i < 61; i++) {
  project = saveAgain(project); const b = buildContainer(project, { compression: 'zlib' });
  writeFileSync(path + '.t', b); renameSync(path + '.t', path);
  const st = statSync(path, { bigint: true });
  const s = performance.now();
  const r = await history.keepProject({ ...st, path, rootId: null, size: Number(st.size), sighting: { order: i, batch: i, away: false, mtimeNs: String(st.mtimeNs), ctimeNs: String(st.ctimeNs) } });
  times.push(performance.now() - s);
  if (i < 10) { if (i === 0) ledger.bindings.bind({ environmentId: 'e', fileId: r.outcome === 'accepted' ? r.fileId! : '' }); times.length = 0; txs.length = 0; }
}
const q = (a: number[], p: number) => a.toSorted((x, y) => x - y)[Math.floor((a.length - 1) * p)]!.toFixed(2);
console.log({ keepMs: [q(times, .5), q(times, .95)], transactionMs: [q(txs, .5), q(txs, .95)] });
await history.close(); await pool.close(); ledger.close();
