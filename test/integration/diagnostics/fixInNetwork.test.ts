import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const missing = ['nft', 'unshare', 'ip'].find(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);
const skip =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'networks of its own need root on Linux'
    : missing !== undefined
      ? `${missing} is not installed`
      : false;

describe('a port opened by a fix', { skip }, () => {
  it('is open afterwards, and closed again by its undo, rule by rule as before', () => {
    const program = fileURLToPath(new URL('./fixInNetwork.ts', import.meta.url));
    const { stdout, stderr, status } = spawnSync(
      'unshare',
      ['-n', process.execPath, '--disable-warning=ExperimentalWarning', program],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    const { plan, undo, ...rest } = JSON.parse(stdout) as {
      plan: { commands: string[]; undo: string[] };
      undo: string[];
    } & Record<string, unknown>;
    assert.deepEqual(rest, {
      closed: false,
      untouched: true,
      open: true,
      again: 'fix-not-needed',
      closedAgain: false,
      restored: true,
    });
    assert.deepEqual(plan.commands, [
      "nft -e -a 'insert rule inet loja input tcp dport 1666 accept; insert rule ip outra entrada tcp dport 1666 accept'",
    ]);
    assert.match(
      undo.join(),
      /^nft 'delete rule inet loja input handle \d+; delete rule ip outra entrada handle \d+'$/,
    );
  });
});
