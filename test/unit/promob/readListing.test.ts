import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { ListingFacts, ListingItem } from '../../../electron/engine/promob/listingFacts.ts';
import { readListing, type ReadListingOptions } from '../../../electron/engine/promob/readListing.ts';
import { amountOf, buildListing, cents, listingXml } from '../../support/promob/buildListing.ts';
import { encodeXml, type FixtureEncoding } from '../../support/promob/encodeXml.ts';
import { deepXml, entityBombXml, externalEntityXml, hugeAttributeXml } from '../../support/promob/hostile.ts';
import type { ListingItemModel, ListingModel } from '../../support/promob/listingModel.ts';
import { countItems, listingOf, withUnusualItems } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';

const project = newProject({
  seed: 'listing',
  modules: 3,
  environments: 2,
  previewBytes: 0,
  customer: { nomecliente: 'Ana' },
});
const listing = listingOf(project);

function ofText(xml: string, options?: ReadListingOptions): Promise<ListingFacts> {
  return readListing(Buffer.from(xml), options);
}

function codes(facts: ListingFacts): string[] {
  return facts.warnings.map(({ code }) => code);
}

function* everyItem(model: ListingModel): Generator<ListingItemModel> {
  function* below(items: readonly ListingItemModel[]): Generator<ListingItemModel> {
    for (const item of items) {
      yield item;
      yield* below(item.children);
    }
  }
  for (const { categories } of model.environments) for (const { items } of categories) yield* below(items);
}

/** A listing around these items, with nothing else. */
function around(items: string): string {
  return `<LISTING><AMBIENTS><AMBIENT><CATEGORIES><CATEGORY DESCRIPTION="c"><ITEMS>${items}</ITEMS></CATEGORY></CATEGORIES></AMBIENT></AMBIENTS></LISTING>`;
}

const GUID = '9beee9f6-0490-4c4f-b8f8-3718c262db0e';
const sound = `ID="A" DESCRIPTION="d" REFERENCE="r" UNIT="UN" QUANTITY="1" GUID="${GUID}"`;

async function flagsOf(item: string): Promise<ListingItem> {
  const facts = await ofText(around(item));
  assert.equal(facts.itemCount, 1, 'a flagged item is kept');
  const [first] = facts.items;
  assert.ok(first !== undefined);
  return first;
}

