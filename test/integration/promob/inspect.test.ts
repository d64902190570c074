import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createPromobPool } from '../../../electron/engine/promob/createPromobPool.ts';
import { inspectFile } from '../../../electron/engine/promob/inspect.ts';
import { openFileSource } from '../../../electron/engine/promob/byteSource.ts';
import { defaultLimits } from '../../../electron/engine/promob/limits.ts';
import { createInlinePool } from '../../../electron/engine/platform/inlinePool.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import * as hostile from '../../support/promob/hostile.ts';
import { countItems, listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';

const project = newProject({ seed: 'inspect', modules: 2, previewBytes: 3000 });

describe('inspecting a file', () => {
  const pool = createPromobPool();
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-inspect-'));
  });
  after(async () => {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (name: string, bytes: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const codeOf = async (path: string): Promise<string> => {
    const result = await inspectFile(path, { pool });
    assert.equal(result.kind, 'error');
    assert.deepEqual(Object.keys(result), ['kind', 'code', 'message']);
    return result.code;
  };

  it('prints a container with exactly the promised keys', async () => {
    const result = await inspectFile(file('a.promob', buildContainer(project)), { pool });
    assert.equal(result.kind, 'promob-project');
    assert.deepEqual(Object.keys(result), [
      'kind',
      'projectGuid',
      'customerNumber',
      'systemId',
      'systemName',
      'distribution',
      'promobVersion',
      'saves',
      'environments',
      'customer',
      'previewBytes',
      'warnings',
    ]);
    assert.deepEqual(Object.keys(result.environments[0] ?? {}), [
      'name',
      'container',
      'guid',
      'documentPath',
      'entityCount',
      'entitiesByType',
    ]);
    assert.equal(result.previewBytes, 3000);
  });

  it('prints a listing with exactly the promised keys', async () => {
    const listing = listingOf(project);
    const result = await inspectFile(file('a.xml', buildListing(listing)), { pool });
    assert.equal(result.kind, 'promob-listing');
    assert.deepEqual(Object.keys(result), [
      'kind',
      'projectGuid',
      'currency',
      'unit',
      'totals',
      'environments',
      'itemCount',
      'warnings',
    ]);
    assert.deepEqual(Object.keys(result.environments[0] ?? {}), [
      'description',
      'guid',
      'uniqueId',
      'totals',
      'categories',
    ]);
    assert.deepEqual(result.environments[0]?.categories, [
      { description: 'Cozinhas', itemCount: countItems(listing) },
    ]);
    assert.equal(result.itemCount, countItems(listing));
    assert.deepEqual(result.warnings, []);
  });

  it('goes by content, not by name', async () => {
    assert.equal(
      (await inspectFile(file('listing.promob', buildListing(listingOf(project), 'utf-16le')), { pool }))
        .kind,
      'promob-listing',
    );
    assert.equal(
      (await inspectFile(file('project.xml', buildContainer(project)), { pool })).kind,
      'promob-project',
    );
    assert.equal(await codeOf(file('foto.promob', hostile.renamedJpeg())), 'not-a-container');
    assert.equal(await codeOf(file('empty.promob', '')), 'not-a-container');
    assert.equal(await codeOf(file('text.promob', 'bom dia')), 'not-a-container');
    assert.equal(await codeOf(file('other.xml', '\n<OTHER/>')), 'not-a-listing');
  });

  it('answers hostile files with a code', async () => {
    assert.equal(await codeOf(file('bomb.promob', hostile.zipBomb(80_000_000))), 'inflated-too-large');
    assert.equal(await codeOf(file('deep.xml', hostile.deepXml('LISTING', 200_000))), 'xml-too-deep');
    assert.equal(await codeOf(file('laughs.xml', hostile.entityBombXml('LISTING'))), 'xml-entities-refused');
    assert.equal(
      await codeOf(file('cut.promob', buildContainer(project).subarray(0, 2000))),
      'container-incomplete',
    );
    assert.equal(await codeOf(file('many.promob', hostile.manyEntriesContainer(70_000))), 'too-many-entries');
  });

  it('refuses what is no ordinary file, without opening it', async () => {
    assert.equal(await codeOf(join(folder, 'missing')), 'file-not-found');
    mkdirSync(join(folder, 'sub.promob'));
    assert.equal(await codeOf(join(folder, 'sub.promob')), 'not-a-file');
    const small = file('small', 'x');
    assert.throws(() => openFileSource(small, 0), { code: 'file-too-large' });
    assert.throws(() => openFileSource(folder, 10), { code: 'not-a-file' });
    assert.equal(defaultLimits.fileBytes, 200 * 1024 * 1024);
  });

  it(
    'does not wait for a pipe',
    { skip: process.platform === 'win32' ? 'no named pipes in folders' : false },
    async () => {
      const pipe = join(folder, 'pipe.promob');
      execFileSync('mkfifo', [pipe]);
      assert.equal(await codeOf(pipe), 'not-a-file');
      assert.throws(() => openFileSource(pipe, 10), { code: 'not-a-file' });
    },
  );

  it('answers in time even where the reader does not', async () => {
    const path = file('b.promob', buildContainer(project));
    const result = await inspectFile(path, { pool, timeoutMs: 0 });
    assert.deepEqual([result.kind, result.kind === 'error' ? result.code : ''], ['error', 'read-timeout']);
    assert.equal((await inspectFile(path, { pool })).kind, 'promob-project');
  });

  it("needs no pool of the caller's, and takes an inline one", async () => {
    const path = file('c.promob', buildContainer(project));
    const own = await inspectFile(path);
    const { promobJobs } = await import('../../../electron/engine/promob/promobJobs.ts');
    assert.deepEqual(await inspectFile(path, { pool: createInlinePool(promobJobs) }), own);
  });

  it('notices that a file changes while it is read', () => {
    const path = file('d.promob', 'before');
    const source = openFileSource(path, 100);
    assert.equal(Buffer.from(source.read(0, 100)).toString(), 'before');
    writeFileSync(path, 'afterwards');
    assert.throws(() => source.close(), { code: 'file-changed', retryable: true });
  });
});
