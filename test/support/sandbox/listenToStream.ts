import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import type { TestContext } from 'node:test';
import { createParser } from 'eventsource-parser';
import { buildPath } from '../../../shared/api/operations.ts';

/** An event as it came. */
export interface HeardEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A listener of the event stream. */
export interface StreamListener {
  readonly events: readonly HeardEvent[];
  /** Everything that came, comments included. */
  text(): string;
  ended(): boolean;
  stop(): void;
}

/** Listens to the event stream, on a connection of its own, until stopped or the test ends. */
export async function listenToStream(
  t: Pick<TestContext, 'after'>,
  foccolojas: string,
  token: string,
  lastEventId?: string,
): Promise<StreamListener> {
  const request = get(foccolojas + buildPath('streamEvents'), {
    agent: false,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  const stop = (): void => void request.destroy();
  t.after(stop);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`the stream was refused: ${response.statusCode}`);
  const events: HeardEvent[] = [];
  let text = '';
  let over = false;
  const parser = createParser({
    onEvent: ({ id, event, data }) =>
      events.push({ id: id ?? '', type: event ?? '', data: JSON.parse(data) as Record<string, unknown> }),
  });
  response.setEncoding('utf8');
  response.on('data', (piece: string) => {
    text += piece;
    parser.feed(piece);
  });
  // Stopped, broken or ended: either way there is no more to hear.
  request.on('error', () => undefined);
  response.on('error', () => undefined);
  response.on('close', () => (over = true));
  return { events, text: () => text, ended: () => over, stop };
}
