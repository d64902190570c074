import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  zeroDecimal,
  type Decimal,
} from './decimal.ts';
import type { ListingTotals } from './listingFacts.ts';
import type { XmlAttributes } from './xmlScanner.ts';

export const noTotals: ListingTotals = { table: null, order: null, budget: null };

type Warn = (code: string, detail: string) => void;

/** Collects one TOTALPRICES and checks its two sums: TABLE + ORDER's margins = ORDER, ORDER + BUDGET's margins = BUDGET. */
export class ListingTotalsReader {
  readonly depth: number;
  readonly place: string;
  readonly #table: string | null;
  #order: string | null = null;
  #budget: string | null = null;
  #section: 'order' | 'budget' | null = null;
  /** Null once a margin cannot be read: the sum is then not checked. */
  #orderMargins: Decimal | null = zeroDecimal;
  #budgetMargins: Decimal | null = zeroDecimal;

  constructor(attributes: XmlAttributes, depth: number, place: string) {
    this.depth = depth;
    this.place = place;
    this.#table = attributes.get('TABLE') ?? null;
  }

  get totals(): ListingTotals {
    return { table: this.#table, order: this.#order, budget: this.#budget };
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'ORDER') {
      this.#section = 'order';
      this.#order = attributes.get('VALUE') ?? null;
    } else if (name === 'BUDGET') {
      this.#section = 'budget';
      this.#budget = attributes.get('VALUE') ?? null;
    } else if (name === 'MARGIN' && this.#section !== null) {
      const written = attributes.get('VALUE') ?? '';
      const value = written.trim() === '' ? zeroDecimal : parseDecimal(written);
      if (this.#section === 'order') this.#orderMargins = plus(this.#orderMargins, value);
      else this.#budgetMargins = plus(this.#budgetMargins, value);
    }
  }

  close(name: string): void {
    if (name === 'ORDER' || name === 'BUDGET') this.#section = null;
  }

  check(warn: Warn): void {
    this.#compare(
      'total-order-mismatch',
      'TABLE',
      this.#table,
      this.#orderMargins,
      'ORDER',
      this.#order,
      warn,
    );
    this.#compare(
      'total-budget-mismatch',
      'ORDER',
      this.#order,
      this.#budgetMargins,
      'BUDGET',
      this.#budget,
      warn,
    );
  }

  #compare(
    code: string,
    baseName: string,
    base: string | null,
    margins: Decimal | null,
    totalName: string,
    total: string | null,
    warn: Warn,
  ): void {
    if (base === null || total === null) return;
    const from = parseDecimal(base);
    const to = parseDecimal(total);
    if (from === null || to === null || margins === null) {
      warn(
        'amount-unreadable',
        `${this.place}: ${baseName}, ${totalName} or a margin between them is no number`,
      );
      return;
    }
    const sum = addDecimals(from, margins);
    if (compareDecimals(sum, to) !== 0) {
      warn(
        code,
        `${this.place}: ${baseName} plus margins is ${formatDecimal(sum)}, ${totalName} says ${formatDecimal(to)}`,
      );
    }
  }
}

function plus(sum: Decimal | null, value: Decimal | null): Decimal | null {
  return sum === null || value === null ? null : addDecimals(sum, value);
}
