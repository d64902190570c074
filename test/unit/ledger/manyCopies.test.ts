import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { connect } from '../../../electron/engine/database/database.ts';
import { candidateQueries } from '../../../electron/engine/ledger/identityStore.ts';
import { mostNamed } from '../../../electron/engine/ledger/identity.ts';
import { migrations } from '../../../electron/engine/ledger/migrations/migrations.ts';
import { bringTo } from './migrationBench.ts';
import { hash, ledgerBench, temporaryFolder } from './ledgerFixture.ts';
import type { LedgerBench } from './ledgerFixture.ts';

const blank = ['2026-01-05T12:00:00Z|2448|5.60'];
const place = (n: number): string => `/w/cliente ${n}/projeto.promob`;

/** Copies of one blank project beside the blank itself, as a template of the store makes them. */
function copies(bench: LedgerBench, count: number): void {
  for (let n = 0; n < count; n++) bench.see(place(n), 'blank', { guid: 'blank', history: blank });
}

/** How often a place is looked at to find out what a content is. */
function looks(
  bench: LedgerBench,
  query: { path: string; content: string; history: readonly string[] },
): number {
  let looked = 0;
  bench.ledger.identify(
    { path: query.path, projectGuid: 'blank', sha256: hash(query.content), history: query.history },
    (path) => {
      looked += 1;
      return bench.disk.get(path) ?? 'gone';
    },
  );
  return looked;
}

describe('many copies of one project', () => {
  it('are found by an index each way, and never all of them', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const database = bringTo(t, file, migrations, migrations.at(-1)?.version ?? 0);
    assert.equal(candidateQueries.length, 6);
    for (const sql of candidateQueries) {
      assert.match(sql, /LIMIT \d+$/);
      const plan = database
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, {
          guid: 'g',
          entries: '["s"]',
          sha256: 'x',
          ino: '1',
        })
        .map((row) => row.detail);
      for (const step of plan) {
        // a table is only ever searched by an index; nothing is sorted, so that a limit ends the search
        assert.match(
          step,
          /^(SEARCH (files|newest) USING (INDEX|INTEGER PRIMARY KEY)|SCAN entry VIRTUAL TABLE)/,
          sql,
        );
      }
    }
  });

  it('make the next one no harder to tell', (t) => {
    const bench = ledgerBench(t);
    copies(bench, 200);
    const asked = { path: '/w/novo/projeto.promob', content: 'blank', history: blank };
    const few = looks(bench, asked);
    for (let n = 200; n < 400; n++) bench.see(place(n), 'blank', { guid: 'blank', history: blank });
    assert.equal(looks(bench, asked), few);
    const named = bench.ledger.files.byPath(place(399))?.question?.otherFileIds ?? [];
    assert.equal(named.length, mostNamed);
    // the blank itself is the one they are copies of
    assert.ok(named.includes(bench.fileId(place(0))));
  });

  it('do not hide the one that was worked on and then moved', (t) => {
    const bench = ledgerBench(t);
    copies(bench, 300);
    const worked = [...blank, '2026-02-01T12:00:00Z|2448|5.60', '2026-02-02T12:00:00Z|2448|5.60'];
    bench.save(place(7), 'worked', { guid: 'blank', history: worked });
    const fileId = bench.fileId(place(7));
    // not told to be gone yet, and saved once more since
    bench.disk.set(place(7), 'gone');
    bench.save('/w/outro/projeto.promob', 'more', { guid: 'blank', history: [...worked, 's4'] });
    assert.equal(bench.fileId('/w/outro/projeto.promob'), fileId);
  });

  it('are told apart by their number on the disk, or as soon as the old place is seen to be gone', (t) => {
    const bench = ledgerBench(t);
    copies(bench, 300);
    const database = connect(join(bench.dir, 'history.db'), { readonly: true });
    t.after(() => database.close());
    const moved = bench.fileId(place(250));
    const ino = database.get<{ ino: string }>('SELECT ino FROM files WHERE file_id = ?', [moved])?.ino ?? '';
    bench.disk.set(place(250), 'gone');
    const query = { path: '/w/movido.promob', projectGuid: 'blank', sha256: hash('blank'), history: blank };
    const exists = (path: string) => bench.disk.get(path) ?? 'gone';
    assert.deepEqual(bench.ledger.identify({ ...query, ino }, exists), { kind: 'moved', fileId: moved });
    assert.deepEqual(bench.ledger.identify({ ...query, ino: '0' }, exists).kind, 'ask');
    // a share numbers its files 0: the question is settled when the watcher misses the old place
    bench.see('/w/movido.promob', 'blank', { guid: 'blank', history: blank });
    assert.ok(bench.ledger.files.byPath('/w/movido.promob')?.question !== null);
    bench.ledger.files.markMissing(place(250));
    assert.equal(
      bench.ledger.files.byId(moved)?.present,
      true,
      'it lives on at one of the places asked about',
    );
  });
});
