import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeFolder } from '../../../electron/engine/platform/makeFolder.ts';
import { makePrivateFolder } from '../../../electron/engine/privateFolder.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { errorText, maybeText } from '../../../shared/text/text.ts';

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

/** A folder open to others, with these things in it. */
function openFolder(name: string, inside: readonly string[] = []): string {
  const folder = join(home, name);
  mkdirSync(folder);
  for (const one of inside) {
    if (one.endsWith('/')) mkdirSync(join(folder, one));
    else writeFileSync(join(folder, one), '');
  }
  chmodSync(folder, 0o755);
  return folder;
}

/** The reason a folder is refused for; its rights, and those of what it leads to, are as they were. */
function refusalOf(folder: string): unknown {
  const before = statSync(folder, { throwIfNoEntry: false })?.mode;
  let refusal: unknown;
  assert.throws(
    () => makePrivateFolder(folder),
    (thrown: unknown) => {
      refusal = thrown;
      return thrown instanceof EloError && thrown.code === 'data-folder-unusable';
    },
    folder,
  );
  assert.equal(statSync(folder, { throwIfNoEntry: false })?.mode, before, folder);
  const { code, remedy, details } = refusal as EloError;
  const reason = details['reason'];
  if (typeof reason === 'string') {
    for (const locale of ['pt-BR', 'en', 'es'] as const) {
      const told = errorText({ code, remedy, details }, locale);
      assert.equal(told.text, maybeText(`error.${code}.${reason}`, {}, locale), `${locale} ${reason}`);
      assert.match(told.remedy ?? '', /pasta vazia|empty folder|carpeta vacía/);
    }
  }
  return reason;
}

describe('a private folder', { skip: process.platform === 'win32' && 'rights are inherited there' }, () => {
  it('is one that is empty, but for what systems put there, or Elo’s own: closed to others', () => {
    const window = openFolder('by the window', ['window/', 'logs/']);
    for (const made of ['window', 'logs']) chmodSync(join(window, made), 0o700);
    for (const folder of [
      openFolder('open'),
      openFolder('volume', ['lost+found/']),
      openFolder('seen', ['desktop.ini', '.DS_Store']),
      openFolder('prepared', ['settings.json']),
      openFolder('used', ['engine.lock', 'note.txt']),
      openFolder('brought back', ['history.db', 'contents.db', 'note.txt']),
      window,
    ]) {
      makePrivateFolder(folder);
      assert.equal(rights(folder), 0o700, folder);
    }
  });

  it('is taken as it is where it is closed already, with whatever is in it', () => {
    const folder = openFolder('closed', ['note.txt']);
    chmodSync(folder, 0o500);
    makePrivateFolder(folder);
    assert.equal(rights(folder), 0o500);
    chmodSync(folder, 0o700);
  });

  it('is never made of a place with other things in it that is open to others', () => {
    for (const [name, inside] of [
      ['others', ['a.txt']],
      ['system', ['dpkg/']],
      ['named alike', ['history.db']],
      ['with logs', ['logs/']],
    ] as const) {
      assert.equal(refusalOf(openFolder(name, inside)), 'shared', name);
    }
  });

  it('is looked for where a link leads, and not made where it leads nowhere', () => {
    const link = (to: string, name: string): string => {
      symlinkSync(to, join(home, name));
      return join(home, name);
    };
    assert.equal(refusalOf(link(openFolder('foreign', ['a.txt']), 'to foreign')), 'shared');
    assert.equal(refusalOf(link('/', 'to the root')), 'shared');
    const empty = openFolder('empty');
    makePrivateFolder(link(empty, 'to empty'));
    assert.equal(rights(empty), 0o700);
    const dangling = link(join(home, 'fresh'), 'to nothing');
    assert.equal(refusalOf(dangling), 'link-leads-nowhere');
    assert.equal(refusalOf(join(dangling, 'in', 'it')), 'link-leads-nowhere');
    assert.ok(!existsSync(join(home, 'fresh')), 'a disk may be off that has the history');
  });

  it('is never made of a place everybody uses, whose rights stay', () => {
    const shared = openFolder('shared');
    chmodSync(shared, 0o1777);
    for (const place of [shared, '/', '/etc', '/usr', '/home', '/mnt']) {
      const open = statSync(place, { throwIfNoEntry: false });
      // Where it is not there, or closed already, it cannot be wronged.
      if (open !== undefined && (open.mode & 0o077) !== 0) assert.equal(refusalOf(place), 'shared', place);
    }
  });

  it(
    'is not made in a file, nor where the system makes nothing',
    { skip: process.platform !== 'linux' },
    () => {
      writeFileSync(join(home, 'a file'), '');
      for (const place of ['/dev/null', '/dev/null/x', join(home, 'a file'), join(home, 'a file', 'x')]) {
        assert.equal(refusalOf(place), 'is-a-file', place);
      }
      for (const place of ['/proc', '/proc/self/elo']) refusalOf(place);
      const circle = join(home, 'circle');
      symlinkSync(circle, circle);
      assert.throws(() => makePrivateFolder(circle), { code: 'data-folder-unusable' });
    },
  );

  it(
    'is not made where this user may not write',
    { skip: process.geteuid?.() === 0 && 'root writes anywhere' },
    () => {
      const folder = openFolder('locked');
      chmodSync(folder, 0o555);
      assert.equal(refusalOf(folder), 'no-rights');
      assert.equal(refusalOf(join(folder, 'x')), 'no-rights');
      chmodSync(folder, 0o700);
    },
  );

  it('of Elo’s own inside another is closed with whatever is in it', () => {
    const folder = openFolder('versions', ['Cozinha.promob']);
    makePrivateFolder(folder, true);
    assert.equal(rights(folder), 0o700);
  });
});
