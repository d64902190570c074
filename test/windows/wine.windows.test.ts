import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openWindows } from './support/openWindows.ts';
import { windowsMissing } from './support/prepareWindows.ts';
import { wineDied } from './support/wineDied.ts';

const crash = 'wine client error:24: recvmsg: Connection reset by peer';

describe('a crash of Wine itself', () => {
  it('is one where nothing but Wine said anything', () => {
    assert.equal(wineDied({ code: 1, stdout: '', stderr: `${crash}\n` }), true);
    assert.equal(wineDied({ code: null, stdout: '', stderr: `${crash}\r\n${crash}\n` }), true);
    assert.equal(wineDied({ code: 0, stdout: '', stderr: crash }), false, 'it succeeded');
    assert.equal(wineDied({ code: 1, stdout: '{}', stderr: crash }), false, 'it answered');
    assert.equal(wineDied({ code: 1, stdout: '', stderr: `${crash}\nError: ours` }), false, 'it failed');
    assert.equal(wineDied({ code: 1, stdout: '', stderr: '' }), false, 'nobody said why');
    assert.equal(wineDied({ code: 1, stdout: '', stderr: 'Error: wine client error' }), false, 'not Wine');
  });

  it('is tried again, counted, and not for ever', { skip: windowsMissing() ?? false }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'elo-wine-'));
    const windows = openWindows();
    t.after(async () => {
      await windows.close();
      rmSync(folder, { recursive: true, force: true });
    });
    // A Wine that crashes as often as the file says, then is the real one.
    const real = spawnSync('sh', ['-c', 'command -v wine'], { encoding: 'utf8' }).stdout.trim();
    const left = join(folder, 'left');
    writeFileSync(
      join(folder, 'wine'),
      `#!/bin/sh
n=$(cat '${left}')
if [ "$n" -gt 0 ]; then echo $((n - 1)) > '${left}'; echo '${crash}' >&2; exit 1; fi
exec '${real}' "$@"
`,
    );
    chmodSync(join(folder, 'wine'), 0o755);
    const crashing = async (
      times: number,
      work: (env: Record<string, string>) => Promise<void>,
    ): Promise<void> => {
      writeFileSync(left, String(times));
      await work({ PATH: `${folder}:${process.env['PATH'] ?? ''}` });
    };
    await crashing(2, async (env) => {
      const { code, stdout } = await windows.elo(['--version'], undefined, { env });
      assert.equal(code, 0);
      assert.match(stdout, /\d/);
    });
    assert.equal(windows.crashes, 2);
    await crashing(100, async (env) => {
      const { code, stderr } = await windows.elo(['--version'], undefined, { env });
      assert.deepEqual([code, stderr], [1, crash]);
    });
    assert.equal(windows.crashes, 5);
  });
});
