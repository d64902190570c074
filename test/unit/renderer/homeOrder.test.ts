import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arrangeRows, movesRow } from '../../../renderer/home/arrangeRows.ts';
import type { Arrangement } from '../../../renderer/home/arrangeRows.ts';
import { knownRow } from '../../../renderer/home/knownRow.ts';
import type { KnownRow } from '../../../renderer/home/knownRow.ts';
import { listItems, rowBeside } from '../../../renderer/home/listItems.ts';
import { mayReview, rowAct, urgencies, urgencyOf } from '../../../renderer/acts/rowAct.ts';
import { countFilters, offeredFilters, passesFilter } from '../../../renderer/home/rowFilter.ts';
import { searchWords } from '../../../renderer/components/searchText.ts';
import type { HomeRow } from '../../../shared/contract/windowSchemas.ts';

const dueFirst: Arrangement = { filter: 'all', sort: 'due', canReview: false };

function row(environmentId: string, facts: Partial<HomeRow> = {}): HomeRow {
  return {
    environmentId,
    name: `Ambiente ${environmentId}`,
    projectId: 'p1',
    projectName: 'Casa',
    customerName: 'Ana',
    state: 'synchronized',
    outdated: false,
    locked: false,
    conflict: false,
    freshListing: false,
    activityAt: '2026-01-01T00:00:00.000Z',
    ...facts,
  };
}

const stuck = {
  saveId: 's',
  number: 1,
  keptAt: '2026-01-01T00:00:00.000Z',
  state: 'needs-attention',
} as const;

const known = (...rows: readonly HomeRow[]): KnownRow[] => rows.map((one) => knownRow(one));

describe('the one button of a row', () => {
  it('is what is due', () => {
    for (const due of ['open-drawing', 'choose-file', 'update', 'export-listing', 'assistance'] as const) {
      assert.equal(rowAct(row('1', { due }), false), due);
    }
    assert.equal(rowAct(row('1'), false), null);
  });

  it('starts and completes reviews for revisers only', () => {
    for (const due of ['start-review', 'complete-review'] as const) {
      assert.equal(rowAct(row('1', { due }), mayReview(['designer'])), null);
      assert.equal(rowAct(row('1', { due }), mayReview(['designer', 'reviser'])), due);
    }
  });

  it('starts the review of what is released first, for revisers, whatever changed meanwhile', () => {
    const released = row('1', { due: 'update', state: 'financially-released', outdated: true });
    assert.equal(rowAct(released, true), 'start-review');
    assert.equal(rowAct(released, false), 'update');
    assert.equal(passesFilter(released, 'my-review', true), true);
    assert.equal(passesFilter(released, 'my-review', false), false);
    assert.equal(
      passesFilter(row('2', { state: 'review-complete', locked: true }), 'my-review', true),
      false,
    );
    assert.ok(!offeredFilters(false).includes('my-review'));
  });

  it('compares where two machines disagree, and leads to the sending where a save is stuck', () => {
    assert.equal(rowAct(row('1', { due: 'update', conflict: true, lastSave: stuck }), false), 'compare');
    assert.equal(rowAct(row('1', { due: 'update', lastSave: stuck }), false), 'sending');
  });

  it('is none for a code this window does not know', () => {
    assert.equal(rowAct(row('1', { due: 'act-of-tomorrow' }), true), null);
  });

  it('makes a row urgent, except where an issued order only offers assistance', () => {
    assert.equal(urgencyOf(row('1', { conflict: true }), false), urgencies.blocked);
    assert.equal(urgencyOf(row('1', { lastSave: stuck }), false), urgencies.blocked);
    assert.equal(urgencyOf(row('1', { due: 'update' }), false), urgencies.due);
    assert.equal(urgencyOf(row('1', { due: 'assistance', locked: true }), false), urgencies.calm);
    assert.equal(urgencyOf(row('1', { due: 'start-review' }), false), urgencies.calm);
  });
});

