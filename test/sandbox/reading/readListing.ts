import type { SaxesTagPlain } from 'saxes';
import { SaxesParser } from 'saxes';
import type { Totals } from '../../../shared/api/common.ts';
import { Refusal } from '../refusal.ts';
import { decimalOf, sumOf } from './decimal.ts';

/** One item of the quote: a top-level item of the listing, priced. */
export interface ListedItem {
  /** What it is recognised by in the next listing: its GUID, else its code and place. */
  readonly key: string;
  readonly guid?: string;
  readonly code?: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit?: string;
  readonly total: string;
  readonly flags: readonly string[];
}

/** One 3D environment of the listing. */
export interface ListedAmbient {
  readonly guid: string | null;
  readonly totals: Totals;
  readonly items: readonly ListedItem[];
}

/** What FoccoLojas reads in a listing. */
export interface Listing {
  readonly projectGuid: string | null;
  readonly totals: Totals;
  /** ITEM elements below AMBIENTS at every depth; ITEMSWITHOUTPRICE repeats items and is not read. */
  readonly itemCount: number;
  readonly ambients: readonly ListedAmbient[];
}

/** Deepest nesting of a listing that is still one; real ones stay below 20. */
const MAX_DEPTH = 300;
/** Longest text taken over from an attribute. */
const MAX_TEXT = 1000;

/** A GUID as written by Promob, lower case without braces; null where it is none. */
export function guidOf(text: string | undefined): string | null {
  const found = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i.exec(
    text?.trim() ?? '',
  );
  return found?.[1]?.toLowerCase() ?? null;
}

function unreadable(detail: string): Refusal {
  return new Refusal('validation-failed', `not a listing: ${detail}`, {
    errors: [{ path: 'body', code: 'listing-unreadable', message: detail }],
  });
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const prolog = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*encoding=["']([\w-]+)["']/i
    .exec(prolog)?.[1]
    ?.toLowerCase();
  const label = named === 'iso-8859-1' || named === 'windows-1252' ? 'windows-1252' : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

interface OpenItem {
  readonly attributes: Readonly<Record<string, string>>;
  total: string | null;
  components: string | null;
  priced: boolean;
}

interface OpenTotals {
  table: string | null;
  order: string | null;
  budget: string | null;
}

function flagsOf(
  attributes: Readonly<Record<string, string>>,
  priced: boolean,
  quantity: string | null,
): string[] {
  const flags: string[] = [];
  const structure = attributes['STRUCTURE'] === 'Y' || attributes['UNIQUEID'] === '-1';
  if ((attributes['ID'] ?? '') === '' && !structure) flags.push('no-code');
  if (!priced) flags.push('no-price');
  if (quantity === null) flags.push('no-quantity');
  const texts = [attributes['DESCRIPTION'], attributes['REFERENCE'], attributes['QUANTITY']];
  if (texts.some((text) => text === 'ERRO' || /@[^@]*@/.test(text ?? ''))) flags.push('unresolved');
  return flags;
}

function listed(open: OpenItem, position: number, seen: Map<string, number>): ListedItem {
  const { attributes } = open;
  const guid = attributes['GUID']?.trim().slice(0, 100) ?? '';
  const code = attributes['ID']?.trim().slice(0, 200) ?? '';
  const base = guid === '' ? `${code}#${position}` : guid.toLowerCase();
  const repeats = seen.get(base) ?? 0;
  seen.set(base, repeats + 1);
  const quantity = decimalOf(attributes['QUANTITY']);
  const unit = attributes['UNIT']?.trim().slice(0, 40) ?? '';
  return {
    key: repeats === 0 ? base : `${base}#${repeats}`,
    ...(guid === '' ? {} : { guid }),
    ...(code === '' ? {} : { code }),
    description: (attributes['DESCRIPTION'] ?? '').trim().slice(0, MAX_TEXT),
    quantity: quantity ?? '0',
    ...(unit === '' ? {} : { unit }),
    total: sumOf([open.total, open.components]),
    flags: flagsOf(attributes, open.priced, quantity),
  };
}

/**
 * Reads a listing as FoccoLojas prices it: only top-level items (their price already holds that of their parts),
 * the budget total as sale price.
 * @throws Refusal validation-failed where the bytes are no listing
 */
export function readListing(bytes: Uint8Array): Listing {
  const path: string[] = [];
  const totals: OpenTotals = { table: null, order: null, budget: null };
  const ambients: { guid: string | null; totals: OpenTotals; items: ListedItem[] }[] = [];
  const seen = new Map<string, number>();
  let projectGuid: string | null = null;
  let itemCount = 0;
  let item: OpenItem | null = null;
  let itemDepth = 0;

  const priceHolder = (): OpenTotals | null => {
    const at = path.indexOf('TOTALPRICES');
    if (at === 1) return totals;
    return at === 3 && path[2] === 'AMBIENT' ? (ambients.at(-1)?.totals ?? null) : null;
  };
  const opened = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const depth = path.length;
    if (depth === 1 && name !== 'LISTING') throw unreadable('the root is not LISTING');
    if (depth > MAX_DEPTH) throw unreadable('nested too deeply');
    const parent = path[depth - 2];
    if (name === 'PROJECTGUID' && depth === 2) projectGuid = guidOf(attributes['GUID']);
    if (name === 'AMBIENT' && parent === 'AMBIENTS') {
      ambients.push({
        guid: guidOf(attributes['GUID']),
        totals: { table: null, order: null, budget: null },
        items: [],
      });
    }
    if (name === 'TOTALPRICES') {
      const holder = priceHolder();
      if (holder !== null) holder.table = decimalOf(attributes['TABLE']);
    }
    if ((name === 'ORDER' || name === 'BUDGET') && parent === 'MARGINS') {
      const holder = priceHolder();
      if (holder !== null) holder[name === 'ORDER' ? 'order' : 'budget'] = decimalOf(attributes['VALUE']);
    }
    if (path[1] !== 'AMBIENTS') return;
    if (name === 'ITEM') {
      itemCount += 1;
      if (item === null) {
        item = { attributes, total: null, components: null, priced: false };
        itemDepth = depth;
      }
    }
    if (name === 'PRICE' && item !== null && depth === itemDepth + 1) {
      item.total = decimalOf(attributes['TOTAL']);
      item.components = decimalOf(attributes['TOTALCOMPONENTS']);
      item.priced = item.total !== null || item.components !== null;
    }
  };
  const closed = (): void => {
    if (item !== null && path.length === itemDepth) {
      const ambient = ambients.at(-1);
      ambient?.items.push(listed(item, ambient.items.length, seen));
      item = null;
    }
    path.pop();
  };

  const parser = new SaxesParser();
  parser.on('opentag', (tag: SaxesTagPlain) => {
    path.push(tag.name);
    opened(tag.name, tag.attributes);
  });
  parser.on('closetag', closed);
  parser.on('error', (error) => {
    throw unreadable(`broken XML (${error.message.slice(0, 100)})`);
  });
  parser.write(decode(bytes)).close();
  return { projectGuid, totals, itemCount, ambients };
}
