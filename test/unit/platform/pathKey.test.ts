import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  isInside,
  isUncPath,
  nameKey,
  pathKey,
  pathRulesOf,
  tidyPath,
} from '../../../electron/engine/platform/pathKey.ts';

describe('pathKey', () => {
  it('takes the rules of the platform', () => {
    assert.deepEqual(['win32', 'darwin', 'linux', 'freebsd'].map(pathRulesOf), [
      'windows',
      'mac',
      'posix',
      'posix',
    ]);
  });

  it('gives spellings of one Windows place one key', () => {
    const spellings = [
      'C:\\Projetos\\São João',
      'c:\\projetos\\SÃO JOÃO\\',
      'C:/Projetos/São João',
      'C:\\Projetos\\.\\x\\..\\São João',
      '\\\\?\\C:\\Projetos\\São João',
    ];
    assert.equal(new Set(spellings.map((path) => pathKey(path, 'windows'))).size, 1);
    assert.equal(pathKey('\\\\?\\UNC\\nas\\obra', 'windows'), pathKey('\\\\NAS\\Obra', 'windows'));
  });

  it('keeps composed and decomposed letters apart as NTFS does, and takes both for one as macOS does', () => {
    assert.notEqual(nameKey('\u00e9', 'windows'), nameKey('e\u0301', 'windows'));
    assert.equal(nameKey('\u00e9', 'mac'), nameKey('e\u0301', 'mac'));
  });

  it('keeps names of Linux apart that differ in a byte', () => {
    assert.notEqual(pathKey('/a/Casa', 'posix'), pathKey('/a/casa', 'posix'));
    assert.notEqual(nameKey('\u00e9', 'posix'), nameKey('e\u0301', 'posix'));
    assert.equal(nameKey('\u00c9', 'mac'), nameKey('e\u0301', 'mac'));
  });

  it('tidies without losing the root', () => {
    assert.equal(tidyPath('C:\\', 'windows'), 'C:\\');
    assert.equal(tidyPath('/', 'posix'), '/');
    assert.equal(tidyPath('/a//b/', 'posix'), '/a/b');
    assert.equal(tidyPath('/a\\b', 'posix'), '/a\\b');
  });

  it('knows places on other machines', () => {
    for (const path of ['\\\\nas\\obra', '//nas/obra', '\\\\?\\UNC\\nas\\obra'])
      assert.ok(isUncPath(path), path);
    for (const path of ['C:\\nas', '\\\\?\\C:\\nas', '\\\\.\\C:', '/home/x', 'nas'])
      assert.ok(!isUncPath(path), path);
  });

  it('decides "inside" by the way and not by the letters', () => {
    assert.ok(isInside('C:\\a', 'c:\\A\\b.promob', 'windows'));
    assert.ok(!isInside('C:\\a', 'C:\\ab\\c.promob', 'windows'));
    assert.ok(!isInside('C:\\a', 'D:\\a\\b', 'windows'));
    assert.ok(!isInside('/a', '/a', 'posix'));
    assert.ok(!isInside('/a/b', '/a', 'posix'));
    assert.ok(!isInside('/a', '/a/../b', 'posix'));
    assert.ok(isInside('/a', '/a/..b', 'posix'));
    assert.ok(isInside('C:\\', 'C:\\x', 'windows'));
  });

  it('finds everything below a root inside it and nothing beside it', () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9çã .]{1,8}$/)
      .filter((part) => part.trim() !== '' && !/^\.+$/.test(part));
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        (root, rest) => {
          for (const rules of ['windows', 'posix'] as const) {
            const sep = rules === 'windows' ? '\\' : '/';
            const top = (rules === 'windows' ? 'C:' : '') + sep + root.join(sep);
            assert.ok(isInside(top, top + sep + rest.join(sep), rules));
            assert.ok(!isInside(top, `${top}x${sep}${rest.join(sep)}`, rules));
          }
        },
      ),
    );
  });
});
