import { connect } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { EngineClient } from '../../shared/contract/contract.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import { readDoorNote } from '../engine/door/doorNote.ts';
import type { DoorNote } from '../engine/door/doorNote.ts';

/** A living engine answers in milliseconds; this leaves room for a machine that is busy with everything else. */
export const defaultConnectMs = 5_000;

/** How often a silent engine is asked whether it lives; two questions without an answer end the call. */
const pingMs = 7_500;

/** An answer is at most a list of some ten thousand rows; more is not the engine's. */
const maxAnswerBytes = 256 * 1_048_576;

/** How long a farewell may take. */
const farewellMs = 300;

export interface LocalConnection {
  readonly client: EngineClient;
  readonly engine: DoorNote;
  /** Why the connection ended before `close` was called; `null` while it stands. */
  lost(): EloError | null;
  close(): Promise<void>;
}

/** Nobody listens, or whoever did is just leaving. */
const nobodyThere = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** What a socket says that closes its door, or that has another key than the note: its engine is not the note's. */
const refused = /^Unexpected server response: 403$/;

function notAnswering(note: DoorNote): EloError {
  return new EloError('engine-not-answering', `the running engine (process ${note.pid}) does not answer`, {
    details: { pid: note.pid },
    remedy: 'retry',
  });
}

/** Opens the socket; `null` where nobody listens any more. */
function open(note: DoorNote, connectMs: number): Promise<WebSocket | null> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket('ws://localhost/', {
      createConnection: () => connect(note.address),
      handshakeTimeout: connectMs,
      headers: { Authorization: `Bearer ${note.key}` },
      maxPayload: maxAnswerBytes,
      perMessageDeflate: false,
    });
    socket.once('open', () => {
      socket.removeAllListeners('error');
      socket.on('error', () => undefined);
      resolve(socket);
    });
    // A stream that never connects is not seen by the handshake's own limit.
    const timer = setTimeout(() => {
      reject(notAnswering(note));
      socket.terminate();
    }, connectMs + 250);
    socket.once('open', () => clearTimeout(timer));
    socket.on('error', (error: Error & { readonly code?: string }) => {
      clearTimeout(timer);
      const gone = (error.code !== undefined && nobodyThere.has(error.code)) || refused.test(error.message);
      if (gone) resolve(null);
      else if (error.code === 'EACCES')
        reject(new EloError('door-not-private', 'the socket is not of this user'));
      else reject(notAnswering(note));
    });
  });
}

/**
 * Connects to the engine that serves a data folder; `null` where none runs. An engine that holds its socket but does
 * not answer in time (stopped, hung) is `engine-not-answering`, during a call too.
 * @throws EloError `engine-not-answering`, `door-not-private`
 */
export async function connectLocal(
  dataDir: string,
  connectMs = defaultConnectMs,
): Promise<LocalConnection | null> {
  const note = readDoorNote(dataDir);
  if (note === null) return null;
  const socket = await open(note, connectMs);
  if (socket === null) return null;

  let lost: EloError | null = null;
  let leaving = false;
  let unanswered = 0;
  const alive = (): void => {
    unanswered = 0;
  };
  socket.on('pong', alive);
  socket.on('message', alive);
  const pulse = setInterval(() => {
    if (unanswered < 2) {
      unanswered += 1;
      socket.ping();
      return;
    }
    lost = notAnswering(note);
    socket.terminate();
  }, pingMs);
  pulse.unref();
  socket.on('close', () => {
    clearInterval(pulse);
    if (!leaving)
      lost ??= new EloError('engine-stopped', 'the engine stopped during the call', { remedy: 'retry' });
  });

  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return {
    client: createORPCClient<EngineClient>(link),
    engine: note,
    lost: () => lost,
    close: async () => {
      leaving = true;
      if (socket.readyState === WebSocket.CLOSED) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          socket.terminate();
          resolve();
        }, farewellMs);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
        socket.close();
      });
    },
  };
}
