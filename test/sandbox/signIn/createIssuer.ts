import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ClientMetadata, JWKS } from 'oidc-provider';
import { Provider } from 'oidc-provider';
import { PAGE_HEADERS, page } from '../server/html.ts';
import type { MetaStore } from '../store/metaStore.ts';
import type { OidcRecords } from '../store/oidcStore.ts';
import { oidcStore } from '../store/oidcStore.ts';
import type { Connection } from '../store/schemaStore.ts';

/** An account as the issuer tells it to its clients. */
export interface Account {
  readonly username: string;
  readonly name: string;
}

export interface IssuerOptions {
  /** Name of the issuer: prefix of its cookies, key of its records. */
  readonly name: 'foccolojas' | 'promob';
  readonly issuer: string;
  readonly clients: ClientMetadata[];
  readonly scopes: readonly string[];
  /** Path of the interaction pages; the id of the interaction follows. */
  readonly pagesPath: string;
  account(id: string): Account | undefined;
}

/** An OpenID Connect issuer of the sandbox. */
export interface Issuer {
  readonly provider: Provider;
  readonly records: OidcRecords;
}

/** Lifetimes in seconds: short access tokens, refresh tokens for a month, ten minutes to sign in. */
const LIFETIMES = {
  AccessToken: 15 * 60,
  AuthorizationCode: 60,
  DeviceCode: 10 * 60,
  Grant: 30 * 86_400,
  IdToken: 3600,
  Interaction: 10 * 60,
  RefreshToken: 30 * 86_400,
  Session: 86_400,
};

function signingKeys(meta: MetaStore, name: string): JWKS {
  const text = meta.keep(`keys:${name}`, () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return JSON.stringify({
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'sandbox', use: 'sig', alg: 'ES256' }],
    });
  });
  return JSON.parse(text) as JWKS;
}

/** Whether a redirect address is one of a native application: this machine, any port, any path (RFC 8252 §7.3). */
function isLoopback(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return (
    url !== null && url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  );
}

const lastPage = (title: string, text: string): string => page(title, `<p>${text}</p>`);

/** Makes an issuer with keys, cookies and records of its own that survive a restart. */
export function createIssuer(db: Connection, meta: MetaStore, options: IssuerOptions): Issuer {
  const { adapter, records } = oidcStore(db, options.name);
  const send = (ctx: { body: unknown; set(headers: Record<string, string>): void }, html: string): void => {
    ctx.set({ ...PAGE_HEADERS });
    ctx.body = html;
  };
  const provider = new Provider(options.issuer, {
    adapter,
    clients: options.clients,
    jwks: signingKeys(meta, options.name),
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    scopes: [...options.scopes],
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: LIFETIMES,
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    conformIdTokenClaims: false,
    cookies: {
      keys: [meta.keep(`cookieKey:${options.name}`, () => randomBytes(32).toString('hex'))],
      // Cookies know no ports: both issuers live on one host, so their names must differ.
      names: {
        session: `${options.name}_session`,
        interaction: `${options.name}_interaction`,
        resume: `${options.name}_resume`,
      },
    },
    interactions: { url: (_ctx, interaction) => `${options.pagesPath}/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
      deviceFlow: {
        enabled: options.name === 'foccolojas',
        mask: '****-****',
        async userCodeInputSource(ctx, form, _out, error) {
          if (error !== undefined && error.name === 'AbortedError') {
            send(ctx, lastPage('Acesso recusado', 'Pode fechar esta página.'));
            return;
          }
          const text =
            error === undefined ? 'Digite o código mostrado no Elo.' : 'Código não encontrado ou vencido.';
          send(ctx, page('Entrar em outro aparelho', `<p>${text}</p>${withButton(form)}`));
        },
        async userCodeConfirmSource(ctx, form, _client, _device, code) {
          send(ctx, page('Entrar em outro aparelho', `<p>Confirma o código ${code}?</p>${withButton(form)}`));
        },
        async successSource(ctx) {
          send(ctx, lastPage('Pronto', 'O aparelho está conectado. Pode fechar esta página.'));
        },
      },
    },
    async renderError(ctx, out) {
      send(ctx, lastPage('Não deu certo', `Pedido recusado (${out.error.replaceAll(/[^a-z_]/g, '')}).`));
    },
    findAccount: async (_ctx, id) => {
      const account = options.account(id);
      if (account === undefined) return undefined;
      return {
        accountId: id,
        claims: async () => ({ sub: id, name: account.name, preferred_username: account.username }),
      };
    },
  });
  const client = provider.Client.prototype;
  type Allowed = (this: typeof client, uri: string) => boolean;
  const allowed: Allowed = Object.getOwnPropertyDescriptor(client, 'redirectUriAllowed')?.value as Allowed;
  client.redirectUriAllowed = function redirectUriAllowed(uri: string): boolean {
    if (this.applicationType === 'native') return isLoopback(uri);
    return allowed.call(this, uri);
  };
  provider.on('server_error', (_ctx, error) =>
    console.error(`sandbox: ${options.name} issuer: ${error.message}`),
  );
  return { provider, records };
}

/** The issuer's own form has no button. */
function withButton(form: string): string {
  return form.replace('</form>', '<button type="submit">Continuar</button></form>');
}
