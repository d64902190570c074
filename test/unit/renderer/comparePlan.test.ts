import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Comparison, FloorPlan, PlanEntity, PlanShape } from '../../../shared/contract/windowSchemas.ts';
import { pathOf, planScene, shapeAt } from '../../../renderer/compare/planScene.ts';
import { fitView, panBy, pointAt, showPart, viewBox, zoomAt } from '../../../renderer/compare/planView.ts';

const entity = (key: number): PlanEntity => ({
  key,
  guid: null,
  kind: 'module',
  description: `Entity ${key}`,
  reference: '',
  size: { w: 1, h: 1, d: 1 },
  place: { x: 0, y: 0, z: 0 },
  rotation: 0,
});
const square = (
  key: number,
  x: number,
  y: number,
  side = 100,
  layer: PlanShape['layer'] = 'module',
): PlanShape => ({
  key,
  layer,
  points: [x, y, x + side, y, x + side, y + side, x, y + side],
});
const plan = (shapes: PlanShape[]): FloorPlan => ({
  ambient: null,
  ambients: [],
  bounds: null,
  shapes,
  entities: shapes.map(({ key }) => entity(key)),
  omitted: 0,
});
const comparison = (
  before: PlanShape[],
  after: PlanShape[],
  drawing: Partial<Comparison['drawing']> = {},
): Pick<Comparison, 'drawing' | 'plans'> => ({
  drawing: {
    added: [],
    removed: [],
    changed: [],
    unchanged: 0,
    matchedByGuid: 0,
    matchedByShape: 0,
    ...drawing,
  },
  plans: { before: plan(before), after: plan(after) },
});

describe('the plan of both sides', () => {
  const scene = planScene(
    comparison(
      [
        square(0, 0, 0, 1000, 'floor'),
        square(1, 0, 0),
        square(2, 200, 0),
        square(3, 400, 0),
        square(4, 600, 0),
      ],
      [
        square(10, 0, 0, 1000, 'floor'),
        square(11, 0, 0),
        square(13, 450, 0),
        square(14, 600, 0),
        square(15, 800, 0),
      ],
      {
        added: [entity(15)],
        removed: [entity(2)],
        changed: [
          { before: entity(3), after: entity(13), changes: ['place'] },
          { before: entity(4), after: entity(14), changes: ['finish'] },
        ],
      },
    ),
  );

  it('draws what is there once, what is gone from before, and the former outline of what moved', () => {
    assert.deepEqual(
      scene.shapes.map(({ id, status, former }) => [id, status, former]),
      [
        [null, 'unchanged', false],
        [null, 'unchanged', false],
        ['removed 2', 'removed', false],
        ['changed 13', 'changed', false],
        ['changed 14', 'changed', false],
        ['changed 13', 'changed', true],
        ['added 15', 'added', false],
      ],
    );
    assert.deepEqual(scene.bounds, { minX: 0, minY: 0, maxX: 1000, maxY: 1000 });
  });

  it('finds what lies at a point: differences first, the floor last', () => {
    assert.equal(shapeAt(scene, 250, 50)?.id, 'removed 2');
    assert.equal(shapeAt(scene, 850, 50)?.id, 'added 15');
    assert.equal(shapeAt(scene, 50, 50)?.entity?.key, 11);
    assert.equal(shapeAt(scene, 500, 900)?.layer, 'floor');
    assert.equal(shapeAt(scene, 2000, 2000), null);
  });

  it('finds a difference too small to hit when the pointer is near', () => {
    const small = planScene(
      comparison([], [square(0, 0, 0, 1000, 'floor'), square(1, 500, 500, 2)], { added: [entity(1)] }),
    );
    assert.equal(shapeAt(small, 510, 510)?.layer, 'floor');
    assert.equal(shapeAt(small, 510, 510, 20)?.id, 'added 1');
  });

  it('knows the inside of a polygon with a corner that goes in', () => {
    const bent: PlanShape = {
      key: 1,
      layer: 'module',
      points: [0, 0, 300, 0, 300, 100, 100, 100, 100, 300, 0, 300],
    };
    const { shapes, bounds } = planScene(comparison([], [bent]));
    assert.notEqual(shapeAt({ shapes, bounds }, 50, 250), null);
    assert.equal(shapeAt({ shapes, bounds }, 200, 200), null);
  });

  it('turns every polygon the same way, so that none cuts a hole into another', () => {
    const clockwise: PlanShape = { key: 1, layer: 'module', points: [0, 0, 0, 100, 100, 100, 100, 0] };
    const [turned] = planScene(comparison([], [clockwise])).shapes;
    assert.deepEqual(turned?.points, [100, 0, 100, 100, 0, 100, 0, 0]);
  });

  it('leaves out what is no polygon and has no bounds without any', () => {
    assert.deepEqual(planScene(comparison([], [{ key: 1, layer: 'wall', points: [0, 0, 1, 1] }])), {
      shapes: [],
      bounds: null,
    });
  });

  it('is written with y downwards', () => {
    assert.equal(pathOf([{ points: [0, 0, 100, 0, 100, 50.4] }]), 'M0 0L100 0L100 -50Z');
  });
});

