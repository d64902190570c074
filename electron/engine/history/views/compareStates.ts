import type {
  ChangeKind,
  ComparedItem,
  Comparison,
  PlanEntity,
} from '../../../../shared/contract/windowSchemas.ts';
import type { LayoutEnvironment, LayoutFacts } from '../../promob/layoutFacts.ts';
import type { ListingFacts } from '../../promob/listingFacts.ts';
import { compareDrawings } from './compareDrawings.ts';
import { compareItems } from './compareItems.ts';
import { amountText, comparedItem } from './listingRows.ts';
import { planEntity, planOf } from './planOf.ts';

/** Differences of the drawing, and as many of the items, that go to the window; nobody reads more. */
export const mostDifferences = 2_000;

export interface StateFacts {
  readonly layout: LayoutFacts;
  /** `null` where the state has no listing, or none that can be read. */
  readonly listing: Pick<ListingFacts, 'items' | 'totals'> | null;
}

export type StateComparison = Pick<Comparison, 'drawing' | 'items' | 'total' | 'plans' | 'omitted'>;

interface Told<Row> {
  added: Row[];
  removed: Row[];
  changed: { before: Row; after: Row; changes: ChangeKind[] }[];
}

const empty: Pick<LayoutEnvironment, 'entities' | 'layouts'> = { entities: [], layouts: [] };

/** How many of each list fit together: an equal share each, and what one leaves free goes to the others. */
function sharesOf(sizes: readonly number[], total: number): number[] {
  const shares = sizes.map(() => 0);
  let left = total;
  const bySize = [...sizes.entries()].sort((a, b) => a[1] - b[1]);
  for (const [done, [at, size]] of bySize.entries()) {
    const share = Math.min(size, Math.floor(left / (bySize.length - done)));
    shares[at] = share;
    left -= share;
  }
  return shares;
}

/** The first ones of three lists that fit together, and how many do not. */
function fitting<A, B, C>(
  added: readonly A[],
  removed: readonly B[],
  changed: readonly C[],
): readonly [readonly A[], readonly B[], readonly C[], omitted: number] {
  const sizes = [added.length, removed.length, changed.length];
  const [a = 0, r = 0, c = 0] = sharesOf(sizes, mostDifferences);
  const omitted = added.length + removed.length + changed.length - a - r - c;
  return [added.slice(0, a), removed.slice(0, r), changed.slice(0, c), omitted];
}

function drawingOf(
  before: LayoutFacts,
  after: LayoutFacts,
): Pick<StateComparison, 'drawing' | 'plans'> & { readonly omitted: number } {
  const [from, to] = [before.environment ?? empty, after.environment ?? empty];
  const differences = compareDrawings(from, to);
  const changed = differences.pairs.filter(({ told }) => told.length > 0);
  const [added, removed, changedKept, omitted] = fitting(
    differences.addedTold,
    differences.removedTold,
    changed,
  );
  const row = (side: typeof from, key: number): PlanEntity[] => {
    const entity = side.entities[key];
    return entity === undefined ? [] : [planEntity(key, entity)];
  };
  const told: Told<PlanEntity> = {
    added: added.flatMap((key) => row(to, key)),
    removed: removed.flatMap((key) => row(from, key)),
    changed: changedKept.flatMap((pair) => {
      const [one, other] = [row(from, pair.before)[0], row(to, pair.after)[0]];
      return one === undefined || other === undefined
        ? []
        : [{ before: one, after: other, changes: [...pair.told] }];
    }),
  };
  return {
    drawing: {
      ...told,
      unchanged: differences.pairs.filter(({ kinds }) => kinds.length === 0).length,
      matchedByGuid: differences.matchedByGuid,
      matchedByShape: differences.matchedByShape,
    },
    plans: {
      before: planOf(before, new Set([...removed, ...changedKept.map((pair) => pair.before)])),
      after: planOf(after, new Set([...added, ...changedKept.map((pair) => pair.after)])),
    },
    omitted,
  };
}

function itemsOf(
  before: StateFacts['listing'],
  after: StateFacts['listing'],
): { readonly items: StateComparison['items']; readonly omitted: number } {
  if (before === null || after === null) return { items: null, omitted: 0 };
  const differences = compareItems(before.items, after.items);
  const [added, removed, changed, omitted] = fitting(
    differences.addedTold,
    differences.removedTold,
    differences.pairs.filter(({ told }) => told.length > 0),
  );
  const row = (side: NonNullable<StateFacts['listing']>, at: number): ComparedItem[] => {
    const item = side.items[at];
    return item === undefined ? [] : [comparedItem(item)];
  };
  return {
    items: {
      added: added.flatMap((at) => row(after, at)),
      removed: removed.flatMap((at) => row(before, at)),
      changed: changed.flatMap((pair) => {
        const [one, other] = [row(before, pair.before)[0], row(after, pair.after)[0]];
        return one === undefined || other === undefined
          ? []
          : [{ before: one, after: other, changes: [...pair.told] }];
      }),
      unchanged: differences.pairs.filter(({ own, told }) => own.length === 0 && told.length === 0).length,
    },
    omitted,
  };
}

/** What differs between two states of a project: drawing, items, sale price. Pure. */
export function compareStates(before: StateFacts, after: StateFacts): StateComparison {
  const { drawing, plans, omitted } = drawingOf(before.layout, after.layout);
  const listed = itemsOf(before.listing, after.listing);
  return {
    drawing,
    items: listed.items,
    total: {
      before: amountText(before.listing?.totals.budget ?? null),
      after: amountText(after.listing?.totals.budget ?? null),
    },
    plans,
    omitted: omitted + listed.omitted,
  };
}
