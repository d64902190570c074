import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { migrations } from '../../../electron/engine/ledger/migrations/migrations.ts';
import type { EnvironmentRow } from '../../../electron/engine/ledger/types.ts';
import { ledgerBench, temporaryFolder } from './ledgerFixture.ts';
import type { LedgerBench } from './ledgerFixture.ts';
import { bringTo } from './migrationBench.ts';

const at = (second: number): string => `2026-03-02T11:00:${String(second).padStart(2, '0')}.000Z`;

const environment = (
  environmentId: string,
  more: Partial<EnvironmentRow> = {},
  body: Record<string, unknown> = {},
): EnvironmentRow => ({
  environmentId,
  projectId: 'p',
  name: `Ambiente ${environmentId}`,
  state: 'synchronized',
  outdated: false,
  locked: false,
  lastVersion: null,
  versionToken: 't',
  updatedAt: at(59),
  ...more,
  body: { createdAt: at(1), customerName: 'Maria Exemplo', ...body },
});

function bound(bench: LedgerBench, id: string, path = `/p/${id}.promob`): string {
  bench.save(path, `${id} 1`, { guid: null });
  const fileId = bench.fileId(path);
  bench.ledger.bindings.bind({ environmentId: id, fileId });
  return fileId;
}

const factsOf = (bench: LedgerBench, id: string) => {
  const [facts] = bench.ledger.home.facts([id]);
  assert.ok(facts);
  return facts;
};

describe('the places of the home screen', () => {
  it('come in pages by id, with the newest time of both sides', (t) => {
    const bench = ledgerBench(t);
    const { catalogue, home } = bench.ledger;
    for (const id of ['e3', 'e1', 'e2']) catalogue.environments.upsert(environment(id));
    bound(bench, 'e2');
    const first = home.places('', 2);
    assert.deepEqual(
      first.map((place) => [place.environmentId, place.bound]),
      [
        ['e1', false],
        ['e2', true],
      ],
    );
    assert.equal(first[0]?.activityAt, at(1));
    assert.equal(first[1]?.activityAt, bench.ledger.saves.newest(bench.fileId('/p/e2.promob'))?.keptAt);
    assert.deepEqual(
      home.places('e2', 2).map((place) => place.environmentId),
      ['e3'],
    );
  });

  it('count as activity when FoccoLojas says something else, not when it says the same again', (t) => {
    const bench = ledgerBench(t);
    const { catalogue, home } = bench.ledger;
    const activity = (): string | undefined => home.places('', 1)[0]?.activityAt;
    assert.equal(catalogue.environments.upsert(environment('e1', { updatedAt: at(10) })), true);
    assert.equal(catalogue.environments.upsert(environment('e1', { updatedAt: at(20) })), false);
    assert.equal(activity(), at(1));
    const approved = environment('e1', { state: 'converted', updatedAt: at(30) }, { state: 'converted' });
    assert.equal(catalogue.environments.upsert(approved), true);
    assert.equal(activity(), at(30));
  });

  it('tell of a delivery that needs attention', (t) => {
    const bench = ledgerBench(t);
    bench.ledger.catalogue.environments.upsert(environment('e1'));
    bound(bench, 'e1');
    const [head] = bench.ledger.outbox.heads(Number.MAX_SAFE_INTEGER, 1);
    bench.ledger.outbox.needsAttention(head?.deliveryId ?? '', 'digest-mismatch');
    assert.equal(bench.ledger.home.places('', 1)[0]?.attention, true);
    assert.deepEqual(
      { state: factsOf(bench, 'e1').save?.state, reason: factsOf(bench, 'e1').save?.reason },
      { state: 'needs-attention', reason: 'digest-mismatch' },
    );
  });
});

describe('the facts of environments', () => {
  it('say what the stores say one by one: save, receipt, fresh listing', (t) => {
    const bench = ledgerBench(t);
    const { ledger } = bench;
    ledger.catalogue.environments.upsert(environment('e1'));
    ledger.catalogue.environments.upsert(environment('e2'));
    const fileId = bound(bench, 'e1');
    assert.equal(factsOf(bench, 'e1').listing, null);
    const kept = bench.listing('/p/a.xml', 'listing 1', { projectGuid: null });
    ledger.listings.assign(kept.listing.listingId, fileId);
    assert.deepEqual(factsOf(bench, 'e1').listing, {
      listingId: kept.listing.listingId,
      capturedAt: kept.listing.capturedAt,
      budget: '2093.46',
      fresh: true,
    });
    bench.save('/p/e1.promob', 'e1 2', { guid: null });
    assert.equal(factsOf(bench, 'e1').listing?.fresh, false);
    for (let turn = 0; turn < 2; turn += 1) {
      const [head] = ledger.outbox.heads(Number.MAX_SAFE_INTEGER, 1);
      assert.ok(head);
      ledger.outbox.claim(head.deliveryId);
      ledger.outbox.received(head.deliveryId, { sha256: head.sha256 }, at(40 + turn));
    }
    const view = ledger.saves.list(fileId).at(-1);
    assert.ok(view);
    const { save, file } = factsOf(bench, 'e1');
    assert.deepEqual(
      { saveId: save?.saveId, number: save?.number, state: save?.state, receivedAt: save?.receivedAt },
      { saveId: view.saveId, number: 2, state: 'received', receivedAt: at(41) },
    );
    assert.equal(file?.path, '/p/e1.promob');
    assert.deepEqual(
      ledger.home.facts(['e2', 'gone', 'e1']).map((facts) => facts.row.environmentId),
      ['e2', 'e1'],
    );
    assert.equal(factsOf(bench, 'e2').file, null);
  });

  it('call it a conflict where FoccoLojas says that machines disagree, a file is bound here, and nothing is locked', (t) => {
    const bench = ledgerBench(t);
    const conflict = (id: string, row: Partial<EnvironmentRow>, body: Record<string, unknown>): boolean => {
      bench.ledger.catalogue.environments.upsert(environment(id, row, body));
      const said = factsOf(bench, id).conflict;
      assert.equal(bench.ledger.home.apart().includes(id), said, 'told in the frame exactly then');
      return said;
    };
    bound(bench, 'e1');
    const told = { disagreement: { saves: [{ saveId: 'a' }, { saveId: 'b' }] } };
    assert.equal(conflict('e1', { outdated: true }, told), true);
    assert.equal(conflict('e1', { outdated: true }, {}), false, 'decided');
    assert.equal(
      conflict('e1', { outdated: true, locked: true }, told),
      false,
      'nothing is decided any more',
    );
    assert.equal(conflict('e2', { outdated: true }, told), false, 'no drawing here');
  });
});

