import { stat } from 'node:fs/promises';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import { createPromobPool } from './createPromobPool.ts';
import type { InspectResult } from './inspectResult.ts';
import { defaultLimits } from './limits.ts';

export interface InspectOptions {
  /** A pool of `promobJobs`; absent, one is made for this call. */
  readonly pool?: WorkerPool;
  /** Time for reading, default 4.5 s: the command line owes its answer, good or bad, within 5 s. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 4_500;

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

/**
 * What `elo inspect` prints of any file: the facts of a container or a listing, chosen by content, or an error with its
 * code. Never throws and never hangs: the reading happens in a worker that is ended after the time limit (`read-timeout`).
 */
export async function inspectFile(path: string, options: InspectOptions = {}): Promise<InspectResult> {
  const pool = options.pool ?? createPromobPool();
  try {
    await refuseOddFile(path);
    return await pool.run<{ path: string }, InspectResult>(
      'inspect',
      { path },
      { timeoutMs: options.timeoutMs ?? TIMEOUT_MS, timeoutCode: 'read-timeout' },
    );
  } catch (thrown) {
    const { code, message } = toEloError(thrown);
    return { kind: 'error', code, message };
  } finally {
    if (options.pool === undefined) await pool.close();
  }
}
