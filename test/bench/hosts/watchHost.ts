/** Watching alone, with what a ledger knows, and a plain walk in a thread beside it to compare with. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createLedger, type Ledger } from '../../../electron/engine/ledger/ledger.ts';
import { createWatch, type Watch } from '../../../electron/engine/watch/createWatch.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { monotonic } from '../support/monotonic.ts';
import { serveBench } from './serveBench.ts';

let ledger: Ledger | null = null;
let watch: Watch | null = null;
let offered = 0;

function watching(): Watch {
  if (watch === null) throw new Error('nothing is watched yet');
  return watch;
}

serveBench({
  /** Opens the ledger; no part of what is measured. */
  open(dataDir: string) {
    ledger = createLedger({ dir: dataDir, clock: systemClock, appVersion: '0.0.0-bench' });
  },
  async start() {
    const known = ledger;
    if (known === null) throw new Error('the ledger is not open');
    const from = monotonic();
    watch = createWatch({
      clock: systemClock,
      *seed() {
        for (const row of known.files.seed()) {
          yield {
            path: row.path,
            size: row.size,
            mtimeNs: BigInt(row.mtimeNs),
            ctimeNs: BigInt(row.ctimeNs),
            ino: BigInt(row.ino),
          };
        }
      },
      offer: () => {
        offered += 1;
        return Promise.resolve('identical');
      },
      onGone: () => undefined,
      onRootState: () => undefined,
    });
    const { filesChecked } = await watch.start(known.folders.list());
    return {
      startMs: monotonic() - from,
      files: filesChecked,
      states: watch.states().map(({ state }) => state),
    };
  },
  /** Turn by turn a reconcile of everything and a plain walk over the same folder; both in a thread, both asked by message. */
  async reconcile({ root, rounds }: { root: string; rounds: number }) {
    const walker = new Worker(new URL('./walk.worker.ts', import.meta.url));
    const elo: number[] = [];
    const walk: number[] = [];
    let files = 0;
    for (let round = 0; round < rounds; round += 1) {
      const from = monotonic();
      await watching().reconcile('asked');
      elo.push(monotonic() - from);
      const walkFrom = monotonic();
      const answered = once(walker, 'message') as Promise<[number]>;
      walker.postMessage(root, []);
      [files] = await answered;
      walk.push(monotonic() - walkFrom);
    }
    await walker.terminate();
    return { elo, walk, files, offered };
  },
  async stop() {
    await watch?.stop();
    ledger?.close();
  },
});
