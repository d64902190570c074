import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { floorPlanSchema } from '../../../../shared/contract/windowSchemas.ts';
import type { FloorPlan } from '../../../../shared/contract/windowSchemas.ts';
import { mostShapes, planOf } from '../../../../electron/engine/history/views/planOf.ts';
import { readLayout } from '../../../../electron/engine/promob/readLayout.ts';
import { realSample, skipWithoutSamples } from '../../../support/promob/realSamples.ts';
import { factsOf, guid, roomOf } from './rooms.ts';
import type { Thing } from './rooms.ts';

const plan = (things: readonly Thing[], also?: ReadonlySet<number>): FloorPlan => {
  const made = planOf(factsOf(roomOf(things)), also);
  floorPlanSchema.parse(made);
  return made;
};
const keys = ({ shapes }: FloorPlan): number[] => shapes.map(({ key }) => key);

const face = (points: readonly number[]) =>
  ({ outline: { base: [0, 0, 0], normal: [0, 0, 1], rotation: 0, points } }) as const;
const floor: Thing = {
  type: 'PisoTeto',
  id: 'PISOTETO',
  description: null,
  reference: 'Piso',
  at: [0, 0, -5],
  layout: face([0, 0, 4_000, 0, 4_000, 3_000, 0, 3_000]),
};
const uShaped = [0, 0, 150, 0, 150, 2_850, 3_850, 2_850, 3_850, 0, 4_000, 0, 4_000, 3_000, 0, 3_000];
const walls: Thing = { parent: 0, type: 'WALL', id: 'PAREDE', description: null, layout: face(uShaped) };
const cabinet: Thing = { parent: 1, at: [200, 2_850, 0] };
const room: readonly Thing[] = [
  floor,
  walls,
  cabinet,
  { parent: 2, id: 'porta', at: [202, 2_290, 2], size: [596, 716, 15] },
  // a worktop that reaches over the next cabinet, as a part of the first
  { parent: 2, id: 'tampo', at: [200, 2_850, 720], size: [1_200, 30, 600] },
  { parent: 0, at: [800, 2_850, 0] },
  { parent: 0, type: 'LuzAmbiente', id: 'LUZ', at: [2_000, 1_500, 2_600], size: [30, 50, 30] },
  { parent: 0, type: 'Teto', id: 'TETO', at: [0, 3_000, 2_700], size: [4_000, 100, 3_000] },
];

