import { crc32, deflateRawSync } from 'node:zlib';
import { foreignDeflate } from './foreignDeflate.ts';

/** One file of a container to be written. The fields after `content` are for hostile and damaged ones. */
export interface ZipInput {
  readonly name: string;
  readonly content: Uint8Array;
  /** Default `foreign`: as Promob's compressor does. `zlib` is faster for large content. */
  readonly compression?: 'foreign' | 'zlib' | 'stored';
  /** Compressed bytes instead of those of `content`. */
  readonly compressed?: Uint8Array;
  readonly declaredSize?: number;
  readonly declaredCrc32?: number;
  readonly declaredMethod?: number;
  readonly flags?: number;
  /** Writes nothing: this entry's local record is the stored content of the entry with that index, so both share bytes. */
  readonly insideEntry?: number;
}

/** SharpZipLib as Promob uses it: made by 51 on FAT, needs 20, external attributes 8, no flags, no extra fields. */
const MADE_BY = 51;
const NEEDS = 20;
const EXTERNAL_ATTRIBUTES = 8;

function dosTime(local: Date): { readonly date: number; readonly time: number } {
  return {
    date: ((local.getUTCFullYear() - 1980) << 9) | ((local.getUTCMonth() + 1) << 5) | local.getUTCDate(),
    time: (local.getUTCHours() << 11) | (local.getUTCMinutes() << 5) | (local.getUTCSeconds() >> 1),
  };
}

function compress(input: ZipInput): { readonly method: number; readonly bytes: Uint8Array } {
  if (input.compressed !== undefined) return { method: 8, bytes: input.compressed };
  if (input.compression === 'stored') return { method: 0, bytes: input.content };
  if (input.compression === 'zlib') return { method: 8, bytes: deflateRawSync(input.content, { level: 6 }) };
  return { method: 8, bytes: foreignDeflate(input.content) };
}

interface Record {
  /** What local header and directory say alike. */
  readonly common: Buffer;
  readonly name: Buffer;
  readonly bytes: Uint8Array;
}

function record(input: ZipInput, localTime: Date): Record {
  const { date, time } = dosTime(localTime);
  const name = Buffer.from(input.name, 'utf8');
  const { method, bytes } = compress(input);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(NEEDS, 0);
  common.writeUInt16LE(input.flags ?? 0, 2);
  common.writeUInt16LE(input.declaredMethod ?? method, 4);
  common.writeUInt16LE(time, 6);
  common.writeUInt16LE(date, 8);
  common.writeUInt32LE(input.declaredCrc32 ?? crc32(input.content), 10);
  common.writeUInt32LE(bytes.byteLength, 14);
  common.writeUInt32LE(input.declaredSize ?? input.content.byteLength, 18);
  common.writeUInt16LE(name.length, 22);
  return { common, name, bytes };
}

const localSignature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Local header and content of one entry, as they stand in the file. */
export function localRecord(input: ZipInput, localTime: Date): Buffer {
  const { common, name, bytes } = record(input, localTime);
  return Buffer.concat([localSignature, common, name, bytes]);
}

/** Writes a ZIP in Promob's layout. `localTime` is read as if it were UTC: ZIP times have no zone. */
export function writeZip(inputs: readonly ZipInput[], localTime: Date): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const contentOffsets: number[] = [];
  let offset = 0;
  for (const input of inputs) {
    const { common, name, bytes } = record(input, localTime);
    const inside = input.insideEntry === undefined ? undefined : contentOffsets[input.insideEntry];
    const place = inside ?? offset;
    contentOffsets.push(place + 4 + common.length + name.length);
    if (inside === undefined) {
      parts.push(localSignature, common, name, bytes);
      offset += 4 + common.length + name.length + bytes.byteLength;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(EXTERNAL_ATTRIBUTES, 6);
    tail.writeUInt32LE(place, 10);
    directory.push(Buffer.from([0x50, 0x4b, 0x01, 0x02, MADE_BY, 0]), common, tail, name);
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.byteLength, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(inputs.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(inputs.length, 0xffff), 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  const wide = inputs.length > 0xffff ? zip64End(inputs.length, directoryBytes, offset) : [];
  return Buffer.concat([...parts, ...directory, ...wide, end]);
}

/** Above 65,535 entries the count stands in a ZIP64 record. */
function zip64End(entries: number, directoryBytes: number, offset: number): Buffer[] {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}
