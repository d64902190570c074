import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FoccoItem, ListingItemView, ListingTree } from '../../../shared/contract/windowSchemas.ts';
import { itemTree, openAtFirst, visibleRows } from '../../../renderer/environment/itemTree.ts';
import { listingChoices } from '../../../renderer/environment/listingChoices.ts';
import { spellQuantity } from '../../../renderer/environment/spellQuantity.ts';
import { activeRow, treeStep } from '../../../renderer/environment/treeKeys.ts';

const item = (index: number, over: Partial<ListingItemView> = {}): ListingItemView => ({
  index,
  parent: null,
  ambient: 0,
  guid: `guid-${index}`,
  code: `C${index}`,
  description: `Item ${index}`,
  reference: '',
  quantity: '1',
  unit: 'UN',
  repetition: '1',
  dimensions: '',
  total: '10.00',
  flags: [],
  ...over,
});
const tree = (items: readonly ListingItemView[], ambients = ['Kitchen', 'Laundry']): ListingTree => ({
  ambients: ambients.map((description, at) => ({ guid: `a${at}`, description, budget: '100.00' })),
  items: [...items],
  totals: { table: null, order: null, budget: '200.00' },
  omitted: 0,
});
const focco = (id: string, over: Partial<FoccoItem> = {}): FoccoItem => ({
  id,
  source: 'promob',
  description: `Focco ${id}`,
  quantity: '1',
  total: '5.50',
  flags: [],
  ...over,
});

describe('the tree of items', () => {
  const nested = tree([
    item(0, { description: 'Balcão' }),
    item(1, { parent: 0, description: 'Porta' }),
    item(2, { parent: 1, description: 'Dobradiça', flags: ['no-price'] }),
    item(3, { ambient: 1, description: 'Tanque' }),
    item(4, { parent: 0, description: 'Gaveta' }),
  ]);

  it('keeps items below their ambient and components below their item, manual items apart', () => {
    const nodes = itemTree(nested, [focco('p'), focco('m', { source: 'manual', total: '1200.10' })]);
    assert.deepEqual(
      nodes.map(({ description, level, kind }) => [description, level, kind]),
      [
        ['Kitchen', 1, 'ambient'],
        ['Balcão', 2, 'promob'],
        ['Porta', 3, 'promob'],
        ['Dobradiça', 4, 'promob'],
        ['Gaveta', 3, 'promob'],
        ['Laundry', 1, 'ambient'],
        ['Tanque', 2, 'promob'],
        ['', 1, 'manual-group'],
        ['Focco m', 2, 'manual'],
      ],
    );
    assert.equal(nodes[7]?.total, '1200.10');
  });

  it('counts what somebody should look at in everything above it', () => {
    const nodes = itemTree(nested, null);
    assert.deepEqual(
      nodes.slice(0, 4).map(({ alertsBelow }) => alertsBelow),
      [1, 1, 1, 0],
    );
  });

  it('raises no alarm for what components carry as a matter of course', () => {
    const nodes = itemTree(
      tree(
        [
          item(0, { flags: ['zero-price'] }),
          item(1, { parent: 0, flags: ['zero-price', 'reference-error', 'no-guid'] }),
          item(2, { parent: 0, flags: ['a-flag-of-tomorrow'] }),
        ],
        ['Kitchen'],
      ),
      null,
    );
    assert.deepEqual(
      nodes.map(({ alert, alertsBelow }) => [alert, alertsBelow]),
      [
        [false, 2],
        [true, 1],
        [false, 0],
        [true, 0],
      ],
    );
  });

  it('shows an item of an ambient the listing does not name', () => {
    const nodes = itemTree(tree([item(0, { ambient: 7, description: 'Lost' })], ['Kitchen']), null);
    assert.deepEqual(
      nodes.map(({ description }) => description),
      ['Kitchen', '', 'Lost'],
    );
  });

  it("shows FoccoLojas' items where no listing is on this machine, with their exact sum", () => {
    const nodes = itemTree(null, [focco('1', { total: '0.10' }), focco('2', { total: '0.20' })]);
    assert.deepEqual(
      nodes.map(({ kind, total }) => [kind, total]),
      [
        ['promob-group', '0.30'],
        ['promob', '0.10'],
        ['promob', '0.20'],
      ],
    );
  });

  it('opens groups at first and hides what is below a closed line', () => {
    const nodes = itemTree(nested, null);
    const rows = visibleRows(nodes, { open: openAtFirst(nodes), query: '', onlyFlagged: false });
    assert.deepEqual(
      rows.map(({ node }) => node.description),
      ['Kitchen', 'Balcão', 'Laundry', 'Tanque'],
    );
    const closed = visibleRows(nodes, { open: new Set(), query: '', onlyFlagged: false });
    assert.deepEqual(
      closed.map(({ node }) => node.description),
      ['Kitchen', 'Laundry'],
    );
  });

  it('finds without accents, by several words, with everything above what it found', () => {
    const nodes = itemTree(nested, null);
    const found = (query: string): string[] =>
      visibleRows(nodes, { open: new Set(), query, onlyFlagged: false }).map(({ node }) => node.description);
    assert.deepEqual(found('BALCAO c0'), ['Kitchen', 'Balcão']);
    assert.deepEqual(found('dobradica'), ['Kitchen', 'Balcão', 'Porta', 'Dobradiça']);
    assert.deepEqual(found('nothing like it'), []);
  });

  it('shows only what is flagged', () => {
    const rows = visibleRows(itemTree(nested, null), { open: new Set(), query: '', onlyFlagged: true });
    assert.deepEqual(
      rows.map(({ node }) => node.description),
      ['Kitchen', 'Balcão', 'Porta', 'Dobradiça'],
    );
  });

  it('builds and searches twenty thousand items without a noticeable wait', () => {
    const many = tree(
      Array.from({ length: 20_000 }, (_, at) => item(at, at % 10 === 0 ? {} : { parent: at - (at % 10) })),
    );
    const cpu = process.cpuUsage();
    const nodes = itemTree(many, null);
    const rows = visibleRows(nodes, { open: new Set(), query: 'item 19999', onlyFlagged: false });
    const { user } = process.cpuUsage(cpu);
    assert.equal(rows.length, 3);
    // Measured 40 ms; ten times as much is a quadratic step somewhere.
    assert.ok(user < 400_000, `${user} µs`);
  });
});

