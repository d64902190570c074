import { EloError } from '../../../shared/domain/eloError.ts';
import type { ByteSource } from './byteSource.ts';
import type { ReadLimits } from './limits.ts';
import { containerIncomplete } from './containerErrors.ts';
import { entryKey } from './entryName.ts';

/** One file inside a container, as its central directory tells and its local header confirms. */
export interface ZipEntry {
  /** As written, usually with backslashes. */
  readonly name: string;
  /** For look-up: forward slashes, lower case (Promob runs on Windows, where names ignore case). */
  readonly key: string;
  readonly method: 0 | 8;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the compressed bytes begin. */
  readonly dataOffset: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const END_BYTES = 22;
const LOCATOR64_BYTES = 20;
const MAX_COMMENT = 0xffff;
const METHOD_AES = 99;

interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readExactly(source: ByteSource, offset: number, length: number, reason: string): DataView {
  if (offset < 0 || offset + length > source.size) throw containerIncomplete(reason);
  const bytes = source.read(offset, length);
  if (bytes.byteLength !== length) throw containerIncomplete(reason);
  return view(bytes);
}

function safeNumber(value: bigint, reason: string): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw containerIncomplete(reason);
  return Number(value);
}

/** Finds the end record: it is the last thing in the file, followed only by its own comment. */
function findEnd(source: ByteSource): DirectoryPlace {
  const tailBytes = Math.min(source.size, END_BYTES + MAX_COMMENT);
  if (tailBytes < END_BYTES) throw containerIncomplete('no-end-record');
  const tailOffset = source.size - tailBytes;
  const tail = view(source.read(tailOffset, tailBytes));
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (
      tail.getUint32(at, true) !== END ||
      at + END_BYTES + tail.getUint16(at + 20, true) !== tail.byteLength
    )
      continue;
    const place = {
      entries: tail.getUint16(at + 10, true),
      bytes: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const wide = place.entries === 0xffff || place.bytes === 0xffffffff || place.offset === 0xffffffff;
    const wider = wide ? findEnd64(source, tailOffset + at) : null;
    const found = wider ?? place;
    const end = wider?.end ?? tailOffset + at;
    if (found.offset + found.bytes !== end) throw containerIncomplete('directory-misplaced');
    if (wider === null && tail.getUint16(at + 8, true) !== place.entries)
      throw containerIncomplete('split-archive');
    return found;
  }
  throw containerIncomplete('no-end-record');
}

/** ZIP64: counts and offsets that do not fit 16 and 32 bits. */
function findEnd64(
  source: ByteSource,
  endOffset: number,
): (DirectoryPlace & { readonly end: number }) | null {
  const locatorOffset = endOffset - LOCATOR64_BYTES;
  if (locatorOffset < 0) return null;
  const locator = readExactly(source, locatorOffset, LOCATOR64_BYTES, 'directory-misplaced');
  if (locator.getUint32(0, true) !== LOCATOR64) return null;
  const end = safeNumber(locator.getBigUint64(8, true), 'directory-misplaced');
  const record = readExactly(source, end, 56, 'directory-misplaced');
  if (record.getUint32(0, true) !== END64) throw containerIncomplete('directory-misplaced');
  return {
    entries: safeNumber(record.getBigUint64(32, true), 'directory-misplaced'),
    bytes: safeNumber(record.getBigUint64(40, true), 'directory-misplaced'),
    offset: safeNumber(record.getBigUint64(48, true), 'directory-misplaced'),
    end,
  };
}

/** Values that the ZIP64 extra field (id 1) holds instead of the 32-bit fields that are all ones, in its fixed order. */
function wideValues(extra: DataView, ...narrow: number[]): number[] {
  let field: DataView | null = null;
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const size = extra.getUint16(at + 2, true);
    if (at + 4 + size > extra.byteLength) break;
    if (extra.getUint16(at, true) === 1) field = new DataView(extra.buffer, extra.byteOffset + at + 4, size);
    at += 4 + size;
  }
  let next = 0;
  return narrow.map((value) => {
    if (value !== 0xffffffff || field === null || next + 8 > field.byteLength) return value;
    next += 8;
    return safeNumber(field.getBigUint64(next - 8, true), 'directory-damaged');
  });
}

