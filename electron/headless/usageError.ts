import type { EloError } from '../../shared/domain/eloError.ts';

/** The command line was written in a way that cannot be understood; exit code 2. */
export class UsageError extends Error {
  readonly code: string;
  readonly details: EloError['details'];

  /** @param code key of the sentence, e.g. `invalid-argument` */
  constructor(code: string, details: EloError['details'] = {}) {
    super(`usage: ${code}`);
    this.name = 'UsageError';
    this.code = code;
    this.details = details;
  }
}
