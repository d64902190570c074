import { join } from 'node:path';
import { scaled, type BenchContext } from '../support/benchContext.ts';
import { monotonic } from '../support/monotonic.ts';
import { writeProjectTree } from '../support/projectTree.ts';
import { waitFor } from '../support/waitFor.ts';

/** A data folder in which every file of a tree is kept once, as an engine left it. */
export interface PreparedHistory {
  readonly dataDir: string;
  readonly root: string;
  readonly files: number;
  readonly folders: number;
  /** How long the engine took to know and keep them all. */
  readonly firstStartMs: number;
  readonly compileCache: string;
}

const perFolder = 10;
const longestMs = 300_000;

/** 10,000 project files in 1,000 folders (at scale 1), kept by the engine itself; once a run. */
export function preparedHistory(context: BenchContext): Promise<PreparedHistory> {
  return context.shared(`history ${context.scale}`, async () => {
    const home = context.workspace.folder('history');
    const root = join(home, 'Projetos');
    const dataDir = join(home, 'elo');
    const compileCache = join(home, 'compiled');
    const folders = scaled(context, 1_000, 2);
    context.progress(`making ${folders * perFolder} projects`);
    const files = writeProjectTree(root, { folders, perFolder, seed: 'history' });
    context.progress(`a first start keeps them all`);
    const engine = await context.host('engineHost');
    await engine.call('open', { dataDir, compileCache });
    await engine.call('start');
    const from = monotonic();
    await engine.call('addFolder', root);
    const end = await waitFor(
      'every project to be kept',
      async () => (await engine.call<number>('kept')) >= files,
      longestMs,
      100,
    );
    const { savedOnce } = await engine.call<{ savedOnce: number }>('files');
    if (savedOnce !== files) throw new Error(`${savedOnce} of ${files} files were saved once`);
    await engine.stop();
    return { dataDir, root, files, folders, firstStartMs: end - from, compileCache };
  });
}
