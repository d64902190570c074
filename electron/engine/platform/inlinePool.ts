import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import { findJob, Transferred, type JobTable } from './jobs.ts';
import type { RunOptions, WorkerPool } from './workerPool.ts';

/**
 * A pool without threads, for the single-threaded simulation and for tests of other folders. Jobs run one after
 * another in the order they were asked for; inputs are handed over as they are, transfer lists are ignored, and a
 * time limit cannot end a job that holds the thread, so none is kept. A signal is handed on to the job.
 */
export function createInlinePool(jobs: JobTable): WorkerPool {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  const runNow = async (job: string, input: unknown, signal: AbortSignal): Promise<unknown> => {
    if (signal.aborted) throw new EloError('cancelled', 'the job was cancelled before it started');
    const result = await findJob(jobs, job)(input, signal);
    return result instanceof Transferred ? result.value : result;
  };
  return {
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as the interface
    run: async <I, O>(job: string, input: I, options: RunOptions = {}): Promise<O> => {
      if (closed) throw new EloError('worker-pool-closed', 'the pool is closed');
      const signal = options.signal ?? new AbortController().signal;
      const mine = last.then(() => runNow(job, input, signal));
      last = mine.catch(() => undefined);
      try {
        return (await mine) as O;
      } catch (error) {
        throw toEloError(error);
      }
    },
    close: async () => {
      closed = true;
      await last;
    },
  };
}
