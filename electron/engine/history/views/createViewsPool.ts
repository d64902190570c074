import { createWorkerPool } from '../../platform/workerPool.ts';
import type { WorkerPool } from '../../platform/workerPool.ts';

/** Heap of a worker: a comparison of two drawings at the readers' bound is a few hundred thousand small objects. */
const heapMb = 256;

/** Two real projects compare in under 1 s; the largest that are allowed in under 10 s on a slow machine. */
const timeoutMs = 60_000;

/** The pool `createStateViews` takes. One worker: whoever waits looks at one comparison at a time. */
export function createViewsPool(size = 1): WorkerPool {
  return createWorkerPool({
    worker: new URL('./views.worker.ts', import.meta.url),
    size,
    timeoutMs,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
}
