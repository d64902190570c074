import type {
  ChangeKind,
  ComparedItem,
  Comparison,
  PlanEntity,
} from '../../shared/contract/windowSchemas.ts';
import { searchText } from '../components/searchText.ts';
import { amountDifference } from './amounts.ts';
import { differenceId } from './planScene.ts';

export type DifferenceStatus = 'added' | 'removed' | 'changed';
export const differenceStatuses: readonly DifferenceStatus[] = ['added', 'removed', 'changed'];

interface Difference<Thing> {
  readonly id: string;
  readonly status: DifferenceStatus;
  /** What is there, or was. */
  readonly thing: Thing;
  /** What it was, where it changed. */
  readonly before: Thing | null;
  readonly changes: readonly ChangeKind[];
  readonly text: string;
}

/** Something of the drawing that is not as it was. */
export interface DrawingDifference extends Difference<PlanEntity> {
  readonly part: 'drawing';
  readonly onPlan: boolean;
}

/** An item of the listing that is not as it was. */
export interface ItemDifference extends Difference<ComparedItem> {
  readonly part: 'items';
  /** Price after minus before, as a decimal string; `null` where one of them is not known. */
  readonly difference: string | null;
}

export type AnyDifference = DrawingDifference | ItemDifference;

const textOf = (...things: readonly (PlanEntity | ComparedItem | null)[]): string =>
  searchText(
    things
      .flatMap((thing) =>
        thing === null ? [] : [thing.description, thing.reference, 'code' in thing ? thing.code : thing.kind],
      )
      .join(' '),
  );

/**
 * The differences of the drawing: added, removed, changed, each in the order it came.
 * @param drawn ids of what the plan shows
 */
export function drawingDifferences(
  drawing: Comparison['drawing'],
  drawn: ReadonlySet<string>,
): readonly DrawingDifference[] {
  const row = (
    status: DifferenceStatus,
    thing: PlanEntity,
    before: PlanEntity | null,
    changes: readonly ChangeKind[],
  ): DrawingDifference => {
    const id = differenceId(status, thing.key);
    return {
      part: 'drawing',
      id,
      status,
      thing,
      before,
      changes,
      text: textOf(thing, before),
      onPlan: drawn.has(id),
    };
  };
  return [
    ...drawing.added.map((thing) => row('added', thing, null, [])),
    ...drawing.removed.map((thing) => row('removed', thing, null, [])),
    ...drawing.changed.map(({ before, after, changes }) => row('changed', after, before, changes)),
  ];
}

/** The differences of the items, with what each does to the price. */
export function itemDifferences(items: NonNullable<Comparison['items']>): readonly ItemDifference[] {
  const row = (
    status: DifferenceStatus,
    at: number,
    thing: ComparedItem,
    before: ComparedItem | null,
    changes: readonly ChangeKind[],
  ): ItemDifference => ({
    part: 'items',
    id: `${status} ${at}`,
    status,
    thing,
    before,
    changes,
    text: textOf(thing, before),
    difference: priceDifference(status, thing, before),
  });
  return [
    ...items.added.map((thing, at) => row('added', at, thing, null, [])),
    ...items.removed.map((thing, at) => row('removed', at, thing, null, [])),
    ...items.changed.map(({ before, after, changes }, at) => row('changed', at, after, before, changes)),
  ];
}

function priceDifference(
  status: DifferenceStatus,
  thing: ComparedItem,
  before: ComparedItem | null,
): string | null {
  if (status === 'added') return amountDifference('0', thing.total);
  if (status === 'removed') return amountDifference(thing.total, '0');
  return amountDifference(before?.total ?? null, thing.total);
}

export interface DifferenceFilter {
  readonly query: string;
  /** Empty: all of them. */
  readonly statuses: ReadonlySet<DifferenceStatus>;
}

/** The differences a filter lets through, in their order. */
export function filterDifferences<T extends AnyDifference>(
  differences: readonly T[],
  { query, statuses }: DifferenceFilter,
): readonly T[] {
  const words = searchText(query).split(/\s+/u).filter(Boolean);
  return differences.filter(
    ({ status, text }) =>
      (statuses.size === 0 || statuses.has(status)) && words.every((word) => text.includes(word)),
  );
}

/** How many there are of each kind. */
export function countByStatus(
  differences: readonly AnyDifference[],
): Readonly<Record<DifferenceStatus, number>> {
  const count = { added: 0, removed: 0, changed: 0 };
  for (const { status } of differences) count[status] += 1;
  return count;
}

/** How far something was moved, in whole millimetres; 0 where only what it belongs to moved. */
export function movedBy(before: PlanEntity, after: PlanEntity): number {
  const [a, b] = [before.place, after.place];
  return Math.round(Math.hypot(b.x - a.x, b.y - a.y, b.z - a.z));
}
