import type { FloorPlan, PlanEntity, PlanShape } from '../../../../shared/contract/windowSchemas.ts';
import type { DrawingEntity } from '../../promob/drawingFacts.ts';
import type { EntityLayout, LayoutFacts, Vector } from '../../promob/layoutFacts.ts';
import { bodyOf, cornersOf, faceFromAbove, finite, outlineFromAbove, poseOf } from './pose.ts';

/** Shapes in one plan: a real kitchen has 60; a screen stays smooth with this many. */
export const mostShapes = 4_000;
/** Corners of all shapes of one plan together. */
const mostCorners = 60_000;
/** A nested part is drawn of its own when it stands out of what is around it by more than this (a handle does not). */
const standsOutMm = 60;
/** A floor that begins above a person's reach is a ceiling. */
const ceilingFromMm = 1_500;
/** Lines of text in a plan; Promob's longest names have some 80 characters. */
const longestText = 300;

type Layer = PlanShape['layer'];

export type Role = 'floor' | 'wall' | 'ceiling' | 'light' | 'furniture';

/** What an entity is to the room, by INFORMACOES@TYPE as it occurs in real files. */
export function roleOf(entity: DrawingEntity): Role {
  switch (entity.type?.toLowerCase()) {
    case 'wall':
      return 'wall';
    case 'pisoteto':
      return entity.position.z.value >= ceilingFromMm ? 'ceiling' : 'floor';
    case 'teto':
      return 'ceiling';
    case 'luzambiente':
    case 'luzlinearnova':
      return 'light';
    default:
      return 'furniture';
  }
}

/**
 * The furniture an entity is a part of; `null` where it stands in the room itself. Floors and walls hold what is set on
 * them as their children, in real files nearly everything, and are not what it is a part of.
 */
export function partOf(entities: readonly DrawingEntity[], entity: DrawingEntity): number | null {
  const parent = entity.parent === null ? undefined : entities[entity.parent];
  return parent === undefined || roleOf(parent) !== 'furniture' ? null : entity.parent;
}

/** To a hundredth of a millimetre: below what can be seen or cut, and free of remainders such as `9.1E-14`. */
const tidy = (value: number): number => Math.round(finite(value) * 100) / 100 + 0;

