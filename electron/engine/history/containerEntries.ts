import { EloError } from '../../../shared/domain/eloError.ts';
import type { ContainerEntry } from '../ledger/compactContainer.ts';
import { bytesSource } from '../promob/byteSource.ts';
import { defaultLimits } from '../promob/limits.ts';
import { readZipDirectory } from '../promob/zipDirectory.ts';

/** "PK": every ZIP begins so, an empty one too. */
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The entries of a Promob container; `null` for what is none, or none that can be read. */
export function containerEntries(bytes: Uint8Array): ContainerEntry[] | null {
  if (!isZip(bytes)) return null;
  try {
    return readZipDirectory(bytesSource(bytes), defaultLimits).map((entry) => ({
      name: entry.key,
      offset: entry.dataOffset,
      compressedSize: entry.compressedSize,
      size: entry.size,
      deflated: entry.method === 8,
    }));
  } catch (thrown) {
    // whatever is wrong with it: it is kept as it is
    if (thrown instanceof EloError) return null;
    throw thrown;
  }
}
