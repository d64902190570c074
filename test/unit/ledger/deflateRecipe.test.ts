import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { makeRecipe, rebuildDeflate } from '../../../electron/engine/ledger/deflate/deflateRecipe.ts';
import { followTokens, profiles } from '../../../electron/engine/ledger/deflate/followTokens.ts';
import { readDeflate } from '../../../electron/engine/ledger/deflate/readDeflate.ts';
import { bytesSource } from '../../../electron/engine/promob/byteSource.ts';
import { defaultLimits } from '../../../electron/engine/promob/limits.ts';
import { readZipDirectory } from '../../../electron/engine/promob/zipDirectory.ts';
import { containerEntries } from '../../support/promob/buildContainer.ts';
import { foreignDeflate } from '../../support/promob/foreignDeflate.ts';
import { newProject } from '../../support/promob/newProject.ts';
import { createRandom } from '../../support/promob/random.ts';
import { realSample, skipWithoutSamples } from '../../support/promob/realSamples.ts';

/** XML as drawings are: few words, many numbers, GUIDs. */
function xml(seed: string, lines: number): Buffer {
  const random = createRandom(seed);
  const line = (): string =>
    `<PONTOBASE X="${random.integer(0, 9999)}.${random.integer(0, 9)}" Y="${random.integer(0, 99)}" G="${random.guid()}"/>`;
  return Buffer.from(`<A>${Array.from({ length: lines }, line).join('')}</A>`);
}

const contents = fc.oneof(
  fc.tuple(fc.string(), fc.integer({ min: 0, max: 400 })).map(([seed, lines]) => xml(seed, lines)),
  fc.uint8Array({ maxLength: 3000 }),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 4000 }))
    .map(([part, times]) => Buffer.concat(Array.from({ length: times }, () => part))),
  fc
    .array(
      fc.tuple(fc.constantFrom('aab', 'abcabcab', '0', '<X Y="1"/>'), fc.integer({ min: 1, max: 300 })),
      {
        maxLength: 60,
      },
    )
    .map((runs) => Buffer.from(runs.map(([text, times]) => text.repeat(times)).join(''))),
);

/** What the tokenizer predicts from a content alone. */
const predicted = (content: Uint8Array, profile: number): Uint32Array | null => {
  const found = profiles[profile];
  return found === undefined ? null : followTokens(content, found, (token) => token);
};

