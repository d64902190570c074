import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eloJson, runElo } from '../support/processes/eloProcess.ts';
import { makeReadOnly, noMounts } from './support/mounts.ts';
import { createStation, keeps } from './support/station.ts';

const file = { locked: 0o400, free: 0o600 };
const folder = { locked: 0o500, free: 0o700 };

describe('a data folder that cannot be written', { timeout: 120_000 }, () => {
  const station = createStation();
  let sha256 = '';
  before(async () => {
    const engine = await station.start();
    await eloJson(['folders', 'add', station.folder, ...station.common]);
    sha256 = station.save('Cozinha', '1');
    await keeps(engine, sha256);
    assert.equal(await engine.stop(), 0);
  });
  after(() => station.clear());

  for (const [what, name, mode] of [
    ['history.db', 'history.db', file],
    ['contents.db', 'contents.db', file],
    ['the whole folder', '', folder],
  ] as const) {
    it(`says so where ${what} is read-only, changes nothing, and goes on when it may write again`, async (t) => {
      const path = join(station.dataDir, name);
      const before = readFileSync(join(station.dataDir, 'history.db'));
      const undo = makeReadOnly(path, mode);
      if (undo === null) return t.skip(noMounts);
      try {
        const refused = await runElo(['run', '--json', ...station.common]);
        assert.equal(refused.code, 1, refused.stdout);
        const answer = JSON.parse(refused.stdout) as { readonly code: string; readonly remedy?: string };
        assert.equal(answer.code, 'database-read-only', refused.stdout);
        assert.deepEqual(readFileSync(join(station.dataDir, 'history.db')), before);
        assert.ok(!readdirSync(station.dataDir).some((each) => each.includes('.damaged')));
      } finally {
        undo();
      }
      const engine = await station.start();
      assert.deepEqual(await station.saves('Cozinha'), [sha256]);
      assert.equal(await engine.stop(), 0);
    });
  }
});
