import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { placeState } from '../../../electron/engine/history/placeState.ts';

function folder(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'elo-place-'));
  t.after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('whether something lies at a place', () => {
  it('is there, or gone beside others', (t) => {
    const root = folder(t);
    writeFileSync(join(root, 'a.promob'), 'a');
    assert.equal(placeState(join(root, 'a.promob'), [root]), 'there');
    assert.equal(placeState(join(root, 'b.promob'), [root]), 'gone');
    assert.equal(placeState(join(root, 'folder', 'b.promob'), [root]), 'gone');
  });

  it('is unknown while the watched folder is away, also where its mount point stays behind empty', (t) => {
    const root = join(folder(t), 'share');
    assert.equal(placeState(join(root, 'a.promob'), [root]), 'unknown');
    mkdirSync(root);
    assert.equal(placeState(join(root, 'a.promob'), [root]), 'unknown');
    assert.equal(placeState(join(root, 'folder', 'a.promob'), [root]), 'unknown');
  });

  it('is asked of its own folder where no watched one holds it', (t) => {
    const outside = folder(t);
    assert.equal(placeState(join(outside, 'a.promob'), []), 'gone');
    assert.equal(placeState(join(outside, 'no', 'a.promob'), []), 'unknown');
  });
});
