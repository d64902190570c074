import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  browserDesktop,
  documentsFolder,
  revealerOf,
} from '../../../electron/headless/window/browserDesktop.ts';

function home(t: { after(run: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'elo-home-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the desktop around a browser window', () => {
  it('says what it cannot do, and refuses it', async () => {
    const desktop = browserDesktop({ openFile: () => Promise.resolve() });
    const facts = await desktop.facts();
    assert.equal(facts.host, 'browser');
    assert.equal(facts.canPickFolder, false);
    assert.equal(facts.autostart, 'unsupported');
    assert.deepEqual(facts.update, { state: 'unsupported' });
    for (const refused of [
      desktop.pickFolder(),
      desktop.setAutostart(true),
      desktop.checkForUpdate(),
      desktop.installUpdate(),
    ]) {
      await assert.rejects(refused, { code: 'unsupported' });
    }
  });

  it(
    'shows a file by opening its folder, and a folder itself',
    { skip: process.platform !== 'linux' },
    async (t) => {
      const folder = home(t);
      writeFileSync(join(folder, 'a.promob'), '');
      const opened: string[] = [];
      const desktop = browserDesktop({
        openFile: (path) => {
          opened.push(path);
          return Promise.resolve();
        },
      });
      await desktop.reveal(join(folder, 'a.promob'));
      await desktop.reveal(folder);
      assert.deepEqual(opened, [folder, folder]);
    },
  );

  it('selects the file where the system can', () => {
    assert.deepEqual(revealerOf('C:\\Meus projetos\\a.promob', false, 'win32'), [
      'explorer.exe',
      ['/select,"C:\\Meus projetos\\a.promob"'],
    ]);
    assert.equal(revealerOf('C:\\a" & calc & ".promob', false, 'win32'), null);
    assert.deepEqual(revealerOf('/Users/ana/a.promob', false, 'darwin'), [
      'open',
      ['-R', '/Users/ana/a.promob'],
    ]);
    assert.equal(revealerOf('/Users/ana', true, 'darwin'), null);
  });

  it('knows the documents as the desktop names them', { skip: process.platform !== 'linux' }, (t) => {
    const folder = home(t);
    assert.equal(documentsFolder(folder, {}), folder);
    mkdirSync(join(folder, 'Documents'));
    assert.equal(documentsFolder(folder, {}), join(folder, 'Documents'));
    mkdirSync(join(folder, '.config'));
    const names = join(folder, '.config', 'user-dirs.dirs');
    writeFileSync(names, 'XDG_DOCUMENTS_DIR="$HOME/Documentos"\n');
    assert.equal(
      documentsFolder(folder, {}),
      join(folder, 'Documents'),
      'a folder that is not there is no answer',
    );
    mkdirSync(join(folder, 'Documentos'));
    assert.equal(documentsFolder(folder, {}), join(folder, 'Documentos'));
    writeFileSync(names, 'XDG_DOCUMENTS_DIR="relative"\n');
    assert.equal(documentsFolder(folder, {}), join(folder, 'Documents'));
  });
});
