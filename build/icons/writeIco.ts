/** One size of an icon: the picture as PNG and as raw pixels (RGBA, rows from the top). */
export interface IconPicture {
  readonly size: number;
  readonly png: Uint8Array;
  readonly rgba: Uint8Array;
}

/** Up to here as a bitmap, which every reader of icons knows; above as PNG, which Windows wants for 256. */
const largestBitmap = 64;

/** A bitmap inside an icon: header, BGRA rows from the bottom, an empty mask (the alpha channel says it). */
function bitmap({ size, rgba }: IconPicture): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  // Twice the height: picture and mask.
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4;
      pixels[to] = rgba[from + 2] ?? 0;
      pixels[to + 1] = rgba[from + 1] ?? 0;
      pixels[to + 2] = rgba[from] ?? 0;
      pixels[to + 3] = rgba[from + 3] ?? 0;
    }
  }
  // One bit a pixel, rows of whole 32 bits.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  header.writeUInt32LE(pixels.length + mask.length, 20);
  return Buffer.concat([header, pixels, mask]);
}

/** A Windows icon of several sizes (ICO, as in Microsoft's "Icons in Win32"). */
export function writeIco(pictures: readonly IconPicture[]): Buffer {
  const bodies = pictures.map((picture) =>
    picture.size <= largestBitmap ? bitmap(picture) : Buffer.from(picture.png),
  );
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  for (const [index, { size }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // A byte has no 256: there it is 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    const length = bodies[index]?.length ?? 0;
    head.writeUInt32LE(length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += length;
  }
  return Buffer.concat([head, ...bodies]);
}
