import type { ChangeKind } from '../../../../shared/contract/windowSchemas.ts';
import type { DrawingEntity } from '../../promob/drawingFacts.ts';
import type { EntityLayout, LayoutEnvironment, Vector } from '../../promob/layoutFacts.ts';
import { matchTrees, textHash } from './matchTrees.ts';
import type { MatchNode, MatchRule } from './matchTrees.ts';
import { partOf } from './planOf.ts';
import { dot, poseAt, poseOf, relativeTo, toRoom } from './pose.ts';
import type { Pose } from './pose.ts';

/**
 * Millimetres that are no change. Promob calculates in single precision: at 10 m a step is 0.001 mm, and sums of turned
 * parts lose some of those. No saw cuts a tenth.
 */
const sameMm = 0.1;
/** Directions differ in about as many radians: a hundredth of a degree, 0.7 mm over 4 m. */
const sameDirection = 0.000_2;

/** Strictest first; the keys of {@link nodeOf} stand in this order. */
const rules: readonly MatchRule[] = [
  // the same kind, description and size at the same place
  { furthest: 1, loose: false },
  // wherever it was moved to
  { furthest: Infinity, loose: true },
  // resized: a panel that is another one stands further away than a metre
  { furthest: 1_000, loose: true },
  // at the very place, with another text
  { furthest: 1, loose: true },
];

/** A pair of the same thing; `kinds` is empty where nothing of it changed. */
export interface MatchedEntity {
  readonly before: number;
  readonly after: number;
  /** Against what it is a part of: parts that moved with it did not change. */
  readonly kinds: readonly ChangeKind[];
  /** What is told: without what the change of what it is a part of explains. */
  readonly told: readonly ChangeKind[];
}

