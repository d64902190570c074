import { EloError } from '../../../shared/domain/eloError.ts';

/** Our code by the code of Node or OpenSSL. Certificate codes: tls.TLSSocket `authorizationError` (Node's TLS documentation). */
const codes: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'network-refused',
  ETIMEDOUT: 'network-timeout',
  ESOCKETTIMEDOUT: 'network-timeout',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'network-timeout',
  EHOSTUNREACH: 'network-no-route',
  ENETUNREACH: 'network-no-route',
  ENETDOWN: 'network-no-route',
  EHOSTDOWN: 'network-no-route',
  EADDRNOTAVAIL: 'network-no-route',
  EACCES: 'network-blocked',
  EPERM: 'network-blocked',
  ENOTFOUND: 'network-dns',
  EAI_AGAIN: 'network-dns',
  EAI_FAIL: 'network-dns',
  ENODATA: 'network-dns',
  ECONNRESET: 'network-reset',
  ECONNABORTED: 'network-reset',
  EPIPE: 'network-reset',
  ERR_STREAM_PREMATURE_CLOSE: 'network-reset',
  ERR_STREAM_DESTROYED: 'network-reset',
  // A compressed answer cut short or altered on the way.
  Z_BUF_ERROR: 'network-reset',
  Z_DATA_ERROR: 'network-reset',
  CERT_HAS_EXPIRED: 'tls-certificate-expired',
  CERT_NOT_YET_VALID: 'tls-certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_REVOKED: 'tls-untrusted',
  EPROTO: 'tls-failed',
};

/** Of several addresses tried, what to report: the one that got furthest says most. */
const mostTelling = [
  'network-reset',
  'network-refused',
  'network-blocked',
  'network-timeout',
  'network-no-route',
  'network-dns',
];

/**
 * What Node threw during an exchange as an {@link EloError} with a `network-…` or `tls-…` code. All are retryable:
 * nothing is wrong with what was to be sent. `details.system` is the code underneath.
 */
export function networkError(thrown: unknown): EloError {
  if (thrown instanceof EloError) return thrown;
  const found = [...leaves(thrown, 0)].map((leaf) => ({ leaf, code: codeOf(leaf) }));
  const best =
    mostTelling.flatMap((code) => found.filter((entry) => entry.code === code))[0] ??
    found.find((entry) => entry.code !== undefined);
  const system = best ? String((best.leaf as { code?: unknown }).code) : 'unknown';
  const code = best?.code ?? 'network-failed';
  return new EloError(code, `The exchange failed: ${system}`, {
    cause: best?.leaf ?? thrown,
    retryable: true,
    remedy: 'check-connection',
    details: { system },
  });
}

function codeOf(error: unknown): string | undefined {
  const system = (error as { code?: unknown } | null)?.code;
  if (typeof system !== 'string') return undefined;
  if (Object.hasOwn(codes, system)) return codes[system];
  if (system.startsWith('HPE_')) return 'network-not-http';
  if (system.startsWith('ERR_SSL_') || system.startsWith('ERR_TLS_')) return 'tls-failed';
  return undefined;
}

/** The errors at the bottom: causes followed, AggregateErrors (one entry for each address tried) opened. */
function* leaves(error: unknown, depth: number): Generator {
  // Errors of axios, Node and proxy agents nest three deep at most; more would be a circle.
  if (depth > 6) return;
  if (error instanceof AggregateError && error.errors.length > 0) {
    for (const one of error.errors) yield* leaves(one, depth + 1);
    return;
  }
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) yield* leaves(cause, depth + 1);
  yield error;
}
