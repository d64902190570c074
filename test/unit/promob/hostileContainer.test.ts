import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createPromobPool } from '../../../electron/engine/promob/createPromobPool.ts';
import type { ContainerFacts } from '../../../electron/engine/promob/containerFacts.ts';
import { readContainer } from '../../../electron/engine/promob/readContainer.ts';
import { buildContainer } from '../../support/promob/buildContainer.ts';
import * as hostile from '../../support/promob/hostile.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { writeZip } from '../../support/promob/zipWriter.ts';

/** Outer bound only: each of these is refused in well under a second. */
const TIMEOUT_MS = 20_000;

describe('a hostile container', () => {
  const pool = createPromobPool({ timeoutMs: TIMEOUT_MS });
  after(() => pool.close());

  const cases: readonly [what: string, code: string, make: () => Uint8Array][] = [
    ['a drawing that inflates a thousandfold', 'inflated-too-large', () => hostile.zipBomb(80_000_000)],
    ['a drawing that inflates beyond all bounds', 'entry-too-large', () => hostile.zipBomb(150_000_000)],
    ['a bomb that claims to be small', 'container-incomplete', () => hostile.lyingZipBomb(80_000_000)],
    ['entries inside one another', 'overlapping-entries', () => hostile.overlappingContainer()],
    ['entities that multiply', 'xml-entities-refused', () => hostile.entityBombContainer()],
    [
      'an entity from a file',
      'xml-entities-refused',
      () => hostile.externalEntityContainer('file:///etc/passwd'),
    ],
    ['elements 200,000 deep', 'xml-too-deep', () => hostile.deepContainer(200_000)],
    ['an attribute of 20 MB', 'xml-attribute-too-long', () => hostile.hugeAttributeContainer(20_000_000)],
    ['200,000 attributes', 'xml-too-many-attributes', () => hostile.manyAttributesContainer(200_000)],
    [
      'a name that climbs out',
      'unsafe-entry-name',
      () => hostile.namedEntryContainer('..\\..\\windows\\x.dll'),
    ],
    ['an absolute name', 'unsafe-entry-name', () => hostile.namedEntryContainer('/etc/cron.d/x')],
    ['a drive letter', 'unsafe-entry-name', () => hostile.namedEntryContainer('C:\\x')],
    [
      'a name that is there twice',
      'duplicate-entry-name',
      () => hostile.namedEntryContainer('SOLUCAO/solucao.container'),
    ],
    ['an encrypted entry', 'encrypted-entry', () => hostile.encryptedContainer()],
    ['an unknown compression', 'unsupported-compression', () => hostile.unknownCompressionContainer()],
    ['70,000 entries', 'too-many-entries', () => hostile.manyEntriesContainer(70_000)],
    ['11,000 entries', 'too-many-entries', () => hostile.manyEntriesContainer(11_000)],
    ['a content that was changed', 'container-incomplete', () => hostile.wrongCrcContainer()],
    ['a renamed JPEG', 'not-a-container', () => hostile.renamedJpeg()],
    [
      'a ZIP of something else',
      'not-a-promob-project',
      () =>
        writeZip(
          [{ name: 'word/document.xml', content: Buffer.from('<x/>') }],
          new Date('2026-01-05T12:00:00Z'),
        ),
    ],
    ['a ZIP of nothing', 'not-a-promob-project', () => writeZip([], new Date('2026-01-05T12:00:00Z'))],
  ];
  for (const [what, code, make] of cases) {
    it(`is refused: ${what}`, async () => {
      await assert.rejects(pool.run('readContainer', { bytes: make() }), { code });
    });
  }

  it('is refused where it exceeds any single bound', async () => {
    const bytes = buildContainer(newProject({ seed: 'bounds', modules: 1, previewBytes: 2000 }));
    await assert.rejects(readContainer(bytes, { limits: { fileBytes: 100 } }), {
      code: 'container-too-large',
    });
    await assert.rejects(readContainer(bytes, { limits: { entries: 6 } }), { code: 'too-many-entries' });
    await assert.rejects(readContainer(bytes, { limits: { entryBytes: 5000 } }), { code: 'entry-too-large' });
    await assert.rejects(readContainer(bytes, { limits: { inflatedBytes: 5000 } }), {
      code: 'inflated-too-large',
    });
    await assert.rejects(readContainer(bytes, { limits: { ratio: 2, ratioFromBytes: 100 } }), {
      code: 'inflated-too-large',
    });
    await assert.rejects(readContainer(bytes, { limits: { folders: 2 } }), { code: 'too-many-folders' });
    await assert.rejects(readContainer(bytes, { limits: { xmlDepth: 3 } }), { code: 'xml-too-deep' });
  });
});

describe('a container that is not whole', () => {
  const bytes = buildContainer(newProject({ seed: 'whole', modules: 1, previewBytes: 1500 }));

  it('is refused at every length as maybe still being written', async () => {
    for (
      let length = 0;
      length < bytes.length;
      length += length < 200 || length > bytes.length - 200 ? 1 : 97
    ) {
      await assert.rejects(
        readContainer(bytes.subarray(0, length)),
        (error: unknown) => {
          const { code, retryable } = error as { code: string; retryable: boolean };
          return code === (length < 4 ? 'not-a-container' : 'container-incomplete') && retryable;
        },
        `length ${length}`,
      );
    }
  });

  it('is refused with anything behind it', async () => {
    await assert.rejects(readContainer(Buffer.concat([bytes, Buffer.from([0])])), {
      code: 'container-incomplete',
    });
  });

  it('is refused with anything between the directory and its end', async () => {
    const end = bytes.length - 22;
    const parted = Buffer.concat([bytes.subarray(0, end), Buffer.alloc(7), bytes.subarray(end)]);
    await assert.rejects(readContainer(parted), {
      code: 'container-incomplete',
      details: { reason: 'directory-misplaced' },
    });
  });

  it('is refused while its middle is still zeros', async () => {
    const hollow = Buffer.from(bytes);
    hollow.fill(0, 600, 900);
    await assert.rejects(readContainer(hollow), { code: 'container-incomplete' });
  });

  it('never yields other content unnoticed, wherever a byte is wrong or missing (property)', async () => {
    const sound = await readContainer(bytes);
    const contents = (facts: ContainerFacts): unknown =>
      facts.entries.map(({ size, crc32 }) => [size, crc32]);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('flip', 'drop', 'double'),
        async (at, mask, how) => {
          const damaged =
            how === 'flip'
              ? Buffer.from(bytes)
              : Buffer.concat([
                  bytes.subarray(0, how === 'drop' ? at : at + 1),
                  bytes.subarray(how === 'drop' ? at + 1 : at),
                ]);
          if (how === 'flip') damaged[at] = (damaged[at] ?? 0) ^ mask;
          let facts: ContainerFacts;
          try {
            facts = await readContainer(damaged);
          } catch (error) {
            assert.match((error as { code: string }).code, /^[a-z0-9-]+$/);
            assert.notEqual((error as { code: string }).code, 'unexpected-error');
            return;
          }
          // What is still accepted differs in fields no fact comes from (times, attributes); every content is verified.
          assert.deepEqual(contents(facts), contents(sound));
        },
      ),
      { numRuns: 600 },
    );
  });
});
