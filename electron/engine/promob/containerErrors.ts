import { EloError } from '../../../shared/domain/eloError.ts';

/**
 * The file begins like a container but does not verify as a whole: it may still be being written, so the same read may
 * succeed later. `reason` is a code for the log: `no-end-record`, `directory-damaged`, `entry-crc` …
 */
export function containerIncomplete(reason: string, entry?: string): EloError {
  return new EloError('container-incomplete', `the container is incomplete or damaged: ${reason}`, {
    retryable: true,
    details: entry === undefined ? { reason } : { reason, entry },
  });
}

/** Promob writes the local header of its first entry at once, so a shorter file may be one that is just beginning. */
const SIGNATURE_BYTES = 4;

/** No ZIP at all. An empty or very short file may still become one: retryable, and `details.mayBeMidWrite` says so. */
export function notAContainer(bytes: number): EloError {
  const mayBeMidWrite = bytes < SIGNATURE_BYTES;
  return new EloError('not-a-container', 'the file is no ZIP container', {
    retryable: mayBeMidWrite,
    details: { bytes, mayBeMidWrite },
  });
}
