import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { EloError } from '../../../shared/domain/eloError.ts';

/** Random access to the bytes of one file, in memory or on disk. */
export interface ByteSource {
  readonly size: number;
  /** The bytes at `offset`; fewer only where the source ends. May share memory with the source. */
  read(offset: number, length: number): Uint8Array;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.byteLength, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** A file opened for random access; `close` also says whether the file changed meanwhile. */
export interface FileSource extends ByteSource {
  /** Closes the file. Throws `file-changed` (retryable) where size or modification time differ from those at the start. */
  close(): void;
  /** Closes without looking, after an error. */
  abandon(): void;
}

/**
 * Opens a file for reading without locking it. Errors: `file-not-found`, `file-unreadable` (retryable: locked or
 * refused by the system), `not-a-file` (folder, pipe, device), `file-too-large`.
 */
export function openFileSource(path: string, maxBytes: number): FileSource {
  let descriptor: number;
  try {
    // O_NONBLOCK: opening a pipe must not wait for its other end. Windows has no such flag and no such pipes.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new EloError('file-not-found', 'there is no such file', { cause });
    if (code === 'EISDIR' || code === 'ENXIO')
      throw new EloError('not-a-file', 'this is no ordinary file', { cause });
    throw new EloError('file-unreadable', `the file cannot be read: ${code}`, {
      cause,
      retryable: true,
      details: { system: code },
    });
  }
  try {
    const before = fstatSync(descriptor);
    if (!before.isFile()) throw new EloError('not-a-file', 'this is no ordinary file');
    if (before.size > maxBytes) {
      throw new EloError('file-too-large', 'the file is larger than the reader takes', {
        details: { bytes: before.size, limit: maxBytes },
      });
    }
    const read = (offset: number, length: number): Uint8Array => {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, before.size - offset)));
      let filled = 0;
      try {
        while (filled < buffer.length) {
          const got = readSync(descriptor, buffer, filled, buffer.length - filled, offset + filled);
          if (got === 0) break;
          filled += got;
        }
      } catch (cause) {
        // Windows answers EBUSY or a lock violation while the writer holds a range of the file.
        const system = (cause as NodeJS.ErrnoException).code ?? 'unknown';
        throw new EloError('file-unreadable', `the file cannot be read: ${system}`, {
          cause,
          retryable: true,
          details: { system },
        });
      }
      return buffer.subarray(0, filled);
    };
    return {
      size: before.size,
      read,
      close: () => {
        const after = fstatSync(descriptor);
        closeSync(descriptor);
        if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
          throw new EloError('file-changed', 'the file changed while it was read', { retryable: true });
        }
      },
      abandon: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
