import { createWorkerPool } from '../platform/workerPool.ts';
import type { WorkerPool } from '../platform/workerPool.ts';

/** Heap of a keeping worker; bytes of files lie outside it (as of the readers' own pool). */
const heapMb = 192;
/** Its young part: what a job leaves behind then goes at once, and does not stay resident up to V8's 48 MB. */
const youngMb = 8;

/** The largest file allowed reads, compresses and syncs in under 20 s on a slow disk; a hanging share ends here. */
const timeoutMs = 120_000;

/** Workers that run the jobs of history. Two: while one waits for the disk, another reads. */
export function createHistoryPool(size = 2): WorkerPool {
  return createWorkerPool({
    worker: new URL('./keep.worker.ts', import.meta.url),
    size,
    timeoutMs,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: youngMb },
  });
}
