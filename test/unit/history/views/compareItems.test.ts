import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareItems } from '../../../../electron/engine/history/views/compareItems.ts';
import type { ItemDifferences } from '../../../../electron/engine/history/views/compareItems.ts';
import type { ListingItem } from '../../../../electron/engine/promob/listingFacts.ts';
import { readListing } from '../../../../electron/engine/promob/readListing.ts';
import { buildListing } from '../../../support/promob/buildListing.ts';
import { listingOf, withUnusualItems } from '../../../support/promob/newListing.ts';
import { newProject } from '../../../support/promob/newProject.ts';
import { guid } from './rooms.ts';

interface Row {
  readonly parent?: number | null;
  readonly guid?: string | null;
  readonly code?: string;
  readonly description?: string;
  readonly reference?: string;
  readonly quantity?: string;
  readonly size?: readonly [string, string, string];
  /** The item's own price. */
  readonly own?: string;
  /** What its parts cost. */
  readonly parts?: string;
}

function itemsOf(rows: readonly Row[]): ListingItem[] {
  return rows.map((row, index): ListingItem => {
    const [width, height, depth] = row.size ?? ['600', '720', '560'];
    const [own, parts] = [row.own ?? '0', row.parts ?? '0'];
    return {
      index,
      parentIndex: row.parent ?? null,
      level: 0,
      environmentIndex: 0,
      categoryIndex: null,
      guid: row.guid === undefined ? guid(index) : row.guid,
      id: row.code ?? 'bal_inf_1p',
      description: row.description ?? 'Balcão 1 Porta',
      reference: row.reference ?? 'X',
      unit: 'UN',
      repetition: '1',
      quantity: row.quantity ?? '1',
      width,
      height,
      depth,
      textDimension: `${width} x ${height} x ${depth}`,
      structure: false,
      structureKey: null,
      component: false,
      family: null,
      group: null,
      uniqueId: null,
      uniqueParentId: null,
      price: { table: '0', unit: own, total: own, totalComponents: parts },
      amount: String(Number(own) + Number(parts)),
      flags: [],
    };
  });
}

const told = (d: ItemDifferences): [number, number, string][] =>
  d.pairs
    .filter((pair) => pair.told.length > 0)
    .map((pair) => [pair.before, pair.after, [...pair.told].sort().join()]);

const changed = (rows: readonly Row[], changes: Readonly<Record<number, Row>>): Row[] =>
  rows.map((row, index) => ({ ...row, ...changes[index] }));

/** A cabinet of a door, which is made of a board, and a screw; and a lamp of its own. */
const rows: readonly Row[] = [
  { parts: '30' },
  { parent: 0, code: 'porta', description: 'Porta', parts: '25' },
  { parent: 1, code: '', description: 'Chapa Branco 15mm', own: '25', size: ['596', '716', '15'] },
  { parent: 0, code: 'parafuso', description: 'Parafuso', own: '5', quantity: '4', size: ['4', '40', '15'] },
  { code: 'led', description: 'Fita de LED', own: '80', size: ['0', '0', '0'] },
];
const compare = (before: readonly Row[], after: readonly Row[]): ItemDifferences =>
  compareItems(itemsOf(before), itemsOf(after));
const withoutGuids = (all: readonly Row[]): Row[] => all.map((row) => ({ ...row, guid: null }));

for (const [how, given] of [
  ['with GUIDs that survive', (all: readonly Row[]) => [...all]],
  ['without any GUID', withoutGuids],
] as const) {
  describe(`comparing items ${how}`, () => {
    it('tells a leaf that became dearer once, and nothing around it', () => {
      const after = changed(rows, { 0: { parts: '32' }, 1: { parts: '27' }, 2: { own: '27' } });
      assert.deepEqual(told(compare(given(rows), given(after))), [[2, 2, 'price']]);
    });

    it('tells another size at the item that has it, with its price, and nothing below', () => {
      const after = changed(rows, {
        0: { parts: '40', size: ['700', '720', '560'] },
        1: { parts: '35', size: ['700', '720', '560'] },
        2: { own: '35', size: ['696', '716', '15'] },
      });
      assert.deepEqual(told(compare(given(rows), given(after))), [[0, 0, 'price,size']]);
    });

    it('does not tell other parts of what has another size', () => {
      const bigger = changed(rows, { 0: { parts: '9', size: ['700', '720', '560'] } });
      const withShelf: Row[] = [...bigger, { parent: 0, guid: guid(99), code: 'prateleira', own: '4' }];
      assert.deepEqual(told(compare(given(rows), given(withShelf))), [[0, 0, 'price,size']]);
      assert.deepEqual(compare(given(rows), given(withShelf)).addedTold, []);
      assert.deepEqual(compare(given(withShelf), given(rows)).removedTold, []);
    });

    it('tells a quantity with the price that follows from it', () => {
      const after = changed(rows, { 0: { parts: '35' }, 3: { quantity: '8', own: '10' } });
      assert.deepEqual(told(compare(given(rows), given(after))), [[3, 3, 'price,quantity']]);
    });

    it('tells a finish of a part, without the parts of it', () => {
      const after = changed(rows, { 1: { reference: 'Y' }, 2: { reference: 'Y' } });
      assert.deepEqual(told(compare(given(rows), given(after))), [[1, 1, 'finish']]);
    });

    it('tells what was added or removed once, with all below it', () => {
      const less = rows.slice(4).map((row) => ({ ...row, guid: guid(4) }));
      const d = compare(given(rows), given(less));
      assert.deepEqual([d.removedTold, d.removed.length, d.added, told(d)], [[0], 4, [], []]);
      const back = compare(given(less), given(rows));
      assert.deepEqual([back.addedTold, back.added.length, told(back)], [[0], 4, []]);
    });

    it('tells a total that changed without anything below saying why', () => {
      const plain: Row[] = [{ parts: '100' }, { parent: 0, code: 'porta', description: 'Porta', own: '10' }];
      assert.deepEqual(told(compare(given(plain), given(changed(plain, { 0: { parts: '120' } })))), [
        [0, 0, 'price'],
      ]);
      const deeper = changed(rows, { 0: { parts: '37' }, 1: { parts: '32' } });
      assert.deepEqual(told(compare(given(rows), given(deeper))), [[1, 1, 'price']]);
    });
  });
}

