import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeFolder } from '../../../electron/engine/platform/makeFolder.ts';
import { makePrivateFolder } from '../../../electron/engine/privateFolder.ts';

const home = mkdtempSync(join(tmpdir(), 'elo-folder-'));
after(() => rmSync(home, { recursive: true, force: true }));
const rights = (path: string): number => statSync(path).mode & 0o7777;

describe('making a folder', () => {
  it('makes what is missing above it, and leaves what is there', () => {
    makeFolder(join(home, 'a', 'b', 'c'), 0o700);
    makeFolder(join(home, 'a', 'b', 'c'), 0o755);
    if (process.platform !== 'win32') assert.equal(rights(join(home, 'a', 'b')), 0o700);
    assert.ok(statSync(join(home, 'a', 'b', 'c')).isDirectory());
  });

  it('refuses a file in the way, a link that leads nowhere, a place where nothing can be made', () => {
    writeFileSync(join(home, 'file'), '');
    assert.throws(() => makeFolder(join(home, 'file')), { code: 'EEXIST' });
    assert.throws(() => makeFolder(join(home, 'file', 'in', 'it')), { code: 'ENOTDIR' });
    if (process.platform === 'win32') return;
    symlinkSync(join(home, 'nowhere'), join(home, 'link'));
    assert.throws(() => makeFolder(join(home, 'link', 'in', 'it')), { code: 'EEXIST' });
    // Node's own way never comes back from here.
    if (process.platform === 'linux')
      assert.throws(() => makeFolder('/proc/self/elo/data'), { code: 'ENOENT' });
  });
});

describe('a private folder', { skip: process.platform === 'win32' && 'rights are inherited there' }, () => {
  it('is closed to others where it was open', () => {
    const folder = join(home, 'open');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    makePrivateFolder(folder);
    assert.equal(rights(folder), 0o700);
  });

  it('is never made of a place everybody uses, whose rights stay', () => {
    const shared = join(home, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    for (const place of [
      shared,
      '/',
      '/etc',
      '/usr',
      '/proc',
      '/proc/self/elo',
      '/dev/null',
      '/dev/null/x',
    ]) {
      // Where it is not there it cannot be wronged.
      const before = statSync(place, { throwIfNoEntry: false })?.mode;
      assert.throws(() => makePrivateFolder(place), { code: 'data-folder-unusable' }, place);
      assert.equal(statSync(place, { throwIfNoEntry: false })?.mode, before, place);
    }
  });
});
