import { BitReader } from './bitReader.ts';
import { BitWriter } from './bitWriter.ts';
import { ByteReader, ByteWriter } from './bytesInOut.ts';
import {
  distanceBase,
  distanceCodes,
  distanceExtra,
  endOfBlock,
  fixedDistanceLengths,
  fixedLiteralLengths,
  lengthBase,
  lengthCodes,
  lengthExtra,
} from './deflateTables.ts';
import { followTokens, profiles, stop } from './followTokens.ts';
import type { Profile } from './followTokens.ts';
import { huffmanCodes } from './huffman.ts';
import { readBlockHeader, readDeflate } from './readDeflate.ts';
import type { Block, DeflateParts, Tokens } from './readDeflate.ts';

/** Another way of writing recipes gets another number. */
const recipeVersion = 1;

/** Tokens a profile is judged by before it is tried on the whole. */
const sampleTokens = 4096;

/** A token in this many may differ from the prediction: each costs about four bytes, a token itself about 1.5. */
const differing = 8;

/**
 * What rebuilds a raw deflate stream from the content it inflates to: the profile of its compressor, the tokens that
 * differ from what that predicts, and of each block its length and its code lengths as they stand. About 100 bytes a
 * block for what Promob writes. `null` where the stream is unusual or too different. Whoever drops the stream itself
 * must have rebuilt it from the recipe before.
 */
