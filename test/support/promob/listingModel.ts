/** What a generated listing is made of. Amounts are integer cents; sums are computed when it becomes XML. */
export interface ListingModel {
  readonly projectGuid: string | null;
  /** dd/MM/yyyy and HH:mm:ss, local. */
  readonly date: string;
  readonly hour: string;
  /** Of the Promob that exported; written empty where it is left out. */
  readonly serialNumber?: string;
  readonly customer: Readonly<Record<string, string>>;
  readonly environments: readonly ListingEnvironmentModel[];
  readonly orderMargins: readonly MarginModel[];
  readonly budgetMargins: readonly MarginModel[];
  /** Cents by which the listing's own ORDER and BUDGET are made wrong. */
  readonly totalsOff?: { readonly order: bigint; readonly budget: bigint };
}

export interface MarginModel {
  readonly id: string;
  readonly description: string;
  /** Thousandths of TABLE, rounded down to cents. */
  readonly perMille: number;
}

export interface ListingEnvironmentModel {
  readonly guid: string;
  readonly description: string;
  readonly uniqueId: string;
  readonly categories: readonly ListingCategoryModel[];
}

export interface ListingCategoryModel {
  readonly description: string;
  readonly items: readonly ListingItemModel[];
  readonly totalsOff?: { readonly order: bigint; readonly budget: bigint };
}

export interface ListingItemModel {
  readonly guid: string | null;
  readonly uniqueId: number;
  /** Catalogue id; "" for structures. */
  readonly id: string;
  readonly description: string;
  readonly reference: string;
  readonly unit: string;
  readonly repetition: string;
  /** Null: left out. */
  readonly quantity: string | null;
  readonly width: string;
  readonly height: string;
  readonly depth: string;
  readonly textDimension: string;
  /** CHAPA, FITA_BORDA, CORTE …; null for goods. */
  readonly structureKey: string | null;
  /** PRICE@TABLE as written. */
  readonly table: string;
  /** PRICE@TOTAL in cents; null: no PRICE at all. */
  readonly total: bigint | null;
  readonly references: Readonly<Record<string, string>>;
  readonly children: readonly ListingItemModel[];
  /** Cents by which TOTALCOMPONENTS is made wrong. */
  readonly componentsOff?: bigint;
}
