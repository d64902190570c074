import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  bodyOf,
  cornersOf,
  dot,
  furthestMm,
  outlineFromAbove,
  poseAt,
  poseOf,
  relativeTo,
  toRoom,
} from '../../../../electron/engine/history/views/pose.ts';
import type { EntityLayout, Vector } from '../../../../electron/engine/promob/layoutFacts.ts';
import { roomOf } from './rooms.ts';
import type { Thing } from './rooms.ts';

/** Seen from above, to a thousandth of a millimetre. */
function fromAbove(thing: Thing): number[] {
  const { entities, layouts } = roomOf([thing]);
  const [entity, layout] = [entities[0], layouts[0]];
  assert.ok(entity !== undefined && layout !== undefined);
  return outlineFromAbove(cornersOf(poseOf(entity, layout), bodyOf(entity, layout))).map(
    (value) => Math.round(value * 1_000) / 1_000 + 0,
  );
}

describe('a body seen from above', () => {
  it('unturned lies to the right of its point and in front of it', () => {
    assert.deepEqual(
      fromAbove({ at: [1_000, 2_000, 0] }),
      [1_000, 1_440, 1_600, 1_440, 1_600, 2_000, 1_000, 2_000],
    );
  });

  it('turned by quarters goes around its point counter-clockwise', () => {
    const at = [0, 0, 0] as const;
    assert.deepEqual(fromAbove({ at, rotation: 90 }), [0, 0, 560, 0, 560, 600, 0, 600]);
    assert.deepEqual(fromAbove({ at, rotation: 180 }), [-600, 0, 0, 0, 0, 560, -600, 560]);
    assert.deepEqual(fromAbove({ at, rotation: 270 }), [-560, -600, 0, -600, 0, 0, -560, 0]);
    assert.deepEqual(fromAbove({ at, rotation: -90 }), fromAbove({ at, rotation: 270 }));
    assert.deepEqual(fromAbove({ at, rotation: 450 }), fromAbove({ at, rotation: 90 }));
  });

  it('turned by 30° has the corners of a figure worked out by hand', () => {
    // a square of 100 whose right upper corner lies at the point: (100, 0) turned is (86.603, 50)
    assert.deepEqual(
      fromAbove({ size: [100, 10, 100], rotation: 30 }),
      [0, 0, 50, -86.603, 136.603, -36.603, 86.603, 50],
    );
  });

  it('mirrored goes to the other side of its point', () => {
    assert.deepEqual(fromAbove({ layout: { mirrored: true } }), [-600, -560, 0, -560, 0, 0, -600, 0]);
  });

  it('is what its limits say where they are written', () => {
    const box = { min: [-50, -100, 0], max: [100, 20, 10] } as const;
    assert.deepEqual(fromAbove({ layout: { box } }), [-50, -100, 100, -100, 100, 20, -50, 20]);
  });

  it('on edge is as thin as the panel: a plinth and two side panels, as a real room has them', () => {
    // plinth: 780 wide, 15 thick, 100 high, its face towards the front; x from 1840 to 2620, y from 3485 to 3500
    const plinth = {
      at: [2_620, 3_500, 0],
      size: [780, 15, 100],
      rotation: 270,
      layout: { normal: [0, -1, 0] },
    } as const;
    assert.deepEqual(fromAbove(plinth), [1_840, 3_485, 2_620, 3_485, 2_620, 3_500, 1_840, 3_500]);
    // side: 1170 high, 450 deep; x from 4335 to 4350, y from 3500 to 3950
    const side = {
      at: [4_350, 3_950, 0],
      size: [1_170, 15, 450],
      rotation: 180,
      layout: { normal: [-1, 0, 0] },
    } as const;
    assert.deepEqual(fromAbove(side), [4_335, 3_500, 4_350, 3_500, 4_350, 3_950, 4_335, 3_950]);
  });

  it('without extent, or with senseless measures, is nothing that could not be drawn', () => {
    assert.deepEqual(fromAbove({ size: [0, 0, 0] }).length < 6, true);
    for (const wild of [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300]) {
      const points = fromAbove({
        at: [wild, wild, wild],
        size: [wild, 1, wild],
        rotation: wild,
        layout: { normal: [wild, 0, 0] },
      });
      assert.ok(
        points.every((value) => Math.abs(value) <= 4 * furthestMm),
        points.join(),
      );
    }
  });
});

const number = fc.double({ min: -10_000, max: 10_000, noNaN: true });
const normals = fc.constantFrom<Vector>(
  [0, 0, 1],
  [0, 0, -1],
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [1, 1, 1],
);
const poses = fc
  .tuple(fc.tuple(number, number, number), normals, fc.double({ min: -720, max: 720, noNaN: true }))
  .map(([origin, normal, degrees]) => poseAt(origin, normal, degrees));

describe('frames', () => {
  it('have directions of length one at right angles, right-handed', () => {
    fc.assert(
      fc.property(poses, ({ x, y, z }) => {
        for (const direction of [x, y, z]) assert.ok(Math.abs(dot(direction, direction) - 1) < 1e-9);
        for (const [a, b] of [
          [x, y],
          [y, z],
          [z, x],
        ] as const)
          assert.ok(Math.abs(dot(a, b)) < 1e-9);
        const across: Vector = [
          x[1] * y[2] - x[2] * y[1],
          x[2] * y[0] - x[0] * y[2],
          x[0] * y[1] - x[1] * y[0],
        ];
        assert.ok(dot(across, z) > 0.999_999);
      }),
    );
  });

  it('seen from another and put back are where they were', () => {
    fc.assert(
      fc.property(poses, poses, (around, own) => {
        const back = toRoom(around, relativeTo(around, own).origin);
        assert.ok(Math.hypot(...back.map((value, at) => value - (own.origin[at] ?? 0))) < 1e-6);
      }),
    );
  });

  it('keep the area of a body whatever it is turned by', () => {
    fc.assert(
      fc.property(fc.double({ min: -720, max: 720, noNaN: true }), (degrees) => {
        const layout: EntityLayout = {
          normal: [0, 0, 1],
          box: { min: [0, -200, 0], max: [300, 0, 1] },
          mirrored: false,
          outline: null,
        };
        const { entities } = roomOf([{ rotation: degrees }]);
        const entity = entities[0];
        assert.ok(entity !== undefined);
        const points = outlineFromAbove(cornersOf(poseOf(entity, layout), bodyOf(entity, layout)));
        let twice = 0;
        for (let at = 0; at < points.length; at += 2) {
          const next = (at + 2) % points.length;
          twice += (points[at] ?? 0) * (points[next + 1] ?? 0) - (points[next] ?? 0) * (points[at + 1] ?? 0);
        }
        // counter-clockwise: positive
        assert.ok(Math.abs(twice / 2 - 60_000) < 1e-3, String(twice / 2));
      }),
    );
  });
});
