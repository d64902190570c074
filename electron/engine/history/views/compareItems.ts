import type { ChangeKind } from '../../../../shared/contract/windowSchemas.ts';
import { compareDecimals, parseDecimal } from '../../promob/decimal.ts';
import type { ListingItem } from '../../promob/listingFacts.ts';
import { otherFinish } from './compareDrawings.ts';
import { matchTrees, textHash } from './matchTrees.ts';
import type { MatchNode, MatchRule } from './matchTrees.ts';

/** Measures of a listing are millimetres with at most a tenth. */
const sameMm = 0.05;

/** Strictest first; the keys of {@link nodeOf} stand in this order. */
const rules: readonly MatchRule[] = [
  // code, description and measures
  { furthest: Infinity, loose: false },
  // the same goods in another size, the closest first
  { furthest: 1_000, loose: true },
  // the same code and size under another description
  { furthest: sameMm, loose: true },
];

export interface MatchedItem {
  readonly before: number;
  readonly after: number;
  /** What of the item itself changed; the sum of what is below it is not its own. */
  readonly own: readonly ChangeKind[];
  /** What is told; empty where nothing is, or where an item around or below it tells it. */
  readonly told: readonly ChangeKind[];
}

export interface ItemDifferences {
  /** Every item stands in exactly one of these three, on each side. */
  readonly pairs: readonly MatchedItem[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
  /** Of these, what is told: what is below something added or removed is not told again. */
  readonly addedTold: readonly number[];
  readonly removedTold: readonly number[];
}

const measure = (written: string | null): number => {
  const value = Number((written ?? '').trim().replace(',', '.'));
  return Number.isFinite(value) ? value : 0;
};
const sizesOf = ({ width, height, depth }: ListingItem): number[] => [width, height, depth].map(measure);

const textOf = (value: string | null): string => (value ?? '').trim();

/** The same number, or the same text where one of them is no number. */
function same(a: string | null, b: string | null): boolean {
  const [one, other] = [parseDecimal(a), parseDecimal(b)];
  if (one === null || other === null) return textOf(a) === textOf(b);
  return compareDecimals(one, other) === 0;
}

function nodeOf(item: ListingItem): MatchNode {
  const kind = (): string => `${textOf(item.id)}\n${item.structureKey ?? ''}`;
  const named = (): string => `${kind()}\n${textOf(item.description)}`;
  const sized = (): string =>
    sizesOf(item)
      .map((size) => size.toFixed(1))
      .join(' ');
  const byText = (): string => `${named()}\n${sized()}\n${textOf(item.textDimension)}`;
  return {
    parent: item.parentIndex,
    guid: item.guid,
    get content() {
      const { reference, quantity, repetition, unit, amount } = item;
      const rest = [reference, quantity, repetition, unit, amount].map(textOf).join('\n');
      return textHash(`${byText()}\n${rest}`);
    },
    get near() {
      return sizesOf(item);
    },
    nearInAll: [],
    get keys() {
      const hasCode = textOf(item.id) !== '';
      return [textHash(byText()), textHash(named()), hasCode ? textHash(`${kind()}\n${sized()}`) : null];
    },
    // a screw of one cabinet is not that of another
    keyInAll: null,
  };
}

/** The item's own price: without that of its parts, which tell their own. */
function ownPrice(item: ListingItem, hasParts: boolean): string | null {
  return hasParts ? (item.price?.total ?? null) : item.amount;
}

function ownChanges(
  before: ListingItem,
  after: ListingItem,
  parts: { readonly before: boolean; readonly after: boolean },
): ChangeKind[] {
  const kinds: ChangeKind[] = [];
  const [sizesBefore, sizesAfter] = [sizesOf(before), sizesOf(after)];
  if (sizesBefore.some((size, at) => Math.abs(size - (sizesAfter[at] ?? 0)) > sameMm)) kinds.push('size');
  else if (textOf(before.textDimension) !== textOf(after.textDimension)) kinds.push('size');
  if (
    otherFinish(
      { reference: before.reference, sizes: sizesBefore },
      { reference: after.reference, sizes: sizesAfter },
    )
  ) {
    kinds.push('finish');
  }
  if (textOf(before.description) !== textOf(after.description) || textOf(before.id) !== textOf(after.id)) {
    kinds.push('description');
  }
  if (
    !same(before.quantity, after.quantity) ||
    !same(before.repetition, after.repetition) ||
    textOf(before.unit) !== textOf(after.unit)
  ) {
    kinds.push('quantity');
  }
  if (!same(ownPrice(before, parts.before), ownPrice(after, parts.after))) kinds.push('price');
  return kinds;
}

/**
 * What a told change explains in the items below. Another size makes other parts, of other prices: nothing below it is
 * told then, what was added and removed there included.
 */
const explains: Readonly<Record<ChangeKind, readonly ChangeKind[]>> = {
  size: ['size', 'place', 'rotation', 'finish', 'description', 'quantity', 'price'],
  place: [],
  rotation: [],
  finish: ['finish'],
  description: [],
  quantity: ['quantity', 'price'],
  price: ['price'],
};

/**
 * What became of every item between two listings. A difference is told once: at the highest item that itself changed.
 * Items around it, whose totals only follow, are not told; where the total of an item changed and nothing below it says
 * why, the item itself is. The price of an item is TOTAL + TOTALCOMPONENTS.
 */
export function compareItems(before: readonly ListingItem[], after: readonly ListingItem[]): ItemDifferences {
  const matching = matchTrees(before.map(nodeOf), after.map(nodeOf), rules);
  const partsIn = (items: readonly ListingItem[]): boolean[] => {
    const has = items.map(() => false);
    for (const { parentIndex } of items) if (parentIndex !== null) has[parentIndex] = true;
    return has;
  };
  const [partsBefore, partsAfter] = [partsIn(before), partsIn(after)];

  const pairs: (Omit<MatchedItem, 'told'> & { told: ChangeKind[] })[] = [];
  const pairAt = new Map<number, (typeof pairs)[number]>();
  const added: number[] = [];
  const addedTold: number[] = [];
  const explained = new Map<number, ReadonlySet<ChangeKind>>();
  const nothing: ReadonlySet<ChangeKind> = new Set();
  for (const [a, item] of after.entries()) {
    const parent = item.parentIndex;
    const known = (parent === null ? undefined : explained.get(parent)) ?? nothing;
    const b = matching.before[a] ?? -1;
    const old = before[b];
    if (old === undefined) {
      added.push(a);
      const around = parent === null || (matching.before[parent] ?? -1) >= 0;
      if (around && !known.has('size')) addedTold.push(a);
      continue;
    }
    const own = ownChanges(old, item, { before: partsBefore[b] ?? false, after: partsAfter[a] ?? false });
    const told = own.filter((kind) => !known.has(kind));
    if (told.length > 0 && !told.includes('price') && !known.has('price') && !same(old.amount, item.amount)) {
      told.push('price');
    }
    const passedOn = new Set([...known, ...told.flatMap((kind) => explains[kind])]);
    if (passedOn.size > 0) explained.set(a, passedOn);
    const pair = { before: b, after: a, own, told };
    pairs.push(pair);
    pairAt.set(a, pair);
  }

  const removed = [...before.keys()].filter((b) => (matching.after[b] ?? -1) < 0);
  const removedTold = removed.filter((b) => {
    const parent = before[b]?.parentIndex ?? null;
    if (parent === null) return true;
    const around = matching.after[parent] ?? -1;
    return around >= 0 && explained.get(around)?.has('size') !== true;
  });

  // a total that changed without anything below saying why: plain listings leave the parts out
  const tellsBelow = new Set<number>();
  const upwards = (at: number | null): void => {
    for (let each = at; each !== null && !tellsBelow.has(each); each = after[each]?.parentIndex ?? null) {
      tellsBelow.add(each);
    }
  };
  for (const a of addedTold) upwards(after[a]?.parentIndex ?? null);
  for (const b of removedTold) {
    const parent = before[b]?.parentIndex ?? null;
    const around = parent === null ? -1 : (matching.after[parent] ?? -1);
    if (around >= 0) upwards(around);
  }
  for (const { after: a, told } of pairs) if (told.length > 0) upwards(after[a]?.parentIndex ?? null);
  for (const [a, item] of [...after.entries()].reverse()) {
    const pair = pairAt.get(a);
    const old = pair === undefined ? undefined : before[pair.before];
    if (pair === undefined || old === undefined || pair.told.length > 0 || tellsBelow.has(a)) continue;
    const known = item.parentIndex === null ? undefined : explained.get(item.parentIndex);
    if (known?.has('price') === true || same(old.amount, item.amount)) continue;
    pair.told.push('price');
    upwards(item.parentIndex);
  }
  return { pairs, added, removed, addedTold, removedTold };
}
