import type { FileStamp } from './settle.ts';

/**
 * Files as last seen, as numbers in blocks: 36 bytes a file where objects with bigints took 250, which at 100,000 files
 * is the difference between 4 and 25 MB. A slot is named by its index.
 */
export interface SlotTable {
  /** `key` is the name's key in its folder; the name itself is only kept where it is spelled differently. */
  add(key: string, name: string, stamp: FileStamp, pass: number): number;
  name(slot: number, key: string): string;
  /** The file is spelled so now. */
  rename(slot: number, key: string, name: string): void;
  /** Gives the slot back; its index may be used again. */
  free(slot: number): void;
  /** Takes in a new stamp. */
  set(slot: number, stamp: FileStamp): void;
  /** Whether a look saw what the slot holds. */
  same(slot: number, stamp: FileStamp): boolean;
  /** The pass that saw the file last. */
  pass(slot: number): number;
  mark(slot: number, pass: number): void;
}

/** Files a block. 4,096 × 36 bytes = 144 KB: small roots stay small. */
export const blockSlots = 4_096;

/** Stands for a time or inode number that is not known and not compared: one nobody has. */
export const unknownNumber = -(2n ** 63n);

/**
 * Makes a table. `known` are blocks filled elsewhere (size, mtimeNs, ctimeNs, ino of each file), whose first `taken`
 * slots are taken and were seen in no pass yet; the table writes to them from now on.
 */
export function createSlotTable(known: readonly BigInt64Array[] = [], taken = 0): SlotTable {
  const stamps: BigInt64Array[] = [...known];
  const passes: Uint32Array[] = known.map(() => new Uint32Array(blockSlots));
  const names = new Map<number, string>();
  const free: number[] = [];
  let length = taken;

  const block = (slot: number): BigInt64Array =>
    stamps[Math.floor(slot / blockSlots)] ?? new BigInt64Array(0);
  const at = (slot: number): number => (slot % blockSlots) * 4;

  function write(slot: number, stamp: FileStamp): void {
    const numbers = block(slot);
    const i = at(slot);
    numbers[i] = BigInt(stamp.size);
    numbers[i + 1] = stamp.mtimeNs;
    numbers[i + 2] = stamp.ctimeNs;
    // the array keeps the low 64 bits, which is all an inode number has
    numbers[i + 3] = stamp.ino;
  }

  function mark(slot: number, pass: number): void {
    const numbers = passes[Math.floor(slot / blockSlots)];
    if (numbers !== undefined) numbers[slot % blockSlots] = pass;
  }

  function rename(slot: number, key: string, name: string): void {
    if (name !== key) names.set(slot, name);
    else if (names.size > 0) names.delete(slot);
  }

  return {
    add(key, name, stamp, pass) {
      const slot = free.pop() ?? length;
      if (slot === length) {
        if (length % blockSlots === 0) {
          stamps.push(new BigInt64Array(blockSlots * 4));
          passes.push(new Uint32Array(blockSlots));
        }
        length += 1;
      }
      write(slot, stamp);
      mark(slot, pass);
      rename(slot, key, name);
      return slot;
    },
    free: (slot) => {
      mark(slot, 0);
      names.delete(slot);
      free.push(slot);
    },
    name: (slot, key) => names.get(slot) ?? key,
    rename,
    set: write,
    same(slot, stamp) {
      const numbers = block(slot);
      const i = at(slot);
      const ctime = numbers[i + 2];
      const ino = numbers[i + 3];
      return (
        numbers[i + 1] === stamp.mtimeNs &&
        numbers[i] === BigInt(stamp.size) &&
        (ctime === unknownNumber || ctime === stamp.ctimeNs) &&
        (ino === unknownNumber || ino === BigInt.asIntN(64, stamp.ino))
      );
    },
    pass: (slot) => passes[Math.floor(slot / blockSlots)]?.[slot % blockSlots] ?? 0,
    mark,
  };
}
