import type { BitReader } from './bitReader.ts';

const longestCode = 15;

/** Canonical codes for these lengths, bit-reversed as deflate writes them (RFC 1951 §3.2.2). */
export function huffmanCodes(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(longestCode + 2);
  for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
  const next = new Uint16Array(longestCode + 2);
  for (let length = 1; length <= longestCode; length++) {
    next[length + 1] = ((next[length] ?? 0) + (counts[length] ?? 0)) << 1;
  }
  return Uint16Array.from(lengths, (length) => {
    if (length === 0) return 0;
    let code = next[length] ?? 0;
    next[length] = code + 1;
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) {
      reversed = (reversed << 1) | (code & 1);
      code >>>= 1;
    }
    return reversed;
  });
}

/** Reads symbols of one canonical code by one look into a table. */
export class HuffmanDecoder {
  /** By the next bits: symbol << 4 | length; 0 where no code begins so. */
  readonly #table: Uint16Array;
  readonly #bits: number;

  constructor(lengths: Uint8Array) {
    this.#bits = lengths.reduce((most, length) => Math.max(most, length), 1);
    this.#table = new Uint16Array(1 << this.#bits);
    const codes = huffmanCodes(lengths);
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      for (let at = codes[symbol] ?? 0; at < this.#table.length; at += 1 << length) {
        this.#table[at] = (symbol << 4) | length;
      }
    });
  }

  /** The next symbol, or -1 where there is none with such a code. */
  read(bits: BitReader): number {
    const found = this.#table[bits.peek(this.#bits)] ?? 0;
    if (found === 0) return -1;
    bits.skip(found & 15);
    return found >>> 4;
  }
}
