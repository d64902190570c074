import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ComparedItem, Comparison, PlanEntity } from '../../../shared/contract/windowSchemas.ts';
import { text } from '../../../shared/text/text.ts';
import type { TextKey, TextParams } from '../../../shared/text/text.ts';
import { addAmounts, amountDifference, amountSign } from '../../../renderer/compare/amounts.ts';
import { ambientChoices } from '../../../renderer/compare/ambientChoices.ts';
import { describeChange } from '../../../renderer/compare/describeChange.ts';
import {
  countByStatus,
  drawingDifferences,
  filterDifferences,
  itemDifferences,
} from '../../../renderer/compare/differences.ts';
import { sideName } from '../../../renderer/compare/sideName.ts';

const say = Object.assign((key: TextKey, params: TextParams = {}) => text(key, params, 'en'), {
  locale: 'en',
});

const entity = (key: number, over: Partial<PlanEntity> = {}): PlanEntity => ({
  key,
  guid: null,
  kind: 'module',
  description: `Entity ${key}`,
  reference: 'White',
  size: { w: 600, h: 720, d: 560 },
  place: { x: 0, y: 0, z: 0 },
  rotation: 0,
  ...over,
});
const item = (description: string, over: Partial<ComparedItem> = {}): ComparedItem => ({
  guid: null,
  code: 'C1',
  description,
  quantity: '1',
  dimensions: '600 x 720',
  reference: 'White',
  total: '100.00',
  ...over,
});
const drawing = (over: Partial<Comparison['drawing']> = {}): Comparison['drawing'] => ({
  added: [],
  removed: [],
  changed: [],
  unchanged: 0,
  matchedByGuid: 0,
  matchedByShape: 0,
  ...over,
});

describe('amounts', () => {
  it('are added and subtracted exactly, whatever digits they have', () => {
    assert.equal(addAmounts(['0.1', '0.2', null, 'no amount']), '0.30');
    assert.equal(addAmounts(['999999999999999.99', '0.01']), '1000000000000000.00');
    assert.equal(addAmounts([]), '0.00');
    assert.equal(amountDifference('100.10', '100.30'), '0.20');
    assert.equal(amountDifference('0.000000000001', '0'), '-0.000000000001');
    assert.equal(amountDifference('-5.00', '5.00'), '10.00');
    assert.equal(amountDifference('5', '-5'), '-10.00');
  });

  it('have no difference where one side has none', () => {
    assert.equal(amountDifference(null, '1.00'), null);
    assert.equal(amountDifference('1.00', null), null);
    assert.equal(amountDifference('ERRO', '1.00'), null);
  });

  it('have the sign that is seen by the cent', () => {
    assert.equal(amountSign('0.004'), 0);
    assert.equal(amountSign('0.005'), 1);
    assert.equal(amountSign('-12'), -1);
    assert.equal(amountSign('0.00'), 0);
  });
});

