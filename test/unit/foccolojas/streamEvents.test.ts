import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EloError } from '../../../shared/domain/eloError.ts';
import {
  streamEvents,
  type EventStreamOptions,
  type EventStreamState,
} from '../../../electron/engine/foccolojas/streamEvents.ts';
import { manualClock } from '../net/manualClock.ts';

/** One connection as the test plays the server's side of it. */
interface Connection {
  readonly lastEventId: string | undefined;
  readonly signal: AbortSignal;
  send(text: string): void;
  end(error?: Error): void;
}

/** The stream under test, with the server's side, a clock and what was heard. */
function stage(more: Partial<EventStreamOptions> = {}) {
  const clock = manualClock();
  const connections: Connection[] = [];
  const states: EventStreamState[] = [];
  const events: [string, string | undefined][] = [];
  let refusal: EloError | undefined;
  const stream = streamEvents({
    clock,
    random: () => 0.5,
    onEvent: ({ type }, id) => {
      events.push([type, id]);
    },
    onState: (state) => states.push(state),
    client: {
      openEvents: ({ lastEventId, signal }) => {
        if (refusal) return Promise.reject(refusal);
        const parts: Uint8Array[] = [];
        let ended: Error | true | undefined;
        let news = Promise.withResolvers<void>();
        const tell = () => {
          news.resolve();
          news = Promise.withResolvers<void>();
        };
        const end = (error?: Error) => {
          ended ??= error ?? true;
          tell();
        };
        signal.addEventListener('abort', () => end(new EloError('cancelled', 'x')));
        connections.push({
          lastEventId,
          signal,
          end,
          send: (text) => {
            parts.push(Buffer.from(text));
            tell();
          },
        });
        return Promise.resolve(
          (async function* body() {
            for (;;) {
              const part = parts.shift();
              if (part) yield part;
              else if (ended === true) return;
              else if (ended) throw ended;
              else await news.promise;
            }
          })(),
        );
      },
    },
    ...more,
  });
  return {
    clock,
    connections,
    states,
    events,
    stream,
    refuse: (error: EloError | undefined) => {
      refusal = error;
    },
    waiting: () => states.filter((state) => state.state === 'waiting'),
  };
}

