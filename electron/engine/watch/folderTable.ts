import type { FileKind } from './classify.ts';
import { nameKey, pathKey, type PathRules } from './pathKey.ts';
import type { FileStamp } from './settle.ts';
import type { KnownFile } from './watchTypes.ts';
import { classify } from './classify.ts';
import type { Stop } from '../../../shared/domain/clock.ts';

/** A known file as last seen. Null fields are not known and not compared. */
export interface Slot {
  name: string;
  readonly kind: FileKind;
  size: number;
  mtimeNs: bigint;
  ctimeNs: bigint | null;
  ino: bigint | null;
  /** The pass that saw it last. */
  pass: number;
}

/** A known folder. */
export interface Folder {
  readonly path: string;
  readonly parent: Folder | null;
  readonly depth: number;
  folders: Map<string, Folder> | null;
  files: Map<string, Slot> | null;
  /** Which folder it was when its watch was set (device, inode, birth); null before. */
  identity: string | null;
  watch: Stop | null;
  /** The pass that last met it in its parent. */
  pass: number;
  /** To be scanned in the next pass that meets it: it is new or its watch was closed. */
  due: boolean;
  removed: boolean;
  /** Monotonic ms before which events do not lead to another scan of it. */
  notBefore: number;
}

/** A folder nothing is known of yet. */
export function newFolder(path: string, parent: Folder | null): Folder {
  return {
    path,
    parent,
    depth: parent === null ? 0 : parent.depth + 1,
    folders: null,
    files: null,
    identity: null,
    watch: null,
    pass: 0,
    due: true,
    removed: false,
    notBefore: 0,
  };
}

/** `folder` and `name` as one path, with the separator the folder is written with. */
export function joinPath(folder: string, name: string, rules: PathRules): string {
  const sep = rules === 'windows' ? '\\' : '/';
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** A path as its folder and its last name. */
export function splitPath(
  path: string,
  rules: PathRules,
): { readonly folder: string; readonly name: string } {
  const cut = Math.max(path.lastIndexOf('/'), rules === 'windows' ? path.lastIndexOf('\\') : -1);
  return { folder: path.slice(0, Math.max(cut, 1)), name: path.slice(cut + 1) };
}

/** Whether a look saw what the slot holds. */
export function sameAsSlot(slot: Slot, stamp: FileStamp): boolean {
  return (
    slot.mtimeNs === stamp.mtimeNs &&
    slot.size === stamp.size &&
    (slot.ctimeNs === null || slot.ctimeNs === stamp.ctimeNs) &&
    (slot.ino === null || slot.ino === stamp.ino)
  );
}

/** The ledger's files of one folder that was not met on the disk yet. */
export interface SeededFolder {
  readonly path: string;
  readonly files: Map<string, Slot>;
}

/** The ledger's files by folder key; names no reader cares about are left out. */
export function seedFolders(
  known: readonly KnownFile[],
  rules: PathRules,
  useIno: boolean,
): Map<string, SeededFolder> {
  const groups = new Map<string, SeededFolder>();
  let lastFolder: string | null = null;
  let last: SeededFolder | null = null;
  for (const file of known) {
    const { folder, name } = splitPath(file.path, rules);
    const kind = classify(name);
    if (kind === null) continue;
    if (last === null || folder !== lastFolder) {
      const key = pathKey(folder, rules);
      last = groups.get(key) ?? { path: folder, files: new Map<string, Slot>() };
      groups.set(key, last);
      lastFolder = folder;
    }
    const { size, mtimeNs, ctimeNs = null, ino = null } = file;
    last.files.set(nameKey(name, rules), {
      name,
      kind,
      size,
      mtimeNs,
      ctimeNs,
      ino: useIno ? ino : null,
      pass: 0,
    });
  }
  return groups;
}
