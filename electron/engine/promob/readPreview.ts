import { bytesSource } from './byteSource.ts';
import { readWholeEntry } from './entryContent.ts';
import { findPreview } from './findPreview.ts';
import type { ReadOptions } from './limits.ts';
import { openContainer } from './openContainer.ts';

/** The JPEG of a container's 3D view, verified; null where there is none or the entry is no JPEG. Errors as of `readContainer`. */
export async function readPreview(bytes: Uint8Array, options: ReadOptions = {}): Promise<Uint8Array | null> {
  const source = bytesSource(bytes);
  const entry = findPreview(openContainer(source, options));
  if (entry === undefined) return null;
  const jpeg = await readWholeEntry(source, entry, options.signal);
  return jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg[2] === 0xff ? new Uint8Array(jpeg) : null;
}
