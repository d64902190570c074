import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type Configuration } from 'oidc-provider';

/** An issuer (oidc-provider, with its own plain pages) and the few operations of FoccoLojas an account asks for. */
export interface TestIssuer {
  readonly serverUrl: string;
  readonly issuer: string;
  /** What the API answers instead of the usual, while set: status and body by path. */
  readonly override: Map<string, (response: http.ServerResponse) => void>;
  /** What token answers become, while set. */
  alterTokens: ((answer: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** Paths of the issuer that fail at the moment, with what. */
  readonly failing: Map<string, (response: http.ServerResponse) => void>;
  /** Requests to the token endpoint so far. */
  tokenRequests(): number;
  /** Ends all grants at the issuer. */
  endGrants(): Promise<void>;
  close(): void;
}

export async function startTestIssuer(more: Partial<Configuration> = {}): Promise<TestIssuer> {
  const front = http.createServer();
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const issuer = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const grants = new Set<string>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'elo',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['http://127.0.0.1/callback'],
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'offline_access', 'foccolojas'],
    features: { deviceFlow: { enabled: true }, revocation: { enabled: true } },
    cookies: { keys: ['test'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    ...more,
  });
  provider.on('grant.success', (context) => {
    const id = context.oidc.entities.Grant?.jti;
    if (id !== undefined) grants.add(id);
  });

  const override: TestIssuer['override'] = new Map();
  const failing: TestIssuer['failing'] = new Map();
  let tokenRequests = 0;
  const result: TestIssuer = {
    serverUrl: '',
    issuer,
    override,
    failing,
    alterTokens: undefined,
    tokenRequests: () => tokenRequests,
    endGrants: async () => {
      for (const id of grants) {
        await provider.Grant.adapter.destroy(id);
        await provider.Grant.adapter.revokeByGrantId(id);
        await provider.RefreshToken.adapter.revokeByGrantId(id);
      }
    },
    close: () => {
      front.closeAllConnections();
      front.close();
      api.closeAllConnections();
      api.close();
    },
  };

  const answer = provider.callback();
  front.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    const path = new URL(request.url ?? '/', issuer).pathname;
    if (path === '/token') tokenRequests += 1;
    const fail = failing.get(path);
    if (fail) {
      request.resume();
      fail(response);
      return;
    }
    if (path === '/token' && result.alterTokens) alterJson(response, result.alterTokens);
    void answer(request, response);
  });

  const api = http.createServer((request, response) => {
    const path = (request.url ?? '').replace('/api/comercial/v1', '').split('?')[0] ?? '';
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    request.resume();
    const other = override.get(path);
    if (other) return other(response);
    if (path === '/health') {
      return reply(200, {
        status: 'ok',
        time: new Date().toISOString(),
        product: 'foccolojas',
        apiVersion: '1',
        issuer,
        clientId: 'elo',
      });
    }
    void provider.AccessToken.find(request.headers.authorization?.replace('Bearer ', '') ?? '').then(
      (token) => {
        if (!token?.accountId) return reply(401, { code: 'unauthenticated' });
        const id = token.accountId;
        return reply(200, {
          id,
          name: `User ${id}`,
          username: id,
          roles: ['designer'],
          store: { id: 's1', name: 'Loja' },
        });
      },
    );
    return undefined;
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  return Object.assign(result, { serverUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}` });
}

/** Changes a JSON answer on its way out, as a hostile or broken issuer would. */
function alterJson(
  response: http.ServerResponse,
  alter: (answer: Record<string, unknown>) => Record<string, unknown>,
): void {
  const end = response.end.bind(response);
  response.end = ((body?: unknown) => {
    const text = Buffer.isBuffer(body) ? body.toString() : typeof body === 'string' ? body : '{}';
    const altered = JSON.stringify(alter(JSON.parse(text) as Record<string, unknown>));
    response.removeHeader('content-length');
    return end(altered);
  }) as typeof response.end;
}
