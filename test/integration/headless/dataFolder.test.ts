import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { diagnosisSchema } from '../../../shared/contract/diagnosisSchemas.ts';

const script = join(import.meta.dirname, '..', '..', '..', 'electron', 'headless', 'elo.ts');
const home = mkdtempSync(join(tmpdir(), 'elo-home-'));
after(() => rmSync(home, { recursive: true, force: true }));

/** A command in a process of its own: what spins would take the test with it. */
function elo(...args: string[]) {
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args, '--json', '--vault', 'memory'],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: home },
      timeout: 30_000,
      killSignal: 'SIGKILL',
    },
  );
  return { status, signal, answer: JSON.parse(stdout === '' ? 'null' : stdout) as unknown };
}

const places = ['/proc/self/elo', '/proc/elo/data', '/proc', '/dev/null', '/dev/null/elo'];

describe(
  'a data folder that cannot be one',
  { skip: process.platform !== 'linux' && 'places of Linux' },
  () => {
    it('is refused at once, by name', () => {
      for (const place of places) {
        const { status, signal, answer } = elo('status', '--data', place, '--server', 'http://127.0.0.1:9');
        assert.deepEqual([status, signal], [1, null], place);
        const { code, remedy } = answer as { code: string; remedy: string };
        assert.deepEqual([code, remedy], ['data-folder-unusable', 'choose-another-file'], place);
      }
    });

    it('does not keep the diagnosis from its answer, which names it', () => {
      for (const place of ['/proc/self/elo', '/dev/null']) {
        const { status, answer } = elo('diagnose', '--only', 'engine-answers', '--data', place);
        assert.equal(status, 1);
        const [check] = diagnosisSchema.parse(answer).checks;
        assert.equal(check?.status, 'failed');
        assert.equal(check.evidence['reason'], 'data-folder-unusable');
      }
    });
  },
);
