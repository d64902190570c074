import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { environmentStates } from '../../shared/domain/environmentState.ts';
import type { EnvironmentState } from '../../shared/domain/environmentState.ts';
import { isInReview, urgencies, urgencyOf } from '../acts/rowAct.ts';

/** What the list shows; a state of FoccoLojas is a filter by its own name. */
export const quickFilters = ['all', 'due', 'my-review', 'out-of-date', 'no-file'] as const;
export type RowFilter = (typeof quickFilters)[number] | EnvironmentState;

/** What only some users are offered: the queue of the reviser is nothing to others. */
export function offeredFilters(canReview: boolean): readonly (typeof quickFilters)[number][] {
  return quickFilters.filter((name) => canReview || name !== 'my-review');
}

export const rowFilters: readonly RowFilter[] = [...quickFilters, ...environmentStates];

export function passesFilter(row: HomeRow, filter: RowFilter, canReview: boolean): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'due':
      return urgencyOf(row, canReview) !== urgencies.calm;
    case 'my-review':
      return canReview && isInReview(row);
    case 'out-of-date':
      return row.outdated && !row.locked;
    case 'no-file':
      return row.fileId === undefined && !row.locked;
    case 'created':
    case 'synchronized':
    case 'outdated':
    case 'converted':
    case 'financially-released':
    case 'in-review':
    case 'review-complete':
      return row.state === filter;
  }
}

/** How many rows each filter would show. */
export function countFilters(
  rows: Iterable<{ readonly row: HomeRow }>,
  canReview: boolean,
): Readonly<Record<RowFilter, number>> {
  const counts = Object.fromEntries(rowFilters.map((filter) => [filter, 0])) as Record<RowFilter, number>;
  for (const { row } of rows) {
    for (const filter of quickFilters) if (passesFilter(row, filter, canReview)) counts[filter] += 1;
    counts[row.state] += 1;
  }
  return counts;
}
