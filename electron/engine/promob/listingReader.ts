import { LONGEST_SERIAL } from './projectInfo.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { ReadWarning } from './containerFacts.ts';
import { normalizeGuid } from './guid.ts';
import type {
  ListingCategory,
  ListingEnvironment,
  ListingFacts,
  ListingItem,
  ListingItemFlag,
} from './listingFacts.ts';
import type { ListingTotals } from './listingFacts.ts';
import { ListingItemReader, unusualMarks } from './listingItemReader.ts';
import { ListingTotalsReader, noTotals } from './listingTotalsReader.ts';
import type { XmlAttributes, XmlHandler } from './xmlScanner.ts';

/** A listing that is wrong everywhere is told of this many times. */
const WARNINGS = 100;
/** CUSTOMERSDATA holds 39 fields in a real listing. */
const CUSTOMER_FIELDS = 500;
/** AMBIENT and CATEGORY elements together. */
const GROUPS = 10_000;
/** GUIDs named in the warning about a flag. */
const NAMED = 5;

/** Flags that become a warning as well: the others are routine in real, consistent listings. */
const warnedFlags: readonly ListingItemFlag[] = [
  'no-code',
  'no-quantity',
  'no-price',
  'error-value',
  'unresolved-value',
  'duplicate-guid',
];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type OpenCategory = Mutable<ListingCategory>;
type OpenEnvironment = Mutable<Omit<ListingEnvironment, 'categories'>> & { categories: OpenCategory[] };

function trimmed(value: string | undefined): string | null {
  return value === undefined ? null : value.trim();
}