describe('comparing items', () => {
  it('takes amounts for the same that are the same number', () => {
    assert.deepEqual(told(compare([{ own: '1.5' }], [{ own: '1.50' }])), []);
    const [before, after] = [itemsOf([{}]), itemsOf([{}])];
    const unreadable = (items: ListingItem[], amount: string | null, total: string): ListingItem[] =>
      items.map((item) => ({
        ...item,
        amount,
        price: { table: null, unit: null, total, totalComponents: null },
      }));
    assert.deepEqual(
      told(compareItems(unreadable(before, null, 'ERRO'), unreadable(after, null, 'ERRO'))),
      [],
    );
    assert.deepEqual(told(compareItems(unreadable(before, null, 'ERRO'), unreadable(after, '5', '5'))), [
      [0, 0, 'price'],
    ]);
  });

  it('goes by the GUID even where code and size changed', () => {
    const d = compare(
      [{ guid: guid(1) }],
      [{ guid: guid(1), code: 'torre', description: 'Torre', size: ['1', '2', '3'] }],
    );
    assert.deepEqual(told(d), [[0, 0, 'description,size']]);
  });

  it('never counts ITEMSWITHOUTPRICE, and finds nothing between two exports of the same', async () => {
    const model = withUnusualItems(listingOf(newProject({ seed: 'items', modules: 5 })), 'odd');
    const [a, b] = [
      await readListing(buildListing(model)),
      await readListing(buildListing({ ...model, hour: '14:00:00' })),
    ];
    assert.ok(a.itemsWithoutPrice > 0);
    const d = compareItems(a.items, b.items);
    assert.deepEqual([d.pairs.length, d.added, d.removed, told(d)], [a.itemCount, [], [], []]);
  });

  const amounts = fc.nat(3).map(String);
  const some = fc
    .array(
      fc.record({
        under: fc.nat(),
        nested: fc.boolean(),
        hasGuid: fc.boolean(),
        code: fc.constantFrom('a', 'b', ''),
        description: fc.constantFrom('Porta', 'Chapa'),
        reference: fc.constantFrom('X', 'Y'),
        quantity: fc.constantFrom('1', '2', 'ERRO'),
        size: fc.tuple(amounts, amounts, amounts),
        own: amounts,
        parts: amounts,
      }),
      { maxLength: 30 },
    )
    .map((all) =>
      all.map(({ under, nested, hasGuid, ...row }, index): Row => ({
        ...row,
        guid: hasGuid ? guid(index) : null,
        parent: nested && index > 0 ? under % index : null,
      })),
    );

  it('gives each item exactly one fate, mirrored when the sides are exchanged', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [there, back] = [compare(a, b), compare(b, a)];
        const sorted = (all: readonly number[]): number[] => [...all].sort((x, y) => x - y);
        assert.deepEqual(sorted([...there.pairs.map((pair) => pair.before), ...there.removed]), [
          ...a.keys(),
        ]);
        assert.deepEqual(sorted([...there.pairs.map((pair) => pair.after), ...there.added]), [...b.keys()]);
        assert.deepEqual([back.added, back.removed], [there.removed, there.added]);
        assert.deepEqual(
          back.pairs.map(({ before, after, own }) => `${after} ${before} ${[...own].sort().join()}`).sort(),
          there.pairs.map(({ before, after, own }) => `${before} ${after} ${[...own].sort().join()}`).sort(),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('finds nothing between a listing and itself', () => {
    fc.assert(
      fc.property(some, (rows_) => {
        for (const own of [rows_, withoutGuids(rows_)]) {
          const d = compare(own, own);
          assert.deepEqual([d.added, d.removed, told(d)], [[], [], []]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells the change of one price once, wherever it is', () => {
    fc.assert(
      fc.property(some, fc.nat(), (rows_, luck) => {
        if (rows_.length === 0) return;
        const at = luck % rows_.length;
        // sums follow, as in a listing that is sound
        const sums = (all: readonly Row[]): Row[] => {
          const below = all.map(() => 0);
          const out = all.map((row) => ({ ...row }));
          for (let index = all.length - 1; index >= 0; index--) {
            const row = out[index];
            if (row === undefined) continue;
            row.parts = String(below[index]);
            const parent = row.parent ?? null;
            if (parent !== null) below[parent] = (below[parent] ?? 0) + Number(row.own) + (below[index] ?? 0);
          }
          return out;
        };
        const unique = rows_.map((row, index) => ({ ...row, guid: guid(index) }));
        const d = compare(sums(unique), sums(changed(unique, { [at]: { own: '77' } })));
        assert.deepEqual(told(d), [[at, at, 'price']]);
      }),
      { numRuns: 300 },
    );
  });
});
