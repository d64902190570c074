import { nameKey, pathKey, type PathRules } from '../platform/pathKey.ts';
import type { Stop } from '../../../shared/domain/clock.ts';

/** A known folder. */
export interface Folder {
  readonly path: string;
  readonly parent: Folder | null;
  readonly depth: number;
  folders: Map<string, Folder> | null;
  /** Slots by name key. */
  files: Map<string, number> | null;
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

/** Where tidying would change something: doubled separators, `.` and `..` as names, one at the end. */
const untidyPosix = /\/\/|\/\.{1,2}(?:\/|$)|.\/$/;
const untidyWindows = /\/|\\\\|\\\.{1,2}(?:\\|$)|\\$/;
const fromDrive = /^[a-z]:\\/i;

/** The key of a path, as `pathKey`, without tidying what is tidy: a start asks for the keys of thousands of folders. */
export function tidyPathKey(path: string, rules: PathRules): string {
  const tidy =
    rules === 'windows'
      ? fromDrive.test(path) && !untidyWindows.test(path)
      : path.startsWith('/') && !untidyPosix.test(path);
  return tidy ? nameKey(path, rules) : pathKey(path, rules);
}

/** A path as its folder and its last name. */
export function splitPath(
  path: string,
  rules: PathRules,
): { readonly folder: string; readonly name: string } {
  const cut = Math.max(path.lastIndexOf('/'), rules === 'windows' ? path.lastIndexOf('\\') : -1);
  // The separator after a drive or at the start belongs to the folder: `C:` alone would mean the drive's current folder.
  const top = cut === 0 || (rules === 'windows' && /^[a-z]:$/i.test(path.slice(0, cut)));
  return { folder: path.slice(0, top ? cut + 1 : Math.max(cut, 0)), name: path.slice(cut + 1) };
}
