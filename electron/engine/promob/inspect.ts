import { stat } from 'node:fs/promises';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import { createPromobPool } from './createPromobPool.ts';
import type { InspectResult } from './inspectResult.ts';
import { defaultLimits } from './limits.ts';

export interface InspectOptions {
  /** A pool of `promobJobs`; absent, one is made for this call. */
  readonly pool?: WorkerPool;
  /** Time for reading, default 4 s: the command line owes its answer, good or bad, within 5 s of being started. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 4_000;

async function refuseOddFile(path: string): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    const system = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const missing = system === 'ENOENT' || system === 'ENOTDIR';
    throw new EloError(missing ? 'file-not-found' : 'file-unreadable', `the file cannot be read: ${system}`, {
      cause,
      retryable: !missing,
      details: { system },
    });
  });
  if (!found.isFile()) throw new EloError('not-a-file', 'this is no ordinary file');
  if (found.size > defaultLimits.fileBytes) {
    throw new EloError('file-too-large', 'the file is larger than the reader takes', {
      details: { bytes: found.size, limit: defaultLimits.fileBytes },
    });
  }
}

function timeout(timeoutMs: number): { readonly expired: Promise<never>; readonly stop: () => void } {
  let stop = (): void => undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new EloError('read-timeout', `the file took longer than ${timeoutMs} ms`, { retryable: true }));
    }, timeoutMs);
    stop = () => clearTimeout(timer);
  });
  expired.catch(() => undefined);
  return { expired, stop };
}

/**
 * What `elo inspect` prints of any file: the facts of a container or a listing, chosen by content, or an error with its
 * code. Never throws and never hangs: the reading happens in a worker that is ended after the time limit (`read-timeout`),
 * and a dead network share, which no one can end, is not waited for.
 */
export async function inspectFile(path: string, options: InspectOptions = {}): Promise<InspectResult> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const pool = options.pool ?? createPromobPool();
  const { expired, stop } = timeout(timeoutMs);
  let code = '';
  try {
    await Promise.race([refuseOddFile(path), expired]);
    const reading = pool.run<{ path: string }, InspectResult>(
      'inspect',
      { path },
      { timeoutMs, timeoutCode: 'read-timeout' },
    );
    return await Promise.race([reading, expired]);
  } catch (thrown) {
    const error = toEloError(thrown);
    code = error.code;
    return { kind: 'error', code, message: error.message };
  } finally {
    stop();
    const closing = options.pool === undefined ? pool.close() : Promise.resolve();
    // A worker that hangs in the system cannot be ended at once.
    if (code !== 'read-timeout') await closing;
  }
}
