import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Contents written as what they differ in from another (their base): zstd with the base as its dictionary. */
export interface Differences {
  /** The difference; `null` where the two are too large to be compared or nothing is gained. */
  encode(content: Uint8Array, base: Uint8Array): Uint8Array | null;
  /**
   * @param size bytes of the content; more are never produced
   * @throws zlib's errors for damaged bytes
   */
  decode(stored: Uint8Array, base: Uint8Array, size: number): Uint8Array;
}

/**
 * Base and content together must fit zstd's window of 2^27 bytes, and a worker's memory: half of that. Real drawings
 * inflate to 1.8 MB, listings are under 2 MB.
 */
const mostBytes = 64 * 1024 * 1024;

/**
 * Measured on drawings of 1.8 MB and listings of 1 MB with a change each, previous version as dictionary: level 3 finds
 * 38 KB and 3.0 KB of difference, level 5 0.3 KB and 0.9 KB in the same 13 ms, level 9 hardly less in twice the time.
 * Long-distance matching makes the first 34 KB at every level: its matches push out the longer ones.
 */
const level = 5;

const parameters = (window: number): Record<number, number> => ({
  [constants.ZSTD_c_compressionLevel]: level,
  [constants.ZSTD_c_windowLog]: window,
});

/** The window that reaches from the end of a content to the start of its base: 2^17 to 2^27 bytes. */
const windowLog = (content: number, base: number): number =>
  Math.min(27, Math.max(17, Math.ceil(Math.log2(content + base + 1))));

const zstd: Differences = {
  encode: (content, base) => {
    if (base.byteLength === 0 || content.byteLength + base.byteLength > mostBytes) return null;
    return zstdCompressSync(content, {
      dictionary: base,
      params: parameters(windowLog(content.byteLength, base.byteLength)),
    });
  },
  decode: (stored, base, size) =>
    zstdDecompressSync(stored, {
      dictionary: base,
      maxOutputLength: Math.max(1, size),
      // in one piece: Node's 16 KB at a time take twice as long
      chunkSize: Math.max(64, size + 1),
      params: { [constants.ZSTD_d_windowLogMax]: 27 },
    }),
};

/**
 * `null` where this runtime does not prove it now: zstd came with Node 22.15, its dictionaries with 24, and Electron's
 * build may lack either. A runtime that ignores the dictionary would answer something, so sizes are compared as well.
 */
export function createDifferences(): Differences | null {
  // What a runtime can do does not change while it runs.
  proved ??= { differences: prove() };
  return proved.differences;
}

let proved: { readonly differences: Differences | null } | null = null;

function prove(): Differences | null {
  try {
    const base = Uint8Array.from(
      { length: 20_000 },
      (_, index) => (index * index * 31 + (index >> 2)) & 0xff,
    );
    const content = new Uint8Array(base);
    content.set([1, 2, 3, 4], 10_000);
    const stored = zstd.encode(content, base);
    if (stored === null || stored.byteLength > 200) return null;
    return Buffer.compare(zstd.decode(stored, base, content.byteLength), content) === 0 ? zstd : null;
  } catch {
    // no such function, or one that throws
    return null;
  }
}
