import type { ReadWarning } from './containerFacts.ts';

/** Amounts of one TOTALPRICES, as written; null where the listing has none. ORDER is the factory's cost, BUDGET the sale price. */
export interface ListingTotals {
  readonly table: string | null;
  readonly order: string | null;
  readonly budget: string | null;
}

export interface ListingCategory {
  /** Trimmed. */
  readonly description: string | null;
  readonly totals: ListingTotals;
  /** ITEM elements at every depth, structures included. */
  readonly itemCount: number;
}

export interface ListingEnvironment {
  readonly description: string | null;
  readonly guid: string | null;
  /** AMBIENT@UNIQUEID, e.g. `3\0`. */
  readonly uniqueId: string | null;
  readonly totals: ListingTotals;
  readonly categories: readonly ListingCategory[];
}

/**
 * What is unusual about an item; it is kept and shown all the same.
 * `no-code`: no catalogue id (structures have none and are excepted). `no-quantity`: absent, unreadable or zero.
 * `no-price`: no amount written, or an unreadable one. `zero-price`: written and zero, as Promob's own
 * ITEMSWITHOUTPRICE means it. `error-value`, `unresolved-value`: "ERRO" or `@…@` in the item's own values;
 * `reference-error`, `reference-unresolved`: the same in its REFERENCES, where real listings hold them routinely.
 * `no-guid`, `duplicate-guid`: the item has no key of its own.
 */
export type ListingItemFlag =
  | 'no-code'
  | 'no-quantity'
  | 'no-price'
  | 'zero-price'
  | 'error-value'
  | 'unresolved-value'
  | 'reference-error'
  | 'reference-unresolved'
  | 'no-guid'
  | 'duplicate-guid';

/** PRICE as written. */
export interface ListingPrice {
  readonly table: string | null;
  readonly unit: string | null;
  readonly total: string | null;
  readonly totalComponents: string | null;
}

/** One ITEM below AMBIENTS. */
export interface ListingItem {
  /** Position in document order, counted from 0, parents before children. */
  readonly index: number;
  /** Index of the ITEM around it; null at the top. */
  readonly parentIndex: number | null;
  /** ITEMs around it; 0 at the top. */
  readonly level: number;
  /** Index into {@link ListingFacts.environments}, and into its categories (null where the item stands in none). */
  readonly environmentIndex: number;
  readonly categoryIndex: number | null;
  /** ITEM@GUID, the only key of an item; ITEM@ID repeats. */
  readonly guid: string | null;
  /** The catalogue id; empty for structures. */
  readonly id: string | null;
  readonly description: string | null;
  readonly reference: string | null;
  readonly unit: string | null;
  /** In some systems the number of pieces, and QUANTITY the area of all of them. */
  readonly repetition: string | null;
  readonly quantity: string | null;
  readonly width: string | null;
  readonly height: string | null;
  readonly depth: string | null;
  /** As written: comma decimals, or `'-'`. */
  readonly textDimension: string | null;
  /** STRUCTURE="Y": a sheet, an edge band, an operation. */
  readonly structure: boolean;
  readonly structureKey: string | null;
  readonly component: boolean;
  readonly family: string | null;
  readonly group: string | null;
  /** -1 for structures. */
  readonly uniqueId: string | null;
  /** -2 at the top. */
  readonly uniqueParentId: string | null;
  readonly price: ListingPrice | null;
  /** TOTAL + TOTALCOMPONENTS, exact: what this item costs with all below it. Null where neither is readable. */
  readonly amount: string | null;
  readonly flags: readonly ListingItemFlag[];
}

/** Everything read from a LISTING XML; plain data. */
export interface ListingFacts {
  readonly kind: 'promob-listing';
  readonly projectGuid: string | null;
  /** LISTING@ID and @DESCRIPTION: which report it is. */
  readonly reportId: string | null;
  readonly reportDescription: string | null;
  readonly language: string | null;
  readonly currency: string | null;
  readonly unit: string | null;
  /** DATE and HOUR as written: local time of the machine that exported, not comparable with a save's date. */
  readonly localDate: string | null;
  readonly localHour: string | null;
  /** LISTING@AMBIENTS: which environments were listed, e.g. `3\0`. */
  readonly ambients: string | null;
  readonly about: {
    readonly version: string | null;
    readonly system: string | null;
    readonly systemId: string | null;
    readonly distribution: string | null;
    readonly serialNumber: string | null;
  };
  /** Personal data: filled-in fields of CUSTOMERSDATA, never for a log. */
  readonly customer: Readonly<Record<string, string>>;
  readonly totals: ListingTotals;
  readonly environments: readonly ListingEnvironment[];
  /** ITEM elements under AMBIENTS at every depth. */
  readonly itemCount: number;
  /** ITEM elements in ITEMSWITHOUTPRICE: they repeat items of the tree and are never imported. */
  readonly itemsWithoutPrice: number;
  /** How many items carry each flag. */
  readonly flagged: Readonly<Partial<Record<ListingItemFlag, number>>>;
  /** In document order; empty where the reader was told not to collect. */
  readonly items: readonly ListingItem[];
  /** WHATWG name of the encoding found. */
  readonly encoding: string;
  readonly warnings: readonly ReadWarning[];
}
