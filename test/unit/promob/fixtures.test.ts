import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { fromBufferPromise, type Entry } from 'yauzl';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import { deflateTokens } from '../../support/promob/deflateTokens.ts';
import { foreignDeflate } from '../../support/promob/foreignDeflate.ts';
import { saveAgain, workAndSave } from '../../support/promob/mutateProject.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { createRandom } from '../../support/promob/random.ts';

async function entriesOf(bytes: Buffer): Promise<Entry[]> {
  const zip = await fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: true });
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return entries;
}

describe('generated projects', () => {
  const project = newProject({ seed: 'fixture', modules: 2, environments: 2 });

  it('have the layout of real ones', async () => {
    const entries = await entriesOf(buildContainer(project));
    assert.deepEqual(
      entries.map(({ fileNameRaw }) => fileNameRaw.toString('utf8')),
      [
        'promob.info',
        'sugestao.jpg',
        'solucao\\solucao.container',
        'solucao\\container1\\container1.container',
        'solucao\\container1\\document1\\document1.ambient3d',
        'solucao\\container2\\container2.container',
        'solucao\\container2\\document1\\document1.ambient3d',
        'solucao\\document1\\document1.dataclient',
        'solucao\\materials\\materials.material',
      ],
    );
    for (const entry of entries) {
      assert.deepEqual(
        [
          entry.versionMadeBy,
          entry.versionNeededToExtract,
          entry.generalPurposeBitFlag,
          entry.compressionMethod,
        ],
        [51, 20, 0, 8],
      );
      assert.deepEqual(
        [entry.externalFileAttributes, entry.extraFieldLength, entry.fileCommentLength],
        [8, 0, 0],
      );
    }
  });

  it('are the same bytes for the same seed, and others for another', () => {
    assert.ok(
      buildContainer(project).equals(
        buildContainer(newProject({ seed: 'fixture', modules: 2, environments: 2 })),
      ),
    );
    assert.ok(
      !buildContainer(project).equals(
        buildContainer(newProject({ seed: 'other', modules: 2, environments: 2 })),
      ),
    );
  });

  it('differ after every piece of work and every save', () => {
    let model = project;
    const seen = new Set<string>([buildContainer(model).toString('base64')]);
    for (let save = 1; save <= 4; save++) {
      model = save === 3 ? saveAgain(model) : workAndSave(model);
      assert.equal(model.saves.length, save + 1);
      seen.add(buildContainer(model).toString('base64'));
    }
    assert.equal(seen.size, 5);
  });

  it('can be made of a given size', () => {
    const large = buildContainer(newProject({ seed: 'size', modules: 1, previewBytes: 2_000_000 }));
    assert.ok(large.length > 2_000_000 && large.length < 2_020_000);
  });
});

describe('the foreign compressor', () => {
  it('writes other bytes than zlib with the same tokens, in blocks of 16,384', () => {
    const random = createRandom(7);
    const words = Array.from({ length: 400 }, () => random.guid().slice(0, random.integer(3, 12)));
    const content = Buffer.from(
      Array.from({ length: 60_000 }, () => words[random.integer(0, 399)]).join(' '),
    );
    const ours = foreignDeflate(content);
    const zlibs = deflateRawSync(content, { level: 9, memLevel: 8 });
    assert.ok(inflateRawSync(ours).equals(content));
    assert.ok(!ours.equals(zlibs));
    assert.deepEqual(deflateTokens(ours), deflateTokens(zlibs));
    assert.ok(deflateTokens(ours).length > 3 * 16_384);
  });

  it('is inflated to the same content, whatever it is (property)', () => {
    const repeated = fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 400 }))
      .map(([bytes, times]) => Buffer.concat(Array.from({ length: times }, () => bytes)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 3000 }), repeated), (content) => {
        assert.ok(inflateRawSync(foreignDeflate(content)).equals(content));
      }),
      { numRuns: 150 },
    );
  });
});
