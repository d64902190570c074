import { createHash, randomBytes } from 'node:crypto';
import { signInByForm } from './signInByForm.ts';

/** Tokens of a signed-in user. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Nobody listens there: the sandbox's last redirect is what is wanted. */
export const UNSERVED_REDIRECT = 'http://127.0.0.1:9/retorno';

/** Asks the token endpoint of FoccoLojas; answers the status and the JSON as they are. */
export async function askForTokens(
  foccolojas: string,
  parameters: Readonly<Record<string, string>>,
): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(`${foccolojas}/oidc/token`, {
    method: 'POST',
    headers: { connection: 'close' },
    body: new URLSearchParams({ client_id: 'elo', ...parameters }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** Authorization request of the companion, with its PKCE verifier. */
export function authorizationRequest(
  foccolojas: string,
  redirectUri = UNSERVED_REDIRECT,
): { url: string; verifier: string; state: string } {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'elo',
    response_type: 'code',
    scope: 'openid offline_access foccolojas',
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { url: `${foccolojas}/oidc/auth?${query.toString()}`, verifier, state };
}

/** Signs a user in by authorization code with PKCE, through the forms. */
export async function signInToSandbox(
  foccolojas: string,
  username: string,
  password = 'elo',
): Promise<Tokens> {
  const { url, verifier, state } = authorizationRequest(foccolojas);
  const last = new URL(await signInByForm(url, username, password));
  const code = last.searchParams.get('code');
  if (code === null || last.searchParams.get('state') !== state) {
    throw new Error(`signing in ended without a code: ${last.searchParams.get('error') ?? last.pathname}`);
  }
  const { body } = await askForTokens(foccolojas, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: UNSERVED_REDIRECT,
  });
  const { access_token: accessToken, refresh_token: refreshToken } = body;
  if (accessToken === undefined || refreshToken === undefined) throw new Error('no tokens were answered');
  return { accessToken, refreshToken };
}
