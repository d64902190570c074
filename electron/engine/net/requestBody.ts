import { Readable } from 'node:stream';

/** What may be sent. Streams need a `Content-Length` among the headers unless the server takes chunked bodies. */
export type RequestBody = Uint8Array | string | Readable | AsyncIterable<Uint8Array>;

/** Larger bodies are cut so that the idle watch sees an upload move; a socket's own buffer is of this order. */
const chunkBytes = 64 * 1024;

/** A body as the transport takes it, and its length in bytes where known. */
export function requestBody(body: RequestBody | undefined): {
  data: Buffer | Readable | undefined;
  length: number | undefined;
} {
  if (body === undefined) return { data: undefined, length: undefined };
  if (typeof body === 'string') return requestBody(Buffer.from(body, 'utf8'));
  if (body instanceof Readable) return { data: body, length: undefined };
  if (!(body instanceof Uint8Array)) return { data: Readable.from(body), length: undefined };
  const length = body.byteLength;
  const bytes = Buffer.from(body.buffer, body.byteOffset, length);
  if (length <= chunkBytes) return { data: bytes, length };
  return { data: Readable.from(slices(bytes), { objectMode: false }), length };
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}
