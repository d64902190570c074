import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { text } from '../../../shared/text/text.ts';
import { attachSocket, maxMessageBytes } from '../../engine/door/attachSocket.ts';
import { createCallInterceptor } from '../../engine/door/callInterceptor.ts';
import type { DoorLog } from '../../engine/door/callInterceptor.ts';
import { judgeKnock } from './knock.ts';
import type { KnockRefusal } from './knock.ts';
import { leadingPage } from './leadingPage.ts';
import { nonceMark, pageFiles } from './pageFiles.ts';
import { contentPolicy, hardeningHeaders, nothingPolicy } from './pageHeaders.ts';
import { createWindowPass } from './windowPass.ts';

/** The only address that is listened on: nothing outside this machine reaches it. */
const loopback = '127.0.0.1';

/** Name of the token in the opening address. */
export const tokenName = 'entrada';

/** Where the page finds the engine. */
const enginePath = '/engine';

/** A page opens a handful of connections for its files; a hundred at once is a program gone wild. */
const maxConnections = 100;

/** A window or two, and one that was reloaded and whose old socket is not gone yet. */
const maxSockets = 16;

/** A local browser sends its few headers at once. */
const headersTimeoutMs = 5_000;

/** How often connections are looked through for late ones; Node's own 30 s would make the timeout above as long. */
const connectionsCheckingMs = 1_000;

/** After the farewell a page has this long to hang up by itself. */
const farewellMs = 500;

/** Close code "going away", RFC 6455 §7.4.1. */
const goingAway = 1001;

/** 128 random bits, as the content policy asks for (CSP 3, §7.1). */
const nonceBytes = 16;

/** A year; the names of such files carry their content's hash. */
const immutable = 'private, max-age=31536000, immutable';

export interface ServedWindowOptions {
  readonly router: AnyRouter;
  /** The built page: `dist/renderer`. */
  readonly pageFolder: string;
  readonly log: DoorLog;
  readonly clock?: Clock;
}

export interface ServedWindow {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** An address that opens the window once, within ten minutes; the one before ends. */
  openingUrl(): string;
  /** How many pages are connected now. */
  pages(): number;
  /** Hears whenever a page connects or goes. */
  onPages(listener: (pages: number) => void): void;
  close(): Promise<void>;
}

const statusOf: Readonly<Record<KnockRefusal, number>> = {
  address: 400,
  body: 400,
  host: 403,
  origin: 403,
  'other-site': 403,
  'not-admitted': 403,
  'not-found': 404,
  method: 405,
  'too-many': 503,
};

/**
 * Serves the desktop window to a browser on this machine: the built page, and the engine over a WebSocket. Nobody gets
 * in without the token of the opening address, from another page, under another name of this machine, or twice.
 * @throws EloError `window-not-built`
 */