describe('looking at the plan', () => {
  const bounds = { minX: 0, minY: 0, maxX: 4000, maxY: 2000 };
  const size = { width: 800, height: 600 };
  const whole = fitView(bounds, size);

  it('shows all of it in the middle at first', () => {
    assert.deepEqual([whole.x, whole.y], [2000, 1000]);
    assert.ok(4000 * whole.scale <= 800 && 2000 * whole.scale <= 600);
    assert.equal(viewBox({ x: 100, y: 50, scale: 2 }, { width: 200, height: 100 }), '50 -75 100 50');
  });

  it('zooms around the pointer: what is under it stays there', () => {
    const at: readonly [number, number] = [300, 200];
    const before = pointAt(whole, size, ...at);
    const after = pointAt(zoomAt(whole, bounds, size, 1.5, at), size, ...at);
    assert.ok(Math.abs(before.x - after.x) < 1e-6 && Math.abs(before.y - after.y) < 1e-6);
  });

  it('refuses to zoom until nothing can be made out, or until the plan is a dot', () => {
    let view = whole;
    for (let at = 0; at < 50; at += 1) view = zoomAt(view, bounds, size, 2);
    assert.equal(view.scale, 2);
    for (let at = 0; at < 50; at += 1) view = zoomAt(view, bounds, size, 0.5);
    assert.equal(view.scale, whole.scale / 2);
  });

  it('moves with the pointer and never leaves the plan', () => {
    const moved = panBy(whole, bounds, size, 80, 0);
    assert.ok(moved.x < whole.x);
    const lost = panBy(whole, bounds, size, 1e9, -1e9);
    assert.deepEqual([lost.x, lost.y], [0, 0]);
  });

  it('brings a part into sight only when it is not seen well', () => {
    const seen = { minX: 1500, minY: 500, maxX: 2500, maxY: 1500 };
    assert.equal(showPart(whole, bounds, size, seen), whole);
    const close = zoomAt(whole, bounds, size, 6);
    const away = { minX: 0, minY: 0, maxX: 600, maxY: 560 };
    const shown = showPart(close, bounds, size, away);
    assert.deepEqual([shown.x, shown.y], [300, 280]);
    const tiny = { minX: 100, minY: 100, maxX: 110, maxY: 110 };
    assert.ok(showPart(whole, bounds, size, tiny).scale > whole.scale);
  });

  it('copes with a plan of one point', () => {
    const point = { minX: 5, minY: 5, maxX: 5, maxY: 5 };
    const view = fitView(point, size);
    assert.ok(Number.isFinite(view.scale) && view.scale > 0);
    assert.ok(Number.isFinite(zoomAt(view, point, size, 3).scale));
  });
});