describe('reading a listing', () => {
  it('finds its head, its environments and every item', async () => {
    const facts = await readListing(buildListing(listing));
    assert.deepEqual(facts.warnings, []);
    assert.equal(facts.projectGuid, project.projectGuid);
    assert.deepEqual(
      [facts.currency, facts.unit, facts.localDate, facts.localHour],
      ['R$', 'mm', '19/02/2026', '13:40:02'],
    );
    assert.deepEqual(facts.about, {
      version: '5.60.41',
      system: 'Enterprise',
      systemId: '2448',
      distribution: 'Plus',
      serialNumber: null,
    });
    const named = await readListing(buildListing({ ...listing, serialNumber: 'PB-1' }));
    assert.equal(named.about.serialNumber, 'PB-1');
    assert.deepEqual(facts.customer, { nomecliente: 'Ana' });
    assert.equal(facts.itemCount, countItems(listing));
    assert.equal(facts.environments.length, 2);
    assert.equal(facts.environments[0]?.description, 'Projeto - Ambiente 3D');
    assert.equal(facts.environments[0].guid, listing.environments[0]?.guid);
    assert.equal(
      facts.environments
        .flatMap(({ categories }) => categories)
        .reduce((sum, { itemCount }) => sum + itemCount, 0),
      facts.itemCount,
    );
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts, 'plain data');
  });

  it('keeps what was written of every item, parents before children (round trip)', async () => {
    const facts = await readListing(buildListing(listing));
    const models = [...everyItem(listing)];
    for (const [index, item] of facts.items.entries()) {
      const model = models[index];
      assert.ok(model !== undefined);
      assert.deepEqual(
        [
          item.index,
          item.guid,
          item.id,
          item.reference,
          item.quantity,
          item.repetition,
          item.width,
          item.height,
          item.depth,
          item.textDimension,
          item.structureKey,
          item.structure,
        ],
        [
          index,
          model.guid,
          model.id,
          model.reference,
          model.quantity,
          model.repetition,
          model.width,
          model.height,
          model.depth,
          model.textDimension,
          model.structureKey,
          model.structureKey !== null,
        ],
      );
      assert.equal(item.description, model.description.trim(), 'trailing spaces are cut');
      assert.equal(item.price?.total, model.total === null ? undefined : cents(model.total));
      assert.equal(Number(item.amount), Number(amountOf(model)) / 100);
      const parent = item.parentIndex === null ? undefined : models[item.parentIndex];
      assert.ok(item.parentIndex === null || parent?.children.includes(model) === true);
    }
  });

  it('never imports ITEMSWITHOUTPRICE, whose items are already in the tree', async () => {
    const facts = await readListing(buildListing(listing));
    assert.ok(facts.itemsWithoutPrice > 0);
    assert.equal(facts.items.length, countItems(listing));
    assert.equal(new Set(facts.items.map(({ guid }) => guid)).size, facts.items.length);
    assert.equal(facts.flagged['duplicate-guid'], undefined);
  });

  it('takes no total for a sum of all items, which would count twice', async () => {
    const facts = await readListing(buildListing(listing));
    const top = facts.items.filter(({ parentIndex }) => parentIndex === null);
    const sum = top.reduce((cent, { amount }) => cent + Math.round(Number(amount) * 100), 0);
    assert.equal(sum, Math.round(Number(facts.totals.table) * 100));
  });

  it('hands items on one by one without collecting them', async () => {
    const seen: ListingItem[] = [];
    const facts = await readListing(buildListing(listing), {
      collectItems: false,
      onItem: (item) => seen.push(item),
    });
    assert.deepEqual(facts.items, []);
    const collected = (await readListing(buildListing(listing))).items;
    assert.deepEqual(
      seen.toSorted((a, b) => a.index - b.index),
      collected,
    );
  });

  it('reads a stream as it reads bytes', async () => {
    const bytes = buildListing(listing);
    async function* pieces(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += 777)
        yield await Promise.resolve(bytes.subarray(at, at + 777));
    }
    assert.deepEqual(await readListing(pieces()), await readListing(bytes));
  });

  for (const encoding of [
    'utf-8-bom',
    'utf-16le',
    'utf-16be',
    'windows-1252',
    'iso-8859-1',
  ] satisfies FixtureEncoding[]) {
    it(`reads ${encoding} as well, without a warning`, async () => {
      const { encoding: found, ...facts } = await readListing(buildListing(listing, encoding));
      const { encoding: _utf8, ...expected } = await readListing(buildListing(listing));
      assert.deepEqual(facts, expected);
      assert.ok(found.length > 0);
    });
  }

  it('reads the small listing in circulation: no GUIDs, no totals', async () => {
    const xml = around(
      '<ITEM ID="ACE" DESCRIPTION="Lixeira" UNIT="UN" QUANTITY="1"><PRICE TOTAL="290" /></ITEM>',
    );
    const facts = await ofText(xml);
    assert.deepEqual(
      [facts.projectGuid, facts.totals, facts.warnings],
      [null, { table: null, order: null, budget: null }, []],
    );
    assert.equal(facts.items[0]?.amount, '290');
    assert.deepEqual(facts.items[0].flags, ['no-guid']);
  });
});

