import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { benchRow, type BenchRow } from '../benchRow.ts';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { monotonic } from '../support/monotonic.ts';
import { writeProjectTree } from '../support/projectTree.ts';
import { median } from '../support/stats.ts';
import { waitFor } from '../support/waitFor.ts';

const rounds = 3;
const perFolder = 20;
const longestMs = 180_000;
/** A second save of the same content would come within a settle and an offer. */
const quietMs = 1_500;

interface Counted {
  readonly files: number;
  readonly savedOnce: number;
  readonly saves: number;
}

/** Another program copies projects into new folders: all known, each saved once. */
export async function massCopy(context: BenchContext): Promise<BenchRow[]> {
  const folders = scaled(context, 100, 1);
  const source = context.workspace.folder('mass-copy-source');
  const files = writeProjectTree(source, { folders, perFolder, seed: 'mass copy' });
  const found: Counted[] = [];
  const ms: number[] = [];
  const copyMs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    context.progress(`round ${round} of ${rounds}: ${files} files`);
    const home = context.workspace.folder('mass-copy');
    const root = join(home, 'Projetos');
    mkdirSync(root);
    const engine = await context.host('engineHost');
    await engine.call('open', { dataDir: join(home, 'elo'), compileCache: join(home, 'compiled') });
    await engine.call('start');
    await engine.call('addFolder', root);
    const from = monotonic();
    const [code] = (await once(spawn('cp', ['-r', source, join(root, 'Cópia')]), 'exit')) as [number];
    if (code !== 0) throw new Error(`cp ended with ${code}`);
    copyMs.push(monotonic() - from);
    const count = (): Promise<Counted> => engine.call<Counted>('files');
    // What never comes is a result, too.
    const end = await waitFor(
      'all saves',
      async () => (await engine.call<number>('kept')) >= files,
      longestMs,
      50,
    ).catch(monotonic);
    ms.push(end - from);
    await pause(quietMs);
    found.push(await count());
    await engine.stop();
  }
  const worst = found.reduce((least, each) => (each.savedOnce < least.savedOnce ? each : least));
  return [
    benchRow({
      bench: 'mass-copy',
      unit: 'files',
      elo: worst.savedOnce,
      peer: files,
      peerName: 'files copied by cp -r',
      target: 'all known, each saved once, in every round',
      met: () =>
        found.every(
          ({ files: known, savedOnce, saves }) => known === files && savedOnce === files && saves === files,
        ),
      details: {
        folders,
        rounds,
        untilAllKept: Math.round(median(ms)),
        copying: Math.round(median(copyMs)),
        eachUntilAllKept: ms.map(Math.round),
      },
    }),
  ];
}
