import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Configuration } from 'openid-client';
import * as client from 'openid-client';
import { PAGE_HEADERS, page } from '../server/html.ts';
import type { LinkAttempt } from '../store/peopleStore.ts';
import type { World } from '../world.ts';

export interface LinkOptions {
  readonly world: World;
  /** FoccoLojas as Promob's OAuth client. */
  readonly clientId: string;
  readonly clientSecret: string;
}

function sendPage(reply: FastifyReply, status: number, title: string, text: string): FastifyReply {
  return reply
    .status(status)
    .headers(PAGE_HEADERS)
    .send(page(title, `<p>${text}</p>`));
}

const stale = (reply: FastifyReply): FastifyReply =>
  sendPage(reply, 400, 'Vínculo vencido', 'Comece de novo no Elo.');

/**
 * Linking the Promob user as *Meu Perfil › Vincular usuário Promob* does: FoccoLojas sends the browser to Promob's own
 * sign-in page and hears from Promob who signed in there.
 */
export function registerLinkPages(
  app: FastifyInstance,
  { world, clientId, clientSecret }: LinkOptions,
): void {
  let configuration: Promise<Configuration> | undefined;
  const promob = (): Promise<Configuration> => {
    configuration ??= client.discovery(
      new URL(`${world.origins.promob}/oidc`),
      clientId,
      { id_token_signed_response_alg: 'ES256' },
      client.ClientSecretPost(clientSecret),
      // The sandbox is on loopback, where there is no TLS.
      // oxlint-disable-next-line typescript/no-deprecated -- marked deprecated to make it stand out
      { execute: [client.allowInsecureRequests] },
    );
    return configuration;
  };
  const returnAddress = (): string => `${world.origins.foccolojas}/vincular/retorno`;
  const open = (attempt: LinkAttempt | undefined): attempt is LinkAttempt =>
    attempt !== undefined && attempt.state === 'waiting' && attempt.expiresAt > world.now();

  app.get<{ Params: { attemptId: string } }>('/vincular/:attemptId', async (request, reply) => {
    const attempt = world.people.attempt(request.params.attemptId);
    if (!open(attempt)) return stale(reply);
    const address = client.buildAuthorizationUrl(await promob(), {
      redirect_uri: returnAddress(),
      scope: 'openid profile',
      state: attempt.secret,
      code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      // Whoever is signed in to Promob in this browser may be someone else, or from before a changed password.
      prompt: 'login consent',
    });
    return reply.redirect(address.href, 302);
  });

  app.get('/vincular/retorno', async (request, reply) => {
    const address = new URL(request.url, world.origins.foccolojas);
    const attempt = world.people.attemptWith(address.searchParams.get('state') ?? '');
    if (!open(attempt)) return stale(reply);
    let promobUser: string;
    try {
      const tokens = await client.authorizationCodeGrant(await promob(), address, {
        expectedState: attempt.secret,
        pkceCodeVerifier: attempt.verifier,
      });
      promobUser = tokens.claims()?.sub ?? '';
      if (promobUser === '') throw new Error('Promob named nobody');
    } catch {
      world.transaction(() => world.people.setAttempt(attempt.id, 'refused'));
      return sendPage(
        reply,
        200,
        'Vínculo recusado',
        'O usuário Promob não foi vinculado. Pode fechar esta página.',
      );
    }
    world.transaction(() => {
      world.people.setAttempt(attempt.id, 'linked');
      world.people.setLink(attempt.userId, 'linked', promobUser, world.now(), null);
      world.settle('promob-relink-required', { userId: attempt.userId });
      world.announce('promob-link-changed', {}, attempt.userId);
    });
    return sendPage(reply, 200, 'Usuário Promob vinculado', 'Pode fechar esta página e voltar ao Elo.');
  });
}
