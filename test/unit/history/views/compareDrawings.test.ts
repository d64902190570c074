import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareDrawings, otherFinish } from '../../../../electron/engine/history/views/compareDrawings.ts';
import type { DrawingDifferences } from '../../../../electron/engine/history/views/compareDrawings.ts';
import type { LayoutEnvironment } from '../../../../electron/engine/promob/layoutFacts.ts';
import { partOf } from '../../../../electron/engine/history/views/planOf.ts';
import { readLayout } from '../../../../electron/engine/promob/readLayout.ts';
import { realSample, skipWithoutSamples } from '../../../support/promob/realSamples.ts';
import { guid, roomOf } from './rooms.ts';
import type { Thing } from './rooms.ts';

const told = (differences: DrawingDifferences): { before: number; after: number; kinds: string[] }[] =>
  differences.pairs
    .filter((pair) => pair.told.length > 0)
    .map((pair) => ({ before: pair.before, after: pair.after, kinds: [...pair.told].sort() }));

const withoutGuids = (things: readonly Thing[]): Thing[] => things.map((thing) => ({ ...thing, guid: null }));

/** A cabinet with a body, a door of two panels, and a shelf, along the wall. */
const cabinet = (at: number, x: number, from = 0): Thing[] => [
  { guid: guid(from), at: [x, 3_000, 0] },
  { guid: guid(from + 1), parent: at, id: 'caixa', description: 'Caixa', at: [x, 3_000, 0] },
  {
    guid: guid(from + 2),
    parent: at,
    id: 'porta',
    description: 'Porta',
    at: [x + 2, 2_440, 2],
    size: [596, 716, 15],
  },
  {
    guid: guid(from + 3),
    parent: at + 2,
    id: 'painel',
    description: 'Painel',
    at: [x + 2, 2_440, 2],
    size: [596, 716, 15],
  },
  {
    guid: guid(from + 4),
    parent: at,
    id: 'prateleira',
    description: 'Prateleira',
    at: [x + 15, 3_000, 360],
    size: [570, 15, 540],
  },
];
const three = [...cabinet(0, 0, 10), ...cabinet(5, 600, 20), ...cabinet(10, 1_200, 30)];

const movedBy = (things: readonly Thing[], from: number, to: number, mm: number): Thing[] =>
  things.map((thing, index) => {
    const [x, y, z] = thing.at ?? [0, 0, 0];
    return index >= from && index < to ? { ...thing, at: [x + mm, y, z] as const } : thing;
  });