describe('the recipe of a deflate stream', () => {
  it('gives back every entry of real containers from a hundredth of it', { skip: skipWithoutSamples }, () => {
    let entries = 0;
    for (const file of [realSample('cozinha.promob'), realSample('dormitorio.bak')]) {
      for (const entry of readZipDirectory(bytesSource(file), defaultLimits)) {
        const stream = file.subarray(entry.dataOffset, entry.dataOffset + entry.compressedSize);
        const content = inflateRawSync(stream);
        const recipe = makeRecipe(stream, content);
        assert.ok(recipe !== null, entry.name);
        assert.ok(Buffer.from(rebuildDeflate(recipe, content)).equals(stream), entry.name);
        // 60 to 80 bytes of the one block, 90 of each further one
        assert.ok(recipe.byteLength < 100 + stream.byteLength / 100, `${entry.name}: ${recipe.byteLength}`);
        assert.deepEqual(readDeflate(stream, content.byteLength)?.tokens, predicted(content, 0), entry.name);
        entries += 1;
      }
    }
    assert.equal(entries, 14);
  });

  it('gives back every entry of a generated container', () => {
    for (const { name, content } of containerEntries(newProject({ seed: 'recipes', modules: 20 }))) {
      const stream = foreignDeflate(content);
      const recipe = makeRecipe(stream, content);
      assert.ok(recipe !== null, name);
      assert.ok(Buffer.from(rebuildDeflate(recipe, content)).equals(stream), name);
    }
  });

  it('is exact or refused, whatever compressed the content', () => {
    let made = 0;
    fc.assert(
      fc.property(
        contents,
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(
          constants.Z_DEFAULT_STRATEGY,
          constants.Z_FILTERED,
          constants.Z_FIXED,
          constants.Z_RLE,
        ),
        fc.boolean(),
        (content, level, memLevel, strategy, foreign) => {
          const stream = foreign
            ? foreignDeflate(content)
            : deflateRawSync(content, { level, memLevel, strategy });
          const recipe = makeRecipe(stream, content);
          if (recipe === null) return;
          made += 1;
          assert.ok(Buffer.from(rebuildDeflate(recipe, content)).equals(stream));
          assert.ok(recipe.byteLength * 2 <= stream.byteLength);
        },
      ),
      { numRuns: 250 },
    );
    assert.ok(made > 60, `only ${made} streams have a recipe`);
  });

  it('is refused for streams cut short, followed by something, of another content, and for any bytes', () => {
    const content = xml('refused', 60);
    const stream = foreignDeflate(content);
    assert.ok(makeRecipe(stream, content) !== null);
    assert.equal(makeRecipe(stream.subarray(0, -1), content), null);
    assert.equal(makeRecipe(Buffer.concat([stream, Buffer.from([0])]), content), null);
    assert.equal(makeRecipe(stream, content.subarray(1)), null);
    const other = Buffer.from(content);
    other.writeUInt8(0x41, 40);
    assert.equal(makeRecipe(stream, other), null);
    assert.equal(makeRecipe(deflateRawSync(content, { level: 0 }), content), null, 'stored blocks');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 5000 }), (bytes, size) => {
        const parts = readDeflate(bytes, size);
        assert.ok(parts === null || Math.ceil(parts.tokens.length) <= size);
      }),
      { numRuns: 500 },
    );
  });

  it('that was altered never gives another stream unnoticed: it fails, or the hash of the whole does', () => {
    const content = xml('altered', 80);
    const stream = foreignDeflate(content);
    const recipe = makeRecipe(stream, content);
    assert.ok(recipe !== null);
    fc.assert(
      fc.property(fc.nat(recipe.byteLength - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = new Uint8Array(recipe);
        altered[at] = (altered[at] ?? 0) ^ change;
        try {
          rebuildDeflate(altered, content);
        } catch (thrown) {
          assert.ok(thrown instanceof RangeError, String(thrown));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the tokenizer predicts zlib', () => {
  it('of this runtime at levels 9 and 6, token for token', () => {
    fc.assert(
      fc.property(contents, fc.constantFrom(9, 6), (content, level) => {
        const stream = deflateRawSync(content, { level, memLevel: 8 });
        const parts = readDeflate(stream, content.byteLength);
        assert.ok(parts !== null);
        // a stored block tells no tokens
        if (parts.blocks.some((block) => block.kind === 'stored')) return;
        const [hashed3, hashed4] = level === 9 ? [0, 1] : [2, 3];
        const mine = [predicted(content, hashed3), predicted(content, hashed4)];
        assert.ok(
          mine.some(
            (tokens) => tokens !== null && Buffer.compare(bytesOf(tokens), bytesOf(parts.tokens)) === 0,
          ),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('as everyone else builds it (here: Python), at levels 9 and 6, token for token', (t) => {
    const samples = [
      xml('python', 1500),
      randomBytes(40_000),
      Buffer.from('abcd'.repeat(40_000)),
      ...containerEntries(newProject({ seed: 'python', modules: 8, previewBytes: 20_000 })).map((each) =>
        Buffer.from(each.content),
      ),
    ];
    for (const [level, profile] of [
      [9, 0],
      [6, 2],
    ] as const) {
      for (const content of samples) {
        const python = spawnSync(
          'python3',
          [
            '-c',
            `import sys, zlib
c = zlib.compressobj(${level}, zlib.DEFLATED, -15, 8)
d = sys.stdin.buffer.read()
sys.stdout.buffer.write(c.compress(d) + c.flush())`,
          ],
          { input: content, maxBuffer: 1 << 26 },
        );
        if (python.status !== 0) return t.skip('skipped: no Python with zlib');
        const parts = readDeflate(python.stdout, content.byteLength);
        assert.ok(parts !== null);
        if (parts.blocks.some((block) => block.kind === 'stored')) continue;
        assert.deepEqual(parts.tokens, predicted(content, profile));
      }
    }
  });
});

const bytesOf = (tokens: Uint32Array): Uint8Array =>
  new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength);
