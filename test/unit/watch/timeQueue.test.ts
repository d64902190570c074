import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createTimeQueue } from '../../../electron/engine/watch/timeQueue.ts';

it('gives what is due in order of time, then of adding', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 25 }), (times, now) => {
      const queue = createTimeQueue<number>();
      times.forEach((at, i) => queue.add(at, i));
      const expected = times.map((at, i) => ({ at, item: i })).sort((a, b) => a.at - b.at || a.item - b.item);
      assert.equal(queue.first(), expected[0]?.at ?? Infinity);
      const taken = [];
      for (let next = queue.take(now); next !== null; next = queue.take(now)) taken.push(next);
      assert.deepEqual(
        taken,
        expected.filter(({ at }) => at <= now),
      );
      queue.clear();
      assert.equal(queue.take(Infinity), null);
    }),
  );
});
