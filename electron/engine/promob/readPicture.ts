import { bytesSource } from './byteSource.ts';
import { readWholeEntry } from './entryContent.ts';
import { findPreview } from './findPreview.ts';
import type { ReadOptions } from './limits.ts';
import { openContainer } from './openContainer.ts';

/** Real pictures are 0.14–0.21 MB; what is larger than this is not shown. */
export const largestPicture = 8 * 1024 * 1024;

export interface PictureBytes {
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly bytes: Uint8Array;
}

const starts = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
} as const;

/** What a picture is by its first bytes; `null` for anything else, whatever its name says. */
export function mediaTypeOf(bytes: Uint8Array): PictureBytes['mediaType'] | null {
  for (const type of ['image/jpeg', 'image/png'] as const) {
    if (starts[type].every((byte, at) => bytes[at] === byte)) return type;
  }
  return null;
}

/**
 * The picture of a container's 3D view as it stands in the file, verified: its JPEG, else a PNG outside all folders.
 * `null` where there is none, where it is no picture, and where it is larger than {@link largestPicture}.
 * Errors as of `readContainer`.
 */
export async function readPicture(
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<PictureBytes | null> {
  const source = bytesSource(bytes);
  const container = openContainer(source, options);
  const entry = findPreview(container) ?? container.filesIn('').find(({ key }) => key.endsWith('.png'));
  if (entry === undefined || entry.size > largestPicture) return null;
  const picture = await readWholeEntry(source, entry, options.signal);
  const mediaType = mediaTypeOf(picture);
  return mediaType === null ? null : { mediaType, bytes: new Uint8Array(picture) };
}
