import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listingTreeSchema } from '../../../../shared/contract/windowSchemas.ts';
import { amountText, mostItems, treeOf } from '../../../../electron/engine/history/views/listingRows.ts';
import { realSample, skipWithoutSamples } from '../../../support/promob/realSamples.ts';

const listing = (items: string): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><LISTING><TOTALPRICES TABLE="10"><MARGINS><ORDER VALUE="12.5" /><BUDGET VALUE="20.00" /></MARGINS></TOTALPRICES>
     <AMBIENTS><AMBIENT GUID="133e1aba-eb1b-4467-84bf-9969f9f564ee" DESCRIPTION="Projeto"><CATEGORIES><CATEGORY><ITEMS>${items}</ITEMS></CATEGORY></CATEGORIES></AMBIENT></AMBIENTS>
     <ITEMSWITHOUTPRICE><ITEM ID="x" DESCRIPTION="again" /></ITEMSWITHOUTPRICE></LISTING>`,
  );

describe('an amount for the window', () => {
  it('is plain notation with the decimals that money can have', () => {
    for (const [written, text] of [
      ['2093.46', '2093.46'],
      ['-144.62', '-144.62'],
      [' 0.18 ', '0.18'],
      ['9.1E-14', '0.000000000000'],
      ['-9.1E-14', '0.000000000000'],
      ['1e3', '1000'],
      ['29.910000000000004', '29.910000000000'],
      ['999999999999999', '999999999999999'],
      ['1000000000000000', null],
      ['ERRO', null],
      ['12,50', null],
      ['', null],
      [null, null],
    ] as const) {
      assert.equal(amountText(written), text, String(written));
    }
  });
});

describe('the tree of a listing', () => {
  it('is every item once, in order, with what is odd about it', async () => {
    const tree = await treeOf(
      listing(`<ITEM ID="a" GUID="00000000-0000-4000-8000-000000000001" DESCRIPTION="Balcão " QUANTITY="1" TEXTDIMENSION="474 x 6  x 701,5">
                 <PRICE TOTAL="1.50" TOTALCOMPONENTS="2" /><ITEMS><ITEM ID="b" TEXTDIMENSION="'-'" WIDTH="5"><PRICE TOTAL="2" /></ITEM></ITEMS></ITEM>
               <ITEM DESCRIPTION="ERRO" WIDTH="500" HEIGHT="720" DEPTH="610" />`),
    );
    listingTreeSchema.parse(tree);
    assert.deepEqual(
      tree.items.map(({ index, parent, code, description, dimensions, total }) => [
        index,
        parent,
        code,
        description,
        dimensions,
        total,
      ]),
      [
        [0, null, 'a', 'Balcão', '474 x 6 x 701,5', '3.50'],
        [1, 0, 'b', '', '', '2'],
        [2, null, '', 'ERRO', '500 x 720 x 610', null],
      ],
    );
    assert.deepEqual(tree.items[2]?.flags, ['no-code', 'no-quantity', 'no-price', 'error-value', 'no-guid']);
    assert.deepEqual(tree.totals, { table: '10', order: '12.5', budget: '20.00' });
    assert.deepEqual([tree.ambients.length, tree.omitted], [1, 0]);
  });

  it('is bounded: the first items, the others counted; and so is each text', async () => {
    const tree = await treeOf(
      listing(`<ITEM ID="${'x'.repeat(5_000)}" />${'<ITEM ID="a" />'.repeat(mostItems + 4)}`),
    );
    assert.deepEqual([tree.items.length, tree.omitted], [mostItems, 5]);
    assert.equal(tree.items[0]?.code.length, 500);
    assert.deepEqual(tree.items.slice(-1)[0]?.index, mostItems - 1);
  });

  it('reads the real excerpt', { skip: skipWithoutSamples }, async () => {
    const tree = await treeOf(realSample('listing-cozinha-excerpt.xml'));
    listingTreeSchema.parse(tree);
    assert.deepEqual(tree.totals, { table: '783.41', order: '1103.26', budget: '2093.46' });
    assert.ok(
      tree.items.some(({ total }) => total === '29.91') && tree.items.some(({ total }) => total === '14.59'),
    );
    listingTreeSchema.parse(await treeOf(realSample('listing-minimal.xml')));
  });
});
