import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { EnvironmentRow, NotificationRow, VersionRow } from '../../../electron/engine/ledger/types.ts';
import { hash, ledgerBench } from './ledgerFixture.ts';

describe('the ledger', () => {
  it('counts its runs and keeps values over restarts', (t) => {
    const bench = ledgerBench(t);
    assert.equal(bench.ledger.nextRun(), 1);
    assert.equal(bench.ledger.nextRun(), 2);
    assert.equal(bench.ledger.values.get('cursor'), undefined);
    bench.ledger.values.set('cursor', { lastEventId: '17', list: [1, null] });
    const again = bench.reopen();
    assert.equal(again.nextRun(), 3);
    assert.deepEqual(again.values.get('cursor'), { lastEventId: '17', list: [1, null] });
    again.values.set('cursor', 'other');
    assert.equal(again.values.get('cursor'), 'other');
    again.values.set('cursor', undefined);
    assert.equal(again.values.get('cursor'), undefined);
  });

  it('leaves one file behind when closed', (t) => {
    const { ledger, dir, save } = ledgerBench(t);
    save('/w/a.promob', 'one');
    ledger.close();
    assert.deepEqual(readdirSync(dir), ['history.db']);
  });

  it('is brought back from its backup when damaged, and says so', async (t) => {
    const bench = ledgerBench(t);
    bench.save('/w/a.promob', 'one');
    const backup = await bench.ledger.backup();
    assert.match(backup, /backups.history-2026-03-02\.db$/);
    bench.ledger.close();
    const file = join(bench.dir, 'history.db');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096);
    writeFileSync(file, bytes);
    const again = bench.reopen();
    assert.equal(again.recovered.kind, 'from-backup');
    assert.equal(again.recovered.backup, backup);
    assert.ok(existsSync(again.recovered.movedTo ?? ''));
    assert.equal(again.files.list().length, 1);
    assert.deepEqual(again.check(), []);
  });
});

describe('the catalogue', () => {
  const environment: EnvironmentRow = {
    environmentId: 'e1',
    projectId: 'p1',
    name: 'Cozinha',
    state: 'synchronized',
    outdated: true,
    locked: false,
    lastVersion: null,
    versionToken: 't1',
    body: { nested: { a: [1] } },
    updatedAt: '2026-03-02T12:00:00.000Z',
  };

  it('holds what FoccoLojas told last', (t) => {
    const { catalogue } = ledgerBench(t).ledger;
    catalogue.customers.upsert({ customerId: 'c1', name: 'B', body: {} });
    catalogue.customers.upsert({ customerId: 'c2', name: 'A', body: {} });
    catalogue.customers.upsert({ customerId: 'c1', name: 'C', body: { phone: '1' } });
    assert.deepEqual(
      catalogue.customers.list().map((row) => row.name),
      ['A', 'C'],
    );
    catalogue.projects.upsert({ projectId: 'p1', customerId: 'c1', name: 'Casa', body: {} });
    assert.deepEqual(catalogue.projects.get('p1'), {
      projectId: 'p1',
      customerId: 'c1',
      name: 'Casa',
      body: {},
    });
    catalogue.environments.upsert(environment);
    assert.deepEqual(catalogue.environments.get('e1'), environment);
    const later = { ...environment, outdated: false, locked: true, lastVersion: 3, versionToken: 't2' };
    catalogue.environments.upsert(later);
    assert.deepEqual(catalogue.environments.list(), [later]);
    assert.equal(catalogue.environments.get('nothing'), null);
    assert.equal(catalogue.environments.remove('e1'), true);
    assert.equal(catalogue.environments.remove('e1'), false);
  });

  it('finds the save a version was made of, and shows it there', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    save('/w/a.promob', 'two');
    const newer = save('/w/a.promob', 'one');
    const version = (number: number, sha256: string | null): VersionRow => ({
      environmentId: 'e1',
      number,
      optionName: 'Padrão',
      importedAt: '2026-03-02T12:00:00.000Z',
      identifier: 'guid-1',
      saveSha256: sha256,
      localSaveId: null,
      latest: number === 2,
      converted: false,
      body: { number },
    });
    ledger.catalogue.replaceVersions('e1', [version(1, hash('one'))]);
    ledger.catalogue.replaceVersions('e1', [
      version(1, hash('one')),
      version(2, hash('elsewhere')),
      version(3, null),
    ]);
    assert.deepEqual(
      ledger.catalogue.versions('e1').map((row) => [row.number, row.localSaveId, row.latest]),
      [
        [1, newer.saveId, false],
        [2, null, true],
        [3, null, false],
      ],
    );
    const view = ledger.saves.list(fileId('/w/a.promob')).find((each) => each.saveId === newer.saveId);
    assert.deepEqual(view?.versions, [{ environmentId: 'e1', number: 1 }]);
    assert.deepEqual(ledger.catalogue.versions('e2'), []);
  });
});