/** Templates that are known by what they stand for; the others say nothing to people. */
function plainDescription(entity: DrawingEntity): string {
  const { w, h, d } = entity.size;
  const said = (entity.description ?? '')
    .replaceAll('$W$', String(tidy(w.value)))
    .replaceAll('$H$', String(tidy(h.value)))
    .replaceAll('$D$', String(tidy(d.value)))
    .replaceAll(/\$[^$]{1,80}\$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return (said === '' ? (entity.id ?? '') : said).slice(0, longestText);
}

export function planEntity(key: number, entity: DrawingEntity): PlanEntity {
  const { position, size, rotation } = entity;
  return {
    key,
    guid: entity.guid,
    kind: (entity.type ?? '').slice(0, longestText),
    description: plainDescription(entity),
    reference: (entity.reference ?? '').slice(0, longestText),
    size: { w: tidy(size.w.value), h: tidy(size.h.value), d: tidy(size.d.value) },
    place: { x: tidy(position.x.value), y: tidy(position.y.value), z: tidy(position.z.value) },
    rotation: tidy(((rotation.value % 360) + 360) % 360),
  };
}

interface Drawn {
  readonly key: number;
  readonly layer: Layer;
  readonly points: number[];
  /** The highest point, which lies on top in a view from above. */
  readonly top: number;
}

/** An entity seen from above; `null` where nothing of it is seen (it has no extent). */
function drawn(key: number, entity: DrawingEntity, layout: EntityLayout, layer: Layer): Drawn | null {
  const pose = poseOf(entity, layout);
  const corners = cornersOf(pose, bodyOf(entity, layout));
  const face = layout.outline === null ? null : faceFromAbove(pose, layout.outline);
  const points = (face ?? outlineFromAbove(corners)).map(tidy);
  if (points.length < 6) return null;
  return { key, layer, points, top: corners.reduce((top, corner) => Math.max(top, corner[2]), -Infinity) };
}

interface Extent {
  readonly min: readonly [number, number];
  readonly max: readonly [number, number];
}

function extentOf(corners: readonly Vector[]): Extent {
  const along = (axis: 0 | 1): number[] => corners.map((corner) => corner[axis]);
  return {
    min: [Math.min(...along(0)), Math.min(...along(1))],
    max: [Math.max(...along(0)), Math.max(...along(1))],
  };
}

const standsOut = (part: Extent, around: Extent): boolean =>
  ([0, 1] as const).some(
    (axis) =>
      part.min[axis] < around.min[axis] - standsOutMm || part.max[axis] > around.max[axis] + standsOutMm,
  );

/**
 * Which entities a plan shows, and on which layer: floors, walls, what stands in the room, and of the parts of that
 * those that stand out of it (a worktop over two cabinets). Ceilings hide everything below them and are left out.
 */
function* shown(
  entities: readonly DrawingEntity[],
  layouts: readonly EntityLayout[],
): Generator<readonly [key: number, layer: Layer]> {
  const extents = new Map<number, Extent>();
  for (const [key, entity] of entities.entries()) {
    const layout = layouts[key];
    if (layout === undefined) continue;
    const role = roleOf(entity);
    if (role === 'ceiling') continue;
    if (role !== 'furniture') {
      yield [key, role === 'light' ? 'other' : role];
      continue;
    }
    const own = extentOf(cornersOf(poseOf(entity, layout), bodyOf(entity, layout)));
    const part = partOf(entities, entity);
    const around = part === null ? undefined : extents.get(part);
    if (around !== undefined && !standsOut(own, around)) {
      extents.set(key, around);
      continue;
    }
    extents.set(key, around === undefined ? own : joined(own, around));
    yield [key, 'module'];
  }
}

const joined = (a: Extent, b: Extent): Extent => ({
  min: [Math.min(a.min[0], b.min[0]), Math.min(a.min[1], b.min[1])],
  max: [Math.max(a.max[0], b.max[0]), Math.max(a.max[1], b.max[1])],
});

/** From below to above: later shapes lie on earlier ones. */
const layerOrder: Readonly<Record<Layer, number>> = { floor: 0, wall: 1, module: 2, other: 3 };

/**
 * The floor plan of an environment. Its entities are those it draws.
 * @param also indices of entities to draw whether the plan would show them or not
 */
export function planOf(facts: LayoutFacts, also: ReadonlySet<number> = new Set()): FloorPlan {
  const named = ({
    guid,
    name,
  }: {
    guid: string | null;
    name: string | null;
  }): {
    guid: string | null;
    name: string;
  } => ({ guid, name: (name ?? '').slice(0, longestText) });
  const ambients = facts.ambients.map(named);
  const { environment } = facts;
  if (environment === null) {
    return { ambient: null, ambients, bounds: null, shapes: [], entities: [], omitted: 0 };
  }
  const { entities, layouts } = environment;
  const wanted = new Map<number, Layer>();
  for (const key of also) {
    const entity = entities[key];
    // a changed ceiling is told in words; drawn, it would lie over the whole room
    if (entity === undefined || roleOf(entity) === 'ceiling') continue;
    const role = roleOf(entity);
    wanted.set(key, role === 'furniture' ? 'module' : role === 'light' ? 'other' : (role as Layer));
  }
  for (const [key, layer] of shown(entities, layouts)) wanted.set(key, layer);

  const all: Drawn[] = [];
  let omitted = 0;
  let corners = 0;
  for (const [key, layer] of wanted) {
    const [entity, layout] = [entities[key], layouts[key]];
    if (entity === undefined || layout === undefined) continue;
    if (all.length >= mostShapes || corners >= mostCorners) {
      omitted += 1;
      continue;
    }
    const shape = drawn(key, entity, layout, layer);
    if (shape === null) continue;
    corners += shape.points.length / 2;
    all.push(shape);
  }
  all.sort((a, b) => layerOrder[a.layer] - layerOrder[b.layer] || a.top - b.top || a.key - b.key);
  return {
    ambient: named(environment),
    ambients,
    bounds: boundsOf(all),
    shapes: all.map(({ key, layer, points }) => ({ key, layer, points })),
    entities: all
      .map(({ key }) => key)
      .sort((a, b) => a - b)
      .flatMap((key) => {
        const entity = entities[key];
        return entity === undefined ? [] : [planEntity(key, entity)];
      }),
    omitted,
  };
}

function boundsOf(shapes: readonly Drawn[]): FloorPlan['bounds'] {
  if (shapes.length === 0) return null;
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { points } of shapes) {
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
      bounds.minX = Math.min(bounds.minX, x);
      bounds.maxX = Math.max(bounds.maxX, x);
      bounds.minY = Math.min(bounds.minY, y);
      bounds.maxY = Math.max(bounds.maxY, y);
    }
  }
  return bounds;
}
