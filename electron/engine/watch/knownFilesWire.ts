import type { KnownFile } from './watchTypes.ts';

/** Known files as they cross to the scanning thread: two objects instead of tens of thousands. */
export interface KnownFilesWire {
  /** Paths joined by NUL, the one character no path contains. */
  readonly paths: string;
  /** Four numbers a file: size, mtimeNs, ctimeNs, ino; {@link unknown} where not known. */
  readonly numbers: BigInt64Array<ArrayBuffer>;
}

/** The smallest 64-bit number: no time and no size anyone has. */
const unknown = -(2n ** 63n);

/** Packs known files; inode numbers are unsigned 64-bit and keep all their bits. */
export function packKnownFiles(files: readonly KnownFile[]): KnownFilesWire {
  const numbers = new BigInt64Array(files.length * 4);
  files.forEach((file, i) => {
    numbers.set([BigInt(file.size), file.mtimeNs, file.ctimeNs ?? unknown, file.ino ?? unknown], i * 4);
  });
  return { paths: files.map((file) => file.path).join('\0'), numbers };
}

/** The reverse of {@link packKnownFiles}. */
export function unpackKnownFiles({ paths, numbers }: KnownFilesWire): KnownFile[] {
  if (numbers.length === 0) return [];
  const optional = (value: bigint | undefined): bigint | undefined => (value === unknown ? undefined : value);
  return paths.split('\0').map((path, i) => {
    const ino = optional(numbers[i * 4 + 3]);
    return {
      path,
      size: Number(numbers[i * 4]),
      mtimeNs: numbers[i * 4 + 1] ?? 0n,
      ctimeNs: optional(numbers[i * 4 + 2]),
      ino: ino === undefined ? undefined : BigInt.asUintN(64, ino),
    };
  });
}
