import type { Comparison, FloorPlan, PlanEntity, PlanShape } from '../../shared/contract/windowSchemas.ts';

export type PlanStatus = 'unchanged' | 'added' | 'removed' | 'changed';

/** A polygon of the plan of both sides together. */
export interface SceneShape {
  /** Of the difference it belongs to; `null` for what did not change. */
  readonly id: string | null;
  readonly status: PlanStatus;
  /** How something that changed was before: drawn as an outline only. */
  readonly former: boolean;
  readonly layer: PlanShape['layer'];
  /** x, y, x, y … in millimetres, counter-clockwise. */
  readonly points: readonly number[];
  readonly entity: PlanEntity | null;
  readonly box: Bounds;
}

export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export interface PlanScene {
  /** Later ones lie on earlier ones; differences lie on what did not change. */
  readonly shapes: readonly SceneShape[];
  /** `null` where there is nothing to draw. */
  readonly bounds: Bounds | null;
}

/** The name of a difference of the drawing, the same in the plan and in the list. */
export const differenceId = (status: Exclude<PlanStatus, 'unchanged'>, key: number): string =>
  `${status} ${key}`;

function boxOf(points: readonly number[]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}

/** Twice the area, negative where the points go around clockwise. */
function turn(points: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at + 1 < points.length; at += 2) {
    const next = (at + 2) % points.length;
    sum += (points[at] ?? 0) * (points[next + 1] ?? 0) - (points[next] ?? 0) * (points[at + 1] ?? 0);
  }
  return sum;
}

/** All around the same way: in one path, shapes that go opposite ways would cut holes into each other. */
function counterClockwise(points: readonly number[]): readonly number[] {
  if (turn(points) >= 0) return points;
  const turned: number[] = [];
  for (let at = points.length - 2; at >= 0; at -= 2) turned.push(points[at] ?? 0, points[at + 1] ?? 0);
  return turned;
}

const rank: Readonly<Record<PlanStatus, number>> = { unchanged: 0, removed: 1, changed: 2, added: 3 };

/** Whether a changed thing looks different from above: a new finish has no former outline. */
const movedOrResized = (changes: readonly string[]): boolean =>
  changes.some((change) => change === 'size' || change === 'place' || change === 'rotation');

/**
 * The plans of both sides as one: what is there now, with what was added and changed, and from before what was removed
 * and the former outline of what was moved or resized.
 */
export function planScene({ drawing, plans }: Pick<Comparison, 'drawing' | 'plans'>): PlanScene {
  const added = new Set(drawing.added.map(({ key }) => key));
  const removed = new Set(drawing.removed.map(({ key }) => key));
  const changedAfter = new Set(drawing.changed.map(({ after }) => after.key));
  const former = new Map(
    drawing.changed
      .filter(({ changes }) => movedOrResized(changes))
      .map(({ before, after }) => [before.key, after.key]),
  );

  const shapes: SceneShape[] = [];
  const put = (
    plan: FloorPlan,
    place: (key: number) => Pick<SceneShape, 'id' | 'status' | 'former'> | null,
  ): void => {
    const entities = new Map(plan.entities.map((entity) => [entity.key, entity]));
    for (const { key, layer, points } of plan.shapes) {
      const how = place(key);
      if (how === null || points.length < 6) continue;
      shapes.push({
        ...how,
        layer,
        points: counterClockwise(points),
        entity: entities.get(key) ?? null,
        box: boxOf(points),
      });
    }
  };
  put(plans.after, (key) => {
    if (added.has(key)) return { id: differenceId('added', key), status: 'added', former: false };
    if (changedAfter.has(key)) return { id: differenceId('changed', key), status: 'changed', former: false };
    return { id: null, status: 'unchanged', former: false };
  });
  put(plans.before, (key) => {
    if (removed.has(key)) return { id: differenceId('removed', key), status: 'removed', former: false };
    const now = former.get(key);
    return now === undefined ? null : { id: differenceId('changed', now), status: 'changed', former: true };
  });
  // The sort is stable: within a status, what the file lays on top stays on top.
  shapes.sort((a, b) => rank[a.status] - rank[b.status]);
  return { shapes, bounds: boundsOf(shapes) };
}

function boundsOf(shapes: readonly SceneShape[]): Bounds | null {
  if (shapes.length === 0) return null;
  return shapes.reduce<Bounds>(
    (all, { box }) => ({
      minX: Math.min(all.minX, box.minX),
      minY: Math.min(all.minY, box.minY),
      maxX: Math.max(all.maxX, box.maxX),
      maxY: Math.max(all.maxY, box.maxY),
    }),
    { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity },
  );
}

/** Whether a point lies in a polygon: how often a ray to the right crosses its edges. */
function inside(points: readonly number[], x: number, y: number): boolean {
  let odd = false;
  for (let at = 0, from = points.length - 2; at + 1 < points.length; from = at, at += 2) {
    const [ax, ay] = [points[at] ?? 0, points[at + 1] ?? 0];
    const [bx, by] = [points[from] ?? 0, points[from + 1] ?? 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

/**
 * What lies at a point, what changed before what did not, the floor last.
 * @param reach millimetres around it: a shape so small that nobody can hit it is found when it is this near
 */
export function shapeAt(scene: PlanScene, x: number, y: number, reach = 0): SceneShape | null {
  let floor: SceneShape | null = null;
  let near: SceneShape | null = null;
  for (const shape of scene.shapes.toReversed()) {
    const { minX, minY, maxX, maxY } = shape.box;
    if (x < minX - reach || x > maxX + reach || y < minY - reach || y > maxY + reach) continue;
    if (inside(shape.points, x, y)) {
      if (shape.layer !== 'floor') return near ?? shape;
      floor ??= shape;
    } else if (near === null && shape.id !== null && Math.min(maxX - minX, maxY - minY) < reach) near = shape;
  }
  return near ?? floor;
}

/** An SVG path of polygons, y upwards turned downwards as the screen has it. Whole millimetres are finer than any screen. */
export function pathOf(shapes: readonly Pick<SceneShape, 'points'>[]): string {
  const parts: string[] = [];
  for (const { points } of shapes) {
    for (let at = 0; at + 1 < points.length; at += 2) {
      parts.push(
        at === 0 ? 'M' : 'L',
        `${Math.round(points[at] ?? 0)} ${Math.round(-(points[at + 1] ?? 0))}`,
      );
    }
    parts.push('Z');
  }
  return parts.join('');
}
