import { createRandom } from './random.ts';

function segment(marker: number, body: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.byteLength + 2, 2);
  return Buffer.concat([head, body]);
}

/** A segment holds at most 65,533 bytes of body. */
const COMMENT_BYTES = 65_533;

/**
 * A valid baseline JPEG (a grey square) of about `bytes` bytes, filled up with comment segments of random bytes: like a
 * real preview it does not shrink.
 */
export function buildJpeg(seed: number | string, bytes: number): Buffer {
  const random = createRandom(`jpeg ${seed}`);
  const quantization = segment(0xdb, Buffer.from([0, ...new Uint8Array(64).fill(1)]));
  // One 8-bit component, 8 × 8 pixels.
  const frame = segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0]));
  // Each table has one code of one bit: "no difference" for DC, "end of block" for AC.
  const table = (kind: number): Buffer => segment(0xc4, Buffer.from([kind, 1, ...new Uint8Array(15), 0]));
  const scan = segment(0xda, Buffer.from([1, 1, 0x00, 0, 63, 0]));
  const parts = [
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from([0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0])),
  ];
  const picture = [quantization, frame, table(0x00), table(0x10), scan, Buffer.from([0x3f, 0xff, 0xd9])];
  let left = bytes - [...parts, ...picture].reduce((sum, part) => sum + part.length, 0);
  while (left > 4) {
    const body = Math.min(COMMENT_BYTES, left - 4);
    parts.push(segment(0xfe, random.bytes(body)));
    left -= body + 4;
  }
  return Buffer.concat([...parts, ...picture]);
}
