import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mustBeKept, quickKeepMs, slowKeepMs } from '../../simulation/mustBeKept.ts';
import type { Stand } from '../../simulation/mustBeKept.ts';

const undisturbed: Stand = {
  began: 1_000,
  rootSince: 0,
  engineSince: 0,
  roomSince: 0,
  openSince: 0,
  heard: true,
};

describe('what counts as a settled content', () => {
  it('is one that lay undisturbed for the short time', () => {
    assert.equal(mustBeKept(undisturbed, 1_000 + quickKeepMs - 1), false);
    assert.equal(mustBeKept(undisturbed, 1_000 + quickKeepMs), true);
  });

  it('needs the long time where nothing is heard', () => {
    const unheard = { ...undisturbed, heard: false };
    assert.equal(mustBeKept(unheard, 1_000 + slowKeepMs - 1), false);
    assert.equal(mustBeKept(unheard, 1_000 + slowKeepMs), true);
  });

  it('needs the long time, counted anew, after a lock or a full disk', () => {
    for (const name of ['openSince', 'roomSince'] as const) {
      const disturbed = { ...undisturbed, [name]: 5_000 };
      assert.equal(mustBeKept(disturbed, 5_000 + slowKeepMs - 1), false, name);
      assert.equal(mustBeKept(disturbed, 5_000 + slowKeepMs), true, name);
    }
  });

  it('is counted from when the engine was ready and the root back', () => {
    for (const name of ['engineSince', 'rootSince'] as const) {
      const later = { ...undisturbed, [name]: 60_000 };
      assert.equal(mustBeKept(later, 60_000 + quickKeepMs - 1), false, name);
      assert.equal(mustBeKept(later, 60_000 + quickKeepMs), true, name);
    }
  });

  it('is none while anything stands in the way', () => {
    for (const name of ['rootSince', 'engineSince', 'roomSince', 'openSince'] as const) {
      assert.equal(mustBeKept({ ...undisturbed, [name]: null }, 10 * slowKeepMs), false, name);
    }
  });
});
