import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { engineInfo, takeDataLock } from '../../../electron/engine/database/dataLock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { temporaryFolder } from '../../unit/database/databaseFixture.ts';

const info = { pid: process.pid, startedAt: '2026-03-02T12:00:00.000Z' };
const refusedBy = (pid: number, startedAt: string) => (thrown: unknown) =>
  thrown instanceof EloError &&
  thrown.code === 'data-folder-in-use' &&
  thrown.details['pid'] === pid &&
  thrown.details['startedAt'] === startedAt;

/** Another process that holds the lock until it is killed. */
async function holder(
  dir: string,
): Promise<{ pid: number; kill: (signal: NodeJS.Signals) => Promise<void> }> {
  const lock = new URL('../../../electron/engine/database/dataLock.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { takeDataLock } from ${JSON.stringify(lock)};
       takeDataLock(${JSON.stringify(dir)}, { pid: process.pid, startedAt: '2026-01-01T00:00:00.000Z' });
       console.log('held'); setInterval(() => {}, 1000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  return {
    pid: child.pid ?? 0,
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

describe('the lock of a data folder', () => {
  it('is held by one, told who, and free after release', (t) => {
    const dir = join(temporaryFolder(t), 'new', 'data');
    const lock = takeDataLock(dir, info);
    assert.throws(() => takeDataLock(dir, { ...info, pid: 1 }), refusedBy(process.pid, info.startedAt));
    lock.update({ ...info, socket: '/run/elo.sock' });
    assert.deepEqual(engineInfo(dir), { ...info, socket: '/run/elo.sock' });
    lock.release();
    lock.release();
    assert.equal(existsSync(join(dir, 'engine.json')), false);
    takeDataLock(dir, info).release();
  });

  it('refuses a second process with the first one named, and dies with it', async (t) => {
    const dir = temporaryFolder(t);
    const other = await holder(dir);
    t.after(() => other.kill('SIGKILL'));
    assert.throws(() => takeDataLock(dir, info), refusedBy(other.pid, '2026-01-01T00:00:00.000Z'));
    await other.kill('SIGKILL');
    assert.equal(engineInfo(dir)?.pid, other.pid, 'what the dead one wrote is still there');
    const lock = takeDataLock(dir, info);
    t.after(() => lock.release());
    assert.equal(engineInfo(dir)?.pid, process.pid);
  });

  it('is refused also where the holder left nothing readable', (t) => {
    const dir = temporaryFolder(t);
    const lock = takeDataLock(dir, info);
    t.after(() => lock.release());
    for (const text of ['{"pid":', '[]', 'null', '{"pid":"1","startedAt":2}', ' '.repeat(70_000)]) {
      writeFileSync(join(dir, 'engine.json'), text);
      assert.throws(() => takeDataLock(dir, info), refusedBy(0, ''));
    }
  });

  it('replaces a lock file that is no lock file', (t) => {
    const dir = temporaryFolder(t);
    writeFileSync(join(dir, 'engine.lock'), 'something else'.repeat(200));
    const lock = takeDataLock(dir, info);
    t.after(() => lock.release());
    assert.throws(() => takeDataLock(dir, info), refusedBy(process.pid, info.startedAt));
    assert.match(readFileSync(join(dir, 'engine.lock.damaged'), 'utf8'), /^something else/);
  });
});
