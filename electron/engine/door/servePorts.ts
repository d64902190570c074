import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage } from '@orpc/client/message-port';
import type { SupportedMessagePort } from '@orpc/client/message-port';
import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { isRequest, maxMessageBytes } from './attachSocket.ts';
import { createCallInterceptor } from './callInterceptor.ts';
import type { DoorLog, InterceptedCall } from './callInterceptor.ts';

/** Closing waits this long for calls under way, then ends them. */
const drainMs = 5_000;

/**
 * What may go to a client that is not heard of meanwhile, in characters: as much as a socket lets wait unread. A port does
 * not tell what waits in it, but a page that lives asks again within moments of any event, and an engine's events of a
 * busy hour are some 300 KB (6 events, 1.4 KB for a save that is received, 200 saves an hour); the longest answers, each
 * asked for by a call, are lists of some megabytes.
 */
const mostUnheard = 64 * 1_048_576;

/** A port of any kind: of a process of the desktop app, of a thread, of a page. */
export type ClientPort = SupportedMessagePort & { start?(): void; close?(): void };

export interface PortDoor {
  /**
   * Serves calls on a port until it is closed. A message that is no request closes it, and so does a client that lets
   * streams pile up without a word.
   */
  attach(port: ClientPort): void;
  /** Takes no more calls, lets those under way end (bounded) and closes the ports. */
  close(): Promise<void>;
}

/**
 * Serves a router of `shared/contract` to clients that hold a message port: the window and the shell. A port is handed
 * out by the shell only, so who holds one is let in; calls and errors go the same way as over a socket.
 */
export function servePorts(options: {
  readonly router: AnyRouter;
  readonly log: DoorLog;
  readonly clock?: Clock;
}): PortDoor {
  const { log, clock = systemClock } = options;
  let closing = false;
  let underWay = 0;
  let idle: (() => void) | null = null;
  const open = new Set<() => void>();
  const intercept = createCallInterceptor(log, clock);
  const gate = async (call: InterceptedCall): Promise<unknown> => {
    underWay += 1;
    try {
      return await intercept({
        path: call.path,
        next: () => {
          if (closing) throw new EloError('engine-stopping', 'the engine is stopping', { retryable: true });
          return call.next();
        },
      });
    } finally {
      underWay -= 1;
      if (underWay === 0) idle?.();
    }
  };
  const handler = new RPCHandler(options.router, { clientInterceptors: [gate] });

  return {
    attach(port) {
      if (closing) {
        port.close?.();
        return;
      }
      const ended: (() => void)[] = [];
      /** Characters sent since the client was last heard of. */
      let unheard = 0;
      const end = (): void => {
        if (!open.delete(end)) return;
        for (const listener of ended) listener();
        port.close?.();
      };
      open.add(end);
      const guarded: SupportedMessagePort = {
        on(event, listener) {
          if (event === 'close') ended.push(() => listener());
          if (event !== 'message') return;
          onMessagePortMessage(port, (data: unknown) => {
            if (!open.has(end)) return;
            unheard = 0;
            // Counted in characters: what is bounded is the memory and the work of reading it.
            if (typeof data === 'string' && data.length <= maxMessageBytes && isRequest(data)) {
              listener({ data });
              return;
            }
            log.warn('client hung up on', { reason: 'not-a-request' });
            end();
          });
        },
        postMessage(data: unknown) {
          if (!open.has(end)) return;
          unheard += typeof data === 'string' ? data.length : maxMessageBytes;
          if (unheard > mostUnheard) {
            log.warn('client hung up on', { reason: 'answers-not-read' });
            end();
            return;
          }
          postMessagePortMessage(port, data);
        },
      };
      handler.upgrade(guarded, { context: {} });
      onMessagePortClose(port, end);
      port.start?.();
    },
    async close() {
      closing = true;
      if (underWay > 0) {
        await new Promise<void>((resolve) => {
          idle = resolve;
          clock.after(drainMs, resolve);
        });
      }
      // A call that just ended is answered in the same turn of the loop, after this one's counting.
      await nextTurn();
      for (const end of open) end();
    },
  };
}
