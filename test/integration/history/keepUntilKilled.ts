/** The child of kill.slow.test.ts: keeps one save after another, telling each when it is kept, until it is killed. */
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHistory } from '../../../electron/engine/history/history.ts';
import { createHistoryPool } from '../../../electron/engine/history/createHistoryPool.ts';
import { createLedger } from '../../../electron/engine/ledger/ledger.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';

const [root, round] = process.argv.slice(2);
if (root === undefined || round === undefined) throw new Error('usage: keepUntilKilled ROOT ROUND');
const data = join(root, 'data');
const work = join(root, 'work');
mkdirSync(work, { recursive: true });
const ledger = createLedger({ dir: data, clock: systemClock, appVersion: '1.0.0' });
const pool = createHistoryPool(2);
const history = createHistory({ ledger, dir: data, pool, clock: systemClock, appVersion: '1.0.0' });
const run = ledger.nextRun();
let order = run * 1_000_000;

async function work1(name: string): Promise<never> {
  let project = newProject({ seed: `${name} ${round}`, modules: 2, previewBytes: 30_000, projectGuid: name });
  const path = join(work, `${name}.promob`);
  for (;;) {
    project = workAndSave(project);
    writeFileSync(`${path}.new`, buildContainer(project, { compression: 'zlib' }));
    renameSync(`${path}.new`, path);
    const stat = statSync(path, { bigint: true });
    order += 1;
    const sighting = {
      order,
      batch: order,
      away: false,
      mtimeNs: String(stat.mtimeNs),
      ctimeNs: String(stat.ctimeNs),
    };
    const outcome = await history.keepProject({
      ...stat,
      path,
      rootId: null,
      size: Number(stat.size),
      sighting,
    });
    if (outcome.outcome !== 'accepted' || outcome.save === undefined)
      throw new Error(`not kept: ${outcome.outcome}`);
    if (ledger.bindings.byEnvironment(name) === null) {
      ledger.bindings.bind({ environmentId: name, fileId: outcome.save.fileId });
    }
    process.stdout.write(`${outcome.save.saveId} ${outcome.save.sha256}\n`);
    // killed in the middle of this as well
    if (outcome.save.number % 3 === 0) await history.compact();
  }
}

await Promise.all([work1('a'), work1('b'), work1('c')]);
