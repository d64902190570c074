import type { KnownRow } from './knownRow.ts';
import { urgencyOf } from '../acts/rowAct.ts';
import type { Urgency } from '../acts/rowAct.ts';
import { passesFilter } from './rowFilter.ts';
import type { RowFilter } from './rowFilter.ts';

export const rowSorts = ['due', 'newest', 'name'] as const;
export type RowSort = (typeof rowSorts)[number];

export interface Arrangement {
  readonly filter: RowFilter;
  readonly sort: RowSort;
  readonly canReview: boolean;
}

interface Sorted {
  readonly known: KnownRow;
  readonly urgency: Urgency;
}

interface Group {
  readonly rows: Sorted[];
  urgency: Urgency;
  activityAt: string;
  readonly name: string;
}

/** Plain comparison: times are ISO-8601 and names were made plain for the search, so no collation is needed. */
const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The order of the list: environments of a project stay together; projects stand where their most urgent (or newest, or
 * first) environment puts them. Where nothing else decides, the newest activity comes first.
 * @returns ids of the environments
 */
export function arrangeRows(rows: Iterable<KnownRow>, { filter, sort, canReview }: Arrangement): string[] {
  const groups = new Map<string, Group>();
  for (const known of rows) {
    const { row } = known;
    if (!passesFilter(row, filter, canReview)) continue;
    const urgency = urgencyOf(row, canReview);
    const group = groups.get(row.projectId);
    if (group === undefined) {
      groups.set(row.projectId, {
        rows: [{ known, urgency }],
        urgency,
        activityAt: row.activityAt,
        name: known.groupKey,
      });
      continue;
    }
    group.rows.push({ known, urgency });
    if (urgency < group.urgency) group.urgency = urgency;
    if (row.activityAt > group.activityAt) group.activityAt = row.activityAt;
  }
  const compareGroups = (a: Group, b: Group): number =>
    sort === 'name'
      ? ascending(a.name, b.name)
      : (sort === 'due' ? a.urgency - b.urgency : 0) || ascending(b.activityAt, a.activityAt);
  const compareRows = (a: Sorted, b: Sorted): number =>
    sort === 'name'
      ? ascending(a.known.nameKey, b.known.nameKey)
      : (sort === 'due' ? a.urgency - b.urgency : 0) ||
        ascending(b.known.row.activityAt, a.known.row.activityAt);
  const order: string[] = [];
  for (const group of [...groups.values()].sort(compareGroups)) {
    if (group.rows.length > 1) group.rows.sort(compareRows);
    for (const { known } of group.rows) order.push(known.row.environmentId);
  }
  return order;
}

/** Whether a change of a row could give it another place, or make it come or go. */
export function movesRow(before: KnownRow | undefined, after: KnownRow, arrangement: Arrangement): boolean {
  const { filter, sort, canReview } = arrangement;
  const shown = passesFilter(after.row, filter, canReview);
  if (before === undefined) return shown;
  if (passesFilter(before.row, filter, canReview) !== shown) return true;
  if (!shown) return false;
  if (sort === 'name') return before.groupKey !== after.groupKey || before.nameKey !== after.nameKey;
  if (sort === 'newest') return before.row.activityAt !== after.row.activityAt;
  return urgencyOf(before.row, canReview) !== urgencyOf(after.row, canReview);
}
