import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentViews } from '../../../electron/engine/environments/environmentView.ts';
import { homeRows, looseFiles } from '../../../electron/engine/homeRows.ts';
import { homePieceSchema, looseFileSchema } from '../../../shared/contract/windowSchemas.ts';
import type { HomePiece } from '../../../shared/contract/windowSchemas.ts';
import { ledgerBench } from '../ledger/ledgerFixture.ts';
import type { LedgerBench } from '../ledger/ledgerFixture.ts';

const states = [
  'created',
  'synchronized',
  'outdated',
  'converted',
  'financially-released',
  'in-review',
  'review-complete',
] as const;

/** Environments in every state, every third one out of date, the later the newer. */
function fill(bench: LedgerBench, count: number): void {
  const { ledger } = bench;
  ledger.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const state = states[index % states.length] ?? 'created';
      const createdAt = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
      ledger.catalogue.environments.upsert({
        environmentId: `e${index}`,
        projectId: 'p',
        name: `Ambiente ${index}`,
        state,
        outdated: index % 3 === 0 && state !== 'review-complete',
        locked: state === 'review-complete',
        lastVersion: null,
        versionToken: 't',
        updatedAt: createdAt,
        body: { createdAt, projectName: 'Apartamento', customerName: 'Maria Exemplo' },
      });
    }
  });
}

async function piecesOf(bench: LedgerBench): Promise<HomePiece[]> {
  const pieces: HomePiece[] = [];
  for await (const piece of homeRows(bench.ledger)) pieces.push(homePieceSchema.parse(piece));
  return pieces;
}

describe('the rows of the home screen', () => {
  it('come in pieces: a small one first, every environment once, the last one marked', async (t) => {
    const bench = ledgerBench(t);
    fill(bench, 1_450);
    const pieces = await piecesOf(bench);
    assert.deepEqual(
      pieces.map(({ rows, total, last }) => [rows.length, total, last]),
      [
        [200, 1_450, false],
        [1_000, 1_450, false],
        [250, 1_450, true],
      ],
    );
    const ids = pieces.flatMap(({ rows }) => rows.map((row) => row.environmentId));
    assert.equal(new Set(ids).size, 1_450);
  });

  it('put what is due first, the newest of it on top; assistance on finished ones is no urgency', async (t) => {
    const bench = ledgerBench(t);
    fill(bench, 70);
    const rows = (await piecesOf(bench)).flatMap((piece) => piece.rows);
    const due = rows.map((row) => row.due !== undefined && row.due !== 'assistance');
    const firstCalm = due.indexOf(false);
    assert.ok(firstCalm > 0);
    assert.equal(due.slice(firstCalm).includes(true), false);
    for (const group of [rows.slice(0, firstCalm), rows.slice(firstCalm)]) {
      const times = group.map((row) => row.activityAt);
      assert.deepEqual(times, [...times].sort().reverse());
    }
    assert.ok(rows.some((row) => row.due === 'assistance'));
  });

  it('put an environment with a delivery that needs attention on top', async (t) => {
    const bench = ledgerBench(t);
    fill(bench, 70);
    const calm = 'e1';
    bench.save('/p/a.promob', 'a');
    bench.ledger.bindings.bind({ environmentId: calm, fileId: bench.fileId('/p/a.promob') });
    const [head] = bench.ledger.outbox.heads(Number.MAX_SAFE_INTEGER, 1);
    bench.ledger.outbox.needsAttention(head?.deliveryId ?? '', 'digest-mismatch');
    const [piece] = await piecesOf(bench);
    assert.equal(piece?.rows[0]?.environmentId, calm);
  });

  it('mean what the list of environments means', async (t) => {
    const bench = ledgerBench(t);
    fill(bench, 30);
    for (const index of [0, 3, 8]) {
      bench.save(`/p/${index}.promob`, `content ${index}`, { guid: null });
      bench.ledger.bindings.bind({
        environmentId: `e${index}`,
        fileId: bench.fileId(`/p/${index}.promob`),
      });
    }
    const kept = bench.listing('/p/3.xml', 'listing', { projectGuid: null });
    bench.ledger.listings.assign(kept.listing.listingId, bench.fileId('/p/3.promob'));
    const rows = new Map(
      (await piecesOf(bench)).flatMap((piece) => piece.rows).map((row) => [row.environmentId, row]),
    );
    for (const view of environmentViews(bench.ledger, bench.ledger.catalogue.environments.list())) {
      const row = rows.get(view.environmentId);
      assert.deepEqual(
        [row?.due, row?.fileId, row?.lastSave?.state, row?.state, row?.outdated],
        [view.due, view.fileId, view.lastSave?.state, view.state, view.outdated],
      );
    }
    assert.deepEqual([rows.get('e3')?.freshListing, rows.get('e3')?.due], [true, 'update']);
    assert.deepEqual([rows.get('e0')?.freshListing, rows.get('e0')?.due], [false, 'export-listing']);
    assert.equal(rows.get('e3')?.fileName, '3.promob');
  });

  it('are one empty last piece where there is none, and end with their reader', async (t) => {
    const bench = ledgerBench(t);
    assert.deepEqual(await piecesOf(bench), [{ rows: [], total: 0, last: true }]);
    fill(bench, 1_000);
    const leave = new AbortController();
    let pieces = 0;
    for await (const piece of homeRows(bench.ledger, leave.signal)) {
      pieces += piece.rows.length > 0 ? 1 : 0;
      leave.abort();
    }
    assert.equal(pieces, 1);
  });

  it('leave out one that breaks the contract, and say which', async (t) => {
    const bench = ledgerBench(t);
    fill(bench, 300);
    const known = bench.ledger.catalogue.environments.get('e7');
    assert.ok(known);
    bench.ledger.catalogue.environments.upsert({ ...known, state: 'state-of-a-later-version' });
    const broken: unknown[] = [];
    const ids: string[] = [];
    for await (const piece of homeRows(bench.ledger, undefined, (row) => broken.push(row))) {
      ids.push(...homePieceSchema.parse(piece).rows.map((row) => row.environmentId));
    }
    assert.deepEqual([ids.length, ids.includes('e7')], [299, false]);
    assert.deepEqual(broken, [{ environmentId: 'e7', at: 'state' }]);
  });

  it('never hold the control thread for long', async (t) => {
    const bench = ledgerBench(t);
    fill(bench, 3_000);
    let turns = 0;
    let ended = false;
    const count = (): void => {
      turns += 1;
      if (!ended) setImmediate(count);
    };
    setImmediate(count);
    await piecesOf(bench);
    ended = true;
    // 3 pages of places and 12 of rows, each giving the thread back.
    assert.ok(turns >= 12, `${turns} turns`);
  });
});

describe('files without environment', () => {
  it('are as the contract says', (t) => {
    const bench = ledgerBench(t);
    bench.save('/p/a.promob', 'a', { guid: 'g' });
    bench.save('/p/b.promob', 'b', { guid: 'g' });
    const files = looseFiles(bench.ledger).map((file) => looseFileSchema.parse(file));
    assert.deepEqual(
      files.map((file) => [file.path, file.question?.code, file.lastSave?.number]),
      [
        ['/p/b.promob', 'known-project', 1],
        ['/p/a.promob', undefined, 1],
      ],
    );
  });
});
