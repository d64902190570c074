import { ORPCError } from '@orpc/client';
import { EloError } from '../domain/eloError.ts';
import type { Remedy } from '../domain/remedy.ts';

/** What an error carries across the door besides its code and its English message. */
interface ErrorData {
  readonly remedy?: Remedy | undefined;
  readonly retryable?: boolean | undefined;
  readonly details?: EloError['details'] | undefined;
}

/** Our codes are lower-kebab-case; the protocol's own are upper-case. */
const ownCode = /^[a-z][a-z0-9-]{0,79}$/;

/** The first field a validation named, so that the sentence can name it too. */
function firstField(error: ORPCError<string, unknown>): string {
  const issues = (
    error.data as { readonly issues?: readonly { readonly path?: readonly unknown[] }[] } | undefined
  )?.issues;
  const path = issues?.[0]?.path ?? [];
  return path
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join('.')
    .slice(0, 100);
}

/**
 * What a client may know of a thrown value: our own errors with code, message, remedy and details; refused input as
 * `invalid-input`; a call given up by its caller as `cancelled`; everything else as `unexpected-error` without internals.
 */
export function toCallError(thrown: unknown): ORPCError<string, ErrorData> {
  if (thrown instanceof EloError) {
    return new ORPCError<string, ErrorData>(thrown.code, {
      message: thrown.message,
      data: { remedy: thrown.remedy, retryable: thrown.retryable, details: thrown.details },
    });
  }
  if (thrown instanceof ORPCError) {
    const error = thrown as ORPCError<string, unknown>;
    if (ownCode.test(error.code)) return error as ORPCError<string, ErrorData>;
    if (error.code === 'BAD_REQUEST') {
      return new ORPCError<string, ErrorData>('invalid-input', {
        status: 400,
        message: 'the input does not fit the contract',
        data: { details: { field: firstField(error) } },
      });
    }
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new ORPCError<string, ErrorData>('cancelled', {
      message: 'the caller gave the call up',
      data: {},
    });
  }
  return new ORPCError<string, ErrorData>('unexpected-error', { message: 'unexpected error', data: {} });
}

/** The other way, on the client's side: what arrived, as our own error class. */
export function fromCallError(thrown: unknown): EloError {
  if (thrown instanceof EloError) return thrown;
  if (!(thrown instanceof ORPCError)) {
    if (thrown instanceof Error && thrown.name === 'AbortError') {
      return new EloError('cancelled', 'the call was given up', { cause: thrown });
    }
    return new EloError('unexpected-error', 'unexpected error', { cause: thrown });
  }
  const error = thrown as ORPCError<string, unknown>;
  if (error.code === 'NOT_FOUND') {
    return new EloError('engine-too-old', 'the running engine does not know this call', { cause: error });
  }
  if (!ownCode.test(error.code)) {
    return new EloError('unexpected-error', 'unexpected error', { cause: error });
  }
  const data = (typeof error.data === 'object' && error.data !== null ? error.data : {}) as ErrorData;
  return new EloError(error.code, error.message, {
    cause: error,
    ...(data.remedy === undefined ? {} : { remedy: data.remedy }),
    ...(data.retryable === undefined ? {} : { retryable: data.retryable }),
    ...(data.details === undefined ? {} : { details: data.details }),
  });
}
