import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Interaction, Provider } from 'oidc-provider';
import { PAGE_HEADERS, escaped, page } from '../server/html.ts';

/** Largest form taken, in bytes. */
const MAX_FORM = 16 * 1024;

export interface InteractionPages {
  readonly provider: Provider;
  /** Path the pages stand below. */
  readonly path: string;
  /** Name of the service on its pages. */
  readonly service: string;
  /** Account of a user name and password, null where they do not match. */
  check(username: string, password: string): string | null;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length > MAX_FORM) throw new Error('form too large');
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'content-length': Buffer.byteLength(html) });
  response.end(html);
}

function signInPage(pages: InteractionPages, uid: string, wrong: boolean): string {
  const action = `${pages.path}/${uid}`;
  return page(
    `Entrar no ${pages.service}`,
    `${wrong ? '<p role="alert">Usuário ou senha incorretos.</p>' : ''}
<form method="post" action="${escaped(action)}">
<input type="hidden" name="step" value="login">
<label>Usuário <input name="username" autocomplete="username"></label>
<label>Senha <input name="password" type="password" autocomplete="current-password"></label>
<button type="submit">Entrar</button>
</form>
<p><a href="${escaped(action)}/recusar">Cancelar</a></p>`,
  );
}

function consentPage(pages: InteractionPages, uid: string, client: string): string {
  const action = `${pages.path}/${uid}`;
  return page(
    'Permitir acesso',
    `<p>O aplicativo ${escaped(client)} pede acesso à sua conta ${escaped(pages.service)}.</p>
<form method="post" action="${escaped(action)}">
<input type="hidden" name="step" value="consent">
<button type="submit">Permitir</button>
</form>
<p><a href="${escaped(action)}/recusar">Recusar</a></p>`,
  );
}

/** Grants everything asked for; the user saw it on the page. */
async function consentedGrant(provider: Provider, details: Interaction): Promise<string> {
  const known = details.grantId === undefined ? undefined : await provider.Grant.find(details.grantId);
  const grant =
    known ??
    new provider.Grant({
      accountId: details.session?.accountId ?? '',
      clientId: String(details.params['client_id']),
    });
  const missing = details.prompt.details as { missingOIDCScope?: string[]; missingOIDCClaims?: string[] };
  if (missing.missingOIDCScope !== undefined) grant.addOIDCScope(missing.missingOIDCScope.join(' '));
  if (missing.missingOIDCClaims !== undefined) grant.addOIDCClaims(missing.missingOIDCClaims);
  return grant.save();
}

/**
 * The pages between an authorization request and its answer: sign in, then consent. Each has exactly one form;
 * refusing is a link. Answers whether the request was one of these pages.
 */
export async function interactionPages(
  pages: InteractionPages,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  if (!path.startsWith(`${pages.path}/`)) return false;
  const [uid = '', act = ''] = path.slice(pages.path.length + 1).split('/');
  const { provider } = pages;
  try {
    const details = await provider.interactionDetails(request, response);
    if (details.uid !== uid) throw new Error('another interaction');
    if (act === 'recusar') {
      const refused = { error: 'access_denied', error_description: 'the user refused' };
      await provider.interactionFinished(request, response, refused, { mergeWithLastSubmission: false });
    } else if (request.method === 'POST') {
      const form = await formOf(request);
      if (details.prompt.name === 'login') {
        const accountId = pages.check(form.get('username') ?? '', form.get('password') ?? '');
        if (accountId === null) send(response, 200, signInPage(pages, uid, true));
        else {
          const result = { login: { accountId } };
          await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
        }
      } else {
        const result = { consent: { grantId: await consentedGrant(provider, details) } };
        await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
      }
    } else if (details.prompt.name === 'login') send(response, 200, signInPage(pages, uid, false));
    else send(response, 200, consentPage(pages, uid, String(details.params['client_id'])));
  } catch {
    if (!response.headersSent) {
      send(response, 400, page('Página vencida', '<p>Comece de novo no Elo.</p>'));
    }
  }
  return true;
}