function decodeName(bytes: Uint8Array, utf8: boolean): string {
  if (utf8) return new TextDecoder('utf-8').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The local header must tell of the same file: a reader that trusts only one of the two can be led astray. */
function dataOffsetOf(
  source: ByteSource,
  offset: number,
  rawName: Uint8Array,
  method: number,
  end: number,
): number {
  const local = readExactly(source, offset, 30, 'local-header-misplaced');
  const nameBytes = local.getUint16(26, true);
  if (
    local.getUint32(0, true) !== LOCAL ||
    local.getUint16(8, true) !== method ||
    nameBytes !== rawName.byteLength
  ) {
    throw containerIncomplete('local-header-damaged');
  }
  const name = readExactly(source, offset + 30, nameBytes, 'local-header-misplaced');
  for (let i = 0; i < nameBytes; i++) {
    if (name.getUint8(i) !== rawName[i]) throw containerIncomplete('local-header-damaged');
  }
  const dataOffset = offset + 30 + nameBytes + local.getUint16(28, true);
  if (dataOffset > end) throw containerIncomplete('entry-beyond-directory');
  return dataOffset;
}

function checkMethod(method: number, flags: number, name: string): 0 | 8 {
  if ((flags & 0x41) !== 0 || method === METHOD_AES) {
    throw new EloError('encrypted-entry', 'an entry is encrypted', { details: { entry: name } });
  }
  if (method !== 0 && method !== 8) {
    throw new EloError('unsupported-compression', 'an entry is compressed in an unknown way', {
      details: { entry: name, method },
    });
  }
  return method;
}

function checkSizes(entry: ZipEntry, total: number, limits: ReadLimits): void {
  const details = { entry: entry.name, bytes: entry.size };
  if (entry.size > limits.entryBytes) {
    throw new EloError('entry-too-large', 'an entry inflates to more than the reader takes', { details });
  }
  if (total > limits.inflatedBytes) {
    throw new EloError('inflated-too-large', 'the entries inflate to more than the reader takes', {
      details,
    });
  }
  if (entry.size > limits.ratioFromBytes && entry.size > entry.compressedSize * limits.ratio) {
    throw new EloError('inflated-too-large', 'an entry inflates out of all proportion', { details });
  }
}

function checkOverlap(entries: readonly ZipEntry[]): void {
  const inOrder = [...entries].sort((a, b) => a.dataOffset - b.dataOffset);
  let end = 0;
  for (const entry of inOrder) {
    if (entry.dataOffset < end) {
      throw new EloError('overlapping-entries', 'two entries share the same bytes', {
        details: { entry: entry.name },
      });
    }
    end = entry.dataOffset + entry.compressedSize;
  }
}

/**
 * Reads and checks the central directory of a ZIP. Errors: `container-incomplete` (retryable; `details.reason`),
 * `too-many-entries`, `entry-too-large`, `inflated-too-large`, `unsafe-entry-name`, `duplicate-entry-name`,
 * `overlapping-entries`, `encrypted-entry`, `unsupported-compression`.
 */
export function readZipDirectory(source: ByteSource, limits: ReadLimits): ZipEntry[] {
  const place = findEnd(source);
  if (place.entries > limits.entries) {
    throw new EloError('too-many-entries', 'the container holds more files than the reader takes', {
      details: { entries: place.entries, limit: limits.entries },
    });
  }
  const directory = readExactly(source, place.offset, place.bytes, 'directory-misplaced');
  const entries: ZipEntry[] = [];
  const keys = new Set<string>();
  let at = 0;
  let total = 0;
  for (let index = 0; index < place.entries; index++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== CENTRAL) {
      throw containerIncomplete('directory-damaged');
    }
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const next = at + 46 + nameBytes + extraBytes + directory.getUint16(at + 32, true);
    if (next > directory.byteLength) throw containerIncomplete('directory-damaged');
    const flags = directory.getUint16(at + 8, true);
    const rawName = new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameBytes);
    const name = decodeName(rawName, (flags & 0x800) !== 0);
    const key = entryKey(name);
    if (keys.has(key)) {
      throw new EloError('duplicate-entry-name', 'two entries have the same name', {
        details: { entry: name },
      });
    }
    keys.add(key);
    const method = checkMethod(directory.getUint16(at + 10, true), flags, name);
    const extra = new DataView(directory.buffer, directory.byteOffset + at + 46 + nameBytes, extraBytes);
    const [size = 0, compressedSize = 0, offset = 0] = wideValues(
      extra,
      directory.getUint32(at + 24, true),
      directory.getUint32(at + 20, true),
      directory.getUint32(at + 42, true),
    );
    const crc32 = directory.getUint32(at + 16, true);
    const dataOffset = dataOffsetOf(source, offset, rawName, method, place.offset);
    if (dataOffset + compressedSize > place.offset) throw containerIncomplete('entry-beyond-directory');
    if (method === 0 && size !== compressedSize) throw containerIncomplete('entry-size');
    const entry: ZipEntry = { name, key, method, crc32, compressedSize, size, dataOffset };
    total += size;
    checkSizes(entry, total, limits);
    entries.push(entry);
    at = next;
  }
  if (at !== directory.byteLength) throw containerIncomplete('directory-damaged');
  checkOverlap(entries);
  return entries;
}
