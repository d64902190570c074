import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { InspectResult } from '../../../electron/engine/promob/inspectResult.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { buildListing } from '../../support/promob/buildListing.ts';
import * as hostile from '../../support/promob/hostile.ts';
import { countEntities, countItems, listingOf } from '../../support/promob/newListing.ts';
import { newProject } from '../../support/promob/newProject.ts';

const script = fileURLToPath(new URL('../../support/promob/inspectProcess.ts', import.meta.url));

/** What the command line owes for any file up to 100 MB, as a process of its own. */
const WITHIN_MS = 5_000;
const WITHIN_MB = 300;

describe('large and hostile files, a process each', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'elo-large-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const inspect = (bytes: string | Uint8Array): InspectResult => {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    const child = spawnSync(process.execPath, [script, path], {
      timeout: 4 * WITHIN_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    assert.equal(child.status, 0, child.stderr.toString());
    const answer = JSON.parse(child.stdout.toString()) as {
      result: InspectResult;
      ms: number;
      rssMb: number;
    };
    assert.ok(answer.ms < WITHIN_MS, `${answer.ms} ms`);
    assert.ok(answer.rssMb < WITHIN_MB, `${answer.rssMb} MB`);
    return answer.result;
  };

  it('reads a drawing of 60 MB', () => {
    const project = newProject({ seed: 'large drawing', modules: 4_000 });
    const bytes = buildContainer(project, { compression: 'zlib' });
    const result = inspect(bytes);
    assert.equal(result.kind, 'promob-project');
    assert.equal(result.environments[0]?.entityCount, countEntities(project));
  });

  it('reads a listing of 40 MB', () => {
    const listing = listingOf(newProject({ seed: 'large listing', modules: 2_200 }));
    const bytes = buildListing(listing);
    assert.ok(bytes.length > 40_000_000);
    const result = inspect(bytes);
    assert.equal(result.kind, 'promob-listing');
    assert.equal(result.itemCount, countItems(listing));
    assert.deepEqual(result.warnings, []);
  });

  it('reads a container that is 90 MB of preview', () => {
    const project = newProject({ seed: 'large preview', modules: 1, previewBytes: 90_000_000 });
    const result = inspect(buildContainer(project, { compression: 'zlib' }));
    assert.equal(result.kind, 'promob-project');
    assert.equal(result.previewBytes, 90_000_000);
  });

  const cases: readonly [what: string, code: string, make: () => string | Uint8Array][] = [
    ['a bomb of 1 GB', 'entry-too-large', () => hostile.zipBomb(1_000_000_000)],
    ['100 MB of zeros', 'not-a-container', () => Buffer.alloc(100_000_000)],
    [
      '100 MB of end records',
      'container-incomplete',
      () => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(90_000_000, 'PK\u0005\u0006')]),
    ],
    [
      'an attribute of 90 MB',
      'xml-attribute-too-long',
      () => hostile.hugeAttributeXml('LISTING', 90_000_000),
    ],
    ['a comment of 90 MB', 'xml-incomplete', () => `<LISTING><!--${'a'.repeat(90_000_000)}`],
    [
      '12 million items',
      'too-many-items',
      () => `<LISTING><AMBIENTS><AMBIENT>${'<ITEM/>'.repeat(12_000_000)}`,
    ],
    [
      '3 million names',
      'xml-too-many-names',
      () => `<LISTING>${Array.from({ length: 3_000_000 }, (_, index) => `<A${index}/>`).join('')}`,
    ],
    [
      'half a million items nested by 400',
      'too-many-items',
      () => `<LISTING><AMBIENTS>${('<ITEM>'.repeat(400) + '</ITEM>'.repeat(400)).repeat(5_000)}`,
    ],
  ];
  for (const [what, code, make] of cases) {
    it(`refuses ${what}`, () => {
      const result = inspect(make());
      assert.deepEqual([result.kind, result.kind === 'error' ? result.code : ''], ['error', code]);
    });
  }
});
