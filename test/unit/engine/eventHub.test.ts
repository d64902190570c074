import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EngineEvent } from '../../../shared/contract/schemas.ts';
import { createEventHub } from '../../../electron/engine/eventHub.ts';

const at = '2026-01-01T00:00:00.000Z';
const queueEvent: EngineEvent = { event: 'state', what: 'queue', at };

async function collect(events: AsyncIterable<EngineEvent>, count: number): Promise<EngineEvent[]> {
  const seen: EngineEvent[] = [];
  for await (const event of events) {
    seen.push(event);
    if (seen.length >= count) break;
  }
  return seen;
}

describe('the hub of events', () => {
  it('hands every reader every event, in order', async () => {
    const hub = createEventHub(() => at);
    const readers = [collect(hub.subscribe(), 3), collect(hub.subscribe(), 3)];
    const events = [1, 2, 3].map((filesChecked): EngineEvent => ({
      event: 'ready',
      engineMs: 1,
      filesChecked,
    }));
    for (const event of events) hub.emit(event);
    assert.deepEqual(await Promise.all(readers), [events, events]);
  });

  it('ends a reader whose signal aborts, and all when it closes', async () => {
    const hub = createEventHub(() => at);
    const abort = new AbortController();
    const aborted = collect(hub.subscribe(abort.signal), 9);
    const closed = collect(hub.subscribe(), 9);
    hub.emit(queueEvent);
    abort.abort();
    assert.equal((await aborted).length, 1);
    hub.emit(queueEvent);
    hub.close();
    assert.equal((await closed).length, 2);
  });

  it('tells a reader that fell behind to look at everything again, and keeps its memory bounded', async () => {
    const hub = createEventHub(() => at);
    const events = hub.subscribe()[Symbol.asyncIterator]();
    const first = events.next();
    for (let count = 0; count < 25_000; count += 1) hub.emit(queueEvent);
    await first;
    const next = await events.next();
    assert.equal(next.value?.event === 'state' && next.value.code, 'events-missed');
    await events.return?.();
  });
});
