import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classify, skipsFolder } from '../../../electron/engine/watch/classify.ts';

describe('classify', () => {
  it('knows projects, listings and backups by their names in any case', () => {
    assert.equal(classify('Cozinha.promob'), 'project');
    assert.equal(classify('COZINHA.PROMOB'), 'project');
    assert.equal(classify('Orçamento 1.2.xml'), 'listing-candidate');
    assert.equal(classify('Cozinha.bak'), 'backup');
  });

  it('ignores what other programs put beside them', () => {
    const names = [
      '~$Cozinha.promob',
      '.Cozinha.promob',
      '._Cozinha.promob',
      '.~lock.Cozinha.promob',
      '.promob',
    ];
    for (const name of names) assert.equal(classify(name), null, name);
  });

  it('ignores every other extension, temporary ones included', () => {
    const names = [
      'a.tmp',
      'a.promob.tmp',
      'a.promob~',
      'x.dimensionExport',
      'promob',
      'a.promob.part',
      'a.zip',
      'a.constructor',
      '',
    ];
    for (const name of names) assert.equal(classify(name), null, name);
  });

  it('takes a name a person may have chosen', () => {
    assert.equal(classify('~Cozinha.promob'), 'project');
    assert.equal(classify('Cozinha (cópia).promob'), 'project');
  });

  it('leaves bins, snapshots and folders of programs out', () => {
    for (const name of [
      '$RECYCLE.BIN',
      'System Volume Information',
      '.git',
      '.Trash-1000',
      '#recycle',
      'node_modules',
    ]) {
      assert.ok(skipsFolder(name), name);
    }
    for (const name of ['Clientes', 'recycle', '2026.01', '~ antigos']) assert.ok(!skipsFolder(name), name);
  });
});
