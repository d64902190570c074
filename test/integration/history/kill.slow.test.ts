import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { connect } from '../../../electron/engine/database/database.ts';
import { hashOf, openContents } from '../../../electron/engine/ledger/contents.ts';
import { createLedger } from '../../../electron/engine/ledger/ledger.ts';
import { systemClock } from '../../../shared/domain/clock.ts';
import { createRandom } from '../../support/promob/random.ts';

/** Rounds of starting, killing and looking; each takes about a second. */
const rounds = 20;

it('kill -9 in the middle of keeping leaves whole saves, each with its bytes and its delivery', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'elo-kill-'));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const data = join(root, 'data');
  const child = new URL('./keepUntilKilled.ts', import.meta.url);
  const random = createRandom('kill -9 while keeping');
  let told = 0;
  const acknowledged = new Map<string, string>();

  for (let round = 0; round < rounds; round++) {
    const process_ = spawn(process.execPath, [child.pathname, root, String(round)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(process_, 'exit');
    let rest = '';
    const deadline = random.integer(1, 12);
    let lines = 0;
    process_.stdout.setEncoding('utf8');
    process_.stdout.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        const [saveId, sha256] = line.split(' ');
        if (saveId === undefined || sha256 === undefined) continue;
        acknowledged.set(saveId, sha256);
        lines += 1;
        // some milliseconds later, wherever it is then
        if (lines === deadline) setTimeout(() => process_.kill('SIGKILL'), random.integer(0, 30));
      }
    });
    await ended;
    assert.equal(process_.signalCode, 'SIGKILL', 'it was killed, it did not fail');
    told += lines;

    const ledger = createLedger({ dir: data, clock: systemClock, appVersion: '1.0.0' });
    const contents = openContents({ dir: data, clock: systemClock, appVersion: '1.0.0' });
    try {
      assert.equal(ledger.recovered.kind, 'none');
      assert.equal(contents.recovered.kind, 'none');
      assert.deepEqual(ledger.check(), []);
      assert.deepEqual(contents.check(), []);
      const files = ledger.files.list();
      const saves = files.flatMap((file) => ledger.saves.list(file.fileId));
      const byId = new Map(saves.map((save) => [save.saveId, save]));
      for (const [saveId, sha256] of acknowledged)
        assert.equal(byId.get(saveId)?.sha256, sha256, 'nothing told is lost');
      for (const save of saves) assert.equal(hashOf(contents.get(save.sha256)), save.sha256);
      for (const file of files) {
        const own = ledger.saves.list(file.fileId);
        assert.deepEqual(
          own.map((save) => save.number),
          own.map((_, index) => index + 1),
        );
        for (const environmentId of file.environmentIds) {
          const carried = ledger.outbox.list({ environmentId }).reverse();
          const due = own.slice(own.findIndex((save) => save.saveId === carried[0]?.saveId));
          assert.deepEqual(
            carried.map((row) => [row.saveId, row.sha256]),
            due.map((save) => [save.saveId, save.sha256]),
          );
        }
      }
    } finally {
      contents.close();
      ledger.close();
    }
  }
  assert.ok(told > rounds, `${told} saves were told`);
  assert.ok(readdirSync(data).every((name) => !name.includes('damaged')));
  assert.ok(readFileSync(join(data, 'history.db')).length > 0);
  const database = connect(join(data, 'contents.db'));
  const inPieces =
    database.get<{ n: number }>(`SELECT count(*) AS n FROM contents WHERE codec = 'container'`)?.n ?? 0;
  database.close();
  assert.ok(inPieces > rounds, `${inPieces} saves were compacted`);
  t.diagnostic(`${rounds} kills, ${acknowledged.size} saves told and found`);
});