export interface DrawingDifferences {
  /** Every entity stands in exactly one of these three, on each side. */
  readonly pairs: readonly MatchedEntity[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
  /** Of these, what is told: parts of what was added or removed as a whole are not told again. */
  readonly addedTold: readonly number[];
  readonly removedTold: readonly number[];
  readonly matchedByGuid: number;
  readonly matchedByShape: number;
}

interface Side {
  readonly entities: readonly DrawingEntity[];
  readonly layouts: readonly EntityLayout[];
  readonly parts: readonly (number | null)[];
  readonly poses: readonly Pose[];
}

const plainLayout: EntityLayout = { normal: [0, 0, 1], box: null, mirrored: false, outline: null };

function sideOf({ entities, layouts }: Pick<LayoutEnvironment, 'entities' | 'layouts'>): Side {
  return {
    entities,
    layouts,
    parts: entities.map((entity) => partOf(entities, entity)),
    poses: entities.map((entity, at) => poseOf(entity, layouts[at] ?? plainLayout)),
  };
}

/** The frame of an entity within what it is a part of. */
function within(side: Side, at: number): Pose {
  const own = side.poses[at] ?? poseAt([0, 0, 0], [0, 0, 1], 0);
  const part = side.parts[at] ?? null;
  const around = part === null ? undefined : side.poses[part];
  return around === undefined ? own : relativeTo(around, own);
}

/** Whole millimetres; what falls on the edge between two is found by nearness. */
const rounded = (values: readonly number[]): string => values.map((value) => Math.round(value) + 0).join(' ');

function nodeOf(side: Side, at: number, entity: DrawingEntity): MatchNode {
  const pose = within(side, at);
  const { w, h, d } = entity.size;
  const kind = `${entity.type ?? ''}\n${entity.id ?? ''}`;
  const text = `${kind}\n${entity.description ?? ''}`;
  const sized = (): string => `${text}\n${rounded([w.value, h.value, d.value])}`;
  return {
    parent: side.parts[at] ?? null,
    guid: entity.guid,
    get content() {
      const turned = [...pose.x, ...pose.z].map((value) => Math.round(value * 100) + 0).join(' ');
      const finish = `${entity.reference ?? ''}\n${entity.material ?? ''}`;
      return textHash(`${sized()}\n${rounded(pose.origin)}\n${turned}\n${finish}`);
    },
    near: pose.origin,
    nearInAll: side.poses[at]?.origin ?? pose.origin,
    get keys() {
      const bySize = textHash(sized());
      return [bySize, bySize, textHash(text), textHash(kind)];
    },
    get keyInAll() {
      return textHash(sized());
    },
  };
}

const far = (a: Vector, b: Vector): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** How points moved: not at all, all alike, or so that the figure is another one. */
function moved(before: readonly Vector[], after: readonly Vector[]): 'place' | 'size' | null {
  if (before.length !== after.length) return 'size';
  const [b, a] = [before[0], after[0]];
  if (b === undefined || a === undefined) return null;
  const by: Vector = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  const alike = before.every((each, at) => {
    const other = after[at];
    return other !== undefined && far([each[0] + by[0], each[1] + by[1], each[2] + by[2]], other) <= sameMm;
  });
  if (!alike) return 'size';
  return Math.hypot(...by) > sameMm ? 'place' : null;
}

/** The figure of an entity in its own frame: its outline, else its body. Walls keep their place in it. */
function figureOf({ outline, box }: EntityLayout): Vector[] | null {
  if (outline === null) return box === null ? null : [box.min, box.max];
  const pose = poseAt(outline.base, outline.normal, outline.rotation);
  const corners: Vector[] = [];
  for (let at = 0; at + 1 < outline.points.length; at += 2) {
    corners.push(toRoom(pose, [outline.points[at] ?? 0, outline.points[at + 1] ?? 0, 0]));
  }
  return corners;
}

/** A finish without the numbers that only repeat the measures: `1.0013.750.Branco` of a cabinet of 750 mm. */
function withoutMeasures(reference: string, sizes: readonly number[]): string {
  const measures = new Set(sizes.flatMap((size) => [Math.round(size), Math.round(size / 10)]).map(String));
  return reference
    .split('.')
    .map((part) => (/^\d+$/.test(part) && measures.has(part) ? '#' : part))
    .join('.');
}

/** Whether the finish is another one; that it names other measures, in mm or cm, is told as size. */
export function otherFinish(
  before: { readonly reference: string | null; readonly sizes: readonly number[] },
  after: { readonly reference: string | null; readonly sizes: readonly number[] },
): boolean {
  const [one, other] = [(before.reference ?? '').trim(), (after.reference ?? '').trim()];
  return one !== other && withoutMeasures(one, before.sizes) !== withoutMeasures(other, after.sizes);
}

/** Promob numbers a material that a project changed for itself: `padrao(1)`. */
const materialOf = (material: string | null): string => (material ?? '').replace(/\(\d+\)$/, '');

function moves(from: Pose, to: Pose): ChangeKind[] {
  const kinds: ChangeKind[] = [];
  if (far(from.origin, to.origin) > sameMm) kinds.push('place');
  if ((['x', 'y', 'z'] as const).some((axis) => 1 - dot(from[axis], to[axis]) > sameDirection ** 2 / 2)) {
    kinds.push('rotation');
  }
  return kinds;
}

/**
 * How something moved: a part within what it is a part of. A part that is written as before did not move of its own
 * either, whatever was moved around it: should other versions of Promob write places relative to the module, moving the
 * module would leave them so (in real files, where they are absolute, no part stays behind its module).
 */
function movesOf(before: Side, b: number, after: Side, a: number, together: boolean): ChangeKind[] {
  const [from, to] = [before.poses[b], after.poses[a]];
  if (from === undefined || to === undefined) return [];
  const inRoom = moves(from, to);
  return inRoom.length === 0 || !together ? inRoom : moves(within(before, b), within(after, a));
}

function changesOf(before: Side, b: number, after: Side, a: number, together: boolean): ChangeKind[] {
  const [one, other] = [before.entities[b], after.entities[a]];
  if (one === undefined || other === undefined) return [];
  const kinds = new Set<ChangeKind>();
  const sizes = ({ size }: DrawingEntity): number[] => [size.w.value, size.h.value, size.d.value];
  const [sizeBefore, sizeAfter] = [sizes(one), sizes(other)];
  const resized = sizeBefore.some((each, at) => Math.abs(each - (sizeAfter[at] ?? 0)) > sameMm);
  if (resized) kinds.add('size');
  for (const kind of movesOf(before, b, after, a, together)) kinds.add(kind);
  const [figureBefore, figureAfter] = [before.layouts[b], after.layouts[a]].map((layout) =>
    layout === undefined ? null : figureOf(layout),
  );
  if (!resized && figureBefore !== null && figureBefore !== undefined && figureAfter) {
    const how = moved(figureBefore, figureAfter);
    if (how !== null) kinds.add(how);
  }
  if (
    otherFinish(
      { reference: one.reference, sizes: sizeBefore },
      { reference: other.reference, sizes: sizeAfter },
    ) ||
    materialOf(one.material) !== materialOf(other.material)
  ) {
    kinds.add('finish');
  }
  if ((one.description ?? '') !== (other.description ?? '') || (one.id ?? '') !== (other.id ?? '')) {
    kinds.add('description');
  }
  return [...kinds];
}

/** What a change explains in the parts of what changed. */
const explains: Readonly<Record<ChangeKind, readonly ChangeKind[]>> = {
  size: ['size', 'place', 'rotation'],
  place: [],
  rotation: [],
  finish: ['finish'],
  description: [],
  quantity: [],
  price: [],
};

/** What became of every entity of an environment between two states of its drawing. */
export function compareDrawings(
  from: Pick<LayoutEnvironment, 'entities' | 'layouts'>,
  to: Pick<LayoutEnvironment, 'entities' | 'layouts'>,
): DrawingDifferences {
  const [before, after] = [sideOf(from), sideOf(to)];
  const nodes = (side: Side): MatchNode[] => side.entities.map((entity, at) => nodeOf(side, at, entity));
  const matching = matchTrees(nodes(before), nodes(after), rules);

  const pairs: MatchedEntity[] = [];
  const added: number[] = [];
  const addedTold: number[] = [];
  const explained = new Map<number, ReadonlySet<ChangeKind>>();
  const nothing: ReadonlySet<ChangeKind> = new Set();
  for (const a of after.entities.keys()) {
    const part = after.parts[a] ?? null;
    const b = matching.before[a] ?? -1;
    if (b < 0) {
      added.push(a);
      if (part === null || (matching.before[part] ?? -1) >= 0) addedTold.push(a);
      continue;
    }
    const partBefore = before.parts[b] ?? null;
    const together =
      part === null || partBefore === null
        ? part === partBefore
        : (matching.before[part] ?? -1) === partBefore;
    const kinds = changesOf(before, b, after, a, together);
    const known = (part === null || !together ? undefined : explained.get(part)) ?? nothing;
    const told = kinds.filter((kind) => !known.has(kind));
    const passedOn = new Set([...known, ...kinds.flatMap((kind) => explains[kind])]);
    if (passedOn.size > 0) explained.set(a, passedOn);
    pairs.push({ before: b, after: a, kinds, told });
  }
  const removed = [...before.entities.keys()].filter((b) => (matching.after[b] ?? -1) < 0);
  return {
    pairs,
    added,
    removed,
    addedTold,
    removedTold: removed.filter((b) => {
      const part = before.parts[b] ?? null;
      return part === null || (matching.after[part] ?? -1) >= 0;
    }),
    matchedByGuid: matching.byGuid,
    matchedByShape: matching.byShape,
  };
}
