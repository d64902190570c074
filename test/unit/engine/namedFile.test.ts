import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { namedFile } from '../../../electron/engine/environments/bind.ts';

/** A machine that knows no file. @param settled whether what lies at the path is a whole file */
const machine = (settled: boolean, watched: boolean) => ({
  ledger: { files: { find: () => null } },
  watch: {
    lookNow: () => Promise.resolve(),
    settled: () => Promise.resolve(settled),
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
});
