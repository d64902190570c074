import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  zeroDecimal,
  type Decimal,
} from './decimal.ts';
import { normalizeGuid } from './guid.ts';
import type { ListingItem, ListingItemFlag, ListingPrice } from './listingFacts.ts';
import type { XmlAttributes } from './xmlScanner.ts';

/** Where an item stands in the listing. */
export type ItemPlace = Pick<
  ListingItem,
  'index' | 'parentIndex' | 'level' | 'environmentIndex' | 'categoryIndex'
>;

type ItemFields = Omit<ListingItem, keyof ItemPlace | 'price' | 'amount' | 'flags'>;

/** A value Promob could not resolve, e.g. `@Tri_*(COR)@`. */
const UNRESOLVED = /@[^@]+@/;
const ERROR_VALUE = 'ERRO';

/** Where none of these is, a value is neither `ERRO`, blanks around it aside, nor unresolved. */
export const unusualMarks = { anywhere: '@', inFront: 'E \f\v' } as const;

const nothing: ItemFields = {
  guid: null,
  id: null,
  description: null,
  reference: null,
  unit: null,
  repetition: null,
  quantity: null,
  width: null,
  height: null,
  depth: null,
  textDimension: null,
  structure: false,
  structureKey: null,
  component: false,
  family: null,
  group: null,
  uniqueId: null,
  uniqueParentId: null,
};

function trimmed(value: string | undefined): string | null {
  return value === undefined ? null : value.trim();
}

/**
 * What the facts of a listing say of an item. The rest is left out where it would not be handed to anybody and, by the marks,
 * holds nothing unusual.
 */
function readFew(attributes: XmlAttributes): ItemFields {
  return {
    ...nothing,
    guid: normalizeGuid(attributes.get('GUID')),
    id: trimmed(attributes.get('ID')),
    quantity: attributes.get('QUANTITY') ?? null,
    structure: attributes.get('STRUCTURE') === 'Y',
  };
}

function readFields(attributes: XmlAttributes): ItemFields {
  const as = (name: string): string | null => attributes.get(name) ?? null;
  return {
    guid: normalizeGuid(attributes.get('GUID')),
    id: trimmed(attributes.get('ID')),
    description: trimmed(attributes.get('DESCRIPTION')),
    reference: trimmed(attributes.get('REFERENCE')),
    unit: as('UNIT'),
    repetition: as('REPETITION'),
    quantity: as('QUANTITY'),
    width: as('WIDTH'),
    height: as('HEIGHT'),
    depth: as('DEPTH'),
    textDimension: trimmed(attributes.get('TEXTDIMENSION')),
    structure: attributes.get('STRUCTURE') === 'Y',
    structureKey: as('STRUCTUREKEY'),
    component: attributes.get('COMPONENT') === 'Y',
    family: trimmed(attributes.get('FAMILY')),
    group: trimmed(attributes.get('GROUP')),
    uniqueId: as('UNIQUEID'),
    uniqueParentId: as('UNIQUEPARENTID'),
  };
}

function isBlank(value: string | null): boolean {
  return value === null || value.trim() === '';
}

function isError(value: string): boolean {
  return value.includes(ERROR_VALUE) && value.trim() === ERROR_VALUE;
}

function isUnresolved(value: string): boolean {
  return value.includes('@') && UNRESOLVED.test(value);
}

/** An amount that may be left out: absent or blank is zero, anything unreadable is null. */
function amountOf(value: string | null): Decimal | null {
  return isBlank(value) ? zeroDecimal : parseDecimal(value);
}

/** Collects one ITEM while it is open: its price, what its references hold, and the sum of its children. */
export class ListingItemReader {
  readonly elementDepth: number;
  readonly place: ItemPlace;
  readonly #fields: ItemFields;
  /** No value of its own can be an error or unresolved. */
  #isUsual: boolean;
  #price: ListingPrice | null = null;
  /** Not worked out yet where undefined. */
  #amount: Decimal | null | undefined = undefined;
  #referenceError = false;
  #referenceUnresolved = false;
  #children = 0;
  /** Null once a child's amount cannot be read: the sum is then not checked. */
  #childrenSum: Decimal | null = zeroDecimal;