for (const [how, given] of [
  ['with GUIDs that survive', (things: readonly Thing[]) => [...things]],
  ['without any GUID', withoutGuids],
] as const) {
  describe(`comparing drawings ${how}`, () => {
    const compare = (before: readonly Thing[], after: readonly Thing[]): DrawingDifferences =>
      compareDrawings(roomOf(given(before)), roomOf(given(after)));

    it('tells a moved cabinet once, not its parts', () => {
      const differences = compare(three, movedBy(three, 5, 10, 5_000));
      assert.deepEqual(told(differences), [{ before: 5, after: 5, kinds: ['place'] }]);
      assert.deepEqual([differences.added, differences.removed], [[], []]);
    });

    it('tells a part that was moved within its cabinet', () => {
      assert.deepEqual(told(compare(three, movedBy(three, 9, 10, 40))), [
        { before: 9, after: 9, kinds: ['place'] },
      ]);
    });

    it('tells an added cabinet once, and a removed one', () => {
      const less = three.slice(0, 10);
      const more = compare(less, three);
      assert.deepEqual([more.addedTold, more.added, told(more)], [[10], [10, 11, 12, 13, 14], []]);
      const fewer = compare(three, less);
      assert.deepEqual([fewer.removedTold, fewer.removed, told(fewer)], [[10], [10, 11, 12, 13, 14], []]);
    });

    it('tells a turned cabinet once', () => {
      // a quarter about its own point: every part turns with it
      const turned = three.map((thing, index): Thing => {
        if (index < 10) return thing;
        const [x, y, z] = thing.at ?? [0, 0, 0];
        return { ...thing, rotation: 90, at: [1_200 - (y - 3_000), 3_000 + (x - 1_200), z] };
      });
      assert.deepEqual(told(compare(three, turned)), [{ before: 10, after: 10, kinds: ['rotation'] }]);
    });

    it('tells the new size of a cabinet once, and the new finish of its door', () => {
      const wider = three.map((thing, index): Thing => {
        if (index < 10) return thing;
        const [w, h, d] = thing.size ?? [600, 720, 560];
        return { ...thing, size: [w + 100, h, d], ...(index === 12 ? { reference: '15.Grafite.MDF' } : {}) };
      });
      assert.deepEqual(told(compare(three, wider)), [
        { before: 10, after: 10, kinds: ['size'] },
        { before: 12, after: 12, kinds: ['finish'] },
      ]);
    });

    it('tells a finish and a description', () => {
      const changed = three.map((thing, index): Thing =>
        index === 0
          ? { ...thing, reference: '15.Preto.MDF' }
          : index === 5
            ? { ...thing, description: 'Balcão' }
            : thing,
      );
      assert.deepEqual(told(compare(three, changed)), [
        { before: 0, after: 0, kinds: ['finish'] },
        { before: 5, after: 5, kinds: ['description'] },
      ]);
    });

    it('takes remainders of arithmetic for nothing, and a tenth of a millimetre, and not two', () => {
      const by = (mm: number): Thing[] =>
        movedBy(three, 0, 15, 0).map((thing, index) =>
          index === 5 ? { ...thing, at: [600 + mm, 3_000, 9.1e-14] as const } : thing,
        );
      const alone = (things: Thing[]): Thing[] => things.filter((_thing, index) => index === 5);
      for (const mm of [0, 1e-9, 0.09, -0.09])
        assert.deepEqual(told(compare(alone(three), alone(by(mm)))), [], String(mm));
      for (const mm of [0.2, -0.2])
        assert.equal(told(compare(alone(three), alone(by(mm)))).length, 1, String(mm));
    });

    it('moves what stands on a wall by itself: the wall is not what it is a part of', () => {
      const outline = (x: number) =>
        ({
          outline: {
            base: [x, 0, 0],
            normal: [0, 0, 1],
            rotation: 0,
            points: [0, 0, 3_000, 0, 3_000, 150, 0, 150],
          },
        }) as const;
      const wall = (x: number): Thing => ({
        guid: guid(1),
        type: 'WALL',
        id: 'PAREDE',
        description: null,
        size: [3_000, 2_600, 150],
        layout: outline(x),
      });
      const on: Thing = { guid: guid(2), parent: 0, at: [100, 0, 0] };
      assert.deepEqual(told(compare([wall(0), on], [wall(50), on])), [
        { before: 0, after: 0, kinds: ['place'] },
      ]);
    });

    it('tells another outline as another size', () => {
      const floor = (depth: number): Thing => ({
        guid: guid(1),
        type: 'PisoTeto',
        id: 'PISOTETO',
        description: null,
        size: [4_000, 5, 3_000],
        layout: {
          outline: {
            base: [0, 0, 0],
            normal: [0, 0, 1],
            rotation: 0,
            points: [0, 0, 4_000, 0, 4_000, depth, 2_000, depth, 0, 3_000],
          },
        },
      });
      assert.deepEqual(told(compare([floor(3_000)], [floor(3_500)])), [
        { before: 0, after: 0, kinds: ['size'] },
      ]);
    });
  });
}

