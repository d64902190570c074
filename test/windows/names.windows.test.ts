import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path/win32';
import { after, before, describe, it } from 'node:test';
import type { Status } from '../../shared/contract/schemas.ts';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { buildListing } from '../support/promob/buildListing.ts';
import { listingOf } from '../support/promob/newListing.ts';
import { newProject } from '../support/promob/newProject.ts';
import { openStage, sha256Of } from './support/openStage.ts';
import type { Stage } from './support/openStage.ts';
import { windowsMissing } from './support/prepareWindows.ts';

/** Names a person may give in FoccoLojas and Windows takes for something else, or for nothing. */
const awkward = ['CON', 'Cozinha 2/3: "gourmet" <nova>?', 'Sala de estar...  ', 'NUL.promob', '..\\..\\fora'];

/** What Windows takes for a file name (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
function fitsWindows(name: string): boolean {
  const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
  // oxlint-disable-next-line no-control-regex -- Windows forbids control characters
  return !/[<>:"/\\|?*\u0000-\u001f]|[. ]$/.test(name) && !device.test(name) && name.length <= 255;
}

/** Starts a command with another environment: Wine itself takes these variables from its registry. */
const elsewhereScript = `
const [set, ...args] = process.argv.slice(1);
const { status } = require('node:child_process').spawnSync(process.execPath, args, {
  env: { ...process.env, ...JSON.parse(set) }, stdio: ['ignore', 'ignore', 'ignore'],
});
console.log(status);
`;

describe('names and places on Windows', { skip: windowsMissing() ?? false }, () => {
  let stage: Stage;
  const folder = 'C:\\Projetos';

  before(async () => {
    stage = await openStage({ vault: 'memory' });
    stage.folder(folder);
    await stage.startEngine();
    await stage.byPerson('sign-in');
    await stage.byPerson('link');
    await stage.elo('folders', 'add', folder);
  });
  after(() => stage.close());

  it('writes no file under a name Windows would not take, whatever an environment is called', async () => {
    for (const [index, name] of awkward.entries()) {
      const model = newProject({ seed: `awkward ${index}`, modules: 3, previewBytes: 5_000 });
      const bytes = buildContainer(model);
      const file = `${folder}\\Ambiente ${index}.promob`;
      const environmentId = await stage.environment(name);
      await stage.kept(await stage.save(file, bytes));
      await stage.elo('environments', 'bind', environmentId, file);
      await stage.received(sha256Of(bytes));
      const listing = `${folder}\\orçamento ${index}.xml`;
      writeFileSync(stage.windows.linux(listing), buildListing(listingOf(model)));
      const { version } = await stage.elo<{ version: number }>('update', environmentId);
      const opened = await stage.elo<{ path: string }>('open', environmentId, '--version', String(version));
      assert.ok(opened.path.startsWith(`${stage.data}\\versões abertas\\`), opened.path);
      assert.ok(fitsWindows(basename(opened.path)), opened.path);
      assert.equal(sha256Of(readFileSync(stage.windows.linux(opened.path))), sha256Of(bytes));
    }
    // Nor has anything else been written: one file for each name, nothing left behind.
    assert.equal(readdirSync(stage.windows.linux(`${stage.data}\\versões abertas`)).length, awkward.length);
  });

  it('knows which names Windows does not take', () => {
    for (const name of [...awkward, 'aux.promob', 'lpt¹', 'a.', 'b ', 'c\td'])
      assert.ok(!fitsWindows(name), name);
    for (const name of ['Cozinha Çã.promob', 'console.promob', 'a.b', '.elo'])
      assert.ok(fitsWindows(name), name);
  });

  it('keeps its data in %APPDATA%\\Elo unless told otherwise', async () => {
    const status = await stage.windows.eloJson<Status>(['status']);
    assert.ok(status.health.includes('server-not-set'));
    const user = readdirSync(stage.windows.linux('C:\\users')).find((name) => name !== 'Public') ?? '';
    const usual = `C:\\users\\${user}\\AppData\\Roaming\\Elo`;
    assert.ok(existsSync(stage.windows.linux(`${usual}\\history.db`)), usual);

    const moved = 'C:\\users\\Júlia Araújo\\AppData\\Roaming';
    const set = JSON.stringify({ APPDATA: moved, LOCALAPPDATA: 'C:\\users\\Júlia Araújo\\AppData\\Local' });
    const args = ['C:\\Elo\\electron\\headless\\elo.ts', 'status'];
    assert.equal(await stage.windows.script<number>(elsewhereScript, set, ...args), 0);
    assert.ok(existsSync(stage.windows.linux(`${moved}\\Elo\\history.db`)));
  });
});
