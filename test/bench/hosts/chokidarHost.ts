/** The peer of watching, alone in its process. */
import { watch, type FSWatcher } from 'chokidar';
import { monotonic } from '../support/monotonic.ts';
import { serveBench } from './serveBench.ts';

let watcher: FSWatcher | null = null;

serveBench({
  async start(root: string) {
    const from = monotonic();
    const started = watch(root, { ignoreInitial: true });
    watcher = started;
    await new Promise<void>((resolve, reject) => {
      started.once('ready', resolve);
      started.once('error', reject);
    });
    const startMs = monotonic() - from;
    const watched = Object.values(started.getWatched()).reduce((sum, names) => sum + names.length, 0);
    return { startMs, watched };
  },
  async stop() {
    await watcher?.close();
  },
});
