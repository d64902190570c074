import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';

interface LastLine {
  readonly ok: boolean;
  readonly seed: number;
  readonly kills: number;
  readonly faults: number;
  readonly saved: number;
  readonly received: number;
  readonly lost: number;
  readonly twice: number;
  readonly outOfOrder: number;
  readonly differingBytes: number;
}

function torture(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts'), ...args],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

it(
  'loses, doubles, reorders and alters nothing in three minutes of kills',
  { timeout: 600_000 },
  async (t) => {
    const { code, stdout, stderr } = await torture(['--minutes', '3']);
    t.diagnostic(stderr.trim().split('\n').join(' · '));
    const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LastLine;
    assert.equal(code, 0, stderr);
    assert.equal(last.ok, true);
    assert.ok(last.kills >= 200, `${last.kills} kills`);
    assert.ok(last.faults > 0 && last.saved > 50, JSON.stringify(last));
    assert.equal(last.received, last.saved);
    for (const count of ['lost', 'twice', 'outOfOrder', 'differingBytes'] as const)
      assert.equal(last[count], 0);
  },
);

it('refuses what it does not understand', async () => {
  assert.equal((await torture(['--minutes', 'three'])).code, 2);
  assert.equal((await torture(['--nonsense'])).code, 2);
});