describe('a floor plan', () => {
  it('shows floor, walls as they are built, what stands there, and parts that stand out', () => {
    const made = plan(room);
    assert.deepEqual(
      made.shapes.map(({ key, layer }) => [key, layer]),
      [
        [0, 'floor'],
        [1, 'wall'],
        [2, 'module'],
        [5, 'module'],
        [4, 'module'],
        [6, 'other'],
      ],
    );
    assert.deepEqual(made.shapes[1]?.points, uShaped);
    assert.deepEqual(made.bounds, { minX: 0, minY: 0, maxX: 4_000, maxY: 3_000 });
    assert.deepEqual(
      made.entities.map(({ key }) => key),
      [0, 1, 2, 4, 5, 6],
    );
    assert.equal(made.omitted, 0);
  });

  it('shows a part that is asked for, and never a ceiling', () => {
    assert.ok(keys(plan(room, new Set([3]))).includes(3));
    assert.ok(!keys(plan(room, new Set([7]))).includes(7));
    const upper: Thing = { ...floor, at: [0, 0, 2_700] };
    assert.deepEqual(keys(plan([floor, upper])), [0]);
  });

  it('names things for people', () => {
    const { entities } = plan([
      { description: 'Tamponamento $H$', size: [1_170, 15, 450] },
      { description: 'Fita  $REFERENCE(DESCRICAO)$ IP20 ', at: [9.1e-14, -1e-9, 0.004], rotation: -90 },
      { description: null, id: 'DOR_ARM' },
      { description: null, id: 'x'.repeat(10_000), reference: 'y'.repeat(10_000) },
    ]);
    assert.deepEqual(
      entities.map(({ description }) => description.slice(0, 20)),
      ['Tamponamento 15', 'Fita IP20', 'DOR_ARM', 'x'.repeat(20)],
    );
    assert.deepEqual([entities[1]?.place, entities[1]?.rotation], [{ x: 0, y: 0, z: 0 }, 270]);
    assert.deepEqual([entities[3]?.description.length, entities[3]?.reference.length], [300, 300]);
  });

  it('counts what is beyond its bound', () => {
    const made = plan(
      Array.from({ length: mostShapes + 7 }, (_, index) => ({ at: [index * 10, 0, 0] as const })),
    );
    assert.deepEqual([made.shapes.length, made.omitted], [mostShapes, 7]);
    const corners = Array.from({ length: 1_900 }, (_, at) => [Math.cos(at), Math.sin(at)]).flat();
    const round = plan(Array.from({ length: 60 }, () => ({ type: 'GEOMETRY', layout: face(corners) })));
    assert.ok(round.omitted > 0 && round.shapes.length + round.omitted === 60);
  });

  it('draws what differs first', () => {
    const many = Array.from({ length: mostShapes + 7 }, (_, index) => ({ at: [index * 10, 0, 0] as const }));
    assert.ok(keys(plan(many, new Set([mostShapes + 3]))).includes(mostShapes + 3));
  });

  it('of nothing is nothing', () => {
    assert.deepEqual(planOf(factsOf(null)), {
      ambient: null,
      ambients: [],
      bounds: null,
      shapes: [],
      entities: [],
      omitted: 0,
    });
    assert.deepEqual(
      [plan([]).bounds, plan([]).ambient],
      [null, { guid: guid(999_999), name: 'Ambiente 3D' }],
    );
    assert.deepEqual(plan([{ size: [0, 0, 0] }]).shapes, []);
  });

  it('of any numbers can be drawn', () => {
    const wild = fc.oneof(
      fc.double(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e300, 9.1e-14, 1e9),
    );
    const three = fc.tuple(wild, wild, wild);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: three,
            size: three,
            rotation: wild,
            normal: three,
            points: fc.array(wild, { minLength: 6, maxLength: 12 }),
          }),
          { maxLength: 5 },
        ),
        (all) => {
          const made = plan(
            all.map(({ at, size, rotation, normal, points }, index) => ({
              at,
              size,
              rotation,
              type: index % 2 === 0 ? 'MODULO' : 'WALL',
              layout: { normal, ...(index === 1 ? { outline: { base: at, normal, rotation, points } } : {}) },
            })),
          );
          for (const { points } of made.shapes) {
            assert.ok(points.length >= 6 && points.length % 2 === 0);
            assert.ok(points.every((value) => Math.abs(value) <= 1_000_000));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the floor plan of real files', { skip: skipWithoutSamples }, () => {
  for (const [name, shapes, bounds] of [
    ['cozinha.promob', 60, [468.26, 0, 9_452.87, 4_009.92]],
    ['dormitorio.bak', 48, [0, 654.05, 5_300, 5_000]],
  ] as const) {
    it(`of ${name} is its rooms: doors lie in walls, and cabinets beside them`, async () => {
      const made = planOf(await readLayout(realSample(name)));
      floorPlanSchema.parse(made);
      const { minX, minY, maxX, maxY } = made.bounds ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
      assert.deepEqual([made.shapes.length, [minX, minY, maxX, maxY]], [shapes, bounds]);
      assert.equal(made.omitted, 0);
    });
  }

  it('closes: the doors of the kitchen are as deep as its walls are thick, at the same place', async () => {
    const { shapes } = planOf(await readLayout(realSample('cozinha.promob')));
    const extent = (key: number, axis: 0 | 1): [number, number] => {
      const along = (shapes.find((shape) => shape.key === key)?.points ?? []).filter(
        (_value, at) => at % 2 === axis,
      );
      return [Math.min(...along), Math.max(...along)];
    };
    // a door in the upper wall of the one room, one in the lower wall of the other
    assert.deepEqual(
      [5, 517].map((key) => extent(key, 1).map(Math.round)),
      [
        [3_860, 4_010],
        [357, 507],
      ],
    );
  });
});
