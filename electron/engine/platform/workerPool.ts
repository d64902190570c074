import { Worker, type ResourceLimits, type Transferable } from 'node:worker_threads';
import { EloError } from '../../../shared/domain/eloError.ts';
import { valueToError, type JobAnswer, type JobRequest } from './jobs.ts';

export interface RunOptions {
  /** Ends the worker and fails the call after this long, counted from when the job is handed to a worker. */
  readonly timeoutMs?: number;
  /** Code of the error on time-out; default `job-timeout`. */
  readonly timeoutCode?: string;
  /** Buffers that move to the worker; the caller's own view of them is empty afterwards. */
  readonly transfer?: readonly Transferable[];
  /** Aborting ends the worker that runs the job and fails the call with `cancelled`. */
  readonly signal?: AbortSignal;
}

/** Runs pure work away from the control thread. Errors come back as EloError with their code kept. */
export interface WorkerPool {
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller states what he hands over
  run<I, O>(job: string, input: I, options?: RunOptions): Promise<O>;
  /** Ends all workers; calls still open fail with `worker-pool-closed`. */
  close(): Promise<void>;
}

export interface WorkerPoolOptions {
  /** A `*.worker.ts` file (or its bundled form) that calls `serveJobs`. */
  readonly worker: URL;
  /** How many workers at most; each starts with its first job. */
  readonly size: number;
  /** Default for {@link RunOptions.timeoutMs}; none where absent. */
  readonly timeoutMs?: number;
  /** Heap bounds of each worker; a worker that exceeds them is replaced and its job fails with `worker-out-of-memory`. */
  readonly resourceLimits?: ResourceLimits;
  /** Handed to every worker as `workerData`. */
  readonly workerData?: unknown;
}

interface Task {
  readonly request: JobRequest;
  readonly options: RunOptions;
  readonly settle: (outcome: { value: unknown } | { error: EloError }) => void;
}

interface Slot {
  worker: Worker | null;
  task: Task | null;
  timer: NodeJS.Timeout | null;
}

/** A bounded set of lazily started worker threads with time limits. Idle workers do not keep the process alive. */
export function createWorkerPool(options: WorkerPoolOptions): WorkerPool {
  const slots: Slot[] = Array.from({ length: Math.max(1, options.size) }, () => ({
    worker: null,
    task: null,
    timer: null,
  }));
  const waiting: Task[] = [];
  let nextId = 1;
  let closed = false;

  const finish = (slot: Slot, outcome: { value: unknown } | { error: EloError }): void => {
    const { task, timer } = slot;
    slot.task = null;
    slot.timer = null;
    if (timer !== null) clearTimeout(timer);
    slot.worker?.unref();
    task?.settle(outcome);
    dispatch();
  };

  /** Ends a worker that cannot be trusted any more; the slot starts a new one with its next job. */
  const discard = (slot: Slot, error: EloError): void => {
    const { worker } = slot;
    slot.worker = null;
    void worker?.terminate();
    finish(slot, { error });
  };

  const start = (slot: Slot): Worker => {
    const worker = new Worker(options.worker, {
      workerData: options.workerData,
      ...(options.resourceLimits === undefined ? {} : { resourceLimits: options.resourceLimits }),
    });
    worker.on('message', (answer: JobAnswer) => {
      if (slot.worker !== worker || slot.task?.request.id !== answer.id) return;
      finish(slot, 'error' in answer ? { error: valueToError(answer.error) } : { value: answer.value });
    });
    worker.on('messageerror', (cause) => {
      if (slot.worker === worker) {
        discard(slot, new EloError('worker-failed', 'a worker message could not be read', { cause }));
      }
    });
    worker.on('error', (cause: Error & { code?: string }) => {
      if (slot.worker !== worker) return;
      const code = cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'worker-out-of-memory' : 'worker-failed';
      discard(slot, new EloError(code, `the worker ended: ${cause.message}`, { cause }));
    });
    worker.on('exit', (exitCode) => {
      if (slot.worker !== worker) return;
      slot.worker = null;
      if (slot.task !== null) {
        finish(slot, {
          error: new EloError('worker-failed', `the worker exited`, { details: { exitCode } }),
        });
      }
    });
    return worker;
  };

  const hand = (slot: Slot, task: Task): void => {
    slot.task = task;
    try {
      slot.worker ??= start(slot);
      slot.worker.ref();
      slot.worker.postMessage(task.request, task.options.transfer ?? []);
    } catch (cause) {
      // DataCloneError: the input cannot cross; the worker itself is sound.
      finish(slot, { error: new EloError('worker-failed', 'the job could not be handed over', { cause }) });
      return;
    }
    const timeoutMs = task.options.timeoutMs ?? options.timeoutMs;
    if (timeoutMs !== undefined) {
      slot.timer = setTimeout(() => {
        const code = task.options.timeoutCode ?? 'job-timeout';
        discard(
          slot,
          new EloError(code, `the job took longer than ${timeoutMs} ms`, { details: { timeoutMs } }),
        );
      }, timeoutMs);
    }
  };

  const dispatch = (): void => {
    while (waiting.length > 0) {
      // A running worker first: starting one costs tens of milliseconds.
      const slot =
        slots.find((each) => each.task === null && each.worker !== null) ??
        slots.find((each) => each.task === null);
      const task = slot === undefined ? undefined : waiting.shift();
      if (slot === undefined || task === undefined) return;
      hand(slot, task);
    }
  };

  const abort = (task: Task): void => {
    const error = new EloError('cancelled', 'the job was cancelled');
    const slot = slots.find((each) => each.task === task);
    if (slot !== undefined) {
      discard(slot, error);
      return;
    }
    const index = waiting.indexOf(task);
    if (index >= 0) waiting.splice(index, 1);
    task.settle({ error });
  };

  return {
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as the interface
    run: <I, O>(job: string, input: I, runOptions: RunOptions = {}): Promise<O> =>
      new Promise<O>((resolve, reject) => {
        const { signal } = runOptions;
        if (closed) {
          reject(new EloError('worker-pool-closed', 'the pool is closed'));
          return;
        }
        if (signal?.aborted === true) {
          reject(new EloError('cancelled', 'the job was cancelled before it started'));
          return;
        }
        const onAbort = (): void => abort(task);
        const task: Task = {
          request: { id: nextId++, job, input },
          options: runOptions,
          settle: (outcome) => {
            signal?.removeEventListener('abort', onAbort);
            if ('error' in outcome) reject(outcome.error);
            else resolve(outcome.value as O);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(task);
        dispatch();
      }),
    close: async () => {
      closed = true;
      const error = new EloError('worker-pool-closed', 'the pool was closed');
      for (const task of waiting.splice(0)) task.settle({ error });
      const workers = slots.map((slot) => slot.worker);
      for (const slot of slots) if (slot.task !== null) discard(slot, error);
      for (const slot of slots) slot.worker = null;
      await Promise.all(workers.map((worker) => worker?.terminate() ?? Promise.resolve(0)));
    },
  };
}
