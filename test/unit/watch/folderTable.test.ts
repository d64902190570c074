import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { joinPath, splitPath, tidyPathKey } from '../../../electron/engine/watch/folderTable.ts';
import { pathKey } from '../../../electron/engine/platform/pathKey.ts';

it('splits paths into folder and name and joins them again, at the top of drives and shares too', () => {
  for (const [path, folder] of [
    ['C:\\a.promob', 'C:\\'],
    ['C:\\x\\a.promob', 'C:\\x'],
    ['\\\\nas\\obras\\a.promob', '\\\\nas\\obras\\'],
  ] as const) {
    const split = splitPath(path, 'windows');
    assert.equal(pathKey(split.folder, 'windows'), pathKey(folder, 'windows'));
    assert.equal(joinPath(split.folder, split.name, 'windows'), path);
  }
  assert.deepEqual(splitPath('/a.promob', 'posix'), { folder: '/', name: 'a.promob' });
  assert.deepEqual(splitPath('/x\\y/a.promob', 'posix'), { folder: '/x\\y', name: 'a.promob' });
  assert.equal(joinPath('/', 'a', 'posix'), '/a');
});

it('takes the same paths for one as the rules of the platform do', () => {
  const name = fc.constantFrom(
    '',
    '.',
    '..',
    'a',
    'B',
    'É',
    'e\u0301',
    '.a',
    'a.',
    'c:',
    '?',
    'nas',
    '.promob',
  );
  const head = fc.constantFrom('', '/', '\\', 'C:\\', 'c:', 'C:/', '\\\\', '\\\\?\\C:\\', '\\\\?\\UNC\\');
  const path = fc
    .tuple(head, fc.array(name, { maxLength: 6 }), fc.constantFrom('/', '\\'), fc.constantFrom('', '/', '\\'))
    .map(([first, names, separator, last]) => first + names.join(separator) + last);
  for (const rules of ['windows', 'mac', 'posix'] as const) {
    fc.assert(
      fc.property(path, (each) => assert.equal(tidyPathKey(each, rules), pathKey(each, rules))),
      {
        numRuns: 1_000,
      },
    );
  }
});
