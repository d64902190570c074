import type { ComparedItem, ListingTree } from '../../../../shared/contract/windowSchemas.ts';
import { formatDecimal, parseDecimal } from '../../promob/decimal.ts';
import type { ListingFacts, ListingItem, ListingTotals } from '../../promob/listingFacts.ts';
import { readListing } from '../../promob/readListing.ts';

/** Items in one tree on a screen; a real listing has 600, a whole house some thousands. */
export const mostItems = 20_000;
/** Characters of one value; Promob's own are below 100. */
const longestText = 500;

const clipped = (text: string | null): string => (text ?? '').trim().slice(0, longestText);

/** Decimals an amount may have on the way to the window; what Promob writes beyond is remainder of its arithmetic. */
const mostDecimals = 12;

/** An amount in plain notation; `null` for what is no amount (absent, `ERRO`, more than 15 digits before the point). */
export function amountText(written: string | null): string | null {
  const value = parseDecimal(written);
  if (value === null) return null;
  const beyond = Math.max(0, value.scale - mostDecimals);
  const plain =
    beyond === 0 ? value : { units: value.units / 10n ** BigInt(beyond), scale: value.scale - beyond };
  const text = formatDecimal(plain);
  const positive = plain.units === 0n ? text.replace('-', '') : text;
  return /^-?\d{1,15}(\.\d+)?$/.test(positive) ? positive : null;
}

/** The measures as written for people; `'-'` is Promob's word for none. */
export function dimensionsOf(item: ListingItem): string {
  const text = clipped(item.textDimension).replaceAll(/\s+/g, ' ');
  if (/^'?-?'?$/.test(text)) {
    if (text !== '') return '';
    const sizes = [item.width, item.height, item.depth].map(clipped);
    return sizes.every((size) => size === '' || Number(size) === 0) ? '' : sizes.join(' x ');
  }
  return text;
}

export function comparedItem(item: ListingItem): ComparedItem {
  return {
    guid: item.guid,
    code: clipped(item.id),
    description: clipped(item.description),
    quantity: clipped(item.quantity),
    dimensions: dimensionsOf(item),
    reference: clipped(item.reference),
    total: amountText(item.amount),
  };
}

export const totalsOf = ({ table, order, budget }: ListingTotals): ListingTree['totals'] => ({
  table: amountText(table),
  order: amountText(order),
  budget: amountText(budget),
});

/**
 * Every item of a listing in the order of the file, those that are odd included; ITEMSWITHOUTPRICE repeats items of the
 * tree and is none of it. Errors as of `readListing`.
 */
export async function treeOf(bytes: Uint8Array, signal?: AbortSignal): Promise<ListingTree> {
  const items: ListingItem[] = [];
  const facts: ListingFacts = await readListing(bytes, {
    ...(signal === undefined ? {} : { signal }),
    collectItems: false,
    onItem: (item) => {
      if (item.index < mostItems) items.push(item);
    },
  });
  return {
    ambients: facts.environments.map(({ guid, description, totals }) => ({
      guid,
      description: clipped(description),
      budget: amountText(totals.budget),
    })),
    items: items
      .sort((a, b) => a.index - b.index)
      .map((item) => ({
        index: item.index,
        parent: item.parentIndex,
        ambient: item.environmentIndex,
        guid: item.guid,
        code: clipped(item.id),
        description: clipped(item.description),
        reference: clipped(item.reference),
        quantity: clipped(item.quantity),
        unit: clipped(item.unit),
        repetition: clipped(item.repetition),
        dimensions: dimensionsOf(item),
        total: amountText(item.amount),
        flags: [...item.flags],
      })),
    totals: totalsOf(facts.totals),
    omitted: Math.max(0, facts.itemCount - mostItems),
  };
}
