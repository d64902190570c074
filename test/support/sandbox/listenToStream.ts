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

/** Listens to the event stream until stopped or the test ends. */
export async function listenToStream(
  t: Pick<TestContext, 'after'>,
  foccolojas: string,
  token: string,
  lastEventId?: string,
): Promise<StreamListener> {
  const abort = new AbortController();
  t.after(() => abort.abort());
  const response = await fetch(foccolojas + buildPath('streamEvents'), {
    signal: abort.signal,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
  });
  if (!response.ok || response.body === null) throw new Error(`the stream was refused: ${response.status}`);
  const events: HeardEvent[] = [];
  let text = '';
  let over = false;
  const parser = createParser({
    onEvent: ({ id, event, data }) =>
      events.push({ id: id ?? '', type: event ?? '', data: JSON.parse(data) as Record<string, unknown> }),
  });
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        const piece = decoder.decode(chunk, { stream: true });
        text += piece;
        parser.feed(piece);
      }
    } catch {
      // Stopped, or the connection broke: either way there is no more to hear.
    } finally {
      over = true;
    }
  };
  void read(response.body as ReadableStream<Uint8Array>);
  return { events, text: () => text, ended: () => over, stop: () => abort.abort() };
}
