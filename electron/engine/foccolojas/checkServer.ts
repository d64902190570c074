import { Health } from '../../../shared/api/account.ts';
import { buildPath } from '../../../shared/api/operations.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Http } from '../net/createHttp.ts';
import { isLoopbackUrl, requireSafeUrl } from '../net/loopback.ts';

/** A server that answered as FoccoLojas does. */
export interface CheckedServer {
  /** The address to keep: an origin. */
  readonly serverUrl: string;
  readonly health: Health;
  /** This machine's clock minus the server's, in milliseconds; tokens tolerate a few minutes. */
  readonly clockSkewMs: number;
}

/** A person waits for it. */
const checkMs = 20_000;

/**
 * An address as a person types or pastes it (`loja.foccolojas.com.br`, a page's whole address) as an origin.
 * @throws EloError `invalid-address`, `insecure-address`.
 */
export function normalizeServerUrl(typed: string): string {
  const text = typed.trim();
  const spelled = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (spelled.length > 2000 || /\s/.test(spelled)) {
    throw new EloError('invalid-address', 'Not an address', { remedy: 'check-server-address' });
  }
  return requireSafeUrl(spelled).origin;
}

/**
 * Asks an address whether it is FoccoLojas, and where to sign in.
 * @throws EloError `invalid-address`, `insecure-address`, `not-foccolojas` (something else answered),
 * `server-error` (it is not well; retryable), `insecure-issuer`, and `network-…`, `tls-…`, `proxy-…` of {@link Http}.
 */
export async function checkServer(
  typed: string,
  { http, clock, signal }: { readonly http: Http; readonly clock: Clock; readonly signal?: AbortSignal },
): Promise<CheckedServer> {
  const serverUrl = normalizeServerUrl(typed);
  const stranger = (cause?: unknown) =>
    new EloError('not-foccolojas', 'Something answers at this address, but not FoccoLojas', {
      remedy: 'check-server-address',
      ...(cause === undefined ? {} : { cause }),
    });
  const asked = clock.now();
  const response = await http
    .request({
      method: 'GET',
      url: serverUrl + buildPath('getHealth'),
      responseType: 'json',
      maxResponseBytes: 64 * 1024,
      timeoutMs: checkMs,
      ...(signal ? { signal } : {}),
    })
    .catch((error: unknown) => {
      const strange = ['answer-not-json', 'answer-too-large', 'redirect-refused', 'network-not-http'];
      throw error instanceof EloError && strange.includes(error.code) ? stranger(error) : error;
    });
  if (response.status >= 500) {
    throw new EloError('server-error', 'The server is not well', {
      retryable: true,
      remedy: 'retry',
      details: { status: response.status },
    });
  }
  const health = response.status === 200 ? Health.safeParse(response.body) : undefined;
  if (!health?.success) throw stranger(health?.error);
  const issuer = URL.canParse(health.data.issuer) ? new URL(health.data.issuer) : undefined;
  const local = isLoopbackUrl(new URL(serverUrl));
  // A server elsewhere that sends the browser to this machine would hand the sign-in to whoever listens here.
  if (!issuer || (isLoopbackUrl(issuer) ? !local : issuer.protocol !== 'https:')) {
    throw new EloError('insecure-issuer', 'The address to sign in at is not secure', {
      remedy: 'contact-support',
    });
  }
  const middle = (asked + clock.now()) / 2;
  return { serverUrl, health: health.data, clockSkewMs: Math.round(middle - Date.parse(health.data.time)) };
}
