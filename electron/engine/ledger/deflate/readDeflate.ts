import { BitReader } from './bitReader.ts';
import {
  codeLengthOrder,
  distanceBase,
  distanceExtra,
  endOfBlock,
  fixedDistanceLengths,
  fixedLiteralLengths,
  lengthBase,
  lengthExtra,
} from './deflateTables.ts';
import { HuffmanDecoder } from './huffman.ts';

/** A literal is its byte; a match is `length << 16 | distance` (length at least 3, so the two never meet). */
export type Tokens = Uint32Array;

/** One block without what its tokens say. `header` are the bits of the code lengths, packed. */
export type Block =
  | { readonly kind: 'stored'; readonly last: boolean; readonly bytes: number; readonly padding: number }
  | { readonly kind: 'fixed'; readonly last: boolean; readonly tokens: number }
  | {
      readonly kind: 'dynamic';
      readonly last: boolean;
      readonly tokens: number;
      readonly header: Uint8Array;
      readonly headerBits: number;
      readonly literalLengths: Uint8Array;
      readonly distanceLengths: Uint8Array;
    };

export interface DeflateParts {
  /** Of the fixed and dynamic blocks; bytes of stored blocks are none. */
  readonly tokens: Tokens;
  readonly blocks: readonly Block[];
  /** Bits between the last block and the end of the last byte. */
  readonly padding: number;
}

/** Blocks in a stream of at most 64 MB; more is no compressor's doing. */
const mostBlocks = 65_536;

/**
 * Takes a raw deflate stream apart. `null` where it is not exactly one sound stream, or says anything unusual.
 * @param size bytes it inflates to; a stream that says more is refused
 */
export function readDeflate(stream: Uint8Array, size: number): DeflateParts | null {
  const bits = new BitReader(stream);
  const tokens = new TokenList();
  const blocks: Block[] = [];
  let written = 0;
  for (let last = false; !last;) {
    if (blocks.length === mostBlocks) return null;
    last = bits.take(1) === 1;
    const type = bits.take(2);
    if (type === 0) {
      const padding = bits.take((8 - (bits.position & 7)) & 7);
      const bytes = bits.take(16);
      if (bits.take(16) !== (bytes ^ 0xffff) || written + bytes > size) return null;
      for (let at = 0; at < bytes; at++) bits.take(8);
      written += bytes;
      if (bits.overrun) return null;
      blocks.push({ kind: 'stored', last, bytes, padding });
      continue;
    }
    const codes = type === 1 ? fixedCodes : type === 2 ? readCodes(bits, stream) : null;
    if (codes === null) return null;
    const first = tokens.count;
    for (;;) {
      const symbol = codes.literals.read(bits);
      if (symbol === endOfBlock) break;
      if (symbol < 0 || symbol > 285) return null;
      if (symbol < endOfBlock) {
        tokens.push(symbol);
        written += 1;
      } else {
        const length = (lengthBase[symbol - 257] ?? 0) + bits.take(lengthExtra[symbol - 257] ?? 0);
        const code = codes.distances.read(bits);
        if (code < 0 || code > 29) return null;
        const distance = (distanceBase[code] ?? 0) + bits.take(distanceExtra[code] ?? 0);
        if (distance > written) return null;
        // 258 in its longer spelling cannot be told from the shorter one afterwards
        if (length === 258 && symbol !== 285) return null;
        tokens.push((length << 16) | distance);
        written += length;
      }
      if (written > size || bits.overrun) return null;
    }
    if (bits.overrun) return null;
    const count = tokens.count - first;
    blocks.push(
      codes.header === null
        ? { kind: 'fixed', last, tokens: count }
        : { kind: 'dynamic', last, tokens: count, ...codes.header },
    );
  }
  if (written !== size || Math.ceil(bits.position / 8) !== stream.length) return null;
  return { tokens: tokens.all(), blocks, padding: bits.take((8 - (bits.position & 7)) & 7) };
}

/** Code lengths of a dynamic block, and the bits they were read from. */
export interface BlockHeader {
  readonly header: Uint8Array;
  readonly headerBits: number;
  readonly literalLengths: Uint8Array;
  readonly distanceLengths: Uint8Array;
}

/** Reads the code lengths of a dynamic block that begin at a bit of a stream; `null` where they make no code. */
export function readBlockHeader(bits: BitReader, stream: Uint8Array): BlockHeader | null {
  const start = bits.position;
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const codes = bits.take(4) + 4;
  if (literals > 286 || distances > 30) return null;
  const codeLengths = new Uint8Array(19);
  for (let index = 0; index < codes; index++) codeLengths[codeLengthOrder[index] ?? 0] = bits.take(3);
  const decoder = new HuffmanDecoder(codeLengths);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length;) {
    const symbol = decoder.read(bits);
    if (symbol < 0 || (symbol === 16 && at === 0)) return null;
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
    const times = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    if (at + times > lengths.length) return null;
    lengths.fill(value, at, at + times);
    at += times;
  }
  if (bits.overrun) return null;
  const headerBits = bits.position - start;
  return {
    header: packedBits(stream, start, headerBits),
    headerBits,
    literalLengths: lengths.subarray(0, literals),
    distanceLengths: lengths.subarray(literals),
  };
}

interface Codes {
  readonly literals: HuffmanDecoder;
  readonly distances: HuffmanDecoder;
  readonly header: BlockHeader | null;
}

const fixedCodes: Codes = {
  literals: new HuffmanDecoder(fixedLiteralLengths),
  distances: new HuffmanDecoder(fixedDistanceLengths),
  header: null,
};

function readCodes(bits: BitReader, stream: Uint8Array): Codes | null {
  const header = readBlockHeader(bits, stream);
  return header === null
    ? null
    : {
        literals: new HuffmanDecoder(header.literalLengths),
        distances: new HuffmanDecoder(header.distanceLengths),
        header,
      };
}

/** Some bits of a stream, moved to begin at a byte; the rest of the last byte is 0. */
function packedBits(stream: Uint8Array, start: number, count: number): Uint8Array {
  const packed = new Uint8Array(Math.ceil(count / 8));
  const shift = start & 7;
  for (let index = 0; index < packed.length; index++) {
    const at = (start >> 3) + index;
    packed[index] = (((stream[at] ?? 0) | ((stream[at + 1] ?? 0) << 8)) >> shift) & 0xff;
  }
  const rest = count & 7;
  if (rest !== 0) packed[packed.length - 1] = (packed[packed.length - 1] ?? 0) & ((1 << rest) - 1);
  return packed;
}

/** A list of tokens that grows. */
export class TokenList {
  #tokens: Uint32Array = new Uint32Array(4096);
  count = 0;

  push(token: number): void {
    if (this.count === this.#tokens.length) {
      const larger = new Uint32Array(this.#tokens.length * 2);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
    this.#tokens[this.count++] = token;
  }

  all(): Tokens {
    return this.#tokens.subarray(0, this.count);
  }
}
