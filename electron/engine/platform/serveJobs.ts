import { parentPort } from 'node:worker_threads';
import {
  errorToValue,
  findJob,
  Transferred,
  type JobAnswer,
  type JobRequest,
  type JobTable,
} from './jobs.ts';

/**
 * Answers the requests of a worker pool inside a worker thread: the whole body of a `*.worker.ts` file.
 * A pool sends one request at a time and ends the thread to stop it, so the signal handed to a job never fires here.
 */
export function serveJobs(jobs: JobTable): void {
  const port = parentPort;
  if (port === null) throw new Error('serveJobs runs in a worker thread only');
  const never = new AbortController().signal;
  const answer = async (request: JobRequest): Promise<void> => {
    try {
      const result = await findJob(jobs, request.job)(request.input, never);
      if (result instanceof Transferred) {
        port.postMessage({ id: request.id, value: result.value } satisfies JobAnswer, [...result.transfer]);
      } else {
        port.postMessage({ id: request.id, value: result } satisfies JobAnswer);
      }
    } catch (error) {
      port.postMessage({ id: request.id, error: errorToValue(error) } satisfies JobAnswer);
    }
  };
  port.on('message', (request: JobRequest) => void answer(request));
}
