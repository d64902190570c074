import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { eloJson } from '../support/processes/eloProcess.ts';
import type { RunningProcess } from '../support/processes/eloProcess.ts';
import { createRandom } from '../support/promob/random.ts';
import { createStation, keeps } from './support/station.ts';
import { withEngine } from './support/withEngine.ts';

/** Restores that are killed; at each the engine has come a random way. */
const rounds = 10;
/** Large, so that writing it takes long enough to be hit. */
const previewBytes = 30_000_000;

const hashOfFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('kill -9 in the middle of a restore', { timeout: 180_000 }, () => {
  const station = createStation();
  const to = join(station.home, 'restaurados');
  let engine: RunningProcess;
  let sha256 = '';
  let saveId = '';
  before(async () => {
    mkdirSync(to);
    engine = await station.start();
    await eloJson(['folders', 'add', station.folder, ...station.common]);
    sha256 = station.save('Cozinha', '1', previewBytes);
    const line = await keeps(engine, sha256);
    saveId = (JSON.parse(line) as { readonly saveId: string }).saveId;
  });
  after(async () => {
    await engine.stop('SIGKILL').catch(() => undefined);
    station.clear();
  });

  it('leaves no half file under a name a person would open', async () => {
    const random = createRandom('killed restores');
    // How long a whole one takes here and now.
    const begun = performance.now();
    await withEngine(station.dataDir, (client) => client.saves.restore({ saveId, to }));
    const wholeMs = performance.now() - begun;
    let cut = 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = readdirSync(to).length;
      const asked = withEngine(station.dataDir, (client) => client.saves.restore({ saveId, to }));
      await pause(random.next() * wholeMs);
      await engine.stop('SIGKILL');
      if ((await asked) === null) cut += 1;
      for (const name of readdirSync(to)) {
        const path = join(to, name);
        // Hidden and temporary: nobody takes it for a project file.
        if (name.startsWith('.') && name.endsWith('.tmp')) rmSync(path);
        else assert.equal(hashOfFile(path), sha256, `${name}, ${readFileSync(path).length} bytes`);
      }
      assert.ok(readdirSync(to).length <= before + 1);
      engine = await station.start();
    }
    assert.ok(cut > 0, 'at least one was cut short');
  });

  it('and the command that was cut off says so', async () => {
    const command = spawn(
      process.execPath,
      ['electron/headless/elo.ts', 'restore', saveId, '--to', to, '--json', ...station.common],
      { cwd: join(import.meta.dirname, '..', '..'), stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let answer = '';
    command.stdout.on('data', (data: Buffer) => (answer += data.toString()));
    const ended = new Promise<number | null>((resolve) => {
      command.once('close', resolve);
    });
    // Frozen as soon as its file appears: it is in the middle then.
    const known = new Set(readdirSync(to));
    while (!readdirSync(to).some((name) => !known.has(name))) await pause(1);
    await engine.stop('SIGKILL');
    assert.equal(await ended, 1);
    assert.equal((JSON.parse(answer) as { readonly code: string }).code, 'engine-stopped');
    engine = await station.start();
    const again = await eloJson<{ path: string; sha256: string }>([
      'restore',
      saveId,
      '--to',
      to,
      ...station.common,
    ]);
    assert.equal(hashOfFile(again.path), sha256);
  });
});
