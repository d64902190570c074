import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';

/** FoccoLojas makes one connection; what else comes in the meantime is let go. */
const mostConnections = 8;

export interface TemporaryListener {
  /** Whose connections came, as this machine sees them. */
  readonly callers: readonly { readonly address: string; readonly port: number }[];
  close(): Promise<void>;
}

/**
 * Listens on a port for the moment of a test, tells every caller the one-time code and hangs up. Reads nothing.
 * @returns why it could not: `taken` another program has the port · `not-allowed` (below 1024, or policy) · `no-address`
 */
export async function temporaryListener(o: {
  readonly address: string;
  readonly port: number;
  readonly nonce: string;
}): Promise<TemporaryListener | 'taken' | 'not-allowed' | 'no-address'> {
  const callers: { address: string; port: number }[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    open.add(socket);
    const { remoteAddress, remotePort } = socket;
    if (callers.length >= mostConnections || remoteAddress === undefined || remotePort === undefined) {
      socket.destroy();
      return;
    }
    callers.push({ address: remoteAddress.replace(/^::ffff:/, ''), port: remotePort });
    socket.end(`${o.nonce}\n`);
    socket.resume();
  });
  server.maxConnections = mostConnections;
  server.listen({ host: o.address, port: o.port, exclusive: true });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') return 'taken';
    return code === 'EADDRNOTAVAIL' ? 'no-address' : 'not-allowed';
  }
  server.on('error', () => undefined);
  return {
    callers,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
