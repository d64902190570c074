import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { openWindows } from './support/openWindows.ts';
import type { Windows } from './support/openWindows.ts';
import { windowsMissing } from './support/prepareWindows.ts';

/** Our own looks at files and at Promob's folders, inside of Windows; one file is held as another program would hold it. */
const lookScript = `
const fs = require('node:fs');
const { pathToFileURL } = require('node:url');
const [held, ...files] = process.argv.slice(1);
const handle = fs.openSync(held, fs.constants.O_RDWR | 0x10000000);
import(pathToFileURL('C:\\\\Elo\\\\electron\\\\engine\\\\diagnostics\\\\checks\\\\promob\\\\promobLookJobs.ts').href).then(
  async ({ lookAtFiles, readSystems, readTokenCaches, probeEvents }) => {
    const data = 'C:\\\\ProgramData';
    const during = lookAtFiles([held, ...files]).map(({ state }) => state);
    fs.closeSync(handle);
    const afterwards = lookAtFiles([held]).map(({ state }) => state);
    const probe = await probeEvents('C:\\\\Projetos São João', 5000);
    const left = fs.readdirSync('C:\\\\Projetos São João').length;
    console.log(JSON.stringify({ during, afterwards, systems: readSystems(data), tokens: readTokenCaches(data), probe, left }));
  },
);
`;

interface Looked {
  readonly during: string[];
  readonly afterwards: string[];
  readonly systems: {
    readonly list: string;
    readonly systems: { readonly directory: string; readonly exists: boolean }[];
    readonly folders: string[];
  };
  readonly tokens: { readonly sound: number; readonly damaged: string[]; readonly unreadable: string[] };
  readonly probe: string;
  readonly left: number;
}

describe('files of Promob on Windows', { skip: windowsMissing() ?? false }, () => {
  let windows: Windows;
  before(() => {
    windows = openWindows();
  });
  after(() => windows.close());

  it('are told apart: readable, held by another program, gone; caches and systems are read', async () => {
    const projects = 'C:\\Projetos São João';
    const store = 'C:\\ProgramData\\Procad\\Promob São João (123)';
    const catalogue = 'C:\\ProgramData\\Procad\\Promob Catalog (500)\\Config';
    for (const folder of [projects, store, catalogue]) mkdirSync(windows.linux(folder), { recursive: true });
    const put = (path: string, content: string | Buffer): void => writeFileSync(windows.linux(path), content);
    put(`${projects}\\Cozinha.promob`, Buffer.alloc(20_000, 1));
    put(`${projects}\\Sala.promob`, Buffer.alloc(20_000, 1));
    put(`${store}\\TokenCache.dat`, Buffer.alloc(512));
    put(`${store}\\LocalCache.dat`, 'x');
    const entry = (directory: string): string =>
      `<SystemInfo><Directory>${directory}</Directory><IsActive>true</IsActive></SystemInfo>`;
    put(
      `${catalogue}\\SystemInfo.config`,
      `\ufeff<ArrayOfSystemInfo>${entry(store)}${entry('C:\\Gone')}</ArrayOfSystemInfo>`,
    );
    const seen = await windows.script<Looked>(
      lookScript,
      `${projects}\\Cozinha.promob`,
      `${projects}\\Sala.promob`,
      `${projects}\\nada.promob`,
      projects,
    );
    assert.deepEqual(seen.during.slice(0, 3), ['locked', 'ok', 'gone']);
    assert.notEqual(seen.during[3], 'ok', 'a folder is no file');
    assert.deepEqual(seen.afterwards, ['ok']);
    assert.equal(seen.systems.list, 'read');
    assert.deepEqual(
      seen.systems.systems.map(({ directory, exists }) => [directory, exists]),
      [
        [store, true],
        ['C:\\Gone', false],
      ],
    );
    assert.deepEqual(seen.systems.folders.toSorted(), ['Promob Catalog (500)', 'Promob São João (123)']);
    assert.deepEqual(seen.tokens, { sound: 1, damaged: [`${store}\\TokenCache.dat`], unreadable: [] });
    assert.deepEqual([seen.probe, seen.left], ['told', 2]);
  });
});