/** The handler behind `readListing`: holds what is open, hands on what is complete. */
export class ListingReader implements XmlHandler {
  readonly #maxItems: number;
  readonly #collect: boolean;
  readonly #onItem: ((item: ListingItem) => void) | undefined;
  /** Whether whole items are wanted, or only what the facts say of them. */
  readonly #handsOn: boolean;
  readonly marks = unusualMarks;
  readonly #path: string[] = [];
  readonly #environments: OpenEnvironment[] = [];
  readonly #items: ListingItem[] = [];
  readonly #openItems: ListingItemReader[] = [];
  readonly #guids = new Set<string>();
  readonly #customer = new Map<string, string>();
  readonly #warnings: ReadWarning[] = [];
  readonly #flagged = new Map<ListingItemFlag, { count: number; named: string[] }>();
  #warningCount = 0;
  #groups = 0;
  #itemCount = 0;
  #itemsWithoutPrice = 0;
  #insideWithoutPrice = false;
  #insideAmbients = false;
  #inCategory = false;
  #openTotals: ListingTotalsReader | null = null;
  #totals: ListingTotals = noTotals;
  #head: Record<
    'id' | 'description' | 'language' | 'currency' | 'unit' | 'date' | 'hour' | 'ambients',
    string | null
  > = {
    id: null,
    description: null,
    language: null,
    currency: null,
    unit: null,
    date: null,
    hour: null,
    ambients: null,
  };
  #projectGuid: string | null = null;
  #about: ListingFacts['about'] = {
    version: null,
    system: null,
    systemId: null,
    distribution: null,
    serialNumber: null,
  };

  constructor(maxItems: number, collect: boolean, onItem: ((item: ListingItem) => void) | undefined) {
    this.#maxItems = maxItems;
    this.#collect = collect;
    this.#onItem = onItem;
    this.#handsOn = collect || onItem !== undefined;
  }

  warn(code: string, detail: string): void {
    this.#warningCount++;
    if (this.#warnings.length < WARNINGS) this.#warnings.push({ code, detail });
  }

  open(name: string, attributes: XmlAttributes, depth: number): boolean {
    const parent = this.#path.at(-1);
    this.#path.push(name);
    if (depth === 1) this.#root(name, attributes);
    else if (this.#openTotals !== null) this.#openTotals.open(name, attributes);
    else if (depth === 2) this.#section(name, attributes, depth);
    else if (this.#insideWithoutPrice) {
      if (name === 'ITEM') this.#itemsWithoutPrice++;
    } else if (this.#insideAmbients) this.#inAmbients(name, parent, attributes, depth);
    else if (name === 'DATA' && parent === 'CUSTOMERSDATA') this.#customerField(attributes);
    return false;
  }

  close(name: string, depth: number): void {
    this.#path.pop();
    if (this.#openTotals !== null) this.#closeInTotals(name, depth, this.#openTotals);
    else if (depth === 2) {
      this.#insideAmbients = false;
      this.#insideWithoutPrice = false;
    } else if (this.#insideWithoutPrice) {
      if (name === 'ITEMSWITHOUTPRICE') this.#insideWithoutPrice = false;
    } else if (name === 'ITEM' && this.#openItems.at(-1)?.elementDepth === depth) this.#closeItem();
    else if (name === 'CATEGORY') this.#inCategory = false;
  }

  facts(encoding: string): ListingFacts {
    for (const flag of warnedFlags) {
      const found = this.#flagged.get(flag);
      if (found === undefined) continue;
      const names = found.named.length === 0 ? '' : `: ${found.named.join(', ')}`;
      const more = found.count > found.named.length && found.named.length > 0 ? ' …' : '';
      this.warn(`items-${flag}`, `${found.count} items${names}${more}`);
    }
    const cut = this.#warningCount - this.#warnings.length;
    if (cut > 0) this.#warnings.push({ code: 'warnings-cut', detail: `${cut} more warnings` });
    const head = this.#head;
    return {
      kind: 'promob-listing',
      projectGuid: this.#projectGuid,
      reportId: head.id,
      reportDescription: head.description,
      language: head.language,
      currency: head.currency,
      unit: head.unit,
      localDate: head.date,
      localHour: head.hour,
      ambients: head.ambients,
      about: this.#about,
      customer: Object.fromEntries(this.#customer),
      totals: this.#totals,
      environments: this.#environments,
      itemCount: this.#itemCount,
      itemsWithoutPrice: this.#itemsWithoutPrice,
      flagged: Object.fromEntries([...this.#flagged].map(([flag, { count }]) => [flag, count])),
      items: this.#items,
      encoding,
      warnings: this.#warnings,
    };
  }

  #root(name: string, attributes: XmlAttributes): void {
    if (name !== 'LISTING') throw new EloError('not-a-listing', 'the XML is no LISTING');
    this.#head = {
      id: attributes.get('ID') ?? null,
      description: trimmed(attributes.get('DESCRIPTION')),
      language: attributes.get('LANG') ?? null,
      currency: attributes.get('CURRENCYSYMBOL') ?? null,
      unit: attributes.get('UNIT') ?? null,
      date: attributes.get('DATE') ?? null,
      hour: attributes.get('HOUR') ?? null,
      ambients: attributes.get('AMBIENTS') ?? null,
    };
  }

  #section(name: string, attributes: XmlAttributes, depth: number): void {
    if (name === 'PROJECTGUID') this.#projectGuid = normalizeGuid(attributes.get('GUID'));
    else if (name === 'ABOUTPROMOB') {
      const parts = ['VERSION', 'REVISION', 'BUILD'].map((part) => attributes.get(part) ?? '');
      this.#about = {
        version: parts.includes('') ? null : parts.join('.'),
        system: attributes.get('SYSTEM') ?? null,
        systemId: attributes.get('SYSTEMID') ?? null,
        distribution: attributes.get('DISTRIBUTION') ?? null,
        serialNumber: attributes.get('SERIALNUMBER')?.trim().slice(0, LONGEST_SERIAL) || null,
      };
    } else if (name === 'TOTALPRICES')
      this.#openTotals = new ListingTotalsReader(attributes, depth, 'listing');
    else if (name === 'AMBIENTS') this.#insideAmbients = true;
    else if (name === 'ITEMSWITHOUTPRICE') this.#insideWithoutPrice = true;
  }

  #customerField(attributes: XmlAttributes): void {
    const id = attributes.get('ID') ?? '';
    const value = (attributes.get('VALUE') ?? '').trim();
    if (id === '' || value === '' || this.#customer.has(id) || this.#customer.size >= CUSTOMER_FIELDS) return;
    this.#customer.set(id, value);
  }

  #inAmbients(name: string, parent: string | undefined, attributes: XmlAttributes, depth: number): void {
    if (name === 'ITEM') this.#openItem(attributes, depth);
    else if (name === 'PRICE' && parent === 'ITEM') this.#openItems.at(-1)?.price(attributes);
    else if (parent === 'REFERENCES') this.#openItems.at(-1)?.reference(attributes.get('REFERENCE'));
    else if (name === 'TOTALPRICES')
      this.#openTotals = new ListingTotalsReader(attributes, depth, this.#place());
    else if (name === 'ITEMSWITHOUTPRICE') this.#insideWithoutPrice = true;
    else if (name === 'AMBIENT' && depth === 3) {
      this.#group();
      this.#environments.push({
        description: trimmed(attributes.get('DESCRIPTION')),
        guid: normalizeGuid(attributes.get('GUID')),
        uniqueId: attributes.get('UNIQUEID') ?? null,
        totals: noTotals,
        categories: [],
      });
    } else if (name === 'CATEGORY' && parent === 'CATEGORIES') {
      this.#group();
      this.#inCategory = true;
      this.#environments.at(-1)?.categories.push({
        description: trimmed(attributes.get('DESCRIPTION')),
        totals: noTotals,
        itemCount: 0,
      });
    }
  }

  #group(): void {
    if (++this.#groups > GROUPS)
      throw new EloError('too-many-items', 'more environments and categories than any listing');
  }

  /** Where the reader stands, by number: descriptions may hold names of people. */
  #place(): string {
    const environment = this.#environments.length;
    const categories = this.#environments.at(-1)?.categories.length ?? 0;
    const item = this.#openItems.at(-1);
    if (item !== undefined) return `item ${item.guid ?? item.place.index}`;
    return this.#inCategory
      ? `environment ${environment}, category ${categories}`
      : `environment ${environment}`;
  }

  #openItem(attributes: XmlAttributes, depth: number): void {
    if (this.#itemCount >= this.#maxItems) {
      throw new EloError('too-many-items', 'the listing holds more items than the reader takes', {
        details: { limit: this.#maxItems },
      });
    }
    const parent = this.#openItems.at(-1);
    const environment = this.#environments.at(-1);
    const category = this.#inCategory ? environment?.categories.at(-1) : undefined;
    if (category !== undefined) category.itemCount++;
    const place = {
      index: this.#itemCount++,
      parentIndex: parent?.place.index ?? null,
      level: this.#openItems.length,
      environmentIndex: Math.max(0, this.#environments.length - 1),
      categoryIndex: category === undefined ? null : (environment?.categories.length ?? 0) - 1,
    };
    const item = new ListingItemReader(attributes, depth, place, this.#handsOn);
    this.#openItems.push(item);
  }

  #closeItem(): void {
    const reader = this.#openItems.pop();
    if (reader === undefined) return;
    this.#openItems.at(-1)?.child(reader.amount);
    const { mismatch, guid } = reader;
    if (mismatch !== null) this.warn('item-sum-mismatch', `item ${guid ?? reader.place.index}: ${mismatch}`);
    const duplicate = guid !== null && this.#guids.has(guid);
    if (guid !== null) this.#guids.add(guid);
    const flags = reader.flags(duplicate);
    for (const flag of flags) this.#countFlag(flag, guid);
    if (!this.#handsOn) return;
    const item = reader.finish(flags);
    if (this.#collect) this.#items[item.index] = item;
    this.#onItem?.(item);
  }

  #countFlag(flag: ListingItemFlag, guid: string | null): void {
    const found = this.#flagged.get(flag) ?? { count: 0, named: [] };
    found.count++;
    if (found.named.length < NAMED && guid !== null) found.named.push(guid);
    this.#flagged.set(flag, found);
  }

  #closeInTotals(name: string, depth: number, totals: ListingTotalsReader): void {
    if (depth !== totals.depth) {
      totals.close(name);
      return;
    }
    this.#openTotals = null;
    totals.check((code, detail) => this.warn(code, detail));
    if (depth === 2) this.#totals = totals.totals;
    else if (this.#openItems.length === 0) {
      const environment = this.#environments.at(-1);
      const group = this.#inCategory ? environment?.categories.at(-1) : environment;
      if (group !== undefined) group.totals = totals.totals;
    }
  }
}
