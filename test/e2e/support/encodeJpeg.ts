/** A picture in memory: red, green, blue, a byte each, row after row from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Quantization of brightness and colour, ITU-T T.81 tables K.1 and K.2, in rows; halved, which is quality 75. */
const brightness = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
].map((value) => Math.ceil(value / 4));
const colour = [
  17,
  18,
  24,
  47,
  99,
  99,
  99,
  99,
  18,
  21,
  26,
  66,
  99,
  99,
  99,
  99,
  24,
  26,
  56,
  99,
  99,
  99,
  99,
  99,
  47,
  66,
  99,
  ...Array.from({ length: 37 }, () => 99),
].map((value) => Math.ceil(value / 4));

/** Positions of the 64 coefficients in the order they are written (T.81 figure A.6). */
const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
];

/**
 * Code lengths: every symbol gets a code of one length. Larger than T.81's own tables by a third, and a tenth of
 * their size; the pictures are small.
 */
const dcSymbols = Array.from({ length: 12 }, (_, size) => size);
const acSymbols = [
  0x00,
  0xf0,
  ...Array.from({ length: 160 }, (_, at) => ((at / 10) | 0) * 16 + (at % 10) + 1),
];
const dcBits = 4;
const acBits = 8;

function segment(marker: number, body: readonly number[]): Buffer {
  const length = body.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...body]);
}

const huffman = (kind: number, bits: number, symbols: readonly number[]): Buffer =>
  segment(0xc4, [
    kind,
    ...Array.from({ length: 16 }, (_, at) => (at + 1 === bits ? symbols.length : 0)),
    ...symbols,
  ]);

const cosines = Float64Array.from({ length: 64 }, (_, at) => {
  const [frequency, position] = [at >> 3, at & 7];
  const scale = frequency === 0 ? Math.SQRT1_2 : 1;
  return (scale / 2) * Math.cos(((2 * position + 1) * frequency * Math.PI) / 16);
});

/** The discrete cosine transform of a block, rows then columns. */
function transform(block: Float64Array): Float64Array {
  const rows = new Float64Array(64);
  const out = new Float64Array(64);
  for (let y = 0; y < 8; y += 1) {
    for (let u = 0; u < 8; u += 1) {
      let sum = 0;
      for (let x = 0; x < 8; x += 1) sum += (block[y * 8 + x] ?? 0) * (cosines[u * 8 + x] ?? 0);
      rows[y * 8 + u] = sum;
    }
  }
  for (let u = 0; u < 8; u += 1) {
    for (let v = 0; v < 8; v += 1) {
      let sum = 0;
      for (let y = 0; y < 8; y += 1) sum += (rows[y * 8 + u] ?? 0) * (cosines[v * 8 + y] ?? 0);
      out[v * 8 + u] = sum;
    }
  }
  return out;
}

/** Bits into bytes; after 0xFF a zero, so that no marker appears. */
function bitWriter(): { put(value: number, bits: number): void; end(): Buffer } {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  const put = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((value >> bit) & 1);
      count += 1;
      if (count < 8) continue;
      bytes.push(held);
      if (held === 0xff) bytes.push(0);
      [held, count] = [0, 0];
    }
  };
  return {
    put,
    end() {
      while (count !== 0) put(1, 1);
      return Buffer.from(bytes);
    },
  };
}

/** How many bits a value needs; a negative one is written as its complement. */
const sizeOf = (value: number): number => 32 - Math.clz32(Math.abs(value));
const bitsOf = (value: number, size: number): number => (value < 0 ? value + 2 ** size - 1 : value);

/** A picture as a baseline JPEG in full colour resolution. */
export function encodeJpeg({ width, height, rgb }: Picture): Buffer {
  const out = bitWriter();
  const last = [0, 0, 0];
  const component = (index: number, r: number, g: number, b: number): number => {
    if (index === 0) return 0.299 * r + 0.587 * g + 0.114 * b - 128;
    return index === 1 ? -0.1687 * r - 0.3313 * g + 0.5 * b : 0.5 * r - 0.4187 * g - 0.0813 * b;
  };
  const block = new Float64Array(64);
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      for (let index = 0; index < 3; index += 1) {
        for (let at = 0; at < 64; at += 1) {
          // Beyond the edge the last row and column go on.
          const x = Math.min(width - 1, left + (at & 7));
          const pixel = (Math.min(height - 1, top + (at >> 3)) * width + x) * 3;
          block[at] = component(index, rgb[pixel] ?? 0, rgb[pixel + 1] ?? 0, rgb[pixel + 2] ?? 0);
        }
        const table = index === 0 ? brightness : colour;
        const values = transform(block);
        const coefficients = zigzag.map((at) => Math.round((values[at] ?? 0) / (table[at] ?? 1)));
        const [dc = 0, ...ac] = coefficients;
        const difference = dc - (last[index] ?? 0);
        last[index] = dc;
        const dcSize = sizeOf(difference);
        out.put(dcSymbols.indexOf(dcSize), dcBits);
        out.put(bitsOf(difference, dcSize), dcSize);
        const end = ac.findLastIndex((value) => value !== 0) + 1;
        let zeros = 0;
        for (const value of ac.slice(0, end)) {
          if (value === 0) {
            zeros += 1;
            continue;
          }
          for (; zeros > 15; zeros -= 16) out.put(1, acBits);
          const size = sizeOf(value);
          out.put(acSymbols.indexOf(zeros * 16 + size), acBits);
          out.put(bitsOf(value, size), size);
          zeros = 0;
        }
        if (end < 63) out.put(0, acBits);
      }
    }
  }
  const inZigzag = (table: readonly number[]): number[] => zigzag.map((at) => table[at] ?? 1);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...inZigzag(brightness)]),
    segment(0xdb, [1, ...inZigzag(colour)]),
    segment(0xc0, [
      8,
      height >> 8,
      height & 0xff,
      width >> 8,
      width & 0xff,
      3,
      ...[1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1],
    ]),
    huffman(0x00, dcBits, dcSymbols),
    huffman(0x10, acBits, acSymbols),
    segment(0xda, [3, 1, 0x00, 2, 0x00, 3, 0x00, 0, 63, 0]),
    out.end(),
    Buffer.from([0xff, 0xd9]),
  ]);
}
