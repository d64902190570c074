import { classify } from './classify.ts';
import { createSlotTable, unknownNumber, type SlotTable } from './slotTable.ts';
import { tidyPathKey } from './folderTable.ts';
import { nameKey, type PathRules } from '../platform/pathKey.ts';
import type { KnownFilesWire } from './knownFilesWire.ts';

/** The ledger's files of one folder that was not met on the disk yet. */
export interface SeededFolder {
  readonly path: string;
  /** Slots by name key. */
  readonly files: Map<string, number>;
}

/** The ledger's files as the table of a root begins with them. */
export interface Seeded {
  /** By folder key. */
  readonly folders: Map<string, SeededFolder>;
  readonly slots: SlotTable;
}

/**
 * Takes in what the ledger knows; its blocks become the table's own. Names no reader cares about are left out, and of
 * two rows for one name the later counts. Without `useIno` inode numbers are not compared.
 */
export function seedFolders(known: KnownFilesWire, rules: PathRules, useIno: boolean): Seeded {
  const folders = new Map<string, SeededFolder>();
  const runs = known.names.map((names) => names.split('\0'));
  const slots = createSlotTable(
    known.numbers,
    runs.reduce((sum, { length }) => sum + length, 0),
  );
  if (!useIno) {
    for (const block of known.numbers) for (let i = 3; i < block.length; i += 4) block[i] = unknownNumber;
  }
  let slot = 0;
  for (const [run, names] of runs.entries()) {
    const path = known.folders[run] ?? '';
    const key = tidyPathKey(path, rules);
    let group = folders.get(key);
    if (group === undefined) folders.set(key, (group = { path, files: new Map<string, number>() }));
    const { files } = group;
    for (const name of names) {
      if (classify(name) === null) slots.free(slot);
      else {
        const nameIn = nameKey(name, rules);
        const was = files.get(nameIn);
        if (was !== undefined) slots.free(was);
        files.set(nameIn, slot);
        slots.rename(slot, nameIn, name);
      }
      slot += 1;
    }
  }
  return { folders, slots };
}
