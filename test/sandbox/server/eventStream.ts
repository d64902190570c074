import type { ServerResponse } from 'node:http';
import type { StreamEvent } from '../../../shared/api/events.ts';
import type { World } from '../world.ts';

/** Events written in one go before looking at the connection again. */
const BATCH = 200;

interface Listener {
  readonly response: ServerResponse;
  readonly userId: string;
  readonly grantId: string | undefined;
  /** Place after which the next event is looked for. */
  place: number;
  /** The connection takes no more for now: nothing is kept for it, it goes on from its place when it does. */
  full: boolean;
}

/** The stream of events for all who listen. */
export interface EventStream {
  /** Starts a stream; `lastEventId` is the header as it came. */
  attach(
    response: ServerResponse,
    user: { id: string; grantId: string | undefined },
    lastEventId: string | undefined,
  ): void;
  /** Ends the streams of a session that is over, saying so. */
  endSession(grantId: string): void;
  /** Ends the streams of a user. */
  endUser(userId: string): void;
  /** Ends all streams, as when their tokens expired; who comes back goes on where he was. */
  endAll(): void;
  readonly listeners: () => number;
  close(): void;
}

function frame(id: number, data: StreamEvent): string {
  return `id: ${id}\nevent: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/**
 * Events come from the database, never from memory: a slow listener is left at its place and goes on from there, a
 * broken one is dropped, and none of them holds up another or the acts themselves.
 */
export function createEventStream(world: World, heartbeatMs: number): EventStream {
  const listeners = new Set<Listener>();

  function drop(listener: Listener): void {
    listeners.delete(listener);
    listener.response.end();
  }

  function pump(listener: Listener): void {
    while (!listener.full && listeners.has(listener)) {
      const events = world.notices.eventsAfter(listener.place, BATCH);
      if (events.length === 0) return;
      let text = '';
      for (const event of events) {
        listener.place = event.id;
        if (event.userId === null || event.userId === listener.userId) text += frame(event.id, event.data);
      }
      if (text !== '') listener.full = !listener.response.write(text);
    }
  }

  world.onEvents(() => {
    for (const listener of listeners) pump(listener);
  });
  const heartbeat = setInterval(() => {
    for (const listener of listeners) if (!listener.full) listener.response.write(': alive\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  /** The place to go on from; null where it is unknown or forgotten, so that everything must be read again. */
  function placeOf(lastEventId: string | undefined): number | null {
    if (lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId)) return null;
    const place = Number(lastEventId);
    const { first, last } = world.notices.eventRange();
    return place <= last && place >= first - 1 ? place : null;
  }

  return {
    attach(response, user, lastEventId) {
      const known = placeOf(lastEventId);
      const place = known ?? world.notices.eventRange().last;
      const listener: Listener = { response, userId: user.id, grantId: user.grantId, place, full: false };
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'keep-alive',
      });
      response.on('drain', () => {
        listener.full = false;
        pump(listener);
      });
      response.on('close', () => listeners.delete(listener));
      response.on('error', () => listeners.delete(listener));
      response.write(': ready\n\n');
      if (known === null) response.write(frame(place, { type: 'resync', at: world.now() }));
      listeners.add(listener);
      pump(listener);
    },
    endSession(grantId) {
      for (const listener of listeners) {
        if (listener.grantId !== grantId) continue;
        listener.response.write(frame(listener.place, { type: 'session-ended', at: world.now() }));
        drop(listener);
      }
    },
    endUser(userId) {
      for (const listener of listeners) if (listener.userId === userId) drop(listener);
    },
    endAll() {
      for (const listener of listeners) drop(listener);
    },
    listeners: () => listeners.size,
    close() {
      clearInterval(heartbeat);
      for (const listener of listeners) drop(listener);
    },
  };
}