/** Lets everything that is ready happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

const event = (id: number | null, type: string) =>
  `${id === null ? '' : `id: ${id}\n`}event: ${type}\ndata: {"type":"${type}","at":"2026-03-02T12:00:00Z"}\n\n`;

describe('streamEvents', () => {
  it('hands events on once and in order, cut anywhere, and goes on after the last one', async () => {
    const s = stage({ lastEventId: '4' });
    await settle();
    assert.equal(s.connections[0]?.lastEventId, '4');
    const text =
      event(5, 'notification') +
      event(6, 'environment-changed') +
      event(6, 'environment-changed') +
      event(3, 'notification');
    for (const char of text) s.connections[0]?.send(char);
    await settle();
    assert.deepEqual(s.events, [
      ['notification', '5'],
      ['environment-changed', '6'],
    ]);
    s.connections[0]?.end();
    await settle();
    s.clock.advance(60_000);
    await settle();
    assert.equal(s.connections[1]?.lastEventId, '6');
    s.stream.stop();
    await s.stream.done;
  });

  it('takes a resync as the new place, even a lower one, and passes over what it does not know', async () => {
    const s = stage({ lastEventId: '100' });
    await settle();
    s.connections[0]?.send(
      event(7, 'resync') +
        event(8, 'customer-changed') +
        event(9, 'brand-new-type') +
        'id: 10\ndata: not json\n\n',
    );
    await settle();
    assert.deepEqual(s.events, [
      ['resync', '7'],
      ['customer-changed', '8'],
    ]);
    s.connections[0]?.end();
    await settle();
    s.stream.wake();
    await settle();
    assert.equal(s.connections[1]?.lastEventId, '10', 'the unknown ones are not asked for again');
    s.stream.stop();
    await s.stream.done;
  });

  it('counts 45 seconds of silence as a dead connection; heartbeats are no silence', async () => {
    const s = stage();
    await settle();
    for (let beat = 0; beat < 5; beat += 1) {
      s.clock.advance(40_000);
      s.connections[0]?.send(': heartbeat\n\n');
      await settle();
    }
    assert.equal(s.connections[0]?.signal.aborted, false);
    s.clock.advance(45_000);
    await settle();
    assert.equal(s.connections[0]?.signal.aborted, true);
    assert.equal(s.waiting()[0]?.error.code, 'network-timeout');
    s.stream.stop();
    await s.stream.done;
  });

  it('waits longer after each failure, up to a minute, with full jitter; a good connection starts over', async () => {
    const s = stage();
    s.refuse(new EloError('network-refused', 'x', { retryable: true }));
    await settle();
    s.connections[0]?.end();
    for (let failure = 0; failure < 9; failure += 1) {
      await settle();
      s.clock.advance(60_000);
    }
    await settle();
    const waits = s.waiting().map((state) => state.retryInMs);
    assert.deepEqual(waits.slice(0, 9), [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    s.refuse(undefined);
    s.clock.advance(60_000);
    await settle();
    s.clock.advance(10_000);
    s.connections.at(-1)?.send(': heartbeat\n\n');
    await settle();
    s.connections.at(-1)?.end();
    await settle();
    assert.equal(s.waiting().at(-1)?.retryInMs, 500);
    s.stream.stop();
    await s.stream.done;
  });

  it('does not hammer a server that answers and hangs up at once', async () => {
    const s = stage();
    for (let round = 0; round < 6; round += 1) {
      await settle();
      s.connections.at(-1)?.send(': hello\n\n');
      await settle();
      s.connections.at(-1)?.end();
      await settle();
      s.clock.advance(60_000);
    }
    await settle();
    assert.deepEqual(
      s.waiting().map((state) => state.retryInMs),
      [500, 1000, 2000, 4000, 8000, 16_000],
    );
    s.stream.stop();
    await s.stream.done;
  });

  it('waits as long as the server asks, by Retry-After and by retry, within bounds', async () => {
    const s = stage();
    s.refuse(new EloError('rate-limited', 'x', { retryable: true, details: { retryAfterMs: 20_000 } }));
    await settle();
    s.connections[0]?.send('retry: 10000\n\n');
    await settle();
    s.connections[0]?.end();
    await settle();
    assert.equal(s.waiting()[0]?.retryInMs, 5000, 'half of ten seconds');
    s.clock.advance(5000);
    await settle();
    assert.equal(s.waiting()[1]?.retryInMs, 20_000);
    s.stream.stop();
    await s.stream.done;
  });

  it('wakes at once when told', async () => {
    const s = stage();
    await settle();
    s.refuse(new EloError('sign-in-required', 'x'));
    s.connections[0]?.end();
    await settle();
    s.refuse(undefined);
    s.stream.wake();
    await settle();
    assert.equal(s.connections.length, 2);
    s.stream.stop();
    await s.stream.done;
    assert.equal(s.connections[1]?.signal.aborted, true);
    assert.equal(s.clock.pending(), 0, 'nothing left behind');
  });

  it('gives an event again that was not dealt with', async () => {
    let fail = true;
    const taken: (string | undefined)[] = [];
    const s = stage({
      onEvent: (_event, id) => {
        if (fail) throw new Error('disk full');
        taken.push(id);
      },
    });
    await settle();
    s.connections[0]?.send(event(1, 'notification'));
    await settle();
    fail = false;
    s.stream.wake();
    await settle();
    assert.equal(s.connections[1]?.lastEventId, undefined);
    s.connections[1]?.send(event(1, 'notification'));
    await settle();
    assert.deepEqual(taken, ['1']);
    s.stream.stop();
    await s.stream.done;
  });

  it('drops a connection that sends an endless line', async () => {
    const s = stage();
    await settle();
    s.connections[0]?.send(`data: ${'x'.repeat(70_000)}`);
    await settle();
    assert.equal(s.waiting()[0]?.error.code, 'event-too-large');
    s.stream.stop();
    await s.stream.done;
  });
});
