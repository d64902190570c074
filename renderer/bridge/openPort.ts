import { RPCLink } from '@orpc/client/message-port';
import type { Wire } from './wire.ts';

/** What the preload script says with the port; nothing else on the page is listened to. */
const portMessage = 'elo-engine-port';

/** Ports arrive whenever the shell has an engine: at the start, and again after it was restarted. */
const waiting: MessagePort[] = [];
let wake: (() => void) | null = null;

window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== portMessage) return;
  const [port] = event.ports;
  if (port === undefined) return;
  waiting.push(port);
  wake?.();
});

/** The way to the engine in the app: the port the preload script hands over. */
export async function openPort(): Promise<Wire> {
  while (waiting.length === 0) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  // Only the newest leads to the engine that runs now.
  const port = waiting.at(-1);
  waiting.length = 0;
  if (port === undefined) throw new Error('no port');
  const ended = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve());
    wake = resolve;
  });
  const link = new RPCLink({ port });
  port.start();
  return { link, ended };
}