describe('notifications', () => {
  const row = (id: string, more: Partial<NotificationRow> = {}): NotificationRow => ({
    id,
    kind: 'update-due',
    environmentId: 'e1',
    createdAt: `2026-03-02T12:00:0${id}.000Z`,
    state: 'delivered',
    body: { title: id },
    ...more,
  });

  it('live until done and never go back', (t) => {
    const { notifications } = ledgerBench(t).ledger;
    assert.equal(notifications.upsert(row('1')), true);
    assert.equal(notifications.setState('1', 'seen'), true);
    assert.equal(notifications.setState('1', 'delivered'), false);
    assert.equal(notifications.upsert(row('1', { body: { title: 'again' } })), false);
    assert.deepEqual(notifications.byId('1'), row('1', { state: 'seen', body: { title: 'again' } }));
    notifications.upsert(row('1', { state: 'done' }));
    assert.equal(notifications.byId('1')?.state, 'done');
    assert.equal(notifications.setState('nothing', 'done'), false);
    assert.equal(notifications.byId('nothing'), null);
  });

  it('are listed newest first by state, and done together for an environment', (t) => {
    const { notifications } = ledgerBench(t).ledger;
    notifications.upsert(row('1'));
    notifications.upsert(row('2', { kind: 'review-due' }));
    notifications.upsert(row('3', { environmentId: 'e2' }));
    assert.deepEqual(
      notifications.list().map((each) => each.id),
      ['3', '2', '1'],
    );
    assert.deepEqual(notifications.doneFor('e1', ['update-due']), ['1']);
    assert.deepEqual(
      notifications.list(['delivered']).map((each) => each.id),
      ['3', '2'],
    );
    assert.deepEqual(notifications.doneFor('e1'), ['2']);
    assert.deepEqual(notifications.doneFor('e1'), []);
    assert.deepEqual(notifications.list([]), []);
  });
});

describe('events', () => {
  it('tell what happened in order, to everyone or about one thing', (t) => {
    const { ledger, save, fileId } = ledgerBench(t);
    save('/w/a.promob', 'one');
    ledger.bindings.bind({ environmentId: 'e1', fileId: fileId('/w/a.promob') });
    const own = ledger.events.append({ kind: 'custom', environmentId: 'e1', detail: { n: 1 } });
    const all = ledger.events.since(0, 100);
    assert.deepEqual(
      all.map((each) => each.kind),
      ['save-kept', 'environment-bound', 'custom'],
    );
    assert.deepEqual(all.at(-1), own);
    assert.deepEqual(
      ledger.events.since(all[0]?.seq ?? 0, 1).map((each) => each.kind),
      ['environment-bound'],
    );
    assert.deepEqual(ledger.events.forEnvironment('e1', 1), [own]);
    assert.deepEqual(
      ledger.events.forFile(fileId('/w/a.promob'), 10).map((each) => each.kind),
      ['environment-bound', 'save-kept'],
    );
  });
});
