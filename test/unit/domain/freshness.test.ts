import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cameAfter, isFresh } from '../../../shared/domain/freshness.ts';
import type { Sighting } from '../../../shared/domain/freshness.ts';

function seen(order: number, batch: number, more: Partial<Sighting> = {}): Sighting {
  return { order, batch, away: false, mtimeNs: '1000', ctimeNs: '1000', ...more };
}

describe('freshness of a listing', () => {
  it('is fresh when Elo saw it after the newest save, whatever the file clocks say', () => {
    assert.equal(isFresh(seen(8, 4, { mtimeNs: '1' }), seen(7, 3, { mtimeNs: '999' })), true);
  });

  it('is stale when a save was seen after it', () => {
    assert.equal(isFresh(seen(7, 3), seen(8, 4)), false);
  });

  it('is never fresh where nothing was saved', () => {
    assert.equal(isFresh(seen(1, 1), null), false);
  });

  it('goes by modification times for what changed while Elo was away', () => {
    const save = seen(1, 5, { away: true, mtimeNs: '2000', ctimeNs: '1' });
    assert.equal(isFresh(seen(2, 5, { away: true, mtimeNs: '2001', ctimeNs: '0' }), save), true);
    assert.equal(isFresh(seen(2, 5, { away: true, mtimeNs: '1999', ctimeNs: '9' }), save), false);
  });

  it('does not take an old listing in a newly watched folder for a new one', () => {
    const save = seen(1, 1, { mtimeNs: '2000' });
    assert.equal(isFresh(seen(9, 9, { away: true, mtimeNs: '1500' }), save), false);
  });

  it("goes by the system's own change time for two files seen in the same round", () => {
    const save = seen(1, 5, { ctimeNs: '10', mtimeNs: '900' });
    assert.equal(isFresh(seen(2, 5, { ctimeNs: '11', mtimeNs: '1' }), save), true);
    assert.equal(isFresh(seen(2, 5, { ctimeNs: '9', mtimeNs: '999' }), save), false);
  });

  it('never says of two different files that each came after the other', () => {
    const nanoseconds = fc.bigInt({ min: 0n, max: 5n }).map(String);
    const sighting = fc.record({
      order: fc.integer({ min: 1, max: 9 }),
      batch: fc.integer({ min: 1, max: 3 }),
      away: fc.boolean(),
      mtimeNs: nanoseconds,
      ctimeNs: nanoseconds,
    });
    fc.assert(
      fc.property(sighting, sighting, (a, b) => {
        fc.pre(a.order !== b.order);
        // A round is one kind of looking, and rounds are in the order of what they saw.
        fc.pre(a.batch !== b.batch || a.away === b.away);
        assert.equal(cameAfter(a, b) && cameAfter(b, a), false);
      }),
    );
  });
});
