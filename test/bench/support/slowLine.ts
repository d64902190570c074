import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a server with a latency: every byte arrives later, in both directions, however much is on the way. */
export interface SlowLine {
  readonly origin: string;
  close(): Promise<void>;
}

/** What arrives at `from` is written to `to` that much later, in order. */
function later(from: Socket, to: Socket, delayMs: number): void {
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), delayMs));
  from.on('end', () => setTimeout(() => to.end(), delayMs));
  from.on('close', () => setTimeout(() => to.destroy(), delayMs));
  from.on('error', () => to.destroy());
}

/** @param roundTripMs half of it is spent each way */
export async function openSlowLine(origin: string, roundTripMs: number): Promise<SlowLine> {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    later(near, far, roundTripMs / 2);
    later(far, near, roundTripMs / 2);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
