import { benchRow, type BenchRow } from '../benchRow.ts';
import type { BenchContext } from '../support/benchContext.ts';
import { median, tenth } from '../support/stats.ts';
import { preparedHistory } from './preparedHistory.ts';

/** The first ones warm up both. */
const rounds = 24;
const warmUps = 4;

/** A reconcile that finds nothing, turn by turn with a bare walk in another thread of the same process. */
export async function reconcile(context: BenchContext): Promise<BenchRow[]> {
  const { dataDir, root, files, folders } = await preparedHistory(context);
  const host = await context.host('watchHost');
  await host.call('open', dataDir);
  await host.call('start');
  context.progress(`${rounds} rounds`);
  const measured = await host.call<{ elo: number[]; walk: number[]; files: number; offered: number }>(
    'reconcile',
    { root, rounds },
  );
  await host.stop();
  if (measured.files !== files) throw new Error(`the walk found ${measured.files} of ${files} files`);
  if (measured.offered > 0) throw new Error(`${measured.offered} files were taken for changed`);
  const elo = measured.elo.slice(warmUps);
  const walk = measured.walk.slice(warmUps);
  return [
    benchRow({
      bench: 'reconcile',
      unit: 'ms',
      elo: median(elo),
      peer: median(walk),
      peerName: 'readdirSync + statSync of the same tree',
      target: '≤ 1.5 × the walk',
      met: (_ms, ratio) => ratio !== null && ratio <= 1.5,
      details: { files, folders, rounds: elo.length, all: elo.map(tenth), peerAll: walk.map(tenth) },
    }),
  ];
}
