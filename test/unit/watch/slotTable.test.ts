import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createSlotTable, unknownNumber } from '../../../electron/engine/watch/slotTable.ts';

const stamp = fc.record({
  size: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  mtimeNs: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  ctimeNs: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
  ino: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).filter((ino) => ino !== 2n ** 63n),
});

it('holds what was put in, and tells any other stamp from it', () => {
  fc.assert(
    fc.property(stamp, stamp, fc.boolean(), (one, other, exact) => {
      const table = createSlotTable();
      const slot = table.add(
        'a.promob',
        'A.promob',
        exact ? one : { ...one, ctimeNs: unknownNumber, ino: unknownNumber },
        7,
      );
      assert.ok(table.same(slot, one));
      assert.equal(table.same(slot, { ...one, size: one.size + 1 }), false);
      assert.equal(table.same(slot, { ...one, mtimeNs: one.mtimeNs + 1n }), false);
      assert.equal(table.same(slot, { ...one, ctimeNs: one.ctimeNs + 1n }), !exact);
      assert.equal(table.same(slot, { ...one, ino: one.ino ^ 1n }), !exact);
      assert.deepEqual([table.pass(slot), table.name(slot, 'a.promob')], [7, 'A.promob']);
      table.set(slot, other);
      assert.ok(table.same(slot, other));
    }),
  );
});

it('gives slots out again over many blocks without mixing them up', () => {
  const table = createSlotTable();
  const make = (n: number) => ({ size: n, mtimeNs: BigInt(n), ctimeNs: 0n, ino: 0n });
  const slots = Array.from({ length: 10_000 }, (_, n) =>
    table.add(`${n}`, n % 3 === 0 ? `N${n}` : `${n}`, make(n), n),
  );
  assert.equal(new Set(slots).size, 10_000);
  for (let n = 0; n < 10_000; n += 2) table.free(slots[n] ?? -1);
  const again = Array.from({ length: 5_000 }, (_, i) => table.add('x', 'x', make(20_000 + i), 1));
  assert.ok(
    again.every((slot) => slot < 10_000),
    'the freed ones first',
  );
  for (const [i, slot] of again.entries())
    assert.ok(table.same(slot, make(20_000 + i)) && table.name(slot, 'x') === 'x');
  for (let n = 1; n < 10_000; n += 2) {
    const slot = slots[n] ?? -1;
    assert.ok(table.same(slot, make(n)) && table.pass(slot) === n);
    assert.equal(table.name(slot, `${n}`), n % 3 === 0 ? `N${n}` : `${n}`);
  }
});
