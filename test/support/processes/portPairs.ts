import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

/** What travels: the message, and the ports that go with it. */
interface Parcel {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

/**
 * A message port with the manners of Electron's `MessagePortMain` (events `message` with data and ports, `close` when the
 * other end is gone, silent until started), made of one of Node's: real messages, real copies, also between threads.
 */
export class PortPair extends EventEmitter {
  readonly raw: MessagePort;
  #started = false;

  constructor(raw: MessagePort) {
    super();
    this.raw = raw;
    raw.on('close', () => this.emit('close'));
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.raw.on('message', ({ data, ports }: Parcel) => {
      this.emit('message', { data, ports: ports.map((port) => new PortPair(port)) });
    });
  }

  postMessage(data: unknown, transfer: readonly PortPair[] = []): void {
    const ports = transfer.map(({ raw }) => raw);
    this.raw.postMessage({ data, ports } satisfies Parcel, ports);
  }

  close(): void {
    this.raw.close();
  }
}

/** Both ends of a channel. */
export function portChannel(): { readonly port1: PortPair; readonly port2: PortPair } {
  const { port1, port2 } = new MessageChannel();
  return { port1: new PortPair(port1), port2: new PortPair(port2) };
}
