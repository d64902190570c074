import { deflateRawSync } from 'node:zlib';
import {
  codeLengthOrder,
  distanceBase,
  distanceExtra,
  fixedDistanceLengths,
  fixedLiteralLengths,
  lengthBase,
  lengthExtra,
} from './deflateTables.ts';
import { deflateTokens, type Tokens } from './deflateTokens.ts';
import { huffmanCodes, huffmanLengths } from './huffman.ts';

/** SharpZipLib closes a block after 16,384 tokens, zlib at memLevel 8 after 16,383. */
const BLOCK_TOKENS = 16_384;
const END_OF_BLOCK = 256;

const lengthSymbols = new Uint16Array(259);
lengthBase.forEach((base, index) => {
  for (let length = base; length < base + 2 ** (lengthExtra[index] ?? 0) && length <= 258; length++) {
    lengthSymbols[length] = index;
  }
});
const distanceSymbols = new Uint8Array(32_769);
distanceBase.forEach((base, index) => {
  distanceSymbols.fill(index, base, base + 2 ** (distanceExtra[index] ?? 0));
});

class BitWriter {
  #bytes = Buffer.alloc(4096);
  #at = 0;
  #held = 0;
  #count = 0;

  bits(value: number, count: number): void {
    this.#held |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) this.#flushByte();
  }

