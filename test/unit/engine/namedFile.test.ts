import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedFile } from '../../../electron/engine/environments/bind.ts';

/**
 * A machine that knows no file.
 * @param settled whether what lies at the path is a whole file
 * @param unreadable the reader's verdict on what lies there
 */
const machine = (settled: boolean, watched: boolean, unreadable: string | null = null) => ({
  ledger: { files: { find: () => null } },
  watch: {
    lookNow: () => Promise.resolve(),
    settled: () => Promise.resolve(settled),
    unreadable: () => unreadable,
    watches: () => watched,
  },
});
const path = '/projetos/Cozinha.promob';

describe('a file somebody names', () => {
  it('is told as incomplete where it lies there and is no whole project, and as missing where nothing does', async () => {
    const told = { code: 'container-incomplete', remedy: 'choose-another-file' };
    await assert.rejects(namedFile(machine(false, true), path), told);
    await assert.rejects(namedFile(machine(true, true), path), { code: 'file-not-found' });
    await assert.rejects(namedFile(machine(true, false), path), { code: 'file-not-watched' });
    await assert.rejects(namedFile(machine(false, false), path), { code: 'file-not-watched' });
  });

  it('is refused at once, and nothing is waited for, while the verdict on these very bytes is known', async () => {
    const known = machine(true, true, 'not-a-container');
    let waited = false;
    const watch = {
      ...known.watch,
      lookNow: () => {
        waited = true;
        return Promise.resolve();
      },
    };
    const told = { code: 'not-a-container', remedy: 'choose-another-file' };
    await assert.rejects(namedFile({ ...known, watch }, path), told);
    assert.equal(waited, false);
  });
});
