import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { ByteSource } from './byteSource.ts';
import { containerIncomplete } from './containerErrors.ts';
import type { ZipEntry } from './zipDirectory.ts';

/** Up to this an entry is inflated in one call: a stream costs more than the work. */
const AT_ONCE_BYTES = 512 * 1024;
/** Size of the pieces read from the source and handed out. */
const CHUNK_BYTES = 64 * 1024;

function* pieces(source: ByteSource, entry: ZipEntry): Generator<Uint8Array> {
  for (let done = 0; done < entry.compressedSize; done += CHUNK_BYTES) {
    const wanted = Math.min(CHUNK_BYTES, entry.compressedSize - done);
    const piece = source.read(entry.dataOffset + done, wanted);
    if (piece.byteLength !== wanted) throw containerIncomplete('entry-cut', entry.name);
    yield piece;
  }
}

function inflateAtOnce(source: ByteSource, entry: ZipEntry): Uint8Array {
  const compressed = source.read(entry.dataOffset, entry.compressedSize);
  const { buffer, engine } = inflateRawSync(compressed, {
    maxOutputLength: entry.size + 1,
    info: true,
  }) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
  if (engine.bytesWritten !== entry.compressedSize) throw containerIncomplete('entry-size', entry.name);
  return buffer;
}

async function* inflateStream(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const feed = Readable.from(pieces(source, entry), { objectMode: true, highWaterMark: 1 });
  const inflater = createInflateRaw({ chunkSize: CHUNK_BYTES });
  feed.on('error', (error) => inflater.destroy(error));
  feed.pipe(inflater);
  try {
    for await (const chunk of inflater) yield chunk as Uint8Array;
    if (inflater.bytesWritten !== entry.compressedSize) throw containerIncomplete('entry-size', entry.name);
  } finally {
    feed.destroy();
    inflater.destroy();
  }
}

async function* inflated(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) yield* pieces(source, entry);
  else if (entry.compressedSize <= AT_ONCE_BYTES && entry.size <= AT_ONCE_BYTES)
    yield inflateAtOnce(source, entry);
  else yield* inflateStream(source, entry);
}

/**
 * The content of one entry, piece by piece, verified: never more than its declared size, and at the end exactly that
 * size with the declared CRC-32. Errors: `container-incomplete` (retryable), `cancelled`.
 */
export async function* readEntry(
  source: ByteSource,
  entry: ZipEntry,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  let crc = 0;
  try {
    for await (const chunk of inflated(source, entry)) {
      if (signal?.aborted === true) throw new EloError('cancelled', 'the read was cancelled');
      size += chunk.byteLength;
      if (size > entry.size) throw containerIncomplete('entry-size', entry.name);
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof EloError) throw error;
    const incomplete = containerIncomplete('entry-damaged', entry.name);
    incomplete.cause = error;
    throw incomplete;
  }
  if (size !== entry.size) throw containerIncomplete('entry-size', entry.name);
  if (crc !== entry.crc32) throw containerIncomplete('entry-crc', entry.name);
}

/** The whole content of one entry, verified; for small documents and the preview. */
export async function readWholeEntry(
  source: ByteSource,
  entry: ZipEntry,
  signal?: AbortSignal,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readEntry(source, entry, signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
