import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { handOverWhenFresh, untilUpdatable } from '../../../electron/headless/commands/waits.ts';
import type { CommandContext } from '../../../electron/headless/commandContext.ts';
import type { ListingWaitView } from '../../../shared/contract/actSchemas.ts';

const environmentId = 'e1';
const begun = { environmentId, mode: 'update', since: '2026-03-02T12:00:00.000Z', state: 'waiting' } as const;

/** A command's surroundings: an engine whose wait was begun and that has the given one from the first event on. */
function contextWith(
  first: ListingWaitView,
  then: ListingWaitView | undefined,
): { readonly context: CommandContext; readonly ended: string[] } {
  const ended: string[] = [];
  let now: ListingWaitView | undefined = first;
  const client = {
    events: () =>
      Promise.resolve(
        (async function* () {
          now = then;
          yield await Promise.resolve({ event: 'state' });
        })(),
      ),
    acts: {
      updateWhenFresh: () => Promise.resolve(first),
      handOverWhenFresh: () => Promise.resolve(first),
      listingWaits: () => Promise.resolve(now === undefined ? [] : [now]),
      endListingWait: (input: { readonly environmentId: string }) => {
        ended.push(input.environmentId);
        return Promise.resolve([]);
      },
    },
  };
  const context = {
    signal: new AbortController().signal,
    output: { progress: () => undefined, result: () => undefined },
    client: () => Promise.resolve(client),
  } as unknown as CommandContext;
  return { context, ended };
}

describe('a command that waits for a listing', () => {
  it('ends with its own wait, and then nothing waits any more', async () => {
    const ready = contextWith(begun, { ...begun, state: 'ready' });
    await untilUpdatable(ready.context, environmentId);
    assert.deepEqual(ready.ended, [environmentId]);

    const prepare = { ...begun, mode: 'prepare' } as const;
    const done = contextWith(prepare, { ...prepare, state: 'done', importId: 'i1' });
    assert.deepEqual(await handOverWhenFresh(done.context, environmentId, 'prepare'), { importId: 'i1' });
  });

  it('never takes the end of another act for its own, nor ends its wait', async () => {
    const handedOver = contextWith(begun, { ...begun, mode: 'prepare', state: 'done', importId: 'i1' });
    await assert.rejects(untilUpdatable(handedOver.context, environmentId), { code: 'nothing-waits' });
    assert.deepEqual(handedOver.ended, []);

    const prepare = { ...begun, mode: 'prepare' } as const;
    const anew = contextWith(prepare, {
      ...prepare,
      since: '2026-03-02T12:00:09.000Z',
      state: 'done',
      importId: 'i2',
    });
    await assert.rejects(handOverWhenFresh(anew.context, environmentId, 'prepare'), {
      code: 'nothing-waits',
    });
    assert.deepEqual(anew.ended, []);

    const gone = contextWith(begun, undefined);
    await assert.rejects(untilUpdatable(gone.context, environmentId), { code: 'nothing-waits' });
  });
});
