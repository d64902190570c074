import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';

/** A listing of the largest kitchen seen is under 1 MB; the readers take at most 200 MB, a POST far less. */
const mostBytes = 64 * 1024 * 1024;
/** Promob posts to its own machine: a body that takes longer is not coming. */
const longestMs = 20_000;
/** How often requests that take too long are looked for. */
const lookMs = 1_000;
/** 128 bits: nobody on this machine guesses the address. */
const secretBytes = 16;

/** What must be remembered, so that the address pasted into Promob stays the same. */
export interface ReceiverPlace {
  readonly port: number;
  readonly secret: string;
}

export interface ReceiverOptions {
  /** The place used before; absent the first time. */
  readonly place: ReceiverPlace | null;
  /** Takes a listing in. What it throws is answered with its code. */
  readonly onListing: (bytes: Uint8Array) => Promise<void>;
  /** Bytes of a body, at most. */
  readonly maxBytes?: number;
  /** Milliseconds a request may take, at most. */
  readonly bodyMs?: number;
}

/** A running receiver of *Enviar URL*. */
export interface Receiver {
  readonly place: ReceiverPlace;
  /** The address to paste into Promob. */
  readonly address: string;
  stop(): Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

function sameSecret(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new Refusal(413, 'listing-too-large');
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    total += part.length;
    if (total > maxBytes) throw new Refusal(413, 'listing-too-large');
    parts.push(part);
  }
  if (total === 0) throw new Refusal(400, 'listing-empty');
  return Buffer.concat(parts);
}

/**
 * Listens on loopback for listings that Promob posts (*Enviar URL*). Only the secret address is served, only by number
 * (a name in `Host` would let a web page reach it), only POST, never to a browser's page (`Origin` is refused).
 * @throws EloError `receiver-port-taken` when the remembered port belongs to another program now
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { place, onListing, maxBytes = mostBytes, bodyMs = longestMs } = options;
  const secret = place?.secret ?? randomBytes(secretBytes).toString('hex');
  let port = 0;

  const check = (request: IncomingMessage): void => {
    if (request.headers.host !== `127.0.0.1:${port}`) throw new Refusal(421, 'wrong-host');
    if (request.headers.origin !== undefined) throw new Refusal(403, 'not-for-pages');
    const [path = ''] = (request.url ?? '').split('?');
    if (!sameSecret(path, `/promob/${secret}`)) throw new Refusal(404, 'not-found');
    if (request.method !== 'POST') throw new Refusal(405, 'post-only');
  };
  const answer = (response: ServerResponse, status: number, body: object): void => {
    if (response.headersSent) return;
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(body));
  };
  const server: Server = createServer(
    { connectionsCheckingInterval: Math.min(lookMs, bodyMs) },
    (request, response) => {
      void (async () => {
        try {
          check(request);
          await onListing(await bodyOf(request, maxBytes));
          answer(response, 200, { received: true });
        } catch (error) {
          if (error instanceof Refusal) answer(response, error.status, { code: error.code });
          else {
            const { code, retryable } = toEloError(error);
            answer(response, retryable ? 503 : 422, { code });
          }
        }
      })();
    },
  );
  server.requestTimeout = bodyMs;
  server.headersTimeout = bodyMs;
  server.maxConnections = 8;

  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE' || cause.code === 'EACCES';
      reject(
        taken
          ? new EloError('receiver-port-taken', 'another program listens at this address', {
              cause,
              remedy: 'retry',
            })
          : toEloError(cause),
      );
    });
    server.listen(place?.port ?? 0, '127.0.0.1', resolve);
  });
  ({ port } = server.address() as AddressInfo);
  return {
    place: { port, secret },
    address: `http://127.0.0.1:${port}/promob/${secret}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
