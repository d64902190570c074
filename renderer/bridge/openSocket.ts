import { RPCLink } from '@orpc/client/websocket';
import type { Wire } from './wire.ts';

/**
 * The way to the engine in the browser window: a WebSocket to where the page came from. The page's address carries a
 * token that opens it once; the answer is a cookie that opens it again for as long as this host runs.
 */
export function openSocket(): Promise<Wire> {
  const address = new URL('/engine', window.location.href);
  address.protocol = 'ws:';
  const socket = new WebSocket(address);
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('no engine at this address')));
    socket.addEventListener('open', () => {
      const ended = new Promise<void>((end) => {
        socket.addEventListener('close', () => end());
      });
      resolve({ link: new RPCLink({ websocket: socket }), ended });
    });
  });
}