describe('the list of differences', () => {
  const rows = drawingDifferences(
    drawing({
      added: [entity(1, { description: 'Balcão' })],
      removed: [entity(1, { description: 'Torre' })],
      changed: [{ before: entity(5), after: entity(6, { reference: 'Oak' }), changes: ['finish'] }],
    }),
    new Set(['added 1', 'changed 6']),
  );

  it('names each difference as the plan does, and tells what the plan does not show', () => {
    assert.deepEqual(
      rows.map(({ id, onPlan }) => [id, onPlan]),
      [
        ['added 1', true],
        ['removed 1', false],
        ['changed 6', true],
      ],
    );
    assert.deepEqual(countByStatus(rows), { added: 1, removed: 1, changed: 1 });
  });

  it('is filtered by kind and by words, also those of before', () => {
    const ids = (query: string, ...statuses: ('added' | 'removed' | 'changed')[]): string[] =>
      filterDifferences(rows, { query, statuses: new Set(statuses) }).map(({ id }) => id);
    assert.deepEqual(ids(''), ['added 1', 'removed 1', 'changed 6']);
    assert.deepEqual(ids('', 'removed', 'changed'), ['removed 1', 'changed 6']);
    assert.deepEqual(ids('balcao'), ['added 1']);
    assert.deepEqual(ids('oak'), ['changed 6']);
    assert.deepEqual(ids('entity 5'), ['changed 6']);
    assert.deepEqual(ids('balcao', 'removed'), []);
  });

  it('tells what each item does to the price', () => {
    const items = itemDifferences({
      added: [item('A')],
      removed: [item('B', { total: '40.10' })],
      changed: [
        { before: item('C', { total: '10.00' }), after: item('C', { total: '7.50' }), changes: ['price'] },
        { before: item('D', { total: null }), after: item('D'), changes: ['price'] },
      ],
      unchanged: 3,
    });
    assert.deepEqual(
      items.map(({ difference }) => difference),
      ['100.00', '-40.10', '-2.50', null],
    );
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  });
});

describe('the words of a change', () => {
  const changed = (
    before: PlanEntity,
    after: PlanEntity,
    changes: Comparison['drawing']['changed'][0]['changes'],
  ) =>
    describeChange(
      say,
      drawingDifferences(drawing({ changed: [{ before, after, changes }] }), new Set())[0] ?? assert.fail(),
    );

  it('tell sizes, distance, turn and finish', () => {
    assert.deepEqual(
      changed(
        entity(1),
        entity(2, {
          size: { w: 1200, h: 720, d: 560.5 },
          place: { x: 300, y: 400, z: 0 },
          rotation: 90,
          reference: '',
        }),
        ['size', 'place', 'rotation', 'finish'],
      ),
      [
        'Size: 600 × 720 × 560 → 1200 × 720 × 560.5 mm',
        'Moved by 500 mm',
        'Turned: 0° → 90°',
        'Finish: White → none',
      ],
    );
  });

  it('do not invent a distance or a finish where only a part of it has one', () => {
    assert.deepEqual(changed(entity(1), entity(2), ['place', 'finish']), ['Moved', 'Another finish']);
  });

  it('tell quantity and price of items', () => {
    const [row] = itemDifferences({
      added: [],
      removed: [],
      changed: [
        {
          before: item('A', { total: null }),
          after: item('A', { quantity: '2', total: '200.00' }),
          changes: ['quantity', 'price'],
        },
      ],
      unchanged: 0,
    });
    assert.deepEqual(describeChange(say, row ?? assert.fail()), [
      'Quantity: 1 → 2',
      'Price: no price → R$200.00',
    ]);
  });

  it('tell what was added or removed is', () => {
    const [row] = drawingDifferences(drawing({ added: [entity(1, { reference: '' })] }), new Set());
    assert.deepEqual(describeChange(say, row ?? assert.fail()), ['600 × 720 × 560 mm']);
  });
});

describe('the sides', () => {
  it('are named by version, else by save', () => {
    assert.equal(sideName(say, { version: 3, saveNumber: 9 }), 'Version 3');
    assert.equal(sideName(say, { saveNumber: 9 }), 'Save 9');
  });

  it('offer each environment of the files once', () => {
    const plan = (ambients: { guid: string | null; name: string }[]): Comparison['plans']['after'] => ({
      ambient: null,
      ambients,
      bounds: null,
      shapes: [],
      entities: [],
      omitted: 0,
    });
    assert.deepEqual(
      ambientChoices({
        before: plan([
          { guid: 'b', name: 'Old' },
          { guid: 'a', name: 'Old name' },
        ]),
        after: plan([
          { guid: 'a', name: 'Kitchen' },
          { guid: null, name: 'Nameless' },
        ]),
      }),
      [
        { guid: 'a', name: 'Kitchen' },
        { guid: 'b', name: 'Old' },
      ],
    );
  });
});
