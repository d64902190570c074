import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Audit, FileView, FolderView, SaveJson } from '../../shared/contract/schemas.ts';
import type { LedgerRow } from '../integration/line/publicDriver.ts';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { workAndSave } from '../support/promob/mutateProject.ts';
import { newProject } from '../support/promob/newProject.ts';
import { openStage, sha256Of } from './support/openStage.ts';
import type { Stage } from './support/openStage.ts';
import { windowsMissing } from './support/prepareWindows.ts';

const folder = 'C:\\Projetos São João';
const file = `${folder}\\Cozinha Çã.promob`;

/** Above the 260 characters of `MAX_PATH`, each name well below its own 255. */
const longFolder = [
  'C:\\Loja',
  ...Array.from({ length: 12 }, (_, index) => `Clientes da região ${index + 1}`),
].join('\\');
const longFile = `${longFolder}\\Dormitório do casal.promob`;

describe('the main job as a Windows process', { skip: windowsMissing() ?? false }, () => {
  let stage: Stage;
  let environmentId: string;
  let model = newProject({ seed: 'windows', modules: 4, previewBytes: 20_000 });
  const written: string[] = [];
  const onLinux = mkdtempSync(join(tmpdir(), 'elo-windows-z-'));

  const save = async (path = file): Promise<string> => {
    const bytes = buildContainer(model);
    model = workAndSave(model);
    const sha256 = await stage.save(path, bytes);
    written.push(sha256);
    return sha256;
  };
  const saves = (spelling: string): Promise<SaveJson[]> => stage.elo<SaveJson[]>('saves', spelling);

  before(async () => {
    stage = await openStage({ vault: 'memory' });
    stage.folder(folder);
    stage.folder(longFolder);
    await stage.startEngine();
    await stage.byPerson('sign-in');
    await stage.byPerson('link');
    environmentId = await stage.environment('Cozinha');
  });
  after(async () => {
    await stage.close();
    rmSync(onLinux, { recursive: true, force: true });
  });

  it('keeps and delivers saves from a drive letter, with spaces and accents', async () => {
    const [watched] = await stage.elo<FolderView[]>('folders', 'add', folder);
    assert.deepEqual({ path: watched?.path, state: watched?.state }, { path: folder, state: 'watching' });
    const first = await save();
    assert.equal((await stage.kept(first)).path, file);
    await stage.elo('environments', 'bind', environmentId, file);
    await stage.received(first);
    const second = await save();
    assert.equal((await stage.kept(second)).number, 2);
    await stage.received(second);
  });

  it('restores every save byte for byte, into a folder with accents', async () => {
    const to = stage.folder('C:\\Restaurações de José');
    const kept = await saves(file);
    assert.equal(kept.length, 2);
    for (const { saveId, sha256 } of kept) {
      const restored = await stage.elo<{ path: string; sha256: string }>('restore', saveId, '--to', to);
      assert.equal(restored.sha256, sha256);
      assert.ok(restored.path.startsWith(`${to}\\Cozinha Çã (salvamento `), restored.path);
      assert.equal(sha256Of(readFileSync(stage.windows.linux(restored.path))), sha256);
    }
    const nowhere = ['restore', kept[0]?.saveId ?? '', '--to', 'C:\\não existe\\nem esta'];
    assert.equal(await stage.refused(1, ...nowhere), 'folder-not-found');
  });

  it('knows a file under every spelling Windows takes for it, and no other', async () => {
    const expected = (await saves(file)).map(({ saveId }) => saveId);
    const spellings = [
      file.toLowerCase(),
      file.toUpperCase(),
      file.replaceAll('\\', '/'),
      `\\\\?\\${file}`,
      `C:\\Windows\\..\\Projetos São João\\.\\Cozinha Çã.promob`,
    ];
    for (const spelling of spellings) {
      const found = (await saves(spelling)).map(({ saveId }) => saveId);
      assert.deepEqual(found, expected, spelling);
    }
    assert.equal(await stage.refused(1, 'saves', `${folder}\\Cozinha Ca.promob`), 'file-not-found');
  });

  it('takes a save under another spelling for the next save of the same file', async () => {
    const third = await save(file.toLowerCase());
    assert.equal((await stage.kept(third)).number, 3);
    await stage.received(third);
    const files = await stage.elo<FileView[]>('files');
    assert.deepEqual(
      files.map(({ saves: count, question }) => ({ count, question })),
      [{ count: 3, question: undefined }],
    );
  });

  it('follows a file renamed in nothing but case', async () => {
    const renamed = `${folder}\\COZINHA Çã.promob`;
    await stage.windows.script(
      `require('node:fs').renameSync(...process.argv.slice(1)); console.log('true')`,
      file,
      renamed,
    );
    const fourth = await save(renamed);
    assert.equal((await stage.kept(fourth)).number, 4);
    await stage.received(fourth);
    assert.equal((await stage.elo<FileView[]>('files')).length, 1);
  });

  it('watches one place once, however it is spelled', async () => {
    for (const spelling of [
      folder.toUpperCase(),
      `${folder}\\`,
      folder.replaceAll('\\', '/'),
      `\\\\?\\${folder}`,
    ]) {
      const folders = await stage.elo<FolderView[]>('folders', 'add', spelling);
      assert.deepEqual(
        folders.map(({ path }) => path),
        [folder],
        spelling,
      );
    }
    stage.folder(`${folder}\\Arquivo`);
    assert.equal(
      await stage.refused(1, 'folders', 'add', `${folder.toLowerCase()}\\arquivo`),
      'folder-overlaps',
    );
    assert.equal(await stage.refused(1, 'folders', 'add', 'C:\\Projetos São'), 'folder-not-found');
    assert.equal(await stage.refused(1, 'folders', 'add', 'C:\\Elo\\node.exe'), 'folder-not-found');
  });

  it('refuses a share that is not there, and waits for one the user insists on', async () => {
    const share = '\\\\servidor-da-loja\\Projetos';
    assert.equal(await stage.refused(1, 'folders', 'add', share), 'folder-not-found');
    const folders = await stage.elo<FolderView[]>('folders', 'add', share, '--share');
    assert.deepEqual(
      folders.filter(({ path }) => path.startsWith(share)).map(({ state }) => state),
      ['suspended'],
    );
    await stage.elo('folders', 'remove', share);
  });

  it('keeps and restores below paths longer than 260 characters', async () => {
    assert.ok(longFile.length > 260);
    const model_ = newProject({ seed: 'long', modules: 3, previewBytes: 5_000 });
    const sha256 = await stage.save(longFile, buildContainer(model_));
    await stage.elo('folders', 'add', 'C:\\Loja');
    const kept = await stage.kept(sha256);
    assert.equal(kept.path, longFile);
    // Found by an event, or by the next full scan where Windows tells nothing of what lies so far below.
    const next = await stage.save(longFile, buildContainer(workAndSave(model_)));
    assert.equal((await stage.kept(next)).number, 2);
    const restored = await stage.elo<{ path: string }>('restore', kept.saveId, '--to', longFolder);
    assert.equal(sha256Of(readFileSync(stage.windows.linux(restored.path))), sha256);
  });

  it('watches another drive', async () => {
    mkdirSync(join(onLinux, 'Obra à vista'));
    const there = `Z:${join(onLinux, 'Obra à vista').replaceAll('/', '\\')}`;
    await stage.elo('folders', 'add', there);
    const bytes = buildContainer(newProject({ seed: 'other drive', modules: 3, previewBytes: 5_000 }));
    const sha256 = await stage.save(`${there}\\Sala.promob`, bytes);
    assert.equal((await stage.kept(sha256)).path, `${there}\\Sala.promob`);
  });

  it('has delivered each save once and in order', async () => {
    const rows = (await stage.control.get<LedgerRow[]>('/control/ledger')).filter(
      ({ kind }) => kind === 'save',
    );
    assert.deepEqual(
      rows.map(({ sha256 }) => sha256),
      written,
    );
    const { received, lost, ok } = await stage.elo<Audit>('audit');
    assert.deepEqual({ received, lost, ok }, { received: written.length, lost: 0, ok: true });
  });

  it('stops watching a folder named in another case', async () => {
    const folders = await stage.elo<FolderView[]>('folders', 'remove', folder.toLowerCase());
    assert.ok(folders.every(({ path }) => path !== folder));
    assert.equal(await stage.refused(1, 'folders', 'remove', folder), 'folder-not-watched');
  });
});
