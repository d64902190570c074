import { constants, deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** How stored bytes are made from a content. The name stands in each row and is never reused for another way. */
export type CodecName = 'raw' | 'zstd' | 'deflate-raw';

/** Bytes as they are stored. */
export interface Encoded {
  readonly codec: CodecName;
  readonly stored: Uint8Array;
}

/** `quick` for what is stored anew soon, when nobody waits. */
export type Effort = 'quick' | 'usual';

/** The codecs this runtime has. */
export interface Codecs {
  readonly available: readonly CodecName[];
  /** The smallest form worth having: compression that gains less than 5 % is not worth its time at every read. */
  encode(content: Uint8Array, effort?: Effort): Encoded;
  /**
   * @param size bytes of the content; more are never produced
   * @throws RangeError for a codec this runtime lacks, zlib's errors for damaged bytes
   */
  decode(codec: string, stored: Uint8Array, size: number): Uint8Array;
}

interface Codec {
  readonly name: CodecName;
  readonly encode: (content: Uint8Array, effort: Effort) => Uint8Array;
  readonly decode: (stored: Uint8Array, size: number) => Uint8Array;
}

/** Least gain for which the compressed form is kept: a `.promob` is a ZIP already and gains about 1 %. */
const leastGain = 0.05;

const raw: Codec = { name: 'raw', encode: (content) => content, decode: (stored) => stored };

/**
 * Level 3: within 15 % of level 9 in size at a third of the time on listings (measured, 200 versions of 1 MB). Level 1:
 * 1.9 ms instead of 3.0 for 1 MB.
 */
const zstdLevels: Readonly<Record<Effort, number>> = { quick: 1, usual: 3 };
const deflateLevels: Readonly<Record<Effort, number>> = { quick: 1, usual: 6 };

const zstd: Codec = {
  name: 'zstd',
  encode: (content, effort) =>
    zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: zstdLevels[effort] } }),
  decode: (stored, size) =>
    zstdDecompressSync(stored, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size + 1) }),
};

const deflateRaw: Codec = {
  name: 'deflate-raw',
  encode: (content, effort) => deflateRawSync(content, { level: deflateLevels[effort] }),
  decode: (stored, size) =>
    inflateRawSync(stored, { maxOutputLength: Math.max(1, size), chunkSize: Math.max(64, size + 1) }),
};

/**
 * The codecs that prove themselves now, on this runtime: Node has zstd since 22.15, Electron's build may lack it.
 * @param wanted compressors in order of preference; `raw` needs no proof
 */
export function createCodecs(wanted: readonly CodecName[] = ['zstd', 'deflate-raw']): Codecs {
  const sound = [zstd, deflateRaw].filter((codec) => wanted.includes(codec.name) && provesItself(codec));
  sound.sort((a, b) => wanted.indexOf(a.name) - wanted.indexOf(b.name));
  const best = sound[0];
  // what another runtime wrote is read with any codec that works here, wanted or not
  const readable = [
    raw,
    ...[zstd, deflateRaw].filter((codec) => sound.includes(codec) || provesItself(codec)),
  ];
  return {
    available: [...sound.map((codec) => codec.name), 'raw'],
    encode: (content, effort = 'usual') => {
      if (best === undefined || content.byteLength === 0) return { codec: 'raw', stored: content };
      const stored = best.encode(content, effort);
      return stored.byteLength <= content.byteLength * (1 - leastGain)
        ? { codec: best.name, stored }
        : { codec: 'raw', stored: content };
    },
    decode: (name, stored, size) => {
      const codec = readable.find((each) => each.name === name);
      if (codec === undefined) throw new RangeError(`this runtime cannot read ${name}`);
      return codec.decode(stored, size);
    },
  };
}

/** What a runtime can do does not change while it runs: each codec proves itself once a process. */
const proved = new Map<Codec, boolean>();

function provesItself(codec: Codec): boolean {
  const known = proved.get(codec);
  if (known !== undefined) return known;
  const sound = proves(codec);
  proved.set(codec, sound);
  return sound;
}

/** A round trip over bytes that compress and bytes that do not. */
function proves(codec: Codec): boolean {
  try {
    const text = Buffer.from('<ITEM ID="1" DESCRIPTION="Módulo"/>'.repeat(100));
    const mixed = Uint8Array.from({ length: 4096 }, (_, index) => (index * 197 + (index >> 3) * 31) & 0xff);
    return [text, mixed].every((sample) => {
      const back = codec.decode(codec.encode(sample, 'usual'), sample.byteLength);
      return Buffer.compare(back, sample) === 0;
    });
  } catch {
    // a runtime without the codec has no such function, or one that throws
    return false;
  }
}
