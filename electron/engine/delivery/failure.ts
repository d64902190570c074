import { toEloError } from '../../../shared/domain/eloError.ts';
import type { JsonObject } from './ports.ts';

/** Why an attempt failed, as the verdict needs it. */
export interface Failure {
  /** FoccoLojas' own code where it answered, ours otherwise. */
  readonly code: string;
  /** Status of FoccoLojas' answer; `null` where there was none (or none that can be trusted). */
  readonly status: number | null;
  /** What the server asked to wait, in milliseconds; `null` where it did not. */
  readonly retryAfterMs: number | null;
  readonly retryable: boolean;
  /** Decided on this side before anything was sent; asking again would decide the same. */
  readonly decided: boolean;
  readonly remedy: string | null;
  /** Code and details as they were told: kept with a refused act. */
  readonly body: JsonObject;
}

/** Answers of something between us and FoccoLojas, or cut on the way: their status says nothing about the row. */
const untrusted = new Set(['answer-not-json', 'redirect-refused', 'proxy-auth-required']);

/** Reads what a sender threw. A programming error becomes `unexpected-error`, which is tried again like a 500. */
export function failureOf(thrown: unknown): Failure {
  const { code, details, retryable, remedy } = toEloError(thrown);
  const { status, retryAfterMs } = details;
  // A success of another shape than agreed is no refusal: FoccoLojas may well have done what was asked.
  const refused = typeof status === 'number' && status >= 400 && !untrusted.has(code);
  return {
    code,
    status: refused ? status : null,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
    retryable,
    decided: details['decided'] === true,
    remedy: remedy ?? null,
    body: { code, ...details },
  };
}