describe('comparing drawings', () => {
  it('goes by the GUID even where everything else changed', () => {
    const before: Thing = { guid: guid(1), id: 'a', description: 'Balcão', at: [0, 0, 0] };
    const after: Thing = {
      guid: guid(1),
      id: 'b',
      description: 'Torre',
      at: [9_000, 0, 0],
      size: [1, 2, 3],
      reference: 'x',
      rotation: 90,
    };
    const differences = compareDrawings(roomOf([before]), roomOf([after]));
    assert.deepEqual(told(differences), [
      { before: 0, after: 0, kinds: ['description', 'finish', 'place', 'rotation', 'size'] },
    ]);
    assert.deepEqual([differences.matchedByGuid, differences.matchedByShape], [1, 0]);
  });

  it('does not trust a GUID that occurs twice', () => {
    const twice: Thing[] = [
      { guid: guid(1), at: [0, 0, 0] },
      { guid: guid(1), at: [600, 0, 0] },
    ];
    const differences = compareDrawings(roomOf(twice), roomOf(twice.toReversed()));
    assert.deepEqual(told(differences), []);
    assert.deepEqual([differences.matchedByGuid, differences.matchedByShape], [0, 2]);
  });

  it('takes places that stay as written for unmoved, should they be relative', () => {
    const after = three.map((thing, index): Thing =>
      index === 5 ? { ...thing, at: [700, 3_000, 0] } : thing,
    );
    assert.deepEqual(told(compareDrawings(roomOf(three), roomOf(after))), [
      { before: 5, after: 5, kinds: ['place'] },
    ]);
  });

  it('finds each of many alike where it stands', () => {
    const panels = Array.from({ length: 300 }, (_, index): Thing => ({
      guid: null,
      at: [(index * 37) % 9_000, (index * 91) % 4_000, 0],
    }));
    const nudged = panels.map((thing) => ({
      ...thing,
      at: [(thing.at?.[0] ?? 0) + 1, thing.at?.[1] ?? 0, 0] as const,
    }));
    const differences = compareDrawings(roomOf(panels), roomOf(nudged));
    assert.equal(differences.pairs.length, 300);
    for (const pair of differences.pairs) assert.equal(pair.before, pair.after);
  });

  it('knows the measures in a finish', () => {
    const other = (a: string | null, sizesA: number[], b: string | null, sizesB: number[]): boolean =>
      otherFinish({ reference: a, sizes: sizesA }, { reference: b, sizes: sizesB });
    assert.equal(other('1.0013.750.Branco', [750, 820, 400], '1.0013.850.Branco', [850, 820, 400]), false);
    assert.equal(other('1.0013.750.Branco', [750, 1, 1], '1.0013.750.Preto', [750, 1, 1]), true);
    assert.equal(other('2103.50.72.61.100', [500, 720, 610], '2103.60.72.61.100', [600, 720, 610]), false);
    assert.equal(other('15.Branco.MDF', [600, 15, 400], '15.Branco.MDF', [600, 18, 400]), false);
    assert.equal(other('15.Branco.MDF', [600, 720, 400], '18.Branco.MDF', [600, 720, 400]), true);
    assert.equal(other(null, [1], '', [2]), false);
  });
});

/** Rooms as they come: few kinds and places, so that much is alike; parts in parts; odd numbers now and then. */
const coordinate = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 8 }).map((step) => step * 300) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 1e12, -1e300, 9.1e-14, 0.05, 299.95) },
);
const things = fc
  .array(
    fc.record({
      under: fc.nat(),
      nested: fc.boolean(),
      hasGuid: fc.boolean(),
      type: fc.constantFrom('MODULO', 'MODULO', 'MODULO', 'WALL', 'GEOMETRY'),
      id: fc.constantFrom('a', 'b'),
      description: fc.constantFrom('Balcão', 'Torre', null),
      reference: fc.constantFrom('15.Branco.MDF', '15.Preto.MDF', null),
      at: fc.tuple(coordinate, coordinate, coordinate),
      rotation: fc.constantFrom(0, 90, 180, 270, 45),
      size: fc.tuple(coordinate, coordinate, coordinate),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ under, nested, hasGuid, ...thing }, index): Thing => ({
      ...thing,
      guid: hasGuid ? guid(index) : null,
      parent: nested && index > 0 ? under % index : null,
    })),
  );

