import {
  codeLengthOrder,
  distanceBase,
  distanceExtra,
  fixedDistanceLengths,
  fixedLiteralLengths,
  lengthBase,
  lengthExtra,
} from './deflateTables.ts';

/**
 * LZ77 tokens of a deflate stream: a literal is its byte; a match is `length << 16 | distance` (length at least 3, so
 * the two never collide).
 */
export type Tokens = Uint32Array;

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    while (this.#count < count) {
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#count -= count;
    return value;
  }

  align(): void {
    this.#held = 0;
    this.#count = 0;
  }
}

/** Canonical Huffman decoder by counting: one bit at a time, short and exact. */
class Decoder {
  readonly #counts = new Uint16Array(16);
  readonly #symbols: Uint16Array;

  constructor(lengths: Uint8Array) {
    for (const length of lengths) this.#counts[length] = (this.#counts[length] ?? 0) + 1;
    this.#counts[0] = 0;
    const offsets = new Uint16Array(17);
    for (let length = 1; length < 16; length++) {
      offsets[length + 1] = (offsets[length] ?? 0) + (this.#counts[length] ?? 0);
    }
    this.#symbols = new Uint16Array(lengths.length);
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      const offset = offsets[length] ?? 0;
      this.#symbols[offset] = symbol;
      offsets[length] = offset + 1;
    });
  }

  read(bits: BitReader): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits.bits(1);
      const count = this.#counts[length] ?? 0;
      if (code - count < first) return this.#symbols[index + (code - first)] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('no such Huffman code');
  }
}

function dynamicDecoders(bits: BitReader): [Decoder, Decoder] {
  const literals = bits.bits(5) + 257;
  const distances = bits.bits(5) + 1;
  const codes = bits.bits(4) + 4;
  const codeLengths = new Uint8Array(19);
  for (let index = 0; index < codes; index++) codeLengths[codeLengthOrder[index] ?? 0] = bits.bits(3);
  const decoder = new Decoder(codeLengths);
  const lengths = new Uint8Array(literals + distances);
  for (let at = 0; at < lengths.length;) {
    const symbol = decoder.read(bits);
    if (symbol < 16) lengths[at++] = symbol;
    else {
      const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0;
      const times = symbol === 16 ? 3 + bits.bits(2) : symbol === 17 ? 3 + bits.bits(3) : 11 + bits.bits(7);
      lengths.fill(value, at, at + times);
      at += times;
    }
  }
  return [new Decoder(lengths.subarray(0, literals)), new Decoder(lengths.subarray(literals))];
}

/** Decodes a raw deflate stream into its tokens, block boundaries forgotten. */
export function deflateTokens(stream: Uint8Array): Tokens {
  const bits = new BitReader(stream);
  let tokens = new Uint32Array(Math.max(64, stream.length * 2));
  let count = 0;
  const push = (token: number): void => {
    if (count === tokens.length) {
      const larger = new Uint32Array(tokens.length * 2);
      larger.set(tokens);
      tokens = larger;
    }
    tokens[count++] = token;
  };
  for (let last = false; !last;) {
    last = bits.bits(1) === 1;
    const type = bits.bits(2);
    if (type === 0) {
      bits.align();
      const length = bits.bits(8) | (bits.bits(8) << 8);
      bits.bits(8);
      bits.bits(8);
      for (let index = 0; index < length; index++) push(bits.bits(8));
      continue;
    }
    const [literals, distances] =
      type === 1
        ? [new Decoder(fixedLiteralLengths), new Decoder(fixedDistanceLengths)]
        : dynamicDecoders(bits);
    for (;;) {
      const symbol = literals.read(bits);
      if (symbol === 256) break;
      if (symbol < 256) push(symbol);
      else {
        const length = (lengthBase[symbol - 257] ?? 0) + bits.bits(lengthExtra[symbol - 257] ?? 0);
        const code = distances.read(bits);
        push((length << 16) | ((distanceBase[code] ?? 0) + bits.bits(distanceExtra[code] ?? 0)));
      }
    }
  }
  return tokens.subarray(0, count);
}
