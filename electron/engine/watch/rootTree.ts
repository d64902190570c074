import { classify, skipsFolder, type FileKind } from './classify.ts';
import { joinPath, newFolder, splitPath, type Folder } from './folderTable.ts';
import type { KnownFilesWire } from './knownFilesWire.ts';
import { nameKey, pathKey } from '../platform/pathKey.ts';
import type { FileStamp } from './settle.ts';
import { diskErrorCode, type DiskEntry, type DiskStat } from './watchDisk.ts';
import { seedFolders, type SeededFolder } from './seededFolders.ts';
import type { SlotTable } from './slotTable.ts';
import { newPass, type Pass, type TreeHost } from './pass.ts';
import type { Look } from './scannerTypes.ts';
import type { RootState, WatchReport, WatchRoot } from './watchTypes.ts';

/** Notes remembered so that each is told once, not at every scan. */
const maxToldNotes = 1_000;

/** Inode, device and birth: an inode number alone is reused at once on ext4. */
const identityOf = (stat: DiskStat): string => `${stat.dev}:${stat.ino}:${stat.birthtimeNs}`;

/** Codes that say "nothing is there" rather than "it cannot be seen". */
const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** The table of one root (folders, files as last seen, watches) and how it is compared with the disk. */
export class RootTree {
  readonly root: WatchRoot;
  readonly top: Folder;
  state: RootState;
  reason: string | null;
  /** Known project files and listing candidates. */
  files = 0;
  folders = 1;
  readonly #host: TreeHost;
  /** Inode numbers over the network are not to be trusted: some servers make them up anew each time. */
  readonly #useIno: boolean;
  readonly #slots: SlotTable;
  readonly #seeded: Map<string, SeededFolder>;
  readonly #told = new Set<string>();
  #excluded: ReadonlySet<string> = new Set();
  #passes = 0;
  #entries = 0;

