import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock } from '../../../../shared/domain/clock.ts';
import type { UnreadReason } from '../../platform/machine/machineTypes.ts';
import type { PathReader } from '../../platform/readPath.ts';
import { clientHello } from './clientHello.ts';

export type PathMtu =
  | {
      /** The largest packet (IP header included) that is carried to the other side. */
      readonly mtuBytes: number;
      /** `told`: a router said so, or nothing was in the way · `tried`: larger ones vanish without a word. */
      readonly mtuBy: 'told' | 'tried';
    }
  | { readonly mtuReason: UnreadReason | 'not-reached' | 'line-unsteady' };

/** Every IPv4 line carries 576 bytes, every IPv6 line 1,280 (RFC 791, RFC 8200); headers with options taken off. */
const least = { 4: 524, 6: 1_208 } as const;
/** Sizes tried at once: the range shrinks to a seventh each time, from a full packet to the byte in four. */
const atOnce = 6;
const connectMs = 2_000;
/** A lost packet is sent again after 200 ms and more; the answer itself takes one way there and back. */
const patience = { least: 700, most: 1_500, trips: 6 } as const;
const wholeMs = 4_700;

interface Asked {
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** As the server is called. */
  readonly host: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

function open({ address, port, clock, signal }: Asked): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, autoSelectFamily: false, noDelay: true });
    const end = (found: Socket | null): void => {
      stop();
      if (found === null) socket.destroy();
      resolve(found);
    };
    const stop = clock.after(connectMs, () => end(null));
    const leave = (): unknown => socket.destroy();
    signal.addEventListener('abort', leave, { once: true });
    socket.once('close', () => {
      signal.removeEventListener('abort', leave);
      end(null);
    });
    // Told apart by what listens to it next.
    socket.on('error', () => undefined);
    socket.once('connect', () => end(socket));
  });
}

/** Sends so many bytes in one packet and sees whether anything comes back. */
function answers(
  socket: Socket,
  bytes: number,
  patienceMs: number,
  { host, clock }: Asked,
): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (is: boolean): void => {
      stop();
      socket.destroy();
      resolve(is);
    };
    const stop = clock.after(patienceMs, () => end(false));
    socket.once('data', () => end(true));
    socket.once('end', () => end(true));
    // A server that ends it at once has read it.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(code === 'ECONNRESET' || code === 'EPIPE'));
    socket.once('close', () => end(false));
    socket.write(clientHello(bytes, host));
  });
}

/**
 * Measures the largest packet the way to a server carries, by TCP alone: a first message of exactly the size of one packet
 * is answered or it is not. Where routers say what they take, the system has heard it; where they drop without a word, the
 * size is searched for. At most 26 connections and {@link wholeMs}.
 */
export async function measurePathMtu(asked: Asked, path: PathReader): Promise<PathMtu> {
  const { address, family, port, clock, signal } = asked;
  const begun = clock.monotonic();
  const first = await open(asked);
  if (first?.localPort === undefined) return { mtuReason: 'not-reached' };
  const tripMs = clock.monotonic() - begun;
  const patienceMs = Math.min(patience.most, Math.max(patience.least, patience.trips * tripMs));
  const facts = await path.connection({ localPort: first.localPort, port, family }, signal);
  if (!facts.ok) {
    first.destroy();
    return { mtuReason: facts.reason };
  }
  const { segmentBytes, headerBytes } = facts.value;
  const carried = async (bytes: number): Promise<boolean | null> => {
    const socket = await open(asked);
    return socket === null ? null : answers(socket, bytes, patienceMs, asked);
  };
  const told = async (): Promise<number | null> => {
    const learnt = await path.learnt(address, signal);
    return learnt.ok ? learnt.value : null;
  };
  const largest = segmentBytes + headerBytes;
  if (await answers(first, segmentBytes, patienceMs, asked)) {
    return { mtuBytes: Math.min(largest, (await told()) ?? largest), mtuBy: 'told' };
  }
  let passed: number = least[family];
  let lost = segmentBytes;
  if ((await carried(passed)) !== true) return { mtuReason: 'not-reached' };
  while (lost - passed > 1) {
    if (signal.aborted || clock.monotonic() - begun > wholeMs) return { mtuReason: 'took-too-long' };
    const count = Math.min(atOnce, lost - passed - 1);
    const sizes = Array.from({ length: count }, (_none, index) =>
      Math.round(passed + ((lost - passed) * (index + 1)) / (count + 1)),
    );
    const found = await Promise.all(sizes.map(carried));
    if (found.includes(null)) return { mtuReason: 'line-unsteady' };
    const silent = found.indexOf(false);
    // A larger one came through where a smaller one did not: something else loses packets here.
    if (silent >= 0 && found.slice(silent).includes(true)) {
      const learnt = await told();
      return learnt === null ? { mtuReason: 'line-unsteady' } : { mtuBytes: learnt, mtuBy: 'told' };
    }
    passed = sizes[(silent < 0 ? count : silent) - 1] ?? passed;
    lost = sizes[silent] ?? lost;
  }
  return { mtuBytes: passed + headerBytes, mtuBy: 'tried' };
}