/** Siblings and all in another order, parents still before children; and where each went. */
function shuffled(
  all: readonly Thing[],
  seed: number,
): { readonly things: Thing[]; readonly from: number[] } {
  const order = all
    .map((_thing, index) => index)
    .sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
  const from: number[] = [];
  const place = (index: number): void => {
    if (from.includes(index)) return;
    const parent = all[index]?.parent ?? null;
    if (parent !== null) place(parent);
    from.push(index);
  };
  for (const index of order) place(index);
  return {
    from,
    things: from.map((index) => {
      const thing = all[index] ?? {};
      const parent = thing.parent ?? null;
      return { ...thing, parent: parent === null ? null : from.indexOf(parent) };
    }),
  };
}

/** What became of each thing, told by what it is: for comparing results of other orders. */
function summary(before: LayoutEnvironment, after: LayoutEnvironment, d: DrawingDifferences): string[] {
  const named = (side: LayoutEnvironment, index: number): string => {
    const {
      guid: own,
      type,
      id,
      description,
      reference,
      position,
      rotation,
      size,
    } = side.entities[index] ?? {};
    return JSON.stringify([own, type, id, description, reference, position, rotation, size]);
  };
  return [
    ...d.pairs.map(
      (pair) => `${named(before, pair.before)} = ${named(after, pair.after)} ${pair.told.join()}`,
    ),
    ...d.addedTold.map((index) => `+ ${named(after, index)}`),
    ...d.removedTold.map((index) => `- ${named(before, index)}`),
  ].sort();
}

/** Two states of one room: some things moved, resized, renamed, gone, new, or with another GUID. */
const states = fc
  .tuple(things, things, fc.array(fc.nat(9), { minLength: 40, maxLength: 40 }))
  .map(([before, others, luck]): readonly [Thing[], Thing[]] => {
    const changed = before.map((thing, index): Thing => {
      const other = others[index] ?? {};
      const at = thing.at ?? [0, 0, 0];
      switch (luck[index]) {
        case 0:
          return { ...thing, at: [at[0] + 50, at[1], at[2]] };
        case 1:
          return { ...thing, guid: null };
        case 2:
          return { ...thing, guid: guid(5_000 + index), at: [at[0], at[1] + 300, at[2]] };
        case 3:
          return { ...other, guid: thing.guid ?? null, parent: thing.parent ?? null };
        case 4:
          return { ...thing, size: other.size ?? [1, 2, 3], description: other.description ?? null };
        default:
          return thing;
      }
    });
    return [before, changed.slice(0, Math.max(0, before.length - (luck[0] ?? 0)))];
  });
const runs = { numRuns: 300 };

