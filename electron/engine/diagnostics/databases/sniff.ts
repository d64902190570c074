import type { Socket } from 'node:net';
import { openSocket } from './openSocket.ts';
import {
  httpQuestion,
  oracleQuestion,
  postgresqlQuestion,
  recognise,
  sqlserverQuestion,
} from './protocols.ts';
import type { Recognised, Spoken } from './protocols.ts';
import type { DatabaseEngine } from './types.ts';

/** What a listener said, without anything of the user having been sent. */
export interface Sniffed {
  /** `null`: nothing was said. */
  readonly recognised: Recognised | null;
  /** The server hung up. */
  readonly closed: boolean;
  /** The open connection with what it said put back, where the server spoke first (MySQL). */
  readonly socket: Socket | null;
}

/** Answers to our questions are a few hundred bytes. */
const mostBytes = 16 * 1024;

const questions: Readonly<Record<Exclude<DatabaseEngine, 'mysql' | 'mariadb'>, Uint8Array>> = {
  postgresql: postgresqlQuestion,
  sqlserver: sqlserverQuestion,
  oracle: oracleQuestion,
};

/**
 * Listens to what a socket says within `timeMs`, after `question` was sent.
 * @param keep hands the socket on instead of closing it: an interrupted greeting counts against this machine at MySQL
 */
function listen(
  socket: Socket,
  o: { readonly question: Uint8Array | null; readonly timeMs: number; readonly keep: boolean },
): Promise<Sniffed> {
  return new Promise((resolve) => {
    let heard: Buffer = Buffer.alloc(0);
    const end = (recognised: Recognised | null, closed: boolean): void => {
      clearTimeout(timer);
      socket.removeListener('data', take);
      socket.removeListener('close', close);
      const kept = o.keep && !closed && recognised !== null && recognised.refusal === undefined;
      if (kept) {
        socket.pause();
        socket.unshift(heard);
      } else socket.destroy();
      resolve({ recognised, closed, socket: kept ? socket : null });
    };
    /** What was said does not fit anything known. */
    const verdict = (): Recognised | null =>
      recognise(heard) ?? (heard.length === 0 ? null : { spoken: 'unknown' });
    const take = (bytes: Buffer): void => {
      heard = Buffer.concat([heard, bytes]);
      const found = recognise(heard);
      if (found !== null || heard.length > mostBytes) end(found ?? { spoken: 'unknown' }, false);
    };
    const close = (): void => end(verdict(), true);
    const timer = setTimeout(() => end(verdict(), false), o.timeMs);
    socket.on('data', take);
    socket.once('close', close);
    if (o.question !== null) socket.write(o.question);
  });
}

/**
 * Asks a listener what it speaks, in the words of the engine that is expected.
 * @param o.socket a fresh connection; it is used up unless it is handed back
 */
export function sniff(o: {
  readonly socket: Socket;
  readonly engine: DatabaseEngine;
  readonly timeMs: number;
}): Promise<Sniffed> {
  const greets = o.engine === 'mysql' || o.engine === 'mariadb';
  return listen(o.socket, {
    question: greets ? null : questions[o.engine],
    timeMs: o.timeMs,
    keep: greets,
  });
}

/**
 * Names what is there when it is not what was expected: the other questions, each over a connection of its own.
 * @returns `unknown` where nobody answers to anything
 */
export async function whatElse(o: {
  readonly address: string;
  readonly port: number;
  readonly except: DatabaseEngine;
  readonly timeMs: number;
  readonly signal: AbortSignal;
}): Promise<Spoken> {
  const asked = Object.entries(questions).filter(([engine]) => engine !== o.except);
  const all = [...asked.map(([, question]) => question), httpQuestion];
  const found = await Promise.all(
    all.map(async (question): Promise<Spoken> => {
      try {
        const begun = performance.now();
        const socket = await openSocket({
          host: o.address,
          port: o.port,
          timeMs: o.timeMs,
          signal: o.signal,
        });
        const timeMs = Math.max(1, o.timeMs - (performance.now() - begun));
        const heard = await listen(socket, { question, timeMs, keep: false });
        return heard.recognised?.spoken ?? 'unknown';
      } catch {
        return 'unknown';
      }
    }),
  );
  return found.find((spoken) => spoken !== 'unknown') ?? 'unknown';
}
