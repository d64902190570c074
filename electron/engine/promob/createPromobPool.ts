import { createWorkerPool, type WorkerPool } from '../platform/workerPool.ts';

/** Heap of a reading worker. Bytes lie outside it; what is on it are facts, at most some hundred thousand small objects. */
const HEAP_MB = 192;
/** A real project reads in 0.1 s; the largest that is allowed in under 3 s on a slow machine. */
const TIMEOUT_MS = 30_000;

export interface PromobPoolOptions {
  /** Default 1. */
  readonly size?: number;
  readonly timeoutMs?: number;
  readonly heapMb?: number;
}

/** A pool of workers that run `promobJobs`. A reader that takes too long is ended: `job-timeout`. */
export function createPromobPool(options: PromobPoolOptions = {}): WorkerPool {
  return createWorkerPool({
    worker: new URL('./promob.worker.ts', import.meta.url),
    size: options.size ?? 1,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb ?? HEAP_MB },
  });
}