describe('the sums of a listing', () => {
  const changed = (change: Partial<ListingModel>): Promise<ListingFacts> =>
    readListing(buildListing({ ...listing, ...change }));

  it('are checked between TABLE, ORDER and BUDGET, by cents', async () => {
    const order = await changed({ totalsOff: { order: 1n, budget: 0n } });
    assert.deepEqual(codes(order), ['total-order-mismatch']);
    assert.match(order.warnings[0]?.detail ?? '', /^listing: /);
    assert.deepEqual(codes(await changed({ totalsOff: { order: 0n, budget: -1n } })), [
      'total-budget-mismatch',
    ]);
  });

  it('are checked at every TOTALPRICES and tell where', async () => {
    const environments = listing.environments.map((environment, index) =>
      index === 1
        ? {
            ...environment,
            categories: environment.categories.map((category) => ({
              ...category,
              totalsOff: { order: 5n, budget: 0n },
            })),
          }
        : environment,
    );
    const facts = await changed({ environments });
    assert.deepEqual(codes(facts), ['total-order-mismatch']);
    assert.match(facts.warnings[0]?.detail ?? '', /^environment 2, category 1: /);
  });

  it('are checked between an item and its children, one level at a time', async () => {
    const [first] = listing.environments;
    const [category] = first?.categories ?? [];
    assert.ok(first !== undefined && category !== undefined);
    const [module, ...others] = category.items;
    assert.ok(module !== undefined);
    const wrong = { ...module, componentsOff: 1n };
    const facts = await changed({
      environments: [{ ...first, categories: [{ ...category, items: [wrong, ...others] }] }],
    });
    assert.deepEqual(codes(facts), ['item-sum-mismatch']);
    assert.ok(facts.warnings[0]?.detail.includes(String(module.guid)));
  });

  it('are not checked where there is nothing to compare', async () => {
    for (const items of [
      `<ITEM ${sound}><PRICE TOTAL="1" TOTALCOMPONENTS="7" /></ITEM>`,
      `<ITEM ${sound}><PRICE TOTAL="1" /><ITEMS><ITEM ${sound.replace('9beee', '8beee')}><PRICE TOTAL="3" /></ITEM></ITEMS></ITEM>`,
    ]) {
      assert.deepEqual(codes(await ofText(around(items))), []);
    }
  });

  it('are exact: a tenth and two tenths are three tenths', async () => {
    const piece = (n: number, total: string): string =>
      `<ITEM ${sound.replace('9beee', `${n}beee`)}><PRICE TOTAL="${total}" TOTALCOMPONENTS="0" /></ITEM>`;
    const xml = around(
      `<ITEM ${sound}><PRICE TOTAL="0" TOTALCOMPONENTS="0.30" /><ITEMS>${piece(1, '0.1')}${piece(2, '2E-1')}</ITEMS></ITEM>`,
    );
    assert.deepEqual((await ofText(xml)).warnings, []);
  });

  it('that cannot be read are told apart from wrong ones', async () => {
    const xml =
      '<LISTING><TOTALPRICES TABLE="ERRO"><MARGINS><ORDER VALUE="1" /></MARGINS></TOTALPRICES></LISTING>';
    assert.deepEqual(codes(await ofText(xml)), ['amount-unreadable']);
  });

  it('hold in every generated listing, whatever its size (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 0, max: 4 }), async (seed, modules) => {
        const model = listingOf(newProject({ seed, modules, previewBytes: 0 }));
        const facts = await readListing(buildListing(model));
        assert.deepEqual(facts.warnings, []);
        assert.equal(facts.itemCount, countItems(model));
      }),
      { numRuns: 25 },
    );
  });
});

