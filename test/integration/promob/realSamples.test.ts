import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { inspectFile } from '../../../electron/engine/promob/inspect.ts';
import { readContainer } from '../../../electron/engine/promob/readContainer.ts';
import { readDrawing } from '../../../electron/engine/promob/readDrawing.ts';
import { readListing } from '../../../electron/engine/promob/readListing.ts';
import { readPreview } from '../../../electron/engine/promob/readPreview.ts';
import { foreignDeflate } from '../../support/promob/foreignDeflate.ts';
import { realSample, realSamplePath, skipWithoutSamples } from '../../support/promob/realSamples.ts';

describe('real Promob files', { skip: skipWithoutSamples }, () => {
  it('cozinha.promob: 734 entities, 4 saves', async () => {
    const facts = await readContainer(realSample('cozinha.promob'));
    assert.deepEqual(facts.warnings, []);
    assert.equal(facts.environments.length, 1);
    const [environment] = facts.environments;
    assert.equal(environment?.entityCount, 734);
    assert.deepEqual(
      { ...environment?.entitiesByType },
      { MODULO: 696, GEOMETRY: 26, WARDROBE: 8, WALL: 3, PisoTeto: 1 },
    );
    assert.equal(environment?.container, 'Cozinhas');
    assert.equal(facts.saves.length, 4);
    assert.deepEqual(facts.saves.at(-1), {
      savedAt: '2026-02-19T17:34:38Z',
      productCode: 'EXEMPLO004',
      version: '5.60.41.2',
    });
    assert.equal(facts.promobVersion, '5.60.41.2');
    assert.equal(facts.projectGuid, '98ba068c-953f-4ad6-981c-bd21dcb45726');
    assert.deepEqual(facts.customer, {});
    assert.equal((await readPreview(realSample('cozinha.promob')))?.length, facts.previewBytes);
  });

  it('dormitorio.bak: 140 entities', async () => {
    const facts = await readContainer(realSample('dormitorio.bak'));
    assert.deepEqual(facts.warnings, []);
    assert.equal(facts.environments[0]?.entityCount, 140);
    assert.deepEqual(
      { ...facts.environments[0].entitiesByType },
      {
        MODULO: 106,
        GEOMETRY: 12,
        LuzAmbiente: 11,
        ENTIDADEEXTERNA: 7,
        PisoTeto: 1,
        WALL: 1,
        luzlinearnova: 1,
        Teto: 1,
      },
    );
  });

  it('all GUIDs of a drawing are unique, and every entity has a size', async () => {
    for (const [name, count] of [
      ['cozinha.promob', 734],
      ['dormitorio.bak', 140],
    ] as const) {
      const entities = (await readDrawing(realSample(name))).environments[0]?.entities ?? [];
      assert.equal(entities.length, count);
      assert.equal(new Set(entities.map(({ guid }) => guid)).size, count);
      assert.ok(entities.every(({ guid, size }) => guid !== null && size.w.written !== null));
      assert.ok(
        entities.some(({ reference }) => reference === null) &&
          entities.some(({ reference }) => reference !== null),
      );
      assert.ok(entities.some(({ description }) => description?.includes('$H$') === true));
    }
  });

  it("the excerpt of a listing: one sum is wrong, the module's", async () => {
    const facts = await readListing(realSample('listing-cozinha-excerpt.xml'));
    assert.equal(facts.itemCount, 12);
    assert.equal(facts.itemsWithoutPrice, 1);
    assert.deepEqual(facts.totals, { table: '783.41', order: '1103.26', budget: '2093.46' });
    assert.deepEqual(
      facts.warnings.map(({ code }) => code),
      ['item-sum-mismatch'],
    );
    assert.match(facts.warnings[0]?.detail ?? '', /21dfa2f4-fe16-4d85-b28b-aa253b6ce0dd/);
    assert.deepEqual(
      facts.items.filter(({ level }) => level === 1).map(({ amount }) => amount),
      ['29.91', '14.59'],
    );
  });

  it('the small listing and a file that is none', async () => {
    const facts = await readListing(realSample('listing-minimal.xml'));
    assert.deepEqual([facts.itemCount, facts.projectGuid, facts.warnings], [2, null, []]);
    await assert.rejects(readListing(realSample('configuracao.dimensionExport')), { code: 'not-a-listing' });
    const inspected = await inspectFile(realSamplePath('configuracao.dimensionExport'));
    assert.equal(inspected.kind, 'error');
  });

  it("the generator's compressor takes as many bytes as Promob's, within 0.1 %", async () => {
    const bytes = realSample('cozinha.promob');
    const facts = await readContainer(bytes);
    const ambient = facts.entries.find(({ name }) => name.endsWith('.ambient3d'));
    assert.ok(ambient !== undefined);
    const name = Buffer.from(ambient.name);
    const start = bytes.indexOf(name) + name.length;
    const compressed = bytes.subarray(start, start + ambient.compressedSize);
    const ours = foreignDeflate(inflateRawSync(compressed));
    assert.ok(
      Math.abs(ours.length - compressed.length) < compressed.length / 1000,
      `${ours.length} and ${compressed.length}`,
    );
  });
});
