import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { backoffMs, lostAnswerMs, probeMs } from '../../../electron/engine/delivery/backoff.ts';

const almostOne = () => 1 - 2 ** -53;
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the ladder of a row', () => {
  it('doubles from 2 s and ends at 15 min', () => {
    const bounds = Array.from({ length: 12 }, (_, failures) => backoffMs(failures, almostOne));
    assert.deepEqual(
      bounds,
      [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900].map((seconds) => seconds * 1000 - 1),
    );
  });

  it('has full jitter: anything from 0 up to the bound', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), unit, (failures, random) => {
        const wait = backoffMs(failures, () => random);
        const bound = Math.min(900_000, 2000 * 2 ** Math.min(failures, 30));
        return Number.isInteger(wait) && wait >= 0 && wait < bound && Math.abs(wait - random * bound) < 1;
      }),
    );
  });

  it('asks again within 250 ms where an answer was lost', () => {
    assert.equal(
      lostAnswerMs(() => 0),
      0,
    );
    assert.equal(lostAnswerMs(almostOne), 250);
  });
});

describe('the ladder of the probe', () => {
  it('begins at about a second and never waits longer than 30 s', () => {
    const middle = Array.from({ length: 8 }, (_, probes) => probeMs(probes, () => 0.5));
    assert.deepEqual(middle, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), unit, (probes, random) => {
        const wait = probeMs(probes, () => random);
        return wait >= 750 && wait <= 30_000;
      }),
    );
  });
});
