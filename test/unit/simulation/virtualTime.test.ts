import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createVirtualTime } from '../../simulation/virtualTime.ts';

describe('virtual time', () => {
  it('fires timers in the order of their times, equal ones in the order they were set', () => {
    const time = createVirtualTime();
    const fired: string[] = [];
    for (const [name, at] of [
      ['c', 30],
      ['a', 10],
      ['b', 20],
      ['a again', 10],
    ] as const)
      time.clock.after(at, () => fired.push(`${name} at ${time.clock.monotonic() - 1_000}`));
    while (time.nextAt() !== null) time.fire();
    assert.deepEqual(fired, ['a at 10', 'a again at 10', 'b at 20', 'c at 30']);
  });

  it('forgets what was cancelled, and the timers of a life that ended', () => {
    const time = createVirtualTime();
    const fired: string[] = [];
    const life = time.newLife();
    const cancel = time.clock.after(1, () => fired.push('cancelled'));
    life.clock.after(2, () => fired.push('dead'));
    time.clock.after(3, () => fired.push('world'));
    cancel();
    life.end();
    life.clock.after(1, () => fired.push('set after death'));
    while (time.nextAt() !== null) time.fire();
    assert.deepEqual(fired, ['world']);
  });

  it('jumps on the wall only', () => {
    const time = createVirtualTime();
    const [wall, monotonic] = [time.clock.now(), time.clock.monotonic()];
    time.jump(-3_600_000);
    assert.equal(time.clock.now(), wall - 3_600_000);
    assert.equal(time.clock.monotonic(), monotonic);
  });
});