  /** @param whole whether `finish` will be called; else only `flags`, `amount` and `mismatch` are */
  constructor(attributes: XmlAttributes, elementDepth: number, place: ItemPlace, whole: boolean) {
    this.elementDepth = elementDepth;
    this.place = place;
    this.#isUsual = !attributes.marked;
    this.#fields = whole || !this.#isUsual ? readFields(attributes) : readFew(attributes);
  }

  get guid(): string | null {
    return this.#fields.guid;
  }

  price(attributes: XmlAttributes): void {
    const as = (name: string): string | null => attributes.get(name) ?? null;
    if (attributes.marked) this.#isUsual = false;
    this.#price = {
      table: as('TABLE'),
      unit: as('UNIT'),
      total: as('TOTAL'),
      totalComponents: as('TOTALCOMPONENTS'),
    };
  }

  reference(value: string | undefined): void {
    if (value === undefined) return;
    if (isError(value)) this.#referenceError = true;
    if (isUnresolved(value)) this.#referenceUnresolved = true;
  }

  child(amount: Decimal | null): void {
    this.#children++;
    const sum = this.#childrenSum;
    this.#childrenSum = sum === null || amount === null ? null : addDecimals(sum, amount);
  }

  /** TOTAL + TOTALCOMPONENTS; zero without a price, null where one of them is no number. */
  get amount(): Decimal | null {
    if (this.#amount === undefined) {
      const total = amountOf(this.#price?.total ?? null);
      const components = amountOf(this.#price?.totalComponents ?? null);
      this.#amount = total === null || components === null ? null : addDecimals(total, components);
    }
    return this.#amount;
  }

  /** What is wrong with the sum of the children; null where nothing is, or where there is nothing to compare. */
  get mismatch(): string | null {
    const written = this.#price?.totalComponents ?? null;
    const sum = this.#childrenSum;
    if (this.#children === 0 || sum === null || isBlank(written)) return null;
    const components = parseDecimal(written);
    if (components === null || compareDecimals(components, sum) === 0) return null;
    return `TOTALCOMPONENTS says ${formatDecimal(components)}, its ${this.#children} items sum to ${formatDecimal(sum)}`;
  }

  /** The item, once it is closed. @param flags as `flags` answers them */
  finish(flags: readonly ListingItemFlag[]): ListingItem {
    const amount = this.#isPriced ? this.amount : null;
    return {
      ...this.place,
      ...this.#fields,
      price: this.#price,
      amount: amount === null ? null : formatDecimal(amount),
      flags,
    };
  }

  get #isPriced(): boolean {
    const price = this.#price;
    return price !== null && !(isBlank(price.total) && isBlank(price.totalComponents));
  }

  /** What is unusual about the item, once it is closed. */
  flags(duplicateGuid: boolean): ListingItemFlag[] {
    const fields = this.#fields;
    const { amount } = this;
    const flags: ListingItemFlag[] = [];
    if (!fields.structure && isBlank(fields.id)) flags.push('no-code');
    if ((parseDecimal(fields.quantity)?.units ?? 0n) === 0n) flags.push('no-quantity');
    if (!this.#isPriced || amount === null) flags.push('no-price');
    else if (amount.units === 0n) flags.push('zero-price');
    if (this.#someValue(isError)) flags.push('error-value');
    if (this.#someValue(isUnresolved)) flags.push('unresolved-value');
    if (this.#referenceError) flags.push('reference-error');
    if (this.#referenceUnresolved) flags.push('reference-unresolved');
    if (fields.guid === null) flags.push('no-guid');
    if (duplicateGuid) flags.push('duplicate-guid');
    return flags;
  }

  #someValue(test: (value: string) => boolean): boolean {
    if (this.#isUsual) return false;
    for (const values of [this.#fields, this.#price]) {
      for (const name in values) {
        const value = values[name as keyof typeof values] as unknown;
        if (typeof value === 'string' && test(value)) return true;
      }
    }
    return false;
  }
}