export async function serveWindow(options: ServedWindowOptions): Promise<ServedWindow> {
  const { log, clock = systemClock } = options;
  const files = pageFiles(options.pageFolder);
  const intercept = createCallInterceptor(log, clock);
  const handler = new RPCHandler(options.router, { clientInterceptors: [(call) => intercept(call)] });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const listeners = new Set<(pages: number) => void>();
  const tell = (): void => {
    for (const listener of listeners) listener(sockets.clients.size);
  };

  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: headersTimeoutMs,
    connectionsCheckingInterval: connectionsCheckingMs,
  });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  const host = `${loopback}:${port}`;
  const origin = `http://${host}`;
  const cookieName = `elo-${port}`;
  const pass = createWindowPass(cookieName, clock);

  const refuse = (response: ServerResponse, reason: KnockRefusal): void => {
    log.warn('knock refused', { reason });
    response.writeHead(statusOf[reason], {
      ...hardeningHeaders,
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': nothingPolicy,
      Connection: 'close',
      ...(reason === 'method' ? { Allow: 'GET, HEAD' } : {}),
    });
    response.end(text('start.window-refused'));
  };

  const sendPage = (response: ServerResponse): void => {
    const nonce = randomBytes(nonceBytes).toString('base64');
    response.writeHead(200, {
      ...hardeningHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentPolicy(host, nonce),
    });
    response.end(files.page.replaceAll(nonceMark, nonce));
  };

  /** Lets in whoever shows the token. */
  const enter = (request: IncomingMessage, response: ServerResponse, token: string): void => {
    const fromElsewhere = request.headers['sec-fetch-site'] === 'cross-site';
    const cookie = pass.exchange(token);
    if (cookie === null && (fromElsewhere || !pass.admits(request.headers.cookie))) {
      return refuse(response, 'not-admitted');
    }
    // A redirection would still be another site's navigation, and the strict cookie would stay behind (RFC 6265bis
    // §5.2): whoever was sent here goes on from a page of ours.
    response.writeHead(fromElsewhere ? 200 : 303, {
      ...hardeningHeaders,
      ...(fromElsewhere
        ? { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': nothingPolicy }
        : { Location: '/' }),
      ...(cookie === null
        ? {}
        : { 'Set-Cookie': `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/` }),
    });
    response.end(fromElsewhere ? leadingPage('/') : undefined);
    return undefined;
  };

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => request.destroy());
    const { method, headers } = request;
    const [path = '', ...query] = (request.url ?? '').split('?');
    const [name, token] = query.join('?').split('=', 2);
    const isEntry = method === 'GET' && path === '/' && name === tokenName && token !== undefined;
    const refusal = judgeKnock(request, host, isEntry ? 'entry' : 'page');
    if (refusal !== null) return refuse(response, refusal);
    if (isEntry) return enter(request, response, token);
    if (!pass.admits(headers.cookie)) return refuse(response, 'not-admitted');
    if (method !== 'GET' && method !== 'HEAD') return refuse(response, 'method');
    if ((headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined) {
      return refuse(response, 'body');
    }
    if (query.length > 0) return refuse(response, 'not-found');
    if (path === '/') return sendPage(response);
    if (path === '/favicon.ico') {
      // Browsers ask for it by themselves; the page has its picture elsewhere.
      response.writeHead(204, hardeningHeaders).end();
      return undefined;
    }
    const file = files.file(path);
    if (file === null) return refuse(response, 'not-found');
    response.writeHead(200, {
      ...hardeningHeaders,
      'Content-Type': file.type,
      ...(file.immutable ? { 'Cache-Control': immutable } : {}),
    });
    if (method === 'HEAD') {
      response.end();
      return undefined;
    }
    const stream = createReadStream(file.path);
    stream.on('error', () => response.destroy());
    response.on('close', () => stream.destroy());
    stream.pipe(response);
    return undefined;
  });

  let closing = false;
  const serve = (socket: WebSocket): void => {
    tell();
    socket.on('close', tell);
    socket.on('error', (error) => log.warn('window connection failed', { error: error.message }));
    attachSocket(
      socket,
      (guarded) => handler.upgrade(guarded, { context: {} }),
      (reason) => log.warn('window hung up on', { reason }),
    ).catch((error: unknown) => log.warn('window could not be served', { error }));
  };
  const judgeSocket = (request: IncomingMessage): KnockRefusal | null => {
    if (closing || sockets.clients.size >= maxSockets) return 'too-many';
    const refusal = judgeKnock(request, host, 'socket');
    if (refusal !== null) return refusal;
    if (!pass.admits(request.headers.cookie)) return 'not-admitted';
    return request.url === enginePath ? null : 'not-found';
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const refusal = judgeSocket(request);
    if (refusal === null) {
      sockets.handleUpgrade(request, stream, head, serve);
      return;
    }
    log.warn('knock refused', { reason: refusal, socket: true });
    stream.on('error', () => stream.destroy());
    stream.end(`HTTP/1.1 ${statusOf[refusal]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  server.on('error', (error) => log.warn('window host failed', { error: error.message }));

  const shut = async (): Promise<void> => {
    closing = true;
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeIdleConnections();
    for (const socket of sockets.clients) socket.close(goingAway, 'engine-stopping');
    const cancel = clock.after(farewellMs, () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
    });
    await closed;
    cancel();
  };
  let shutting: Promise<void> | null = null;
  return {
    origin,
    openingUrl: () => `${origin}/?${tokenName}=${pass.issue()}`,
    pages: () => sockets.clients.size,
    onPages: (listener) => void listeners.add(listener),
    close: () => (shutting ??= shut()),
  };
}
