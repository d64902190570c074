import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { TokenSource } from '../../../../electron/engine/foccolojas/createFoccoLojasClient.ts';
import { BASE_PATH } from '../../../../shared/api/common.ts';
import { signInByForm } from '../../../support/sandbox/signInByForm.ts';

/** Nobody listens there: the code is read from the address the browser was sent to. */
const redirectUri = 'http://127.0.0.1:1/retorno';

async function form(url: string, fields: Readonly<Record<string, string>>): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** A user signed in to a sandbox through its forms, with as little of OAuth as that takes. */
export async function signInTo(foccolojas: string, username: string) {
  const discovery = (await (
    await fetch(`${foccolojas}/oidc/.well-known/openid-configuration`)
  ).json()) as Record<string, string>;
  const verifier = randomBytes(32).toString('base64url');
  const authorization = new URL(discovery['authorization_endpoint'] ?? '');
  authorization.search = new URLSearchParams({
    client_id: 'elo',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid offline_access foccolojas',
    prompt: 'consent',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const back = new URL(await signInByForm(authorization.href, username, 'elo'));
  const tokenEndpoint = discovery['token_endpoint'] ?? '';
  let tokens = await form(tokenEndpoint, {
    grant_type: 'authorization_code',
    client_id: 'elo',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const accessToken = () => String(tokens['access_token']);
  let refreshes = 0;
  const source: TokenSource = {
    accessToken: async () => accessToken(),
    refresh: async () => {
      refreshes += 1;
      tokens = await form(tokenEndpoint, {
        grant_type: 'refresh_token',
        client_id: 'elo',
        refresh_token: String(tokens['refresh_token']),
      });
      return accessToken();
    },
  };
  return {
    tokens: source,
    refreshes: () => refreshes,
    /** Links the Promob user through Promob's own page. */
    async link(): Promise<void> {
      const response = await fetch(`${foccolojas}${BASE_PATH}/me/promob-link/attempts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken()}`, 'idempotency-key': randomUUID() },
      });
      if (!response.ok) throw new Error(`linking was answered ${response.status}: ${await response.text()}`);
      const { authorizationUrl } = (await response.json()) as { authorizationUrl: string };
      await signInByForm(authorizationUrl, username, 'elo');
    },
  };
}
