import { splitPath } from './folderTable.ts';
import { blockSlots, unknownNumber } from './slotTable.ts';
import type { PathRules } from '../platform/pathKey.ts';
import type { KnownFile } from './watchTypes.ts';

/**
 * Known files as they cross to the scanning thread: one name list a folder and blocks of numbers that become the slot
 * table as they are, instead of an object and four big integers a file on either side.
 */
export interface KnownFilesWire {
  /** The folders, one for each run of files that come one after the other; a folder may come again. */
  readonly folders: readonly string[];
  /** The names of each run, joined by NUL, the one character no name contains. */
  readonly names: readonly string[];
  /** Blocks of a slot table: size, mtimeNs, ctimeNs and ino of each file in the order of the names. */
  readonly numbers: readonly BigInt64Array<ArrayBuffer>[];
}

/** Packs the known files whose folder counts. Inode numbers are unsigned 64-bit and keep all their bits. */
export function packKnownFiles(
  files: Iterable<KnownFile>,
  rules: PathRules,
  counts: (file: KnownFile, folder: string) => boolean = () => true,
): KnownFilesWire {
  const folders: string[] = [];
  const names: string[] = [];
  const numbers: BigInt64Array<ArrayBuffer>[] = [];
  let block: BigInt64Array<ArrayBuffer> | undefined;
  let filled = 0;
  let folder: string | null = null;
  let mine = false;
  let run: string[] = [];
  const endRun = (): void => {
    if (folder !== null && run.length > 0) {
      folders.push(folder);
      names.push(run.join('\0'));
      run = [];
    }
  };
  for (const file of files) {
    const at = splitPath(file.path, rules);
    if (at.folder !== folder) {
      endRun();
      ({ folder } = at);
      mine = counts(file, folder);
    }
    if (!mine) continue;
    run.push(at.name);
    if (block === undefined || filled === block.length) {
      numbers.push((block = new BigInt64Array(blockSlots * 4)));
      filled = 0;
    }
    block[filled] = BigInt(file.size);
    block[filled + 1] = file.mtimeNs;
    block[filled + 2] = file.ctimeNs ?? unknownNumber;
    // the array keeps the low 64 bits, which is all an inode number has
    block[filled + 3] = file.ino ?? unknownNumber;
    filled += 4;
  }
  endRun();
  return { folders, names, numbers };
}
