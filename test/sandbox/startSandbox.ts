import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { resumeUnfinished } from './acts/catalogueActs.ts';
import type { Exchange } from './recorder.ts';
import { recordExchange } from './recorder.ts';
import { Refusal } from './refusal.ts';
import type { SeedData } from './seeds.ts';
import { seedData, seedStore } from './seeds.ts';
import { registerApi, sendRefusal } from './server/api.ts';
import { registerControl } from './server/control.ts';
import { createEventStream } from './server/eventStream.ts';
import { takeFault, withFault } from './server/faults.ts';
import { PAGE_HEADERS, page } from './server/html.ts';
import { environmentPage } from './server/pages.ts';
import { accountRoutes } from './server/routes/accountRoutes.ts';
import { catalogueRoutes } from './server/routes/catalogueRoutes.ts';
import { reviewRoutes } from './server/routes/reviewRoutes.ts';
import { saveRoutes } from './server/routes/saveRoutes.ts';
import { createIssuer } from './signIn/createIssuer.ts';
import type { InteractionPages } from './signIn/interactionPages.ts';
import { interactionPages } from './signIn/interactionPages.ts';
import { registerLinkPages } from './signIn/linkPages.ts';
import { openSandboxDatabase } from './store/schemaStore.ts';
import type { SandboxClock, World } from './world.ts';
import { createWorld } from './world.ts';

export interface SandboxOptions {
  /** Folder of the sandbox's state; made where missing. */
  readonly dataDir: string;
  /** Ports, 0 or absent for any free one; Promob's and control's are remembered from the last start in this folder. */
  readonly port?: number;
  readonly promobPort?: number;
  readonly controlPort?: number;
  readonly seedData?: SeedData;
  /** The store's blank project; null for none, absent for a generated one. Heeded when the folder is new. */
  readonly blankProject?: Uint8Array | null;
  /**
   * The origin people reach it at where another server stands before it, which names callers in `X-Forwarded-For`;
   * absent: itself.
   */
  readonly front?: string;
  /** Clock of everything received; tokens always live by the machine's. */
  readonly clock?: SandboxClock;
  /** Time between signs of life on the event stream, in milliseconds. */
  readonly heartbeatMs?: number;
  /** Called with each exchange on the API, byte for byte. */
  readonly onExchange?: (exchange: Exchange) => void;
}

