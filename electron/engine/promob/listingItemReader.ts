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

function trimmed(value: string | undefined): string | null {
  return value === undefined ? null : value.trim();
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

/** An amount that may be left out: absent or blank is zero, anything unreadable is null. */
function amountOf(value: string | null): Decimal | null {
  return isBlank(value) ? zeroDecimal : parseDecimal(value);
}

/** Collects one ITEM while it is open: its price, what its references hold, and the sum of its children. */
export class ListingItemReader {
  readonly elementDepth: number;
  readonly place: ItemPlace;
  readonly #fields: ItemFields;
  #price: ListingPrice | null = null;
  #referenceError = false;
  #referenceUnresolved = false;
  #children = 0;
  /** Null once a child's amount cannot be read: the sum is then not checked. */
  #childrenSum: Decimal | null = zeroDecimal;

  constructor(attributes: XmlAttributes, elementDepth: number, place: ItemPlace) {
    this.elementDepth = elementDepth;
    this.place = place;
    this.#fields = readFields(attributes);
  }

  get guid(): string | null {
    return this.#fields.guid;
  }

  price(attributes: XmlAttributes): void {
    const as = (name: string): string | null => attributes.get(name) ?? null;
    this.#price = {
      table: as('TABLE'),
      unit: as('UNIT'),
      total: as('TOTAL'),
      totalComponents: as('TOTALCOMPONENTS'),
    };
  }

  reference(value: string | undefined): void {
    if (value === undefined) return;
    if (value.trim() === ERROR_VALUE) this.#referenceError = true;
    if (UNRESOLVED.test(value)) this.#referenceUnresolved = true;
  }

  child(amount: Decimal | null): void {
    this.#children++;
    const sum = this.#childrenSum;
    this.#childrenSum = sum === null || amount === null ? null : addDecimals(sum, amount);
  }

  /** TOTAL + TOTALCOMPONENTS; zero without a price, null where one of them is no number. */
  get amount(): Decimal | null {
    const total = amountOf(this.#price?.total ?? null);
    const components = amountOf(this.#price?.totalComponents ?? null);
    return total === null || components === null ? null : addDecimals(total, components);
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

  finish(duplicateGuid: boolean): ListingItem {
    const amount = this.amount;
    const written = !isBlank(this.#price?.total ?? null) || !isBlank(this.#price?.totalComponents ?? null);
    return {
      ...this.place,
      ...this.#fields,
      price: this.#price,
      amount: amount === null || !written ? null : formatDecimal(amount),
      flags: this.#flags(amount, written, duplicateGuid),
    };
  }

  #flags(amount: Decimal | null, written: boolean, duplicateGuid: boolean): ListingItemFlag[] {
    const fields = this.#fields;
    const flags: ListingItemFlag[] = [];
    if (!fields.structure && isBlank(fields.id)) flags.push('no-code');
    if ((parseDecimal(fields.quantity)?.units ?? 0n) === 0n) flags.push('no-quantity');
    if (!written || amount === null) flags.push('no-price');
    else if (amount.units === 0n) flags.push('zero-price');
    const price = this.#price;
    const values = [...Object.values(fields), ...(price === null ? [] : Object.values(price))];
    if (values.some((value) => typeof value === 'string' && value.trim() === ERROR_VALUE))
      flags.push('error-value');
    if (values.some((value) => typeof value === 'string' && UNRESOLVED.test(value)))
      flags.push('unresolved-value');
    if (this.#referenceError) flags.push('reference-error');
    if (this.#referenceUnresolved) flags.push('reference-unresolved');
    if (fields.guid === null) flags.push('no-guid');
    if (duplicateGuid) flags.push('duplicate-guid');
    return flags;
  }
}