  finish(): Buffer {
    if (this.#count > 0) this.#flushByte();
    return Buffer.from(this.#bytes.subarray(0, this.#at));
  }

  #flushByte(): void {
    if (this.#at === this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    this.#bytes[this.#at++] = this.#held & 0xff;
    this.#held >>>= 8;
    this.#count = Math.max(0, this.#count - 8);
  }
}

/** Run-length form of code lengths: pairs of symbol and extra value (RFC 1951 §3.2.7). */
function runLengths(lengths: readonly number[]): [symbol: number, extra: number][] {
  const runs: [number, number][] = [];
  for (let at = 0; at < lengths.length;) {
    const value = lengths[at] ?? 0;
    let end = at + 1;
    while (end < lengths.length && lengths[end] === value) end++;
    let left = end - at;
    if (value !== 0) {
      runs.push([value, 0]);
      left--;
    }
    while (left > 0) {
      const most = value === 0 ? 138 : 6;
      const take = Math.min(left, most);
      if (take < 3) for (let times = 0; times < take; times++) runs.push([value, 0]);
      else if (value !== 0) runs.push([16, take - 3]);
      else runs.push(take < 11 ? [17, take - 3] : [18, take - 11]);
      left -= take;
    }
    at = end;
  }
  return runs;
}

const runExtraBits: Readonly<Record<number, number>> = { 16: 2, 17: 3, 18: 7 };

function trimmedLength(lengths: Uint8Array, least: number): number {
  let count = lengths.length;
  while (count > least && lengths[count - 1] === 0) count--;
  return count;
}

function writeTokens(
  out: BitWriter,
  tokens: Tokens,
  literalLengths: Uint8Array,
  distanceLengths: Uint8Array,
): void {
  const literalCodes = huffmanCodes(literalLengths);
  const distanceCodes = huffmanCodes(distanceLengths);
  const symbol = (codes: Uint16Array, lengths: Uint8Array, index: number): void => {
    out.bits(codes[index] ?? 0, lengths[index] ?? 0);
  };
  for (const token of tokens) {
    if (token < 256) {
      symbol(literalCodes, literalLengths, token);
      continue;
    }
    const length = token >>> 16;
    const distance = token & 0xffff;
    const lengthIndex = lengthSymbols[length] ?? 0;
    symbol(literalCodes, literalLengths, 257 + lengthIndex);
    out.bits(length - (lengthBase[lengthIndex] ?? 0), lengthExtra[lengthIndex] ?? 0);
    const distanceIndex = distanceSymbols[distance] ?? 0;
    symbol(distanceCodes, distanceLengths, distanceIndex);
    out.bits(distance - (distanceBase[distanceIndex] ?? 0), distanceExtra[distanceIndex] ?? 0);
  }
  symbol(literalCodes, literalLengths, END_OF_BLOCK);
}

function writeBlock(out: BitWriter, tokens: Tokens, last: boolean): void {
  const literals = new Uint32Array(286);
  const distances = new Uint32Array(30);
  literals[END_OF_BLOCK] = 1;
  for (const token of tokens) {
    const symbol = token < 256 ? token : 257 + (lengthSymbols[token >>> 16] ?? 0);
    literals[symbol] = (literals[symbol] ?? 0) + 1;
    if (token < 256) continue;
    const distance = distanceSymbols[token & 0xffff] ?? 0;
    distances[distance] = (distances[distance] ?? 0) + 1;
  }
  const literalLengths = huffmanLengths(literals, 15);
  const distanceLengths = huffmanLengths(distances, 15);
  const literalCount = trimmedLength(literalLengths, 257);
  const distanceCount = trimmedLength(distanceLengths, 1);
  const runs = runLengths([
    ...literalLengths.subarray(0, literalCount),
    ...distanceLengths.subarray(0, distanceCount),
  ]);
  const runFrequencies = new Uint32Array(19);
  for (const [symbol] of runs) runFrequencies[symbol] = (runFrequencies[symbol] ?? 0) + 1;
  const runCodeLengths = huffmanLengths(runFrequencies, 7);
  let orderCount = 19;
  while (orderCount > 4 && runCodeLengths[codeLengthOrder[orderCount - 1] ?? 0] === 0) orderCount--;

  const cost = (frequencies: Uint32Array, lengths: Uint8Array): number =>
    frequencies.reduce((sum, frequency, symbol) => sum + frequency * (lengths[symbol] ?? 0), 0);
  const headerBits =
    14 +
    orderCount * 3 +
    runs.reduce((sum, [symbol]) => sum + (runCodeLengths[symbol] ?? 0) + (runExtraBits[symbol] ?? 0), 0);
  const dynamicBits = headerBits + cost(literals, literalLengths) + cost(distances, distanceLengths);
  const fixedBits = cost(literals, fixedLiteralLengths) + cost(distances, fixedDistanceLengths);

  out.bits(last ? 1 : 0, 1);
  if (fixedBits <= dynamicBits) {
    out.bits(1, 2);
    writeTokens(out, tokens, fixedLiteralLengths, fixedDistanceLengths);
    return;
  }
  out.bits(2, 2);
  out.bits(literalCount - 257, 5);
  out.bits(distanceCount - 1, 5);
  out.bits(orderCount - 4, 4);
  for (let index = 0; index < orderCount; index++)
    out.bits(runCodeLengths[codeLengthOrder[index] ?? 0] ?? 0, 3);
  const runCodes = huffmanCodes(runCodeLengths);
  for (const [symbol, extra] of runs) {
    out.bits(runCodes[symbol] ?? 0, runCodeLengths[symbol] ?? 0);
    out.bits(extra, runExtraBits[symbol] ?? 0);
  }
  writeTokens(out, tokens, literalLengths, distanceLengths);
}

/**
 * Deflates as Promob's compressor does: the tokens of zlib at level 9, memLevel 8, in blocks of 16,384 tokens with code
 * lengths of its own. zlib inflates it, and deflating the content again with zlib gives other bytes.
 */
export function foreignDeflate(content: Uint8Array): Buffer {
  const tokens = deflateTokens(deflateRawSync(content, { level: 9, memLevel: 8 }));
  const out = new BitWriter();
  for (let at = 0; at === 0 || at < tokens.length; at += BLOCK_TOKENS) {
    writeBlock(out, tokens.subarray(at, at + BLOCK_TOKENS), at + BLOCK_TOKENS >= tokens.length);
  }
  return out.finish();
}