/** A running sandbox: three origins on loopback. */
export interface Sandbox {
  readonly foccolojas: string;
  readonly promob: string;
  readonly control: string;
  readonly controlToken: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const CLIENT_SECRET_BYTES = 32;

/** Listens; a remembered port that is taken meanwhile gives way to a free one, an asked-for port does not. */
async function listen(server: Server, port: number, remembered: boolean): Promise<number> {
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch (error) {
    if (!remembered || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return listen(server, 0, false);
  }
  return (server.address() as AddressInfo).port;
}

/** A server whose requests wait until it is known how to answer them. From then on they are handled at once, before their first byte of body. */
function waitingServer(): { server: Server; ready(handler: RequestListener): void } {
  let handle: RequestListener | undefined;
  const early: Parameters<RequestListener>[] = [];
  const server = createServer((request, response) => {
    if (handle === undefined) early.push([request, response]);
    else handle(request, response);
  });
  // Longer than any client keeps an idle connection, so that none is closed under a request on its way.
  server.keepAliveTimeout = 120_000;
  return {
    server,
    ready(handler) {
      handle = handler;
      for (const [request, response] of early.splice(0)) handler(request, response);
    },
  };
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await done;
}

function createApp(behindFront = false): FastifyInstance {
  const app = Fastify({
    exposeHeadRoutes: false,
    trustProxy: behindFront,
    routerOptions: { maxParamLength: 500 },
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return sendRefusal(reply, error);
    const { statusCode, message } = error as { statusCode?: number; message: string };
    if (statusCode !== undefined && statusCode < 500)
      return sendRefusal(reply, new Refusal('bad-request', message));
    // A sender that went away in the middle is no fault of the sandbox.
    if (!reply.raw.destroyed && !reply.request.raw.destroyed) console.error('sandbox:', error);
    return sendRefusal(reply, new Refusal('server-error', 'the sandbox failed'));
  });
  app.setNotFoundHandler((_request, reply) =>
    sendRefusal(reply, new Refusal('not-found', 'nothing has such an address')),
  );
  return app;
}

function pagesOf(app: FastifyInstance, world: World): void {
  for (const kind of ['ambiente', 'revisao'] as const) {
    app.get<{ Params: { id: string }; Querystring: { bilhete?: string } }>(
      `/${kind}/:id`,
      async (request, reply) => {
        const html = environmentPage(world, kind, request.params.id, request.query.bilhete ?? '');
        const missing = page('Não encontrado', '<p>Este endereço não mostra nada.</p>');
        return reply
          .status(html === null ? 404 : 200)
          .headers(PAGE_HEADERS)
          .send(html ?? missing);
      },
    );
  }
}

/** Hands a request below `/oidc` to its issuer, which is mounted there. */
function toIssuer(
  callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
): void {
  request.originalUrl = request.url ?? '/';
  request.url = request.originalUrl.slice('/oidc'.length) || '/';
  void callback(request, response);
}

/** Starts FoccoLojas, Promob's account service and the control API on loopback, with the state of a folder. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const arrivals = join(options.dataDir, 'arriving');
  rmSync(arrivals, { recursive: true, force: true });
  mkdirSync(arrivals, { recursive: true });
  const db = openSandboxDatabase(join(options.dataDir, 'sandbox.db'));
  const world = createWorld(db, arrivals, options.clock ?? { now: () => Date.now() });
  seedStore(world, options.blankProject);
  if (options.seedData !== undefined) seedData(world, options.seedData);
  const controlToken = world.meta.keep('controlToken', () => randomBytes(24).toString('base64url'));
  const clientSecret = world.meta.keep('promobClientSecret', () =>
    randomBytes(CLIENT_SECRET_BYTES).toString('base64url'),
  );

  const foccolojas = waitingServer();
  const promob = waitingServer();
  const control = waitingServer();
  const servers = [foccolojas.server, promob.server, control.server];
  const bind = async (name: string, server: Server, port: number | undefined): Promise<string> => {
    const before = port === undefined || port === 0 ? Number(world.meta.get(`port:${name}`) ?? '0') : 0;
    const bound = await listen(server, port || before, before !== 0);
    if (name !== 'foccolojas') world.meta.set(`port:${name}`, String(bound));
    return `http://${HOST}:${bound}`;
  };
  try {
    const itself = await bind('foccolojas', foccolojas.server, options.port);
    world.origins.foccolojas = options.front ?? itself;
    world.origins.promob = await bind('promob', promob.server, options.promobPort);
    const controlOrigin = await bind('control', control.server, options.controlPort);

    const stream = createEventStream(world, options.heartbeatMs ?? 15_000);
    const issuer = createIssuer(db, world.meta, {
      name: 'foccolojas',
      issuer: `${world.origins.foccolojas}/oidc`,
      pagesPath: '/entrar',
      scopes: ['openid', 'offline_access', 'foccolojas'],
      clients: [
        {
          client_id: 'elo',
          application_type: 'native',
          token_endpoint_auth_method: 'none',
          redirect_uris: ['http://127.0.0.1/'],
          response_types: ['code'],
          grant_types: [
            'authorization_code',
            'refresh_token',
            'urn:ietf:params:oauth:grant-type:device_code',
          ],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      account: (id) => world.people.user(id),
    });
    const promobIssuer = createIssuer(db, world.meta, {
      name: 'promob',
      issuer: `${world.origins.promob}/oidc`,
      pagesPath: '/entrar',
      scopes: ['openid'],
      clients: [
        {
          client_id: 'foccolojas',
          client_secret: clientSecret,
          token_endpoint_auth_method: 'client_secret_post',
          redirect_uris: [`${world.origins.foccolojas}/vincular/retorno`],
          response_types: ['code'],
          grant_types: ['authorization_code'],
          id_token_signed_response_alg: 'ES256',
        },
      ],
      account: (id) => (world.people.hasPromobUser(id) ? { username: id, name: id } : undefined),
    });
    issuer.provider.proxy = options.front !== undefined;
    issuer.provider.on('grant.revoked', (_ctx, grantId) => stream.endSession(grantId));

    const app = createApp(options.front !== undefined);
    // The body of every request is taken as it arrives, by the operation it belongs to.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    registerApi(app, {
      world,
      handlers: {
        ...accountRoutes(world),
        ...catalogueRoutes(world),
        ...saveRoutes(world),
        ...reviewRoutes(world),
      },
      async authenticate(value) {
        const token = await issuer.provider.AccessToken.find(value);
        const user = token === undefined ? undefined : world.people.user(token.accountId);
        return user === undefined ? undefined : { user, grantId: token?.grantId };
      },
      openStream: (reply, caller, lastEventId) =>
        stream.attach(reply.raw, { id: caller.user.id, grantId: caller.grantId }, lastEventId),
    });
    registerLinkPages(app, { world, clientId: 'foccolojas', clientSecret });
    pagesOf(app, world);
    await app.ready();

    const signInPages: InteractionPages = {
      provider: issuer.provider,
      path: '/entrar',
      service: 'FoccoLojas',
      check: (username, password) => world.people.checkPassword(username, password),
    };
    const issuerCallback = issuer.provider.callback();
    foccolojas.ready((request, response) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const strike = takeFault(world.faults, request.method ?? 'GET', path);
      if (options.onExchange !== undefined && path.startsWith('/api/')) {
        recordExchange(
          request,
          response,
          strike === null ? null : (Object.keys(strike)[0] ?? null),
          options.onExchange,
        );
      }
      withFault(strike, request, response, () => {
        if (path.startsWith('/oidc/')) toIssuer(issuerCallback, request, response);
        else if (path.startsWith('/entrar/')) void interactionPages(signInPages, request, response);
        else app.routing(request, response);
      });
    });

    const promobPages: InteractionPages = {
      provider: promobIssuer.provider,
      path: '/entrar',
      service: 'Promob',
      check: (username, password) => world.people.checkPromobPassword(username, password),
    };
    const promobCallback = promobIssuer.provider.callback();
    promob.ready((request, response) => {
      if ((request.url ?? '').startsWith('/oidc/')) toIssuer(promobCallback, request, response);
      else {
        void interactionPages(promobPages, request, response).then((done) => {
          if (!done) response.writeHead(404).end();
        });
      }
    });

    const controlApp = createApp();
    controlApp.removeAllContentTypeParsers();
    // JSON whatever the header says, and an empty body is no body.
    controlApp.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
      try {
        done(null, text === '' ? undefined : JSON.parse(text as string));
      } catch {
        done(new Refusal('bad-request', 'the body is no JSON'));
      }
    });
    registerControl(controlApp, {
      world,
      token: controlToken,
      endAccessTokens() {
        issuer.records.endAccessTokens();
        stream.endAll();
      },
      endSignIn: (userId) => issuer.records.endSignIn(userId),
      endStreams: (userId) => stream.endUser(userId),
      endPromobSessions: (username) => promobIssuer.records.endSessions(username),
    });
    await controlApp.ready();
    control.ready((request, response) => controlApp.routing(request, response));
    resumeUnfinished(world);

    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      stream.close();
      await Promise.all(servers.map((server) => closed(server)));
      await Promise.all([app.close(), controlApp.close()]);
      world.close();
    };
    return {
      foccolojas: itself,
      promob: world.origins.promob,
      control: controlOrigin,
      controlToken,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await Promise.all(servers.filter((server) => server.listening).map((server) => closed(server)));
    world.close();
    throw error;
  }
}
