import type { EntityLayout, LayoutFace, Vector } from '../../promob/layoutFacts.ts';
import type { DrawingEntity } from '../../promob/drawingFacts.ts';

/** A frame in the room: where it starts, and the directions of its own x, y and z. Directions have length 1. */
export interface Pose {
  readonly origin: Vector;
  readonly x: Vector;
  readonly y: Vector;
  readonly z: Vector;
}

/**
 * Furthest from the origin that anything is taken to be, in millimetres: 1 km, far more than a building. What lies
 * further (or is no number) would blow the plan up to nothing and is held back to it.
 */
export const furthestMm = 1_000_000;

/** A measure that can be drawn: no number is 0, and nothing lies further than {@link furthestMm}. */
export const finite = (value: number): number =>
  Number.isFinite(value) ? Math.min(furthestMm, Math.max(-furthestMm, value)) : 0;

const bounded = ([x, y, z]: Vector): Vector => [finite(x), finite(y), finite(z)];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const combine = (a: Vector, p: number, b: Vector, q: number): Vector => [
  a[0] * p + b[0] * q,
  a[1] * p + b[1] * q,
  a[2] * p + b[2] * q,
];

/** Below this the horizontal part of a direction is what single precision leaves of zero. */
const upright = 1e-6;

/** Sine and cosine of degrees, exact at quarter turns, so that upright furniture has upright corners. */
function turn(degrees: number): readonly [cosine: number, sine: number] {
  const within = Number.isFinite(degrees) ? ((degrees % 360) + 360) % 360 : 0;
  const quarter = Math.round(within / 90);
  if (Math.abs(within - quarter * 90) < 1e-9) {
    const sines = [0, 1, 0, -1] as const;
    return [sines[(quarter + 1) % 4] ?? 1, sines[quarter % 4] ?? 0];
  }
  const radians = (within * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/** The frame at a point with this upward direction, turned about it counter-clockwise. Rule: {@link EntityLayout}. */
export function poseAt(origin: Vector, normal: Vector, degrees: number): Pose {
  const length = Math.hypot(...normal);
  const z: Vector =
    Number.isFinite(length) && length > upright
      ? [normal[0] / length, normal[1] / length, normal[2] / length]
      : [0, 0, 1];
  const level = Math.hypot(z[0], z[1]);
  const across: Vector = level > upright ? [-z[1] / level, z[0] / level, 0] : [0, 1, 0];
  const along = cross(across, z);
  const [cosine, sine] = turn(degrees);
  return {
    origin: bounded(origin),
    x: combine(along, cosine, across, sine),
    y: combine(along, -sine, across, cosine),
    z,
  };
}

/** The frame of an entity in the room. */
export function poseOf(entity: DrawingEntity, layout: EntityLayout): Pose {
  const { x, y, z } = entity.position;
  return poseAt([x.value, y.value, z.value], layout.normal, entity.rotation.value);
}

/** A point of a frame, in the room. */
export function toRoom({ origin, x, y, z }: Pose, [a, b, c]: Vector): Vector {
  return [
    origin[0] + a * x[0] + b * y[0] + c * z[0],
    origin[1] + a * x[1] + b * y[1] + c * z[1],
    origin[2] + a * x[2] + b * y[2] + c * z[2],
  ];
}

/** A frame as seen from another: where it starts and how it is turned there. */
export function relativeTo(around: Pose, { origin, x, y, z }: Pose): Pose {
  const away = combine(origin, 1, around.origin, -1);
  const seen = (direction: Vector): Vector => [
    dot(direction, around.x),
    dot(direction, around.y),
    dot(direction, around.z),
  ];
  return { origin: seen(away), x: seen(x), y: seen(y), z: seen(z) };
}

/** The body of an entity in its own frame; measures left out or senseless are zero. */
export function bodyOf(
  entity: DrawingEntity,
  layout: EntityLayout,
): { readonly min: Vector; readonly max: Vector } {
  if (layout.box !== null) return { min: bounded(layout.box.min), max: bounded(layout.box.max) };
  const [w, h, d] = bounded([entity.size.w.value, entity.size.h.value, entity.size.d.value]);
  return layout.mirrored ? { min: [-w, -d, 0], max: [0, 0, h] } : { min: [0, -d, 0], max: [w, 0, h] };
}

/** The eight corners of an entity's body, in the room. */
export function cornersOf(
  pose: Pose,
  { min, max }: { readonly min: Vector; readonly max: Vector },
): Vector[] {
  const corners: Vector[] = [];
  for (const x of [min[0], max[0]]) {
    for (const y of [min[1], max[1]]) for (const z of [min[2], max[2]]) corners.push(toRoom(pose, [x, y, z]));
  }
  return corners;
}

/** A face's corners seen from above: x, y, x, y …; `null` where it stands too steep to be seen from there. */
export function faceFromAbove(pose: Pose, face: LayoutFace): number[] | null {
  const own = poseAt(face.base, face.normal, face.rotation);
  const looks = own.z[0] * pose.x[2] + own.z[1] * pose.y[2] + own.z[2] * pose.z[2];
  if (Math.abs(looks) < 0.5) return null;
  const seen: number[] = [];
  for (let at = 0; at + 1 < face.points.length; at += 2) {
    const [x, y] = bounded(
      toRoom(pose, toRoom(own, bounded([face.points[at] ?? 0, face.points[at + 1] ?? 0, 0]))),
    );
    seen.push(x, y);
  }
  return seen;
}

/** The convex outline of points seen from above, counter-clockwise, as x, y, x, y … */
export function outlineFromAbove(points: readonly Vector[]): number[] {
  const sorted = points.map(bounded).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (from: readonly Vector[]): Vector[] => {
    const chain: Vector[] = [];
    for (const point of from) {
      for (;;) {
        const [a, b] = [chain.at(-2), chain.at(-1)];
        if (a === undefined || b === undefined) break;
        const left = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);
        // a thousandth of a square millimetre: corners on a straight line are none
        if (left > 1e-3) break;
        chain.pop();
      }
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  const around = [...half(sorted), ...half(sorted.toReversed())];
  return around.flatMap(([x, y]) => [x, y]);
}
