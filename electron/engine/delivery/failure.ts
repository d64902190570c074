import { toEloError, type EloError } from '../../../shared/domain/eloError.ts';
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
  /** Code, details and FoccoLojas' own words: kept with a refused act. */
  readonly body: JsonObject;
}

/** Answers of something between us and FoccoLojas, or cut on the way: their status says nothing about the row. */
const untrusted = new Set(['answer-not-json', 'redirect-refused', 'proxy-auth-required']);

/** Statuses that mean the same whoever says them: a gateway in front of FoccoLojas may be first to. */
const anybodys = new Set([401, 408, 413, 425, 429]);

/** Reads what a sender threw. A programming error becomes `unexpected-error`, which is tried again like a 500. */
export function failureOf(thrown: unknown): Failure {
  const error = toEloError(thrown);
  const { code, details, remedy } = error;
  const { status, retryAfterMs } = details;
  const problem = (error as EloError & { readonly problem?: JsonObject }).problem;
  const answered = typeof status === 'number' && !untrusted.has(code);
  // "No" counts only in FoccoLojas' own words: the 403 or 404 page of a proxy must not end a save or an act.
  const stranger =
    answered && status >= 400 && status < 500 && problem === undefined && !anybodys.has(status);
  return {
    code,
    // A success of another shape than agreed is no refusal: FoccoLojas may well have done what was asked.
    status: answered && status >= 400 && !stranger ? status : null,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
    retryable: error.retryable || stranger,
    decided: details['decided'] === true,
    remedy: remedy ?? null,
    body: { code, ...details, ...(problem === undefined ? {} : { problem }) },
  };
}
