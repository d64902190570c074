import type { Remedy } from './remedy.ts';

/** What an {@link EloError} carries besides its code. */
export interface EloErrorOptions {
  /** The error underneath, for the log; never shown to the user. */
  readonly cause?: unknown;
  /** What helps, as a code the texts know. Absent: nothing the user can do. */
  readonly remedy?: Remedy;
  /** Whether the same call may succeed later without anyone acting. Default false. */
  readonly retryable?: boolean;
  /** Facts for the sentence and the log: numbers, codes, names without personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * The one error class of Elo. `code` is stable, lower-kebab-case and the key of the user's sentence in
 * `shared/text`; `message` is English, for logs and developers only.
 */
export class EloError extends Error {
  readonly code: string;
  readonly remedy: Remedy | undefined;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: string, message: string, options: EloErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EloError';
    this.code = code;
    this.remedy = options.remedy;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

/** Narrows an unknown thrown value to an {@link EloError}; anything else becomes `unexpected-error` with it as cause. */
export function toEloError(thrown: unknown): EloError {
  if (thrown instanceof EloError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new EloError('unexpected-error', message, { cause: thrown });
}
