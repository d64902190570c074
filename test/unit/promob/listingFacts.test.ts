import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { ListingFacts, ListingItem } from '../../../electron/engine/promob/listingFacts.ts';
import { readListing, type ReadListingOptions } from '../../../electron/engine/promob/readListing.ts';

function ofText(xml: string, options?: ReadListingOptions): Promise<ListingFacts> {
  return readListing(Buffer.from(xml), options);
}

/** A listing around these items, with nothing else. */
function around(inner: string): string {
  return `<LISTING><AMBIENTS><AMBIENT><CATEGORIES><CATEGORY DESCRIPTION="c"><ITEMS>${inner}</ITEMS></CATEGORY></CATEGORIES></AMBIENT></AMBIENTS></LISTING>`;
}

const GUID = '9beee9f6-0490-4c4f-b8f8-3718c262db0e';

/** Values that are unusual, look so, or are spelled in another way than they mean. */
const values = fc.oneof(
  fc.constantFrom(
    'ERRO',
    ' ERRO',
    '\tERRO\n',
    '&#69;RRO',
    'E&#82;RO',
    '\u00a0ERRO ',
    'ERROS',
    'erro',
    '@COR@',
    'a@b',
    '&#64;X&#x40;',
    '@@',
    '',
    '0',
    '0.00',
    '1.5',
    '-2',
    '.',
    '1e2',
    'é',
    '&amp;',
    '1,5',
    GUID,
    GUID.toUpperCase(),
    `{${GUID}}`,
  ),
  fc.stringMatching(/^[ -!#-%'-;=-~]{0,12}$/),
);
const attributeNames = [
  'ID',
  'DESCRIPTION',
  'REFERENCE',
  'UNIT',
  'REPETITION',
  'QUANTITY',
  'WIDTH',
  'TEXTDIMENSION',
  'STRUCTURE',
  'STRUCTUREKEY',
  'COMPONENT',
  'FAMILY',
  'GROUP',
  'UNIQUEID',
  'GUID',
  'OTHER',
];
const attributes = (names: readonly string[]): fc.Arbitrary<string> =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), values), { selector: ([name]) => name, maxLength: 8 })
    .map((all) => all.map(([name, value]) => ` ${name}="${value}"`).join(''));
const items = fc
  .array(
    fc.tuple(
      attributes(attributeNames),
      fc.option(attributes(['TABLE', 'UNIT', 'TOTAL', 'TOTALCOMPONENTS'])),
      fc.option(values),
      fc.boolean(),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.reduce((inner, [own, price, reference, nested]) => {
      const priced = price === null ? '' : `<PRICE${price}/>`;
      const referred =
        reference === null ? '' : `<REFERENCES><COMPLETE REFERENCE="${reference}"/></REFERENCES>`;
      return nested
        ? `<ITEM${own}>${priced}${referred}<ITEMS>${inner}</ITEMS></ITEM>`
        : `${inner}<ITEM${own}>${priced}${referred}</ITEM>`;
    }, ''),
  );

describe('the facts of a listing', () => {
  it('are the same whether its items are handed on or only looked at', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (xml) => {
        const { items: collected, ...whole } = await ofText(around(xml));
        const { items: none, ...few } = await ofText(around(xml), { collectItems: false });
        assert.deepEqual(few, whole);
        assert.equal(none.length, 0);
        const handed: ListingItem[] = [];
        await ofText(around(xml), { collectItems: false, onItem: (item) => handed.push(item) });
        assert.deepEqual(
          handed.toSorted((a, b) => a.index - b.index),
          collected,
        );
        // the flags by their own words
        const isIn = (item: ListingItem, test: (value: string) => boolean): boolean =>
          [...Object.entries(item), ...Object.entries(item.price ?? {})].some(
            ([name, value]) => name !== 'amount' && typeof value === 'string' && test(value),
          );
        for (const item of collected) {
          assert.equal(
            item.flags.includes('error-value'),
            isIn(item, (value) => value.trim() === 'ERRO'),
          );
          assert.equal(
            item.flags.includes('unresolved-value'),
            isIn(item, (value) => /@[^@]+@/.test(value)),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