  constructor(root: WatchRoot, known: KnownFilesWire, host: TreeHost) {
    this.root = root;
    this.#host = host;
    this.#useIno = root.kind === 'local';
    this.state = root.kind === 'share' ? 'polling' : 'watching';
    this.reason = root.kind === 'share' ? 'share' : null;
    const { folders, slots } = seedFolders(known, host.disk.rules, this.#useIno);
    this.#seeded = folders;
    this.#slots = slots;
    for (const { files } of this.#seeded.values())
      for (const key of files.keys()) this.#count(classify(key), 1);
    this.top = newFolder(root.path, null);
    this.top.files = this.#takeSeeded(root.path);
  }

  /** Folders that are roots of their own are left out; what was known in them is forgotten without a word. */
  exclude(paths: readonly string[]): void {
    const { rules } = this.#host.disk;
    this.#excluded = new Set(paths.map((path) => pathKey(path, rules)));
    for (const path of paths) {
      const folder = this.nearest(path);
      if (this.#key(folder.path) === pathKey(path, rules) && folder !== this.top) this.#drop(folder, null);
    }
  }

  /** The folder of this path, or the nearest known one above it. */
  nearest(path: string): Folder {
    const { rules } = this.#host.disk;
    const rest = pathKey(path, rules).slice(pathKey(this.root.path, rules).length);
    let folder = this.top;
    for (const key of rest.split(rules === 'windows' ? '\\' : '/')) {
      if (key === '') continue;
      const below = folder.folders?.get(key);
      if (below === undefined) break;
      folder = below;
    }
    return folder;
  }

  begin(full: boolean): Pass {
    this.#passes += 1;
    return newPass(this.#passes, full);
  }

  /** Whether the root is there; otherwise the pass is lost. Another folder in its place gets new watches throughout. */
  checkRoot(pass: Pass): boolean {
    try {
      const stat = this.#host.disk.stat(this.root.path);
      // A root that is itself a link was chosen by the user: that one link is followed, by reading it.
      if (stat === null || (stat.type !== 'folder' && stat.type !== 'link')) pass.lost = 'root-missing';
      else if (this.top.identity !== null && this.top.identity !== identityOf(stat)) {
        this.closeWatches();
        this.top.identity = null;
      }
    } catch (error) {
      pass.lost = diskErrorCode(error).toLowerCase();
    }
    return pass.lost === null;
  }

  /** Compares one folder with the disk. Returns the folders below it that must be scanned in this pass, too. */
  scanFolder(folder: Folder, pass: Pass): Folder[] {
    const next: Folder[] = [];
    // The watch comes first: what appears after it makes an event, what was there before is read now.
    this.#watch(folder);
    let entries: readonly DiskEntry[];
    try {
      entries = this.#host.disk.readFolder(folder.path);
    } catch (error) {
      this.#unreadable(folder, diskErrorCode(error), pass);
      return next;
    }
    if (folder === this.top) {
      const identity = this.#identity(folder.path);
      const knew = this.#entries > 0;
      if (entries.length === 0 && knew && (folder.identity === null || folder.identity !== identity)) {
        // An unmounted volume leaves its mount point behind, empty: that is not the user deleting everything.
        pass.lost = 'root-empty';
        return next;
      }
      folder.identity = identity;
    }
    folder.due = false;
    for (const entry of entries) {
      const type = entry.type === 'link' ? this.#behindLink(folder, entry.name) : entry.type;
      if (type === 'folder') this.#meetFolder(folder, entry.name, pass, next);
      else if (type === 'file') this.#meetFile(folder, entry.name, pass);
    }
    if (folder.files !== null) {
      for (const [key, slot] of folder.files) {
        const seen = this.#slots.pass(slot);
        if (seen !== pass.number) pass.goneFiles.push({ folder, key, slot, seen });
      }
    }
    if (folder.folders !== null) {
      for (const below of folder.folders.values()) {
        if (below.pass !== pass.number) pass.goneFolders.push({ folder: below, seen: below.pass });
      }
    }
    return next;
  }

  /** Looks at single files; every path of a kind Elo knows gets an answer. */
  look(paths: readonly string[]): Look[] {
    const { rules } = this.#host.disk;
    const pass = this.begin(false);
    for (const path of paths) {
      const { folder: folderPath, name } = splitPath(path, rules);
      const kind = classify(name);
      if (kind === null) continue;
      const folder = this.nearest(folderPath);
      const here = this.#key(folder.path) === pathKey(folderPath, rules);
      const saw =
        this.state === 'suspended'
          ? 'busy'
          : here
            ? this.#lookAtFile(folder, name, path, kind, pass, true)
            : this.#probe(path);
      if (saw === 'busy') pass.looks.push({ saw, rootId: this.root.rootId, path, kind });
      else if (saw === 'nothing') {
        // Nothing is only believed while the root itself is there.
        if (this.#rootChanged()) pass.looks.push({ saw: 'busy', rootId: this.root.rootId, path, kind });
        else if (here) this.#vanished(folder, name, path, kind, pass);
        else pass.looks.push({ saw, rootId: this.root.rootId, path, kind, known: false });
      }
    }
    return pass.looks;
  }

  /** Ends a pass: applies what vanished, unless the root is lost. The looks are complete then. */
  commit(pass: Pass): void {
    if (pass.lost === null && pass.full) this.#dropLeftoverSeeds(pass);
    const vanished = pass.goneFiles.length > 0 || pass.goneFolders.length > 0;
    if (pass.lost === null && vanished && this.#rootChanged()) pass.lost = 'root-missing';
    if (pass.lost !== null) return;
    for (const { folder, key, slot, seen } of pass.goneFiles) {
      // Seen again by another pass meanwhile: not gone.
      if (folder.removed || folder.files?.get(key) !== slot || this.#slots.pass(slot) !== seen) continue;
      folder.files.delete(key);
      this.#forget(folder, key, slot, pass);
    }
    for (const { folder, seen } of pass.goneFolders) {
      if (!folder.removed && folder.pass === seen) this.#drop(folder, pass);
    }
  }

  /** An event named this entry of the folder: if it is a folder, it may be another one by now and is scanned with all below it. */
  doubt(folder: Folder, name: string): void {
    const below = folder.folders?.get(nameKey(name, this.#host.disk.rules));
    if (below !== undefined) this.closeWatches(below);
  }

  closeWatches(folder: Folder = this.top): void {
    folder.watch?.();
    folder.watch = null;
    folder.due = true;
    if (folder.folders !== null) for (const below of folder.folders.values()) this.closeWatches(below);
  }

  #key(path: string): string {
    return pathKey(path, this.#host.disk.rules);
  }

  #count(kind: FileKind | null, by: 1 | -1): void {
    this.#entries += by;
    if (kind !== 'backup') this.files += by;
  }

  #takeSeeded(path: string): Map<string, number> | null {
    if (this.#seeded.size === 0) return null;
    // made of the root's tidy path and names of the disk: nothing to tidy
    const key = nameKey(path, this.#host.disk.rules);
    const group = this.#seeded.get(key);
    this.#seeded.delete(key);
    return group?.files ?? null;
  }

  /** Files of the ledger in folders that are not there any more; those below an unreadable folder stay. */
  #dropLeftoverSeeds(pass: Pass): void {
    const unread = [...pass.unread];
    for (const [key, group] of this.#seeded) {
      if (
        unread.some(
          (above) =>
            key.startsWith(above) && (key.length === above.length || /[\\/]/.test(key.charAt(above.length))),
        )
      )
        continue;
      this.#seeded.delete(key);
      const folder = newFolder(group.path, this.top);
      folder.files = group.files;
      for (const [name, slot] of group.files)
        pass.goneFiles.push({ folder, key: name, slot, seen: this.#slots.pass(slot) });
    }
  }

  #identity(path: string): string | null {
    try {
      const stat = this.#host.disk.stat(path);
      return stat === null ? null : identityOf(stat);
    } catch {
      return null;
    }
  }

  #rootChanged(): boolean {
    const identity = this.#identity(this.root.path);
    return (
      identity === null || (this.#useIno && this.top.identity !== null && identity !== this.top.identity)
    );
  }

  #watch(folder: Folder): void {
    const { disk } = this.#host;
    if (this.state !== 'watching' || folder.watch !== null) return;
    if (disk.watchesTrees && folder !== this.top) return;
    try {
      folder.watch = disk.watch(
        folder.path,
        (type, name) => {
          if (!folder.removed) this.#host.onEvent(folder, type, name);
        },
        (code) => {
          if (!folder.removed) this.#host.onWatchError(folder, code);
        },
      );
      if (folder !== this.top) folder.identity = this.#identity(folder.path);
    } catch (error) {
      const code = diskErrorCode(error);
      if (!absent.has(code)) this.#host.onWatchError(folder, code);
    }
  }

  #tellOnce(report: WatchReport & { readonly path: string }): void {
    const key = `${report.code} ${report.path}`;
    if (this.#told.has(key)) return;
    if (this.#told.size >= maxToldNotes) this.#told.clear();
    this.#told.add(key);
    this.#host.report(report);
  }

  #unreadable(folder: Folder, code: string, pass: Pass): void {
    const { path } = folder;
    if (folder === this.top) pass.lost = absent.has(code) ? 'root-missing' : code.toLowerCase();
    else if (absent.has(code)) pass.goneFolders.push({ folder, seen: folder.pass });
    else {
      pass.unread.add(this.#key(path));
      this.#tellOnce({ code: 'folder-unreadable', path, rootId: this.root.rootId, detail: code });
    }
  }

  /** Links and junctions are not followed: what they lead to is seen at its own place or lies outside the root. */
  #behindLink(folder: Folder, name: string): DiskEntry['type'] {
    try {
      // Windows lists files of cloud drives and deduplicated volumes like links; asked directly it tells the truth.
      return this.#host.disk.stat(joinPath(folder.path, name, this.#host.disk.rules))?.type ?? 'other';
    } catch {
      return 'other';
    }
  }

  #meetFolder(folder: Folder, name: string, pass: Pass, next: Folder[]): void {
    if (skipsFolder(name)) return;
    const { disk, limits } = this.#host;
    const key = nameKey(name, disk.rules);
    const known = folder.folders?.get(key);
    if (known !== undefined) {
      if (known.pass === pass.number) return; // two names with one key: the first counts
      known.pass = pass.number;
      if (pass.full && known.watch !== null && known.identity !== this.#identity(known.path))
        this.closeWatches(known);
      if (pass.full || known.due) next.push(known);
      return;
    }
    const path = joinPath(folder.path, name, disk.rules);
    if (this.#excluded.size > 0 && this.#excluded.has(this.#key(path))) return;
    if (folder.depth >= limits.depth) {
      this.#tellOnce({ code: 'too-deep', path, rootId: this.root.rootId });
      return;
    }
    if (!this.#hasRoom()) return;
    const below = newFolder(path, folder);
    below.pass = pass.number;
    below.files = this.#takeSeeded(path);
    (folder.folders ??= new Map<string, Folder>()).set(key, below);
    this.#entries += 1;
    this.folders += 1;
    next.push(below);
  }

  #hasRoom(): boolean {
    if (this.#entries < this.#host.limits.entries) return true;
    this.#tellOnce({ code: 'too-many-entries', path: this.root.path, rootId: this.root.rootId });
    return false;
  }

  #meetFile(folder: Folder, name: string, pass: Pass): void {
    const kind = classify(name);
    if (kind === null) return;
    const path = joinPath(folder.path, name, this.#host.disk.rules);
    const saw = this.#lookAtFile(folder, name, path, kind, pass, false);
    if (saw === 'busy') pass.looks.push({ saw, rootId: this.root.rootId, path, kind });
  }

  /** Compares one file with its slot and notes what is new; `always` notes what is not new, too. */
  #lookAtFile(
    folder: Folder,
    name: string,
    path: string,
    kind: FileKind,
    pass: Pass,
    always: boolean,
  ): 'file' | 'nothing' | 'busy' {
    const { disk } = this.#host;
    const slots = this.#slots;
    let key = nameKey(name, disk.rules);
    let slot = folder.files?.get(key);
    // Two names with one key in one folder (possible on case-sensitive volumes): the second goes by its exact name.
    if (slot !== undefined && slots.pass(slot) === pass.number && slots.name(slot, key) !== name)
      slot = folder.files?.get((key = `\0${name}`));
    let stat: DiskStat | null;
    try {
      stat = disk.stat(path);
    } catch {
      if (slot !== undefined) slots.mark(slot, pass.number);
      return 'busy';
    }
    if (stat?.type !== 'file') return 'nothing';
    const { size, mtimeNs, ctimeNs } = stat;
    const stamp: FileStamp = { size, mtimeNs, ctimeNs, ino: this.#useIno ? stat.ino : 0n };
    const known = slot !== undefined;
    const same = slot !== undefined && slots.same(slot, stamp);
    if (slot === undefined) {
      if (!this.#hasRoom()) return 'file';
      slot = slots.add(key, name, stamp, pass.number);
      (folder.files ??= new Map<string, number>()).set(key, slot);
      this.#count(kind, 1);
    } else {
      slots.mark(slot, pass.number);
      slots.rename(slot, key, name);
      slots.set(slot, stamp);
    }
    if (always || !same) pass.looks.push({ saw: 'file', rootId: this.root.rootId, path, kind, stamp, known });
    return 'file';
  }

  /** A single look found nothing where the slot was. */
  #vanished(folder: Folder, name: string, path: string, kind: FileKind, pass: Pass): void {
    const key = nameKey(name, this.#host.disk.rules);
    const slot = folder.files?.get(key);
    if (slot === undefined)
      pass.looks.push({ saw: 'nothing', rootId: this.root.rootId, path, kind, known: false });
    else {
      folder.files?.delete(key);
      this.#forget(folder, key, slot, pass);
    }
  }

  /** A path outside every known folder: its folder vanished, or is new and a scan will find it. */
  #probe(path: string): 'nothing' | 'busy' {
    try {
      return this.#host.disk.stat(path) === null ? 'nothing' : 'busy';
    } catch {
      return 'busy';
    }
  }

  #forget(folder: Folder, key: string, slot: number, pass: Pass | null): void {
    const name = this.#slots.name(slot, key);
    const kind = classify(name);
    this.#slots.free(slot);
    this.#count(kind, -1);
    const path = joinPath(folder.path, name, this.#host.disk.rules);
    if (kind !== null)
      pass?.looks.push({ saw: 'nothing', rootId: this.root.rootId, path, kind, known: true });
  }

  #drop(folder: Folder, pass: Pass | null): void {
    folder.removed = true;
    folder.watch?.();
    folder.watch = null;
    if (folder.files !== null) for (const [key, slot] of folder.files) this.#forget(folder, key, slot, pass);
    if (folder.folders !== null) for (const below of folder.folders.values()) this.#drop(below, pass);
    folder.parent?.folders?.delete(
      nameKey(splitPath(folder.path, this.#host.disk.rules).name, this.#host.disk.rules),
    );
    this.#entries -= 1;
    this.folders -= 1;
  }

  /** From now on by scans alone. */
  poll(reason: string): void {
    this.closeWatches();
    this.state = 'polling';
    this.reason = reason;
  }
}
