import { createHash, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Refusal } from '../refusal.ts';

/** A body that arrived completely. */
export interface ReceivedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Removes the file. */
  discard(): Promise<void>;
}

function tooLarge(): Refusal {
  return new Refusal('payload-too-large', 'the body is larger than the contract allows');
}

function refuseAnnounced(request: IncomingMessage, maxBytes: number): void {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
}

async function* chunksOf(request: IncomingMessage, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  // Not destroyed on an early end: the refusal must still reach the sender.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) throw tooLarge();
    yield chunk as Buffer;
  }
}

/** Takes a body into a file of its own, hashing while it arrives, so that it never stands in memory as a whole. */
export async function receiveFile(
  request: IncomingMessage,
  folder: string,
  maxBytes: number,
): Promise<ReceivedFile> {
  refuseAnnounced(request, maxBytes);
  const path = join(folder, randomUUID());
  const discard = (): Promise<void> => rm(path, { force: true });
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunksOf(request, maxBytes)) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.write(chunk);
    }
  } catch (error) {
    await file.close();
    await discard();
    throw error;
  }
  await file.close();
  return { path, sha256: hash.digest('hex'), bytes, discard };
}

/** Takes a small body into memory. */
export async function receiveText(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  refuseAnnounced(request, maxBytes);
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(request, maxBytes)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
