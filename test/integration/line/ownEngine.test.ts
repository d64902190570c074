import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { FileView } from '../../../shared/contract/schemas.ts';
import { eloJson } from '../../support/processes/eloProcess.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { newProject } from '../../support/promob/newProject.ts';

describe("a command's own engine", () => {
  it('keeps what it finds, although it lives for one command only', async (t) => {
    const home = mkdtempSync(join(tmpdir(), 'elo-own-'));
    t.after(() => rmSync(home, { recursive: true, force: true }));
    const projects = join(home, 'projetos');
    mkdirSync(projects);
    writeFileSync(
      join(projects, 'a.promob'),
      buildContainer(newProject({ seed: 'own', modules: 3, previewBytes: 4_000 })),
    );
    const data = ['--data', join(home, 'elo')];
    await eloJson(['folders', 'add', projects, ...data]);
    const [file] = await eloJson<FileView[]>(['files', ...data]);
    assert.equal(file?.saves, 1);
  });

  it('is not started where the value of an option was forgotten', async () => {
    const failure = await eloJson<{ code: string }>(['status', '--data'], 2);
    assert.equal(failure.code, 'missing-option-value');
  });
});
