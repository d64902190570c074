import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createByteBudget } from '../../../electron/engine/history/byteBudget.ts';
import { createOneAtATime } from '../../../electron/engine/history/oneAtATime.ts';

const turns = async (n: number): Promise<void> => {
  for (let turn = 0; turn < n; turn++) await Promise.resolve();
};

describe('createByteBudget', () => {
  it('never has more in use than it may, gives everyone a turn, runs the too heavy alone', async () => {
    const work = fc.record({
      bytes: fc.integer({ min: 0, max: 25 }),
      length: fc.nat(8),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(work, { maxLength: 20 }), async (all) => {
        const budget = createByteBudget(10);
        let inUse = 0;
        const started: number[] = [];
        const results = await Promise.allSettled(
          all.map(({ bytes, length, fails }, index) =>
            budget.use(bytes, async () => {
              started.push(index);
              inUse += Math.min(bytes, 10);
              assert.ok(inUse <= 10);
              await turns(length);
              inUse -= Math.min(bytes, 10);
              if (fails) throw new Error('failed');
              return index;
            }),
          ),
        );
        assert.deepEqual(
          started,
          all.map((_, index) => index),
          'in the order asked for',
        );
        assert.deepEqual(
          results.map((result) => result.status === 'fulfilled'),
          all.map((each) => !each.fails),
        );
      }),
    );
  });
});

describe('createOneAtATime', () => {
  it('keeps the order of a key, lets others pass, and goes on after a failure', async () => {
    const inOrder = createOneAtATime();
    const log: string[] = [];
    const job =
      (name: string, length: number, fails = false) =>
      async (): Promise<string> => {
        log.push(`${name} begins`);
        await turns(length);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const first = inOrder('a', job('a1', 50, true));
    const second = inOrder('a', job('a2', 1));
    const other = inOrder('b', job('b1', 1));
    assert.equal(await other, 'b1');
    assert.ok(!log.includes('a2 begins'));
    await assert.rejects(first, /a1/);
    assert.equal(await second, 'a2');
    assert.deepEqual(
      log.filter((line) => line.startsWith('a')),
      ['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'],
    );
  });
});
