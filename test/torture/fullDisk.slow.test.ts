import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eloJson, runElo } from '../support/processes/eloProcess.ts';
import type { RunningProcess } from '../support/processes/eloProcess.ts';
import { mountSmall, noMounts } from './support/mounts.ts';
import { eventually, keeps, stationAt } from './support/station.ts';
import type { Station } from './support/station.ts';

const diskBytes = 24 * 1_048_576;
/** What is left when the disk counts as full: less than the next save, more than a log line. */
const leftBytes = 1_000_000;
const saveBytes = 3_000_000;

describe('a data folder on a disk that is full', { timeout: 180_000 }, () => {
  const home = mkdtempSync(join(tmpdir(), 'elo-full-'));
  const dataDir = join(home, 'elo');
  const filler = join(dataDir, 'filler');
  const unmount = mountSmall(dataDir, diskBytes);
  const skip = unmount === null && noMounts;
  const station: Station = stationAt(home, dataDir, join(home, 'projetos'));
  let engine: RunningProcess;
  before(async () => {
    if (unmount === null) return;
    engine = await station.start();
    await eloJson(['folders', 'add', station.folder, ...station.common]);
    await keeps(engine, station.save('Cozinha', '0'));
  });
  after(async () => {
    if (unmount !== null) await engine.stop('SIGKILL').catch(() => undefined);
    unmount?.();
    rmSync(home, { recursive: true, force: true });
  });

  const free = (): number => {
    const { bavail, bsize } = statfsSync(dataDir);
    return bavail * bsize;
  };
  const fill = (left: number): void => {
    rmSync(filler, { force: true });
    writeFileSync(filler, Buffer.alloc(Math.max(0, free() - left)));
  };
  const log = (): string => readFileSync(join(dataDir, 'logs', 'elo.log'), 'utf8');

  it('keeps nothing half, says so, and keeps what was saved once there is room again', { skip }, async () => {
    fill(leftBytes);
    const sha256 = station.save('Cozinha', '1', saveBytes);
    await eventually('the full disk to be noted', log, (text) => text.includes('"disk-full"'));
    const told = await eventually(
      'the full disk to be told',
      async () => (await station.status()).health,
      (health) => health.includes('disk-full'),
    );
    assert.ok(told.includes('disk-full'));
    assert.equal((await station.saves('Cozinha')).length, 1);
    // Not a busy loop either: some tries, ever further apart.
    const tries = log().split('"disk-full"').length - 1;
    assert.ok(tries < 60, `${tries} tries`);
    rmSync(filler);
    await keeps(engine, sha256, 60_000);
    await eventually(
      'the health to be good again',
      async () => (await station.status()).health,
      (health) => !health.includes('disk-full'),
    );
  });

  it('keeps what was saved meanwhile when it is started again with room', { skip }, async () => {
    fill(0);
    const sha256 = station.save('Sala', '1', saveBytes);
    const later = station.save('Cozinha', '2', saveBytes);
    await eventually('the full disk to be noted', log, (text) => text.includes('"disk-full"'));
    await engine.stop('SIGKILL');
    rmSync(filler);
    engine = await station.start();
    await keeps(engine, sha256);
    await keeps(engine, later);
    assert.deepEqual(await station.saves('Sala'), [sha256]);
  });

  it('is refused in words where not even a start fits on it, and starts when it fits', { skip }, async () => {
    assert.equal(await engine.stop(), 0);
    fill(0);
    const refused = await runElo(['run', '--json', ...station.common]);
    assert.equal(refused.code, 1, refused.stdout);
    assert.equal((JSON.parse(refused.stdout) as { readonly code: string }).code, 'disk-full', refused.stdout);
    rmSync(filler);
    engine = await station.start();
    assert.equal((await station.saves('Sala')).length, 1);
  });
});
