import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { KnownStat } from '../ledger/types.ts';

/** A pipe that took the file's place must not hold the worker up; Windows has no such flag and no such pipes. */
const flags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK);

/** What one look at an open file says. */
export interface OpenFileStat {
  isFile(): boolean;
  readonly ino: bigint;
  /** Bytes; times in nanoseconds since 1970. */
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** The calls of the system a read is made of. They throw its errors, with `code` and `syscall`. */
export interface ReadableFiles {
  open(path: string): number;
  stat(handle: number): OpenFileStat;
  /** Goes on where the last call ended; answers the bytes read, 0 at the end. */
  read(handle: number, buffer: Uint8Array, offset: number, length: number): number;
  close(handle: number): void;
}

/** The machine's files. */
const nodeFiles: ReadableFiles = {
  open: (path) => openSync(path, flags),
  stat: (handle) => fstatSync(handle, { bigint: true }),
  read: (handle, buffer, offset, length) => readSync(handle, buffer, offset, length, null),
  close: (handle) => closeSync(handle),
};

/**
 * Reads a whole file that came to rest. It is opened for reading only and shared with everyone (Node's way on Windows
 * too), so that Promob can write, rename and delete it meanwhile; whatever then differs from `expected` before or after
 * the read makes it fail instead of giving a mixture.
 * @param maxBytes larger files are refused without being read
 * @param files handed in by the simulation
 * @throws EloError `file-changed`, `file-too-large`; the system's own errors where it cannot be opened or read
 */
export function readSettled(
  path: string,
  expected: KnownStat,
  maxBytes: number,
  files: ReadableFiles = nodeFiles,
): Uint8Array {
  const handle = files.open(path);
  try {
    same(expected, files.stat(handle));
    if (expected.size > maxBytes) {
      throw new EloError('file-too-large', 'the file is larger than Elo keeps', {
        details: { bytes: expected.size, limit: maxBytes },
      });
    }
    // one byte more than expected shows a file that grew
    const buffer = Buffer.allocUnsafeSlow(expected.size + 1);
    let read = 0;
    while (read < buffer.length) {
      const n = files.read(handle, buffer, read, buffer.length - read);
      if (n === 0) break;
      read += n;
    }
    if (read !== expected.size) throw changed();
    same(expected, files.stat(handle));
    return buffer.subarray(0, read);
  } finally {
    files.close(handle);
  }
}

function same(expected: KnownStat, now: OpenFileStat): void {
  // some network shares number their files 0
  const sameFile = expected.ino === '0' || now.ino === 0n || String(now.ino) === expected.ino;
  const sameTimes = String(now.mtimeNs) === expected.mtimeNs && String(now.ctimeNs) === expected.ctimeNs;
  if (!now.isFile() || !sameFile || !sameTimes || Number(now.size) !== expected.size) throw changed();
}

const changed = (): EloError =>
  new EloError('file-changed', 'the file is not what was seen any more', { retryable: true });
