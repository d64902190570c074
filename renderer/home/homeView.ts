import { create } from 'zustand';
import { onRowsChanged, useHomeRows } from '../state/homeRows.ts';
import { useStatus } from '../state/status.ts';
import { arrangeRows, movesRow } from './arrangeRows.ts';
import type { Arrangement, RowSort } from './arrangeRows.ts';
import { mayReview } from '../acts/rowAct.ts';
import type { RowFilter } from './rowFilter.ts';

/**
 * How the list looks, kept while the window shows other places. The order is settled when the rows are first read, when
 * filter or sort is chosen, and when asked; a row that changes meanwhile is redrawn where it stands, so that nothing
 * jumps away under a mouse. `moved` says which rows would stand elsewhere by now.
 */
interface HomeView {
  readonly tab: 'environments' | 'files' | 'occurrences';
  readonly filter: RowFilter;
  readonly sort: RowSort;
  readonly order: readonly string[];
  readonly moved: ReadonlySet<string>;
  /** The row the keyboard is at. */
  readonly activeId: string | null;
  readonly scrollTop: number;
  /** A page was opened from here: coming back, the keyboard goes on at its row. */
  readonly left: boolean;
}

export const useHomeView = create<HomeView>(() => ({
  tab: 'environments',
  filter: 'all',
  sort: 'due',
  order: [],
  moved: new Set(),
  activeId: null,
  scrollTop: 0,
  left: false,
}));

/** Whether the signed-in user reviews; another answer gives other rows the button. */
export const useCanReview = (): boolean => useStatus(({ status }) => mayReview(status?.user?.roles ?? []));

function arrangement(): Arrangement {
  const { filter, sort } = useHomeView.getState();
  return { filter, sort, canReview: mayReview(useStatus.getState().status?.user?.roles ?? []) };
}

/** Puts the rows into their order as they are now. */
export function rearrange(change: Partial<Pick<HomeView, 'filter' | 'sort'>> = {}): void {
  const chosen = { ...arrangement(), ...change };
  const order = arrangeRows(useHomeRows.getState().rows.values(), chosen);
  const top = Object.keys(change).length > 0 ? { scrollTop: 0 } : {};
  useHomeView.setState({ ...change, ...top, order, moved: new Set() });
}

let following = false;

/** Follows the rows for as long as the page lives: settles the first order, and notes what would move afterwards. */
export function followHomeOrder(): void {
  if (following) return;
  following = true;
  let settled: 'nothing' | 'some' | 'all' = 'nothing';
  const settle = (): void => {
    const { loaded } = useHomeRows.getState();
    if (loaded === settled) return;
    settled = loaded;
    rearrange();
  };
  settle();
  useHomeRows.subscribe(settle);
  useStatus.subscribe((now, before) => {
    const canReview = mayReview(now.status?.user?.roles ?? []);
    if (canReview !== mayReview(before.status?.user?.roles ?? [])) rearrange();
  });
  onRowsChanged((changes) => {
    const how = arrangement();
    const moving = changes.flatMap(({ environmentId, before, after }) =>
      after !== undefined && movesRow(before, after, how) ? [environmentId] : [],
    );
    if (moving.length === 0) return;
    useHomeView.setState(({ moved }) => ({ moved: new Set([...moved, ...moving]) }));
  });
}
