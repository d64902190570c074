import { setTimeout as pause } from 'node:timers/promises';
import { benchRow, type BenchRow } from '../benchRow.ts';
import type { BenchContext } from '../support/benchContext.ts';
import type { Usage } from '../support/hostProtocol.ts';
import { median, tenth } from '../support/stats.ts';
import { preparedHistory } from './preparedHistory.ts';

const rounds = 5;
const exposeGc = ['--expose-gc'];
/** Late events of the start are through by then. */
const settleMs = 1_500;
const peerName = 'chokidar 6.0.0';

interface Started {
  readonly startMs: number;
  readonly addedMB: number;
}

/** Watching the same tree, each alone in a fresh process: Elo with what its ledger knows, chokidar from nothing. */
export async function watchStart(context: BenchContext): Promise<BenchRow[]> {
  const { dataDir, root, files, folders } = await preparedHistory(context);
  const elo: Started[] = [];
  const peer: Started[] = [];
  for (let round = 0; round < rounds; round += 1) {
    context.progress(`round ${round + 1} of ${rounds}`);
    for (const name of ['watchHost', 'chokidarHost'] as const) {
      const host = await context.host(name, exposeGc);
      if (name === 'watchHost') await host.call('open', dataDir);
      await host.call('collect');
      await pause(200);
      const before = await host.call<Usage>('usage');
      const { startMs } = await host.call<{ startMs: number }>('start', root);
      await pause(settleMs);
      await host.call('collect');
      await pause(200);
      const after = await host.call<Usage>('usage');
      (name === 'watchHost' ? elo : peer).push({ startMs, addedMB: after.rssMB - before.rssMB });
      await host.stop();
    }
  }
  const times = (all: readonly Started[]): number[] => all.map(({ startMs }) => startMs);
  const memory = (all: readonly Started[]): number[] => all.map(({ addedMB }) => addedMB);
  const size = { files, folders, rounds };
  return [
    benchRow({
      bench: 'watch-start',
      unit: 'ms',
      elo: median(times(elo)),
      peer: median(times(peer)),
      peerName,
      target: '≤ 1/3 of its time',
      met: (_ms, ratio) => ratio !== null && ratio <= 1 / 3,
      details: { ...size, all: times(elo).map(tenth), peerAll: times(peer).map(tenth) },
    }),
    benchRow({
      bench: 'watch-start-memory',
      unit: 'MB added',
      elo: median(memory(elo)),
      peer: median(memory(peer)),
      peerName,
      target: '≤ 1/5 of its added memory',
      met: (_mb, ratio) => ratio !== null && ratio <= 1 / 5,
      details: { ...size, all: memory(elo).map(tenth), peerAll: memory(peer).map(tenth) },
    }),
  ];
}