describe('unusual items', () => {
  const price = '<PRICE TOTAL="1" TOTALCOMPONENTS="0" />';

  it('are kept, flagged and told of once a kind', async () => {
    const model = withUnusualItems(listing, 'unusual');
    const facts = await readListing(buildListing(model));
    assert.equal(facts.itemCount, countItems(model));
    assert.deepEqual(codes(facts), [
      'items-no-code',
      'items-no-quantity',
      'items-no-price',
      'items-error-value',
      'items-unresolved-value',
    ]);
  });

  it('without a code are flagged, structures excepted', async () => {
    assert.deepEqual((await flagsOf(`<ITEM ${sound.replace('ID="A"', 'ID=""')}>${price}</ITEM>`)).flags, [
      'no-code',
    ]);
    assert.deepEqual(
      (await flagsOf(`<ITEM STRUCTURE="Y" ${sound.replace('ID="A"', 'ID=""')}>${price}</ITEM>`)).flags,
      [],
    );
  });

  it('without quantity or price are flagged', async () => {
    assert.deepEqual(
      (await flagsOf(`<ITEM ${sound.replace('QUANTITY="1"', 'QUANTITY=""')}>${price}</ITEM>`)).flags,
      ['no-quantity'],
    );
    assert.deepEqual(
      (await flagsOf(`<ITEM ${sound.replace('QUANTITY="1"', 'QUANTITY="0"')}>${price}</ITEM>`)).flags,
      ['no-quantity'],
    );
    assert.deepEqual((await flagsOf(`<ITEM ${sound} />`)).flags, ['no-price']);
    assert.deepEqual((await flagsOf(`<ITEM ${sound}><PRICE TOTAL="" TOTALCOMPONENTS="" /></ITEM>`)).flags, [
      'no-price',
    ]);
    assert.deepEqual((await flagsOf(`<ITEM ${sound}><PRICE TOTAL="0" TOTALCOMPONENTS="0" /></ITEM>`)).flags, [
      'zero-price',
    ]);
  });

  it('with ERRO or an unresolved expression are flagged, in their own values and in references', async () => {
    assert.deepEqual((await flagsOf(`<ITEM ${sound}><PRICE TOTAL="ERRO" /></ITEM>`)).flags, [
      'no-price',
      'error-value',
    ]);
    assert.deepEqual((await flagsOf(`<ITEM ${sound} TEXTDIMENSION="@Tri*.2@ x 5">${price}</ITEM>`)).flags, [
      'unresolved-value',
    ]);
    const item = await flagsOf(
      `<ITEM ${sound}>${price}<REFERENCES><DFIX REFERENCE="ERRO" /><COR REFERENCE="@Tri_*(COR)@" /></REFERENCES></ITEM>`,
    );
    assert.deepEqual(item.flags, ['reference-error', 'reference-unresolved']);
    assert.deepEqual((await flagsOf(`<ITEM ${sound.replace('"d"', '"a@b.com"')}>${price}</ITEM>`)).flags, []);
  });

  it('are keyed by ITEM@GUID alone: ID repeats, a repeated GUID is told of', async () => {
    const other = sound.replace('9beee', '8beee');
    const same = await ofText(around(`<ITEM ${sound}>${price}</ITEM><ITEM ${other}>${price}</ITEM>`));
    assert.deepEqual(same.warnings, []);
    const twice = await ofText(around(`<ITEM ${sound}>${price}</ITEM><ITEM ${sound}>${price}</ITEM>`));
    assert.deepEqual([codes(twice), twice.itemCount], [['items-duplicate-guid'], 2]);
  });

  it('keep quantity and repetition apart, with the unit', async () => {
    const item = await flagsOf(
      `<ITEM ${sound.replace('UNIT="UN" QUANTITY="1"', 'UNIT="M2" REPETITION="3" QUANTITY="0.2831"')} TEXTDIMENSION="474 x 6 x 701,5">${price}</ITEM>`,
    );
    assert.deepEqual(
      [item.unit, item.repetition, item.quantity, item.textDimension],
      ['M2', '3', '0.2831', '474 x 6 x 701,5'],
    );
  });
});

describe('a hostile or broken listing', () => {
  it('is refused with its own code', async () => {
    const cases: readonly [string, string][] = [
      [entityBombXml('LISTING'), 'xml-entities-refused'],
      [externalEntityXml('LISTING', 'file:///etc/passwd'), 'xml-entities-refused'],
      [deepXml('LISTING', 200_000), 'xml-too-deep'],
      [hugeAttributeXml('LISTING', 5_000_000), 'xml-attribute-too-long'],
      ['<CONFIGURATION />', 'not-a-listing'],
      ['', 'xml-incomplete'],
      ['<LISTING><AMBIENTS></LISTING>', 'xml-malformed'],
    ];
    for (const [xml, code] of cases) await assert.rejects(ofText(xml), { code });
  });

  it('is refused above its bounds', async () => {
    const bytes = buildListing(listing);
    await assert.rejects(readListing(bytes, { limits: { fileBytes: 1000 } }), { code: 'listing-too-large' });
    await assert.rejects(readListing(bytes, { limits: { items: 5 } }), { code: 'too-many-items' });
    await assert.rejects(readListing(bytes, { signal: AbortSignal.abort() }), { code: 'cancelled' });
  });

  it('is retryable wherever it is cut short (property)', async () => {
    const bytes = encodeXml(
      listingXml(listingOf(newProject({ seed: 'cut', modules: 1, previewBytes: 0 }))),
      'utf-8',
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), async (length) => {
        await assert.rejects(readListing(bytes.subarray(0, length)), {
          code: 'xml-incomplete',
          retryable: true,
        });
      }),
    );
  });

  it('that is wrong everywhere is told of a bounded number of times', async () => {
    const child = `<ITEM ID="x" QUANTITY="1"><PRICE TOTAL="1" TOTALCOMPONENTS="0" /></ITEM>`;
    const wrong = `<ITEM ID="x" QUANTITY="1"><PRICE TOTAL="1" TOTALCOMPONENTS="9" /><ITEMS>${child}</ITEMS></ITEM>`;
    const facts = await ofText(around(wrong.repeat(500)));
    assert.equal(facts.warnings.length, 101);
    assert.deepEqual(facts.warnings.at(-1), { code: 'warnings-cut', detail: '400 more warnings' });
  });
});
