import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Database from 'better-sqlite3';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createEngine } from '../../../electron/engine/engine.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { renamedJpeg } from '../../support/promob/hostile.ts';
import { savePromobStyle } from '../../support/promob/savePromobStyle.ts';
import { until } from '../../support/sandbox/until.ts';
import { openStore, patienceMs } from './store.ts';

const dayMs = 24 * 60 * 60_000;

function keptContents(home: string): number {
  const database = new Database(join(home, 'elo', 'contents.db'), { readonly: true });
  try {
    return (database.prepare('SELECT count(*) AS count FROM contents').get() as { count: number }).count;
  } finally {
    database.close();
  }
}

describe('when something is damaged', () => {
  it('never collects what a lost history does not point to any more, and says that it was recovered', async (t) => {
    const first = await openStore(t, null);
    let model = newProject({ seed: 'recovery', modules: 3, previewBytes: 4_000 });
    for (let count = 0; count < 4; count += 1) {
      const bytes = buildContainer(model);
      savePromobStyle(join(first.projects, 'a.promob'), bytes);
      await first.kept(bytes);
      model = workAndSave(model);
    }
    await first.stop();
    const before = keptContents(first.home);
    assert.ok(before >= 4);

    const history = openSync(join(first.home, 'elo', 'history.db'), 'r+');
    writeSync(history, Buffer.alloc(80_000, 7), 0, 80_000, 4_096);
    closeSync(history);
    rmSync(join(first.home, 'elo', 'backups'), { recursive: true, force: true });

    // Long after, when contents without facts would be collected.
    const later = { ...systemClock, now: () => Date.now() + 4 * dayMs };
    const second = await openStore(t, null, { home: first.home, clock: later });
    assert.ok((await second.client.status({})).health.includes('database-recovered'));
    await second.stop();
    const third = await openStore(t, null, {
      home: first.home,
      clock: { ...systemClock, now: () => Date.now() + 6 * dayMs },
    });
    assert.ok(
      (await third.client.status({})).health.includes('database-recovered'),
      'told for more than one run',
    );
    await third.stop();
    assert.ok(keptContents(first.home) >= before);
    assert.ok(readdirSync(join(first.home, 'elo')).some((name) => name.startsWith('history.db.damaged-')));
  });

  it('tells of a project file that can never be read, until it is saved well', async (t) => {
    const store = await openStore(t, null);
    const path = join(store.projects, 'foto.promob');
    const bytes = buildContainer(newProject({ seed: 'jpeg', modules: 3, previewBytes: 4_000 }));
    savePromobStyle(path, bytes);
    await store.kept(bytes);
    writeFileSync(path, renamedJpeg());
    await until(
      async () => (await store.client.files.list({}))[0]?.problem === 'not-a-container',
      patienceMs,
    );
    assert.ok((await store.client.status({})).health.includes('file-problem'));
    const again = buildContainer(workAndSave(newProject({ seed: 'jpeg', modules: 3, previewBytes: 4_000 })));
    savePromobStyle(path, again);
    await store.kept(again);
    assert.equal((await store.client.files.list({}))[0]?.problem, undefined);
  });
});

describe('the data folder', () => {
  it(
    'is closed to others, also where it was open before',
    { skip: process.platform === 'win32' },
    async (t) => {
      const home = mkdtempSync(join(tmpdir(), 'elo-open-'));
      t.after(() => rmSync(home, { recursive: true, force: true }));
      mkdirSync(join(home, 'elo'));
      chmodSync(join(home, 'elo'), 0o755);
      const store = await openStore(t, null, { home });
      assert.equal(statSync(join(home, 'elo')).mode & 0o777, 0o700);
      await store.stop();
    },
  );

  it('that is a file is refused by name', async (t) => {
    const home = mkdtempSync(join(tmpdir(), 'elo-file-'));
    t.after(() => rmSync(home, { recursive: true, force: true }));
    const dataDir = join(home, 'elo');
    writeFileSync(dataDir, 'not a folder');
    const host = {
      openUrl: () => Promise.resolve(),
      openFile: () => Promise.resolve(),
      proxyFor: () => Promise.resolve(null),
    };
    await assert.rejects(
      createEngine({ dataDir, vault: 'system', host, appVersion: '0' }),
      (error: unknown) => error instanceof EloError && error.code === 'data-folder-unusable',
    );
  });
});
