import { EloError } from '../../../shared/domain/eloError.ts';
import { remedyOfRefusal } from './remedyOfRefusal.ts';

/** Codes for answers that carry none of their own but whose status says enough, whoever answered. */
const codeByStatus: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  408: 'service-unavailable',
  413: 'payload-too-large',
  425: 'service-unavailable',
  429: 'rate-limited',
  503: 'service-unavailable',
};

/** Refusals that pass by themselves: too early, too often, not up; and the same call still running. */
function isRetryable(status: number, code: string): boolean {
  return status >= 500 || [408, 425, 429].includes(status) || code === 'idempotency-in-progress';
}

/** An error that is FoccoLojas' answer; `problem` is its body as it came, for whoever must keep it. Never logged. */
export type ProblemError = EloError & { readonly problem?: Readonly<Record<string, unknown>> };

/**
 * A refusal of FoccoLojas (RFC 9457 body, or none) as an {@link EloError}: its stable code, `details.status`,
 * `details.operation`, `details.retryAfterMs` where asked for, `details.fields` with paths and codes of what did not
 * validate. Texts of the server stay out: they may name people.
 */
export function problemError(
  operation: string,
  status: number,
  body: unknown,
  retryAfterMs: number | undefined,
): ProblemError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const given = problem['code'];
  const known = typeof given === 'string' && given.length <= 60 && /^[a-z]+(?:-[a-z]+)*$/.test(given);
  const code = known
    ? given
    : (codeByStatus[status] ?? (status >= 500 ? 'server-error' : 'unexpected-answer'));
  // A refusal FoccoLojas did not sign with a code is somebody else's (a proxy, a portal, a gateway without its server):
  // it decides nothing about the request, so its status is not given as FoccoLojas' own.
  const foreign = code === 'unexpected-answer';
  const retryable = foreign || isRetryable(status, code);
  const remedy = remedyOfRefusal(code) ?? (retryable ? 'retry' : undefined);
  const fields = fieldCodes(problem['errors']);
  const error = new EloError(code, `FoccoLojas refused ${operation} with ${status} ${code}`, {
    retryable,
    ...(remedy === undefined ? {} : { remedy }),
    details: {
      ...(foreign ? { foreignStatus: status } : { status }),
      operation,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(fields === '' ? {} : { fields }),
    },
  });
  return Object.assign(error, known ? { problem } : {});
}

/** `body.document:cpf-check-digit, …`: at most ten, short. */
function fieldCodes(errors: unknown): string {
  if (!Array.isArray(errors)) return '';
  return errors
    .slice(0, 10)
    .map((entry: unknown) => {
      const { path, code } = (entry ?? {}) as { path?: unknown; code?: unknown };
      return `${typeof path === 'string' ? path.slice(0, 60) : '?'}:${typeof code === 'string' ? code.slice(0, 60) : '?'}`;
    })
    .join(', ');
}
