import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { isoTime, systemClock } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { writeFileAtomically } from '../platform/atomicFile.ts';
import { attachSocket, maxMessageBytes } from './attachSocket.ts';
import { createCallInterceptor } from './callInterceptor.ts';
import type { DoorLog, InterceptedCall } from './callInterceptor.ts';
import { doorNotePath, removeDoorNote } from './doorNote.ts';
import type { DoorNote } from './doorNote.ts';
import { doorFolder, doorPlace, makePrivateFolder } from './doorPlace.ts';

/** A window, a tray and a handful of commands; a hundred at once is a program gone wild. */
const maxConnections = 100;

/** Closing waits this long for calls under way, then ends them. */
const drainMs = 5_000;

/** After the farewell a client has this long to hang up by itself. */
const farewellMs = 500;

/** Close code "going away", RFC 6455 §7.4.1. */
const goingAway = 1001;

export interface LocalDoorOptions {
  readonly router: AnyRouter;
  /** The data folder, whose lock the caller holds: only then may the socket of a dead engine be replaced. */
  readonly dataDir: string;
  readonly log: DoorLog;
  readonly clock?: Clock;
}

export interface LocalDoor {
  /** Path of the Unix socket, or name of the Windows pipe. */
  readonly address: string;
  /** Takes no more calls, lets those under way end (bounded), hangs up and removes the socket. */
  close(): Promise<void>;
}

function sameKey(given: string | undefined, key: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(`Bearer ${key}`)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Whether somebody listens there; the socket of a dead engine refuses. */
function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const end = (alive: boolean): void => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/**
 * Serves the contract to programs of this user on this machine: oRPC over WebSocket on a Unix socket inside a private
 * folder, or on a named pipe. A note beside it, readable for this user only, tells where and with which key to knock.
 * @throws EloError `door-in-use` where a living engine already serves this data folder, `door-not-private` where the
 * folder belongs to somebody else, `door-unavailable` where the system refuses the socket
 */
export async function serveOnLocalSocket(options: LocalDoorOptions): Promise<LocalDoor> {
  const { dataDir, log, clock = systemClock } = options;
  const place = doorPlace(dataDir);
  const { address } = place;
  const key = randomBytes(32).toString('base64url');

  let closing = false;
  let underWay = 0;
  let idle: (() => void) | null = null;
  const intercept = createCallInterceptor(log, clock);
  /** Counts calls so that closing can wait for them; streams end with their socket and are not waited for. */
  const counted = async (call: InterceptedCall): Promise<unknown> => {
    underWay += 1;
    try {
      return await intercept(call);
    } finally {
      underWay -= 1;
      if (underWay === 0) idle?.();
    }
  };
  const gate = async (call: InterceptedCall): Promise<unknown> =>
    counted({
      path: call.path,
      next: () => {
        if (closing) throw new EloError('engine-stopping', 'the engine is stopping', { retryable: true });
        return call.next();
      },
    });
  const handler = new RPCHandler(options.router, { clientInterceptors: [gate] });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const serve = (socket: WebSocket): void => {
    socket.on('error', (error) => log.warn('client connection failed', { error: error.message }));
    attachSocket(
      socket,
      (guarded) => handler.upgrade(guarded, { context: {} }),
      (reason) => log.warn('client hung up on', { reason }),
    ).catch((error: unknown) => log.warn('client could not be served', { error }));
  };

  const server = createServer((_request, response) => {
    response.writeHead(404, { Connection: 'close' }).end();
  });
  server.maxConnections = maxConnections;
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // A browser names its origin; no web page has anything to say here.
    const allowed =
      !closing && request.headers.origin === undefined && sameKey(request.headers.authorization, key);
    if (!allowed) {
      log.warn('knock refused', { origin: request.headers.origin !== undefined });
      stream.on('error', () => stream.destroy());
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, serve);
  });
  server.on('error', (error) => log.warn('local door failed', { error: error.message }));

  makePrivateFolder(doorFolder(dataDir));
  if (place.folder !== null) makePrivateFolder(place.folder);
  if (place.kind === 'socket') {
    if (await answers(address)) throw new EloError('door-in-use', 'another engine serves this data folder');
    rmSync(address, { force: true });
  }
  try {
    await listen(server, address);
  } catch (error) {
    throw new EloError('door-unavailable', 'the local door could not be opened', { cause: error });
  }
  if (place.kind === 'socket') chmodSync(address, 0o600);
  const note: DoorNote = { address, key, pid: process.pid, startedAt: isoTime(clock.now()) };
  writeFileAtomically(doorNotePath(dataDir), `${JSON.stringify(note)}\n`);

  const shut = async (): Promise<void> => {
    closing = true;
    removeDoorNote(dataDir, key);
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    if (underWay > 0) {
      await new Promise<void>((resolve) => {
        idle = resolve;
        clock.after(drainMs, resolve);
      });
    }
    // A call that just ended is answered in the same turn of the loop, after this one's counting.
    await nextTurn();
    for (const socket of sockets.clients) socket.close(goingAway, 'engine-stopping');
    const cancel = clock.after(farewellMs, () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
    });
    await closed;
    cancel();
    if (place.folder !== null && place.folder !== doorFolder(dataDir))
      rmSync(place.folder, { recursive: true });
  };
  let shutting: Promise<void> | null = null;
  return {
    address,
    close: () => (shutting ??= shut()),
  };
}
