import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { eloJson, runElo } from '../support/processes/eloProcess.ts';
import type { RunningProcess } from '../support/processes/eloProcess.ts';
import { createStation, keeps } from './support/station.ts';

interface Refusal {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}

/** From `kill -9` to the next engine being up; starting one takes some 300 ms. */
const nextStartMs = 5_000;

describe('two engines on one data folder', { timeout: 120_000 }, () => {
  const station = createStation();
  const running: RunningProcess[] = [];
  after(async () => {
    for (const each of running) await each.stop('SIGKILL').catch(() => undefined);
    station.clear();
  });

  it('refuses the second, says which process holds it since when, and leaves the first at work', async () => {
    const first = await station.start();
    running.push(first);
    await eloJson(['folders', 'add', station.folder, ...station.common]);
    const second = await runElo(['run', '--json', ...station.common]);
    assert.equal(second.code, 1, second.stdout);
    const refusal = JSON.parse(second.stdout) as Refusal;
    assert.equal(refusal.kind, 'error');
    assert.equal(refusal.code, 'data-folder-in-use');
    assert.match(refusal.message, new RegExp(`processo ${first.pid}\\b`));
    assert.match(refusal.message, /desde .*\d/);
    await keeps(first, station.save('Cozinha', '1'));
  });

  it('starts at once after the first was killed, and goes on where that stopped', async () => {
    const [first] = running;
    await first?.stop('SIGKILL');
    assert.ok(existsSync(join(station.dataDir, 'engine.json')), 'what the killed one left lies there');
    const sha256 = station.save('Cozinha', '2');
    const begun = performance.now();
    const next = await station.start();
    running.push(next);
    assert.ok(performance.now() - begun < nextStartMs);
    await keeps(next, sha256);
    assert.equal((await station.saves('Cozinha')).length, 2);
  });

  it('lets exactly one of several that start together have it', async () => {
    await running.at(-1)?.stop('SIGKILL');
    const starts = await Promise.allSettled([1, 2, 3].map(() => station.start()));
    const up = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    running.push(...up);
    assert.equal(
      up.length,
      1,
      starts.map((each) => (each.status === 'rejected' ? String(each.reason) : 'up')).join('\n'),
    );
    assert.equal((await station.saves('Cozinha')).length, 2);
  });
});
