import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';

/** A router in the same room answers in a few milliseconds; tailscale's netcheck waits as long. */
const windowMs = 250;
/** More answers of the same router come together; as tailscale waits for them. */
const moreMs = 50;
/** Nothing at all may be a packet lost on a bad wireless, or a router that is busy: asked again, waited twice as long. */
const rounds = [windowMs, 2 * windowMs, 4 * windowMs];
/** Of one router; a flood is not read. */
const mostAnswers = 16;

export interface GatewayQuestion {
  readonly packet: Buffer;
  readonly address: string;
  readonly port: number;
}

/**
 * Sends questions by UDP and gathers what the gateway itself answers; what comes from any other machine is not read.
 * @param o.understood whether an answer is one; what is not does not end the waiting
 * @returns the answers, at most 16; `null` where nothing could be sent at all
 * @throws EloError `cancelled`
 */
export async function askGateway(o: {
  readonly gateway: string;
  /** This machine's address towards the gateway; the packets leave there. */
  readonly own: string;
  readonly questions: readonly GatewayQuestion[];
  readonly understood: (answer: Buffer) => boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<readonly Buffer[] | null> {
  const { clock, signal } = o;
  const socket = createSocket('udp4');
  const answers: Buffer[] = [];
  let heard = (): void => undefined;
  socket.on('error', () => undefined);
  socket.on('message', (answer, from) => {
    if (from.address !== o.gateway || answers.length >= mostAnswers || !o.understood(answer)) return;
    answers.push(answer);
    heard();
  });
  try {
    if (!(await bound(socket, o.own))) return null;
    for (const patience of rounds) {
      const sent = await Promise.all(o.questions.map((question) => send(socket, question)));
      if (!sent.includes(true)) return null;
      await waited(clock, signal, patience, (end) => {
        heard = end;
        if (answers.length > 0) end();
      });
      if (answers.length === 0) continue;
      await waited(clock, signal, moreMs, () => undefined);
      break;
    }
    return answers;
  } finally {
    socket.close();
  }
}

async function bound(socket: Socket, own: string): Promise<boolean> {
  try {
    socket.bind(0, own);
    await once(socket, 'listening');
    // Out of the interface that leads to the gateway, and no further than the local network.
    if (!own.startsWith('127.')) socket.setMulticastInterface(own);
    socket.setMulticastTTL(2);
    return true;
  } catch {
    return false;
  }
}

function send(socket: Socket, { packet, port, address }: GatewayQuestion): Promise<boolean> {
  return new Promise((resolve) => {
    socket.send(packet, port, address, (error) => resolve(error === null));
  });
}

function waited(
  clock: Clock,
  signal: AbortSignal,
  ms: number,
  listen: (end: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      stop();
      reject(new EloError('cancelled', 'the probe was given up'));
    };
    const end = (): void => {
      stop();
      signal.removeEventListener('abort', cancel);
      resolve();
    };
    const stop = clock.after(ms, end);
    if (signal.aborted) cancel();
    else {
      signal.addEventListener('abort', cancel, { once: true });
      listen(end);
    }
  });
}
