import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Audit, SaveJson } from '../../shared/contract/schemas.ts';
import { buildContainer } from '../support/promob/buildContainer.ts';
import { workAndSave } from '../support/promob/mutateProject.ts';
import { newProject } from '../support/promob/newProject.ts';
import { openStage, sha256Of } from './support/openStage.ts';
import type { Stage } from './support/openStage.ts';
import type { WindowsProcess } from './support/openWindows.ts';
import { windowsMissing } from './support/prepareWindows.ts';

/**
 * A virus scanner: opens every file that appears or changes in these folders, reads it and holds it open for some
 * milliseconds, during which Windows lets nobody rename another file over it. Says how many files it has held.
 */
const scannerScript = `
const fs = require('node:fs');
const path = require('node:path');
const [holdMs, ...folders] = process.argv.slice(1);
const seen = new Map();
let held = 0;
const walk = (folder) => {
  let entries;
  try { entries = fs.readdirSync(folder, { withFileTypes: true }); } catch { return; }
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) { walk(file); continue; }
    if (/\\.(db|lock)|-wal$|-shm$|-journal$/.test(entry.name)) continue;
    try {
      const { mtimeMs, size, ino } = fs.statSync(file, { bigint: false });
      const stamp = [mtimeMs, size, ino].join();
      if (seen.get(file) === stamp) continue;
      seen.set(file, stamp);
      const handle = fs.openSync(file, 'r');
      held += 1;
      setTimeout(() => fs.closeSync(handle), Number(holdMs));
    } catch { /* gone again, or locked: a scanner does not mind */ }
  }
};
fs.writeSync(1, 'scanning\\n');
setInterval(() => { for (const folder of folders) walk(folder); if (held > 0) fs.writeSync(1, 'held ' + held + '\\n'); }, 1);
`;

/** Longer than a real scanner's look at a small file, well within the second that renaming is tried for. */
const holdMs = 120;

describe(
  'a virus scanner that opens every new file for a moment',
  { skip: windowsMissing() ?? false },
  () => {
    let stage: Stage;
    let scanner: WindowsProcess;
    const folder = 'C:\\Projetos';
    const file = `${folder}\\Sala.promob`;

    before(async () => {
      stage = await openStage({ vault: 'system' });
      stage.folder(folder);
      stage.folder(stage.data);
      scanner = stage.windows.node(['-e', scannerScript, '--', String(holdMs), stage.data, folder]);
      await scanner.stdout.find((line) => line === 'scanning', 30_000, 'the scanner');
      await stage.startEngine();
    });
    after(() => stage.close());

    it('keeps neither engine nor commands from working', async () => {
      await stage.byPerson('sign-in');
      await stage.byPerson('link');
      await stage.elo('folders', 'add', folder);
      const environmentId = await stage.environment('Sala');
      let model = newProject({ seed: 'scanned', modules: 3, previewBytes: 5_000 });
      const written: string[] = [];
      const save = async (): Promise<string> => {
        const sha256 = await stage.save(file, buildContainer(model));
        model = workAndSave(model);
        written.push(sha256);
        await stage.kept(sha256);
        return sha256;
      };
      await save();
      await stage.elo('environments', 'bind', environmentId, file);
      for (let round = 0; round < 4; round += 1) await stage.received(await save());
      const saves = await stage.elo<SaveJson[]>('saves', file);
      assert.deepEqual(saves.map(({ sha256 }) => sha256).toSorted(), written.toSorted());
      const { lost, ok } = await stage.elo<Audit>('audit');
      assert.deepEqual({ lost, ok }, { lost: 0, ok: true });
    });

    it('does not keep an engine from starting again', async () => {
      for (let round = 0; round < 4; round += 1) {
        await stage.engine().kill();
        await stage.startEngine();
      }
    });

    it('does not keep a save from being restored, not even into the watched folder', async () => {
      for (const { saveId, sha256 } of await stage.elo<SaveJson[]>('saves', file)) {
        const restored = await stage.elo<{ path: string }>('restore', saveId, '--to', folder);
        assert.equal(sha256Of(readFileSync(stage.windows.linux(restored.path))), sha256);
      }
    });

    it('was there all the time', () => {
      const held = Number(scanner.stdout.all.at(-1)?.split(' ')[1] ?? 0);
      assert.ok(held > 20, `${held} files were held`);
    });
  },
);
