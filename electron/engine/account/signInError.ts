import { EloError } from '../../../shared/domain/eloError.ts';

/** Codes of openid-client and oauth4webapi that mean: what came back is not from whom, for whom or for what it says. */
const unverified = new Set([
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_INVALID_SIGNED_RESPONSE',
]);

/** `error` of an OAuth answer (RFC 6749 §5.2, §4.1.2.1; RFC 8628 §3.5) and its status, where the thrown value is one. */
export function oauthError(thrown: unknown): { readonly error: string; readonly status: number } | undefined {
  const { error, status } = (thrown ?? {}) as { error?: unknown; status?: unknown };
  if (typeof error !== 'string' || !/^[a-z_]{1,60}$/.test(error)) return undefined;
  return { error, status: typeof status === 'number' ? status : 400 };
}

/**
 * What openid-client threw as an {@link EloError}: `sign-in-refused` (by the user), `sign-in-expired` (code or time),
 * `sign-in-not-verified` (another issuer, nonce, audience …), `server-error` (retryable), `sign-in-failed` (else; with
 * `details.error`), or the network's own error.
 */
export function signInError(thrown: unknown): EloError {
  const ours = eloErrorIn(thrown, 0);
  if (ours) return ours;
  const oauth = oauthError(thrown);
  if (oauth) {
    if (oauth.error === 'access_denied') return problem('sign-in-refused', oauth.error, thrown);
    if (oauth.error === 'invalid_grant' || oauth.error === 'expired_token') {
      return problem('sign-in-expired', oauth.error, thrown);
    }
    if (oauth.status >= 500 || oauth.error === 'temporarily_unavailable' || oauth.error === 'server_error') {
      return problem('server-error', oauth.error, thrown, true);
    }
    return problem('sign-in-failed', oauth.error, thrown);
  }
  const given = (thrown as { code?: unknown } | null)?.code;
  const code = typeof given === 'string' ? given : 'unknown';
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') {
    // A status nobody agreed on: the issuer is not well, or something stands between.
    return problem('server-error', code, thrown, true);
  }
  if (code === 'OAUTH_TIMEOUT') return problem('network-timeout', code, thrown, true);
  return problem(unverified.has(code) ? 'sign-in-not-verified' : 'sign-in-failed', code, thrown);
}

function problem(code: string, error: string, cause: unknown, retryable = false): EloError {
  return new EloError(code, `Signing in ended with ${error}`, {
    cause,
    retryable,
    remedy: retryable ? 'retry' : 'sign-in',
    details: { error },
  });
}

function eloErrorIn(thrown: unknown, depth: number): EloError | undefined {
  if (thrown instanceof EloError) return thrown;
  if (!(thrown instanceof Error) || depth > 6) return undefined;
  return eloErrorIn(thrown.cause, depth + 1);
}