describe('the order of the list', () => {
  it('keeps a project together, and puts first what stands in the way, then what is due, then the newest', () => {
    const rows = known(
      row('calm-new', { projectId: 'a', activityAt: '2026-05-01T00:00:00.000Z' }),
      row('due-old', { projectId: 'b', due: 'update' }),
      row('beside-due', { projectId: 'b', activityAt: '2026-04-01T00:00:00.000Z' }),
      row('blocked', { projectId: 'c', conflict: true }),
      row('due-new', { projectId: 'd', due: 'update', activityAt: '2026-03-01T00:00:00.000Z' }),
      row('calm-old', { projectId: 'a' }),
    );
    assert.deepEqual(arrangeRows(rows, dueFirst), [
      'blocked',
      'due-old',
      'beside-due',
      'due-new',
      'calm-new',
      'calm-old',
    ]);
  });

  it('goes by activity or by names where asked, accents aside', () => {
    const rows = known(
      row('1', { projectId: 'z', customerName: 'Zélia', activityAt: '2026-05-01T00:00:00.000Z' }),
      row('2', { projectId: 'e', customerName: 'Édson', due: 'update' }),
      row('3', { projectId: 'f', customerName: 'fábio', activityAt: '2026-04-01T00:00:00.000Z' }),
    );
    assert.deepEqual(arrangeRows(rows, { ...dueFirst, sort: 'newest' }), ['1', '3', '2']);
    assert.deepEqual(arrangeRows(rows, { ...dueFirst, sort: 'name' }), ['2', '3', '1']);
  });

  it('holds what the filter lets through', () => {
    const rows = known(
      row('due', { due: 'update', outdated: true, state: 'outdated', fileId: 'f' }),
      row('locked', { locked: true, outdated: true, state: 'review-complete', due: 'assistance' }),
      row('empty', { state: 'created', due: 'choose-file' }),
    );
    const ids = (filter: Arrangement['filter']): string[] =>
      arrangeRows(rows, { ...dueFirst, filter }).sort();
    assert.deepEqual(ids('due'), ['due', 'empty']);
    assert.deepEqual(ids('out-of-date'), ['due']);
    assert.deepEqual(ids('no-file'), ['empty']);
    assert.deepEqual(ids('review-complete'), ['locked']);
    const counts = countFilters(rows, false);
    assert.deepEqual(
      [counts.all, counts.due, counts['out-of-date'], counts['no-file'], counts.created, counts.converted],
      [3, 2, 1, 1, 1, 0],
    );
    assert.ok(rows.every(({ row: one }) => passesFilter(one, 'all', false)));
  });

  it('would change only by what decides about it', () => {
    const before = knownRow(row('1'));
    const saved = knownRow(row('1', { activityAt: '2026-02-02T00:00:00.000Z' }), before);
    const due = knownRow(row('1', { due: 'update' }), before);
    assert.ok(!movesRow(before, saved, dueFirst));
    assert.ok(movesRow(before, saved, { ...dueFirst, sort: 'newest' }));
    assert.ok(!movesRow(before, saved, { ...dueFirst, sort: 'name' }));
    assert.ok(movesRow(before, due, dueFirst));
    assert.ok(movesRow(before, due, { ...dueFirst, filter: 'due', sort: 'name' }));
    assert.ok(!movesRow(before, saved, { ...dueFirst, filter: 'due', sort: 'newest' }));
    assert.ok(movesRow(undefined, before, dueFirst));
    assert.ok(!movesRow(undefined, before, { ...dueFirst, filter: 'due' }));
  });

  it('of ten thousand rows is found in the time of a frame or two', () => {
    const rows = known(
      ...Array.from({ length: 10_000 }, (_, index) =>
        row(String(index), {
          projectId: `p${index % 3_000}`,
          customerName: `Cliente ${index % 997}`,
          activityAt: new Date(1_700_000_000_000 + ((index * 7_919) % 10_007) * 60_000).toISOString(),
          ...(index % 20 === 0 ? { due: 'update' } : {}),
        }),
      ),
    );
    const started = process.cpuUsage();
    const order = arrangeRows(rows, dueFirst);
    const spent = process.cpuUsage(started);
    assert.equal(order.length, 10_000);
    // Some 15 ms where it was written; a quadratic sort takes seconds.
    assert.ok(spent.user + spent.system < 500_000, `${spent.user + spent.system} µs`);
  });
});

describe('what is known of a row', () => {
  it('stays the same object while nothing changed, and keeps its names while they stay', () => {
    const before = knownRow(row('1'));
    assert.equal(knownRow(row('1'), before), before);
    const saved = knownRow(row('1', { outdated: true }), before);
    assert.notEqual(saved, before);
    assert.equal(saved.searchKey, before.searchKey);
    assert.ok(knownRow(row('1', { fileName: 'Sacada.promob' }), before).searchKey.includes('sacada'));
  });
});

describe('the lines of the list', () => {
  const rows = new Map(
    known(
      row('1', { projectId: 'a', name: 'Cozinha' }),
      row('2', { projectId: 'a', name: 'Sala' }),
      row('3', { projectId: 'b', name: 'Cozinha', customerName: 'Bia' }),
    ).map((one) => [one.row.environmentId, one]),
  );
  const kinds = (query: string): string[] =>
    listItems(['1', '2', 'gone', '3'], rows, searchWords(query)).map(({ kind, environmentId }) =>
      kind === 'group' ? `group of ${environmentId}` : environmentId,
    );

  it('head every project, and leave out what is gone', () => {
    assert.deepEqual(kinds(''), ['group of 1', '1', '2', 'group of 3', '3']);
  });

  it('are what the search finds, with the headings that belong to it', () => {
    assert.deepEqual(kinds('cozinha'), ['group of 1', '1', 'group of 3', '3']);
    assert.deepEqual(kinds('sala'), ['group of 2', '2']);
    assert.deepEqual(kinds('nada disso'), []);
  });

  it('are walked past the headings, and never off the list', () => {
    const items = listItems(['1', '2', '3'], rows, []);
    assert.equal(rowBeside(items, 2, 1), 4);
    assert.equal(rowBeside(items, 4, -1), 2);
    assert.equal(rowBeside(items, 1, -1), 1);
    assert.equal(rowBeside(items, 4, 1), 4);
    assert.equal(rowBeside(items, 1, 100), 4);
    assert.equal(rowBeside(items, 4, -100), 1);
    assert.equal(rowBeside(items, -1, 1), 1);
    assert.equal(rowBeside([], 0, 1), -1);
  });
});