describe('comparing any drawings', () => {
  it('gives each entity exactly one fate', () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const d = compareDrawings(roomOf(a), roomOf(b));
        const fates = (paired: readonly number[], alone: readonly number[]): number[] =>
          [...paired, ...alone].sort((x, y) => x - y);
        assert.deepEqual(
          fates(
            d.pairs.map((pair) => pair.before),
            d.removed,
          ),
          [...a.keys()],
        );
        assert.deepEqual(
          fates(
            d.pairs.map((pair) => pair.after),
            d.added,
          ),
          [...b.keys()],
        );
        assert.equal(d.matchedByGuid + d.matchedByShape, d.pairs.length);
        assert.ok(d.addedTold.every((index) => d.added.includes(index)));
        // whatever is added is told, itself or by what it is a part of
        for (const index of d.added) {
          let at: number | null = index;
          while (at !== null && !d.addedTold.includes(at)) at = b[at]?.parent ?? null;
          assert.notEqual(at, null);
        }
      }),
      runs,
    );
  });

  it('finds nothing between a drawing and itself, with or without GUIDs, in any order', () => {
    fc.assert(
      fc.property(things, fc.nat(100), (all, seed) => {
        for (const own of [all, withoutGuids(all)]) {
          const d = compareDrawings(roomOf(own), roomOf(shuffled(own, seed).things));
          assert.deepEqual([d.added, d.removed, told(d)], [[], [], []]);
        }
      }),
      runs,
    );
  });

  it('is mirrored when the sides are exchanged', () => {
    fc.assert(
      fc.property(states, ([a, b]) => {
        const [there, back] = [compareDrawings(roomOf(a), roomOf(b)), compareDrawings(roomOf(b), roomOf(a))];
        assert.deepEqual([back.added, back.removed], [there.removed, there.added]);
        assert.deepEqual(new Set(back.addedTold), new Set(there.removedTold));
        const pairs = (d: DrawingDifferences, turned: boolean): string[] =>
          d.pairs
            .map(
              ({ before, after, kinds }) =>
                `${turned ? `${after} ${before}` : `${before} ${after}`} ${[...kinds].sort().join()}`,
            )
            .sort();
        assert.deepEqual(pairs(back, true), pairs(there, false));
      }),
      runs,
    );
  });

  it('does not depend on the order in which things are written', () => {
    fc.assert(
      fc.property(states, fc.nat(100), ([a, b], seed) => {
        const [plain, other] = [
          [roomOf(a), roomOf(b)] as const,
          [roomOf(shuffled(a, seed).things), roomOf(shuffled(b, seed + 1).things)] as const,
        ];
        assert.deepEqual(
          summary(...other, compareDrawings(...other)),
          summary(...plain, compareDrawings(...plain)),
        );
      }),
      runs,
    );
  });
});

describe('comparing real drawings without their GUIDs', { skip: skipWithoutSamples }, () => {
  for (const name of ['cozinha.promob', 'dormitorio.bak']) {
    it(`finds whatever is moved or taken away in ${name}, and nothing else`, async () => {
      const { environment } = await readLayout(realSample(name));
      assert.ok(environment !== null);
      const { layouts } = environment;
      const entities = environment.entities.map((entity) => ({ ...entity, guid: null }));
      const plain = { entities, layouts };
      assert.deepEqual(told(compareDrawings(plain, plain)), []);
      const parts = entities.map((entity) => partOf(entities, entity));
      const tops = [...entities.keys()].filter((at) => parts[at] === null);
      // every fifth, for the time it takes
      for (const top of tops.filter((_at, index) => index % 5 === 0)) {
        const withIt = entities.map(() => false);
        withIt[top] = true;
        for (const [at, part] of parts.entries())
          if (part !== null && withIt[part] === true) withIt[at] = true;
        const shifted = entities.map((entity, at) => {
          const { x } = entity.position;
          return withIt[at] === true
            ? { ...entity, position: { ...entity.position, x: { ...x, value: x.value + 137 } } }
            : entity;
        });
        const movedOne = compareDrawings(plain, { entities: shifted, layouts });
        assert.deepEqual(told(movedOne), [{ before: top, after: top, kinds: ['place'] }]);
        if (['PisoTeto', 'WALL'].includes(entities[top]?.type ?? '')) continue;
        const left = [...entities.keys()].filter((at) => withIt[at] !== true);
        const place = new Map(left.map((at, index) => [at, index]));
        const without = compareDrawings(plain, {
          entities: left.flatMap((at) => {
            const entity = entities[at];
            return entity === undefined
              ? []
              : [{ ...entity, parent: entity.parent === null ? null : (place.get(entity.parent) ?? null) }];
          }),
          layouts: left.flatMap((at) => layouts[at] ?? []),
        });
        assert.deepEqual([without.removedTold, without.added, told(without)], [[top], [], []]);
      }
    });
  }
});