describe('the keys of the tree', () => {
  const nodes = itemTree(tree([item(0), item(1, { parent: 0 }), item(2)], ['Kitchen']), null);
  const open = new Set(nodes.map(({ id }) => id));
  const rows = visibleRows(nodes, { open, query: '', onlyFlagged: false });

  it('walk up and down and stop at the ends', () => {
    assert.deepEqual(treeStep(rows, 0, 'ArrowDown'), { go: 1 });
    assert.deepEqual(treeStep(rows, 0, 'ArrowUp'), { go: 0 });
    assert.deepEqual(treeStep(rows, 3, 'ArrowDown'), { go: 3 });
    assert.deepEqual(treeStep(rows, 1, 'End'), { go: 3 });
    assert.deepEqual(treeStep(rows, 3, 'Home'), { go: 0 });
  });

  it('go in and open with right, close and go out with left', () => {
    assert.deepEqual(treeStep(rows, 1, 'ArrowRight'), { go: 2 });
    assert.deepEqual(treeStep(rows, 1, 'ArrowLeft'), { close: 'item 0' });
    assert.deepEqual(treeStep(rows, 2, 'ArrowLeft'), { go: 1 });
    assert.equal(treeStep(rows, 2, 'ArrowRight'), null);
    const closed = visibleRows(nodes, { open: openAtFirst(nodes), query: '', onlyFlagged: false });
    assert.deepEqual(treeStep(closed, 1, 'ArrowRight'), { open: 'item 0' });
    assert.deepEqual(treeStep(closed, 1, 'Enter'), { open: 'item 0' });
  });

  it('leave other keys alone', () => {
    assert.equal(treeStep(rows, 0, 'a'), null);
    assert.equal(treeStep([], 0, 'ArrowDown'), null);
  });

  it('keep the active line, or give it to the nearest one above that is seen', () => {
    const closed = visibleRows(nodes, { open: openAtFirst(nodes), query: '', onlyFlagged: false });
    assert.equal(activeRow(rows, nodes, 'item 1'), 2);
    assert.equal(activeRow(closed, nodes, 'item 1'), 1);
    assert.equal(activeRow(closed, nodes, 'gone'), 0);
    assert.equal(activeRow(closed, nodes, null), 0);
  });
});

describe('which listing is shown', () => {
  const version = { number: 7, importedAt: '2026-11-21T10:00:00.000Z' };
  const listing = { listingId: 'l', capturedAt: '2026-11-21T12:00:00.000Z', fresh: true, budget: null };
  const ids = (detail: Parameters<typeof listingChoices>[0]): string[] =>
    listingChoices(detail).map(({ id }) => id);

  it("is the last version's, and offers a later one that waits for the update", () => {
    assert.deepEqual(ids({ environmentId: 'e', lastVersion: version, listing, outdated: true }), [
      'version 7',
      'listing l',
    ]);
  });

  it('does not offer a listing older than the version, nor one that was imported', () => {
    const older = { ...listing, capturedAt: '2026-11-21T09:00:00.000Z' };
    assert.deepEqual(ids({ environmentId: 'e', lastVersion: version, listing: older, outdated: true }), [
      'version 7',
    ]);
    assert.deepEqual(ids({ environmentId: 'e', lastVersion: version, listing, outdated: false }), [
      'version 7',
    ]);
  });

  it('is the captured one before the first version, and none without any', () => {
    assert.deepEqual(ids({ environmentId: 'e', lastVersion: undefined, listing, outdated: true }), [
      'listing l',
    ]);
    assert.deepEqual(
      ids({ environmentId: 'e', lastVersion: undefined, listing: undefined, outdated: false }),
      [],
    );
  });
});

describe('a quantity', () => {
  it('is written as the language does, whether the file used a point or a comma', () => {
    assert.equal(spellQuantity('2.345', 'pt-BR'), '2,345');
    assert.equal(spellQuantity('2,345', 'pt-BR'), '2,345');
    assert.equal(spellQuantity('2,345', 'en'), '2.345');
    assert.equal(spellQuantity('3.000000', 'pt-BR'), '3');
  });

  it('stays as it is written where it is no number', () => {
    assert.equal(spellQuantity('ERRO', 'pt-BR'), 'ERRO');
    assert.equal(spellQuantity('', 'pt-BR'), '');
    assert.equal(spellQuantity('1.234,5', 'pt-BR'), '1.234,5');
  });
});