export function makeRecipe(stream: Uint8Array, content: Uint8Array): Uint8Array | null {
  const parts = readDeflate(stream, content.byteLength);
  if (parts === null || parts.blocks.some((block) => block.kind === 'stored')) return null;
  const { tokens } = parts;
  const sample = Math.min(sampleTokens, tokens.length);
  let chosen: { readonly number: number; readonly profile: Profile; readonly found: Difference[] } | null =
    null;
  for (const [number, profile] of profiles.entries()) {
    const found = differences(tokens, content, profile, sample);
    if (found === null || found.length >= (chosen?.found.length ?? Infinity)) continue;
    chosen = { number, profile, found };
    if (found.length === 0) break;
  }
  if (chosen === null) return null;
  const found =
    sample === tokens.length ? chosen.found : differences(tokens, content, chosen.profile, tokens.length);
  if (found === null) return null;
  const recipe = written(chosen.number, found, parts, stream.byteLength);
  if (recipe.byteLength * 2 > stream.byteLength) return null;
  // what is not said by tokens must come back as well; that these do, the caller proves with everything else
  try {
    return Buffer.compare(streamOf(readRecipe(recipe), tokens), stream) === 0 ? recipe : null;
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** @throws RangeError where recipe and content do not belong together */
export function rebuildDeflate(recipe: Uint8Array, content: Uint8Array): Uint8Array {
  const read = readRecipe(recipe);
  const { corrections } = read;
  let next = 0;
  const tokens = followTokens(content, read.profile, (predicted, index) => {
    const correction = corrections[next];
    if (correction?.index !== index) return predicted;
    next += 1;
    return correction.token;
  });
  if (tokens === null || next !== corrections.length)
    throw new RangeError('the recipe is of another content');
  return streamOf(read, tokens);
}

function streamOf(recipe: Recipe, tokens: Tokens): Uint8Array {
  const out = new BitWriter(recipe.size);
  let at = 0;
  for (const block of recipe.blocks) {
    writeBlock(out, block, tokens.subarray(at, at + block.tokens));
    at += block.tokens;
  }
  if (at !== tokens.length) throw new RangeError('the recipe is of another content');
  out.bits(recipe.padding, out.toBoundary);
  return out.finish();
}

interface Difference {
  readonly index: number;
  readonly token: number;
}

/** Where the first tokens differ from the prediction; `null` where they do too often. */
function differences(
  tokens: Tokens,
  content: Uint8Array,
  profile: Profile,
  count: number,
): Difference[] | null {
  const found: Difference[] = [];
  const most = count / differing;
  let failed = false;
  followTokens(content, profile, (predicted, index) => {
    const token = tokens[index];
    if (token === undefined || index >= count) return stop;
    if (token !== predicted) {
      // 0 to 255 against a literal's own byte: the stream is not of this content
      if ((token < 256 && predicted < 256) || found.length >= most) {
        failed = true;
        return stop;
      }
      found.push({ index, token });
    }
    return token;
  });
  return failed ? null : found;
}

type TokenBlock = Exclude<Block, { kind: 'stored' }>;

interface Recipe {
  readonly profile: Profile;
  readonly corrections: readonly Difference[];
  readonly blocks: readonly TokenBlock[];
  readonly padding: number;
  /** Bytes of the stream. */
  readonly size: number;
}

function written(
  profile: number,
  found: readonly Difference[],
  parts: DeflateParts,
  size: number,
): Uint8Array {
  const out = new ByteWriter();
  out.number(recipeVersion);
  out.number(profile);
  out.number(size);
  out.number(parts.padding);
  out.number(found.length);
  let last = 0;
  for (const { index, token } of found) {
    out.number(index - last);
    last = index;
    // a literal's byte stands in the content; its length is told as 0
    out.number(token < 256 ? 0 : token >>> 16);
    out.number(token < 256 ? token : token & 0xffff);
  }
  out.number(parts.blocks.length);
  for (const block of parts.blocks) {
    if (block.kind === 'stored') throw new TypeError('stored blocks have no tokens');
    out.number((block.tokens << 2) | (block.kind === 'dynamic' ? 2 : 0) | (block.last ? 1 : 0));
    if (block.kind === 'dynamic') {
      out.number(block.headerBits);
      out.bytes(block.header);
    }
  }
  return out.finish();
}

function readRecipe(bytes: Uint8Array): Recipe {
  const input = new ByteReader(bytes);
  if (input.number() !== recipeVersion) throw new RangeError('this recipe is of another version');
  const profile = profiles[input.number()];
  if (profile === undefined) throw new RangeError('this recipe names no known compressor');
  const size = input.number();
  const padding = input.number();
  const corrections: Difference[] = [];
  let index = 0;
  for (let left = input.count(3); left > 0; left--) {
    index += input.number();
    const length = input.number();
    const value = input.number();
    corrections.push({ index, token: length === 0 ? value : (length << 16) | value });
  }
  const blocks: TokenBlock[] = [];
  for (let left = input.count(1); left > 0; left--) {
    const word = input.number();
    const common = { last: (word & 1) === 1, tokens: word >>> 2 };
    if ((word & 2) === 0) {
      blocks.push({ kind: 'fixed', ...common });
      continue;
    }
    const headerBits = input.number();
    const packed = input.bytes(Math.ceil(headerBits / 8));
    const header = readBlockHeader(new BitReader(packed), packed);
    if (header?.headerBits !== headerBits) throw new RangeError('code lengths that make no code');
    blocks.push({ kind: 'dynamic', ...common, ...header });
  }
  input.end();
  return { profile, corrections, blocks, padding, size };
}

function writeBlock(out: BitWriter, block: TokenBlock, tokens: Tokens): void {
  if (tokens.length !== block.tokens) throw new RangeError('the recipe is of another content');
  out.bits(block.last ? 1 : 0, 1);
  out.bits(block.kind === 'fixed' ? 1 : 2, 2);
  if (block.kind === 'dynamic') {
    let left = block.headerBits;
    for (const byte of block.header) {
      out.bits(byte, Math.min(8, left));
      left -= 8;
    }
  }
  const literalLengths = block.kind === 'fixed' ? fixedLiteralLengths : block.literalLengths;
  const distanceLengths = block.kind === 'fixed' ? fixedDistanceLengths : block.distanceLengths;
  const literals = huffmanCodes(literalLengths);
  const distances = huffmanCodes(distanceLengths);
  for (const token of tokens) {
    if (token < 256) {
      out.bits(literals[token] ?? 0, literalLengths[token] ?? 0);
      continue;
    }
    const length = token >>> 16;
    const distance = token & 0xffff;
    const lengthCode = lengthCodes[length] ?? 0;
    out.bits(literals[257 + lengthCode] ?? 0, literalLengths[257 + lengthCode] ?? 0);
    out.bits(length - (lengthBase[lengthCode] ?? 0), lengthExtra[lengthCode] ?? 0);
    const distanceCode = distanceCodes[distance] ?? 0;
    out.bits(distances[distanceCode] ?? 0, distanceLengths[distanceCode] ?? 0);
    out.bits(distance - (distanceBase[distanceCode] ?? 0), distanceExtra[distanceCode] ?? 0);
  }
  out.bits(literals[endOfBlock] ?? 0, literalLengths[endOfBlock] ?? 0);
}
