import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { WebStartReading } from '../../electron/engine/platform/windows/readWebStart.ts';
import { openWindows } from './support/openWindows.ts';
import type { Windows } from './support/openWindows.ts';
import { windowsMissing } from './support/prepareWindows.ts';

const uninstall = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall';
const run = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';

/**
 * Prints what the reader says, from inside of Windows. Wine's `tasklist` prints nothing, so what runs is told as Windows
 * would print it; everything else is asked of the system.
 */
const look = (running: readonly string[] | null): string => `
const modules = 'file:///C:/Elo/electron/engine/platform/windows/';
const running = ${JSON.stringify(running)};
Promise.all([import(modules + 'readWebStart.ts'), import(modules + 'runProgram.ts')])
  .then(([{ readWebStart }, { runProgram }]) =>
    readWebStart(undefined, {
      platform: process.platform,
      env: process.env,
      readdir: (folder) => require('node:fs/promises').readdir(folder),
      run: (file, args, signal) =>
        file === 'tasklist.exe' && running !== null
          ? Promise.resolve({ code: 0, stdout: running.map((name) => '"' + name + '","1200","Console","1","9.000 K"\\r\\n').join('') })
          : runProgram(file, args, signal),
    }))
  .then((reading) => console.log(JSON.stringify(reading)));
`;

describe('webStart on a Windows machine', { skip: windowsMissing() ?? false }, () => {
  let windows: Windows;
  before(() => {
    windows = openWindows();
  });
  after(() => windows.close());

  const reg = async (...args: string[]): Promise<void> => {
    assert.equal(await windows.program(['reg', ...args]), 0, args.join(' '));
  };
  const program = (root: string, name: string, shown: string): Promise<void> =>
    reg('add', `${root}\\${uninstall}\\${name}`, '/v', 'DisplayName', '/d', shown, '/f');
  const reading = (running: readonly string[] | null = ['Promob.exe']): Promise<WebStartReading> =>
    windows.script<WebStartReading>(look(running));

  it('says that it could not verify where not even Promob is listed', async () => {
    const { answer, traces, promob, notRead } = await reading();
    assert.deepEqual(
      { answer, traces, promob, notRead },
      { answer: 'unknown', traces: [], promob: null, notRead: [] },
    );
  });

  it('says absent where Promob is listed and webStart nowhere, and Java Web Start is another program', async () => {
    await program('HKLM', 'PromobPlus', 'Promob Plus 5.60');
    await program('HKLM', 'JavaWebStart', 'Java(TM) Web Start');
    const { answer, promob } = await reading();
    assert.deepEqual({ answer, promob }, { answer: 'absent', promob: 'Promob Plus 5.60' });
  });

  it('never says absent where part of it could not be read', async () => {
    const { answer, promob, notRead } = await reading(null);
    assert.deepEqual(
      { answer, promob, notRead },
      { answer: 'unknown', promob: 'Promob Plus 5.60', notRead: ['running-program'] },
    );
  });

  it('finds it running', async () => {
    const { answer, traces } = await reading(['System', 'PromobWebStart.exe', 'javaws.exe']);
    assert.deepEqual(
      { answer, traces },
      { answer: 'present', traces: [{ place: 'running-program', name: 'PromobWebStart.exe' }] },
    );
  });

  it('finds it in each list of programs: of the machine, of 32-bit programs, of this user', async () => {
    for (const root of ['HKLM', 'HKLM\\32', 'HKCU']) {
      const key =
        root === 'HKLM\\32'
          ? 'HKLM\\Software\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{A1}'
          : `${root}\\${uninstall}\\{A1}`;
      await reg('add', key, '/v', 'DisplayName', '/d', 'Promob webStart', '/f');
      const { answer, traces } = await reading();
      assert.deepEqual(
        { answer, traces },
        { answer: 'present', traces: [{ place: 'uninstall-list', name: 'Promob webStart' }] },
        root,
      );
      await reg('delete', key, '/f');
    }
    assert.equal((await reading()).answer, 'absent');
  });

  it('finds it among what starts by itself', async () => {
    await reg('add', run, '/v', 'Atualizador', '/d', '"C:\\Promob\\webStart.exe" /quiet', '/f');
    assert.deepEqual((await reading()).traces, [{ place: 'run-key', name: 'Atualizador' }]);
    await reg('delete', run, '/v', 'Atualizador', '/f');

    const { APPDATA } = await windows.script<{ APPDATA: string }>(
      'console.log(JSON.stringify({ APPDATA: process.env.APPDATA }))',
    );
    const folder = windows.linux(`${APPDATA}\\Microsoft\\Windows\\Start Menu\\Programs\\Startup`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/Promob webStart.lnk`, '');
    assert.deepEqual((await reading()).traces, [{ place: 'startup-folder', name: 'Promob webStart.lnk' }]);
    rmSync(`${folder}/Promob webStart.lnk`);
    assert.equal((await reading()).answer, 'absent');
  });
});
