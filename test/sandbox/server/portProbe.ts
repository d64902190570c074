import net from 'node:net';
import type { PortProbe } from '../../../shared/api/events.ts';

/** A closed port answers in milliseconds, a filtered one never: this long is waited. */
const PATIENCE_MS = 3000;
/** How much is read while looking for the nonce. */
const MAX_READ = 4096;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'network-unreachable',
};

/**
 * Connects to a port of one address (the caller's own), looks whether it says the nonce, and stays for as long as asked so
 * that the caller can find the connection among its own.
 */
export function probe(
  caller: string,
  { port, nonce, holdMs = 0 }: { port: number; nonce?: string | undefined; holdMs?: number | undefined },
  now: () => string,
): Promise<PortProbe> {
  const address = caller.replace(/^::ffff:/, '');
  const family = net.isIPv6(address) ? ('IPv6' as const) : ('IPv4' as const);
  return new Promise((resolve) => {
    let heard = '';
    let connected = false;
    let source: PortProbe['source'];
    let hold: NodeJS.Timeout | undefined;
    const socket = net.connect({ host: address, port });
    const finish = (reason?: string): void => {
      socket.destroy();
      resolve({
        address,
        family,
        port,
        reachable: connected,
        ...(nonce === undefined ? {} : { nonceMatched: heard.includes(nonce) }),
        ...(source === undefined ? {} : { source }),
        answeredAt: now(),
        ...(reason === undefined ? {} : { reason }),
      });
    };
    const timer = setTimeout(() => finish(connected ? undefined : 'timeout'), PATIENCE_MS);
    socket.on('close', () => {
      clearTimeout(timer);
      clearTimeout(hold);
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      finish(connected ? undefined : (REASONS[error.code ?? ''] ?? 'failed')),
    );
    socket.on('connect', () => {
      connected = true;
      const { localAddress, localPort } = socket;
      if (localAddress !== undefined && localPort !== undefined) {
        source = { address: localAddress.replace(/^::ffff:/, ''), port: localPort };
      }
      if (nonce !== undefined) return;
      clearTimeout(timer);
      hold = setTimeout(() => finish(), holdMs);
    });
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (nonce !== undefined && (heard.includes(nonce) || heard.length > MAX_READ)) finish();
    });
    socket.on('end', () => finish());
  });
}
