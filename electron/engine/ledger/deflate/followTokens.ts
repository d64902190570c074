import { longestMatch } from './deflateTables.ts';
import { TokenList } from './readDeflate.ts';
import type { Tokens } from './readDeflate.ts';

/** How a compressor looks for matches: zlib's `configuration_table` (deflate.c), and how many bytes it hashes. */
export interface Profile {
  /** Matches this long shorten the search for a better one to a quarter. */
  readonly good: number;
  /** After matches this long no better one is looked for. */
  readonly lazy: number;
  /** A match this long ends the search. */
  readonly nice: number;
  /** Most places looked at. */
  readonly chain: number;
  /** 3: zlib and its ports (SharpZipLib, which Promob uses). 4: Chromium's zlib, also Node's own. */
  readonly hashed: 3 | 4;
}

/** By number, as recipes name them: never reordered. The first is Promob's own (all entries of two real files). */
export const profiles: readonly Profile[] = [
  { good: 32, lazy: 258, nice: 258, chain: 4096, hashed: 3 },
  { good: 32, lazy: 258, nice: 258, chain: 4096, hashed: 4 },
  { good: 8, lazy: 16, nice: 128, chain: 128, hashed: 3 },
  { good: 8, lazy: 16, nice: 128, chain: 128, hashed: 4 },
];

const hashSize = 32_768;
const windowMask = 32_767;
/** Window less the bytes zlib keeps ahead (MIN_LOOKAHEAD = 262). */
const farthest = 32_768 - 262;
/** A match of three bytes farther away than this costs more than three literals (zlib's TOO_FAR). */
const tooFar = 4096;

/** What {@link followTokens} asks for each token. @returns the token that really stands there, or `stop` */
export type Decide = (predicted: number, index: number) => number;
export const stop = -1;

/**
 * Goes through a content as zlib's `deflate_slow` does (levels 4 to 9, memLevel 8), and predicts each token from the
 * content and the tokens before. `decide` says what the token really is, so that one loop both finds where a stream
 * differs from the prediction and rebuilds the stream from its differences. Depends on nothing but this code: what
 * zlib's build, version or processor do otherwise plays no part.
 *
 * Faithful to zlib: position 0 is never matched (its index means "none"); the first place of a chain may lie exactly
 * `farthest` back, later ones not; the last two bytes start no chain.
 * @returns the tokens, or `null` where `decide` stopped
 */
export function followTokens(content: Uint8Array, profile: Profile, decide: Decide): Tokens | null {
  const { good, lazy, nice, chain, hashed } = profile;
  const total = content.length;
  const chains = new Chains(content, hashed);
  const { previous } = chains;
  const tokens = new TokenList();
  const byte = (place: number): number => content[place] ?? 0;

  let at = 0;
  let matchLength = 2;
  let matchStart = 0;
  /** Whether the byte before `at` still waits for its token. */
  let pending = false;
  while (at < total) {
    const first = chains.enter(at);
    const lastLength = matchLength;
    const lastStart = matchStart;
    matchLength = 2;
    if (first !== 0 && lastLength < lazy && at - first <= farthest) {
      const ahead = total - at;
      const enough = Math.min(nice, ahead);
      const most = Math.min(longestMatch, ahead);
      const limit = at > farthest ? at - farthest : 0;
      let left = lastLength >= good ? chain >> 2 : chain;
      let best = lastLength;
      let end = content[at + best];
      let beforeEnd = content[at + best - 1];
      const start = content[at];
      const second = content[at + 1];
      let place = first;
      do {
        if (
          content[place + best] === end &&
          content[place + best - 1] === beforeEnd &&
          content[place] === start &&
          content[place + 1] === second
        ) {
          let length = 2;
          while (length < most && content[place + length] === content[at + length]) length += 1;
          if (length > best) {
            matchStart = place;
            best = length;
            if (length >= enough) break;
            end = content[at + best];
            beforeEnd = content[at + best - 1];
          }
        }
        place = previous[place & windowMask] ?? 0;
      } while (place > limit && --left !== 0);
      matchLength = Math.min(best, ahead);
      if (matchLength === 3 && at - matchStart > tooFar) matchLength = 2;
    }
    if (!pending) {
      pending = true;
      at += 1;
      continue;
    }
    const predicted =
      lastLength >= 3 && matchLength <= lastLength ? (lastLength << 16) | (at - 1 - lastStart) : byte(at - 1);
    const token = decide(predicted, tokens.count);
    if (token === stop) return null;
    tokens.push(token);
    if (token < 256) {
      at += 1;
      continue;
    }
    const next = at - 1 + (token >>> 16);
    while (++at < next) chains.enter(at);
    pending = false;
    matchLength = 2;
  }
  if (pending) {
    const token = decide(byte(total - 1), tokens.count);
    if (token === stop) return null;
    tokens.push(token);
  }
  return tokens.all();
}

/** Places by the hash of the bytes that begin there, newest first. */
class Chains {
  /** By place within the window: the place before it with the same hash, 0 for none. */
  readonly previous = new Int32Array(hashSize);
  readonly #heads = new Int32Array(hashSize);
  readonly #content: Uint8Array;
  readonly #four: boolean;
  readonly #last: number;

  constructor(content: Uint8Array, hashed: 3 | 4) {
    this.#content = content;
    this.#four = hashed === 4;
    this.#last = content.length - hashed;
  }

  /** Enters a place and answers the one before it with the same hash, 0 for none. */
  enter(at: number): number {
    if (at > this.#last) return 0;
    const content = this.#content;
    const first = content[at] ?? 0;
    const second = content[at + 1] ?? 0;
    const third = content[at + 2] ?? 0;
    const slot = this.#four
      ? ((Math.imul(first | (second << 8) | (third << 16) | ((content[at + 3] ?? 0) << 24), 66_521) +
          66_521) >>>
          16) &
        windowMask
      : ((first << 10) ^ (second << 5) ^ third) & windowMask;
    const before = this.#heads[slot] ?? 0;
    this.previous[at & windowMask] = before;
    this.#heads[slot] = at;
    return before;
  }
}
