import type { WebSocket } from 'ws';

/**
 * One message of a client: the longest input of the contract is a path (32,767 characters) beside small fields;
 * 1 MiB leaves room for any of them escaped.
 */
export const maxMessageBytes = 1_048_576;

/** What may wait in memory for a client that does not read; the longest answers are lists of some megabytes. */
const maxUnreadBytes = 64 * 1_048_576;

/** WebSocket close codes, RFC 6455 §7.4.1. */
const invalidData = 1007;
const policyViolation = 1008;

/** The part of a WebSocket that oRPC's handler uses. */
type RpcSocket = Pick<WebSocket, 'addEventListener' | 'send'>;
type Listener = (event: { data: unknown }) => void;

/** A request of the protocol is a JSON object with an id; anything else ends the connection. */
export function isRequest(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    const message: unknown = JSON.parse(data);
    return (
      typeof message === 'object' && message !== null && typeof (message as { i?: unknown }).i === 'string'
    );
  } catch {
    return false;
  }
}

/**
 * Serves calls on one open WebSocket, whatever it came over (local socket, named pipe, loopback). A message that is
 * no request closes the socket, and so does a client that lets answers pile up unread.
 * @param upgrade oRPC's handler of one router
 */
export function attachSocket(
  socket: WebSocket,
  upgrade: (socket: RpcSocket) => Promise<void>,
  refused: (reason: string) => void,
): Promise<void> {
  const close = (code: number, reason: string): void => {
    refused(reason);
    socket.close(code, reason);
  };
  const guarded = {
    addEventListener(type: string, listener: Listener): void {
      if (type !== 'message') {
        (socket.addEventListener as (type: string, listener: Listener) => void)(type, listener);
        return;
      }
      socket.addEventListener('message', (event) => {
        if (isRequest(event.data)) listener(event);
        else close(invalidData, 'not-a-request');
      });
    },
    send(data: string | Uint8Array): void {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > maxUnreadBytes) {
        close(policyViolation, 'answers-not-read');
        socket.terminate();
        return;
      }
      socket.send(data);
    },
  };
  return upgrade(guarded as unknown as RpcSocket);
}