describe('files without environment', () => {
  it('are listed with questions first, then the newest; those of an environment only with a question', (t) => {
    const bench = ledgerBench(t);
    bound(bench, 'e1', '/p/bound.promob');
    bench.save('/p/old.promob', 'old', { guid: null });
    bench.save('/p/new.promob', 'new', { guid: null });
    bench.save('/p/first.promob', 'first', { guid: 'g' });
    bench.save('/p/copy.promob', 'copy', { guid: 'g' });
    bench.ledger.files.setProblem('/p/broken.promob', 'file-still-incomplete');
    const files = bench.ledger.home.looseFiles(10);
    assert.deepEqual(
      files.map((file) => file.path),
      ['/p/copy.promob', '/p/first.promob', '/p/new.promob', '/p/old.promob', '/p/broken.promob'],
    );
    assert.deepEqual(files[0]?.questionOthers, [bench.fileId('/p/first.promob')]);
    assert.equal(files[2]?.lastSave?.number, 1);
    assert.deepEqual(
      { problem: files[4]?.problem, lastSave: files[4]?.lastSave },
      { problem: 'file-still-incomplete', lastSave: null },
    );
    assert.equal(bench.ledger.home.looseFiles(2).length, 2);
  });
});

describe('names and items', () => {
  it('are answered for those that are known', (t) => {
    const bench = ledgerBench(t);
    const { home, catalogue } = bench.ledger;
    catalogue.environments.upsert(environment('e1'));
    const save = bench.save('/p/a.promob', 'a');
    assert.deepEqual(
      [...home.environmentNames(['e1', 'e1', 'gone'])],
      [['e1', { name: 'Ambiente e1', customerName: 'Maria Exemplo' }]],
    );
    assert.deepEqual(
      [...home.saveNames([save.saveId, 'gone'])],
      [[save.saveId, { number: 1, path: '/p/a.promob' }]],
    );
    assert.equal(home.items('e1'), null);
    home.keepItems('e1', [{ id: 'i1' }], at(1));
    home.keepItems('e1', [{ id: 'i2' }], at(2));
    assert.deepEqual(home.items('e1'), { items: [{ id: 'i2' }], toldAt: at(2) });
  });

  it('of another server are forgotten; what this machine made stays', (t) => {
    const bench = ledgerBench(t);
    const { home, catalogue, notifications } = bench.ledger;
    catalogue.environments.upsert(environment('e1'));
    catalogue.customers.upsert({ customerId: 'c', name: 'Maria Exemplo', body: {} });
    home.keepItems('e1', [], at(1));
    notifications.upsert({
      id: 'n',
      kind: 'review-ready',
      environmentId: 'e1',
      createdAt: at(1),
      state: 'seen',
      body: {},
    });
    bench.save('/p/a.promob', 'a');
    home.forgetCatalogue();
    assert.equal(home.count(), 0);
    assert.deepEqual(catalogue.customers.list(), []);
    assert.equal(home.items('e1'), null);
    assert.deepEqual(notifications.list(), []);
    assert.equal(bench.ledger.saves.counts().saved, 1);
  });
});

describe('migration 40, home', () => {
  it('leaves the environments as they are and tells the newest time of what they were told', (t) => {
    const file = join(temporaryFolder(t), 'history.db');
    const old = bringTo(t, file, migrations, 30);
    const body = JSON.stringify({
      createdAt: at(1),
      lastVersion: { importedAt: at(7) },
      lastSave: { receivedAt: at(5) },
    });
    old.run(
      `INSERT INTO environments (environment_id, project_id, name, state, outdated, locked, version_token, body, updated_at)
       VALUES ('e1', 'p', 'Cozinha', 'created', 0, 0, 't', ?, ?), ('e2', 'p', 'Sala', 'created', 0, 0, 't', '{}', ?)`,
      [body, at(9), at(9)],
    );
    const before = old.all<object>('SELECT * FROM environments');
    old.close();
    const database = bringTo(t, file, migrations, 40);
    assert.deepEqual(
      database.all('SELECT * FROM environments'),
      before.map((row, index) => ({ ...row, changed_at: null, told_at: index === 0 ? at(7) : '' })),
    );
  });
});
