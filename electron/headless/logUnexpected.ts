import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../shared/domain/clock.ts';
import type { EloError } from '../../shared/domain/eloError.ts';

/**
 * Writes the whole of an unexpected error into the log of the data folder, for support: the user is told only that it
 * happened. Makes no data folder for that, and a log that cannot be written is no second error.
 */
export async function logUnexpected(error: EloError, dataDir: string): Promise<void> {
  if (error.code !== 'unexpected-error' || !existsSync(dataDir)) return;
  try {
    const { createLog } = await import('../engine/logging/createLog.ts');
    const log = createLog({ dir: join(dataDir, 'logs'), clock: systemClock }).scope('command');
    log.error('command failed', { error: error.cause ?? error });
  } catch {
    // The failure itself is told in any case.
  }
}
