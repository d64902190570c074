import type { Places } from '../../electron/engine/history/placeState.ts';
import type { OpenFileStat, ReadableFiles } from '../../electron/engine/history/readSettled.ts';
import type { DiskEntry, DiskStat, WatchDisk } from '../../electron/engine/watch/watchDisk.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Dice } from './dice.ts';
import { sha256Of } from './library.ts';
import type { Life } from './life.ts';

/** How a folder the user watches is away: nothing there · its mount point alone · a code of the system on every call. */
export type Away = 'missing' | 'empty' | 'EIO' | 'EACCES';

/** A watched place of the machine. */
export interface DiskRoot {
  readonly path: string;
  readonly kind: 'local' | 'share';
  /** Milliseconds between two times its file system can tell apart. */
  readonly tickMs: number;
}

/** Hears of every change of a file, before and after it. `sha256` null: there is no file any more. */
export interface DiskListener {
  /** What lies there now will be something else in a moment. */
  before(path: string): void;
  after(path: string, sha256: string | null): void;
}

interface Entry {
  readonly type: 'file' | 'folder';
  bytes: Uint8Array;
  mtimeNs: bigint;
  ctimeNs: bigint;
  readonly birthtimeNs: bigint;
  readonly ino: bigint;
  readonly children: Map<string, Entry>;
  locked: boolean;
}

interface Root extends DiskRoot {
  readonly dev: bigint;
  readonly top: Entry;
  readonly mountPoint: Entry;
  away: Away | null;
}

interface Watching {
  readonly path: string;
  readonly folder: Entry;
  readonly onEvent: (type: 'rename' | 'change', name: string | null) => void;
  readonly onError: (code: string) => void;
  readonly life: Life;
}

/** The machine's disk: bytes, times and numbers of files, roots that go away, locks, lost events. */
export interface SimulatedDisk {
  /** As an engine's watcher sees it. */
  watchDisk(life: Life): WatchDisk;
  /** As an engine's reader sees it. */
  files(life: Life): ReadableFiles;
  /** As whoever asks where a file has gone sees it. */
  readonly places: Places;

  /** What editors do. All of them work on the root itself, also while it is away for this machine. */
  exists(path: string): boolean;
  bytesOf(path: string): Uint8Array;
  /** An empty file; what lay there is emptied in place. */
  create(path: string): void;
  append(path: string, bytes: Uint8Array): void;
  /** In place; what lay there stays around it. */
  overwrite(path: string, offset: number, bytes: Uint8Array): void;
  /** Over whatever lies there. Across roots it is a copy and a removal. */
  rename(from: string, to: string): void;
  copy(from: string, to: string, keepTimes: boolean): void;
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Sets the modification time, as programs that unpack or restore do. */
  setModified(path: string, mtimeNs: bigint): void;
  modifiedNs(path: string): bigint;
  /** Paths of files below all roots (or one), in order. */
  list(root?: string): string[];

  setAway(root: string, away: Away | null): void;
  isAway(root: string): boolean;
  setLocked(path: string, locked: boolean): void;
  isLocked(path: string): boolean;
  /** Share of events that get lost. */
  setEventLoss(share: number): void;
  /** No more watches may be set, and those set fail. */
  setWatchesOut(out: boolean): void;
  /** Runs once, in the middle of the next read of this file. */
  atNextRead(path: string, run: () => void): void;
  readonly roots: readonly DiskRoot[];
  rootOf(path: string): DiskRoot;
  /** Whether this very content ever lay on the disk, finished or not. */
  everHeld(sha256: string): boolean;
}

const systemError = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });

const never = (): never => {
  throw new RangeError('no such place on the simulated disk');
};

/** Events reach a program within some milliseconds; the kernel keeps their order. */
const longestEventDelayMs = 20;

export function createSimulatedDisk(options: {
  readonly roots: readonly DiskRoot[];
  readonly clock: Clock;
  readonly dice: Dice;
  readonly watchesTrees: boolean;
  readonly listener: DiskListener;
}): SimulatedDisk {
  const { clock, dice, listener } = options;
  let numbers = 1_000n;
  let eventLoss = 0;
  let watchesOut = false;
  let lastEventAt = 0;
  const watches = new Set<Watching>();
  const held = new Set<string>();
  const handles = new Map<
    number,
    { readonly entry: Entry; readonly path: string; at: number; reads: number }
  >();
  const interruptions = new Map<string, () => void>();
  let nextHandle = 3;

  const tick = (root: DiskRoot): bigint => {
    const ms = Math.floor(clock.now() / root.tickMs) * root.tickMs;
    // Fine file systems never show whole seconds; coarse ones always do.
    return BigInt(ms) * 1_000_000n + (root.tickMs < 1_000 ? 123_457n : 0n);
  };
  const newEntry = (type: Entry['type'], root: DiskRoot): Entry => {
    const now = tick(root);
    numbers += 1n;
    return {
      type,
      bytes: new Uint8Array(0),
      mtimeNs: now,
      ctimeNs: now,
      birthtimeNs: BigInt(Math.round(clock.now())) * 1_000_000n,
      ino: numbers,
      children: new Map(),
      locked: false,
    };
  };
  const roots: Root[] = options.roots.map((root, index) => ({
    ...root,
    dev: BigInt(index + 1),
    top: newEntry('folder', root),
    mountPoint: newEntry('folder', root),
    away: null,
  }));

  const rootOf = (path: string): Root =>
    roots.find((root) => path === root.path || path.startsWith(`${root.path}/`)) ?? never();
  const split = (path: string): readonly [folder: string, name: string] => {
    const cut = path.lastIndexOf('/');
    return [path.slice(0, cut), path.slice(cut + 1)];
  };
  const find = (path: string): Entry | undefined => {
    const root = rootOf(path);
    let entry: Entry | undefined = root.top;
    for (const name of path.slice(root.path.length).split('/')) {
      if (name !== '') entry = entry?.children.get(name);
    }
    return entry;
  };
  const file = (path: string): Entry => {
    const entry = find(path);
    if (entry?.type !== 'file') throw systemError('ENOENT', 'open');
    return entry;
  };
  const folderOf = (path: string): Entry => {
    const entry = find(split(path)[0]);
    if (entry?.type !== 'folder') throw systemError('ENOENT', 'open');
    return entry;
  };

  /** What the engine finds at a path now, in spite of roots that are away. */
  const seen = (path: string, syscall: string): Entry | undefined => {
    const root = rootOf(path);
    if (root.away === null) return find(path);
    if (root.away === 'missing') return undefined;
    if (root.away === 'empty') return path === root.path ? root.mountPoint : undefined;
    throw systemError(root.away, syscall);
  };

  const tell = (path: string, type: 'rename' | 'change'): void => {
    if (rootOf(path).away !== null) return;
    const [folderPath] = split(path);
    const folder = find(folderPath);
    for (const watching of watches) {
      const direct = watching.folder === folder;
      if (!direct && !(options.watchesTrees && path.startsWith(`${watching.path}/`))) continue;
      if (dice.chance(eventLoss)) continue;
      const name = dice.chance(eventLoss / 4) ? null : path.slice(watching.path.length + 1);
      lastEventAt = Math.max(lastEventAt, clock.monotonic() + dice.integer(0, longestEventDelayMs));
      const deliver = (): void => {
        if (watches.has(watching) && !watching.life.dead) watching.onEvent(type, name);
      };
      clock.after(lastEventAt - clock.monotonic(), deliver);
    }
  };

  const changed = (path: string, entry: Entry | null): void => {
    const sha256 = entry === null ? null : sha256Of(entry.bytes);
    if (sha256 !== null) held.add(sha256);
    listener.after(path, sha256);
  };
  const written = (path: string, entry: Entry, bytes: Uint8Array): void => {
    listener.before(path);
    entry.bytes = bytes;
    entry.mtimeNs = entry.ctimeNs = tick(rootOf(path));
    changed(path, entry);
    tell(path, 'change');
  };
  const filesBelow = (path: string, entry: Entry | undefined = find(path)): string[] => {
    if (entry === undefined) return [];
    if (entry.type === 'file') return [path];
    return [...entry.children].flatMap(([name, below]) => filesBelow(`${path}/${name}`, below));
  };
  const detach = (path: string): void => {
    for (const each of filesBelow(path)) listener.before(each);
    const gone = filesBelow(path);
    folderOf(path).children.delete(split(path)[1]);
    for (const each of gone) changed(each, null);
  };
  const attach = (path: string, entry: Entry): void => {
    const folder = folderOf(path);
    const name = split(path)[1];
    if (folder.children.has(name)) detach(path);
    folder.children.set(name, entry);
    for (const each of filesBelow(path)) changed(each, find(each) ?? null);
  };
  /** The same thing on another file system: a new one with the old one's content and modification time. */
  const copyOf = (entry: Entry, root: Root, keepTimes: boolean): Entry => {
    const made = newEntry(entry.type, root);
    made.bytes = entry.bytes;
    if (keepTimes) made.mtimeNs = entry.mtimeNs;
    for (const [name, below] of entry.children) made.children.set(name, copyOf(below, root, keepTimes));
    return made;
  };

  const statOf = (entry: Entry, root: Root): DiskStat => ({
    type: entry.type,
    size: entry.bytes.byteLength,
    mtimeNs: entry.mtimeNs,
    ctimeNs: entry.ctimeNs,
    birthtimeNs: entry.birthtimeNs,
    ino: entry.ino,
    dev: root.dev,
  });

  return {
    roots: options.roots,
    rootOf: (path) => rootOf(path),
    watchDisk: (life) => ({
      rules: 'posix',
      watchesTrees: options.watchesTrees,
      readFolder(path): readonly DiskEntry[] {
        life.touch('disk.readFolder');
        const entry = seen(path, 'scandir');
        if (entry === undefined) throw systemError('ENOENT', 'scandir');
        if (entry.type !== 'folder') throw systemError('ENOTDIR', 'scandir');
        return [...entry.children].map(([name, below]) => ({ name, type: below.type }));
      },
      stat(path): DiskStat | null {
        life.touch('disk.stat');
        const entry = seen(path, 'lstat');
        return entry === undefined ? null : statOf(entry, rootOf(path));
      },
      watch(path, onEvent, onError) {
        life.touch('disk.watch');
        if (watchesOut) throw systemError('ENOSPC', 'watch');
        const folder = seen(path, 'watch');
        if (folder?.type !== 'folder') throw systemError('ENOENT', 'watch');
        const watching: Watching = { path, folder, onEvent, onError, life };
        watches.add(watching);
        return () => watches.delete(watching);
      },
    }),
    files: (life) => ({
      open(path) {
        life.touch('file.open');
        const entry = seen(path, 'open');
        if (entry === undefined) throw systemError('ENOENT', 'open');
        if (entry.type === 'folder') throw systemError('EISDIR', 'read');
        if (entry.locked) throw systemError('EBUSY', 'open');
        nextHandle += 1;
        handles.set(nextHandle, { entry, path, at: 0, reads: 0 });
        return nextHandle;
      },
      stat(handle): OpenFileStat {
        const { entry } = handles.get(handle) ?? never();
        const { ino, mtimeNs, ctimeNs } = entry;
        return {
          isFile: () => entry.type === 'file',
          ino,
          mtimeNs,
          ctimeNs,
          size: BigInt(entry.bytes.byteLength),
        };
      },
      read(handle, buffer, offset, length) {
        life.touch('file.read');
        const open = handles.get(handle) ?? never();
        open.reads += 1;
        if (open.reads === 2) {
          const interrupt = interruptions.get(open.path);
          interruptions.delete(open.path);
          interrupt?.();
        }
        seen(open.path, 'read');
        // In pieces, so that others can write between two of them.
        const piece = open.entry.bytes.subarray(open.at, open.at + Math.min(length, 2_048));
        buffer.set(piece, offset);
        open.at += piece.byteLength;
        return piece.byteLength;
      },
      close: (handle) => {
        handles.delete(handle);
      },
    }),
    places: {
      stat(path) {
        if (!roots.some((root) => path === root.path || path.startsWith(`${root.path}/`)))
          throw systemError('ENOENT', 'stat');
        if (seen(path, 'stat') === undefined) throw systemError('ENOENT', 'stat');
      },
      names(folder) {
        const entry = seen(folder, 'scandir');
        if (entry === undefined) throw systemError('ENOENT', 'scandir');
        return [...entry.children.keys()];
      },
    },

    exists: (path) => find(path) !== undefined,
    bytesOf: (path) => file(path).bytes,
    create(path) {
      const there = find(path);
      if (there !== undefined) {
        written(path, there, new Uint8Array(0));
        return;
      }
      attach(path, newEntry('file', rootOf(path)));
      tell(path, 'rename');
    },
    append: (path, bytes) => {
      const entry = file(path);
      written(path, entry, Buffer.concat([entry.bytes, bytes]));
    },
    overwrite: (path, offset, bytes) => {
      const entry = file(path);
      const next = Buffer.alloc(Math.max(entry.bytes.byteLength, offset + bytes.byteLength));
      next.set(entry.bytes);
      next.set(bytes, offset);
      written(path, entry, next);
    },
    rename(from, to) {
      const entry = find(from);
      if (entry === undefined) throw systemError('ENOENT', 'rename');
      const across = rootOf(from) !== rootOf(to);
      const arriving = across ? copyOf(entry, rootOf(to), true) : entry;
      detach(from);
      if (!across) entry.ctimeNs = tick(rootOf(to));
      attach(to, arriving);
      tell(from, 'rename');
      tell(to, 'rename');
    },
    copy(from, to, keepTimes) {
      const entry = file(from);
      const there = find(to);
      if (there?.type === 'file') {
        written(to, there, entry.bytes);
        if (keepTimes) there.mtimeNs = entry.mtimeNs;
        return;
      }
      attach(to, copyOf(entry, rootOf(to), keepTimes));
      tell(to, 'rename');
    },
    remove(path) {
      detach(path);
      tell(path, 'rename');
    },
    makeFolder(path) {
      if (find(path) !== undefined) return;
      attach(path, newEntry('folder', rootOf(path)));
      tell(path, 'rename');
    },
    setModified(path, mtimeNs) {
      const entry = file(path);
      entry.mtimeNs = mtimeNs;
      entry.ctimeNs = tick(rootOf(path));
      tell(path, 'change');
    },
    modifiedNs: (path) => file(path).mtimeNs,
    list: (root) =>
      roots
        .filter((each) => root === undefined || each.path === root)
        .flatMap((each) => filesBelow(each.path)),

    setAway(path, away) {
      const root = rootOf(path);
      for (const each of filesBelow(path)) listener.before(each);
      root.away = away;
      if (away === null) return;
      // What was watched is another mount by the time it returns; nobody says so.
      for (const watching of [...watches]) {
        if (watching.path === path || watching.path.startsWith(`${path}/`)) watches.delete(watching);
      }
    },
    isAway: (path) => rootOf(path).away !== null,
    setLocked(path, locked) {
      const entry = find(path);
      if (entry === undefined) return;
      listener.before(path);
      entry.locked = locked;
    },
    isLocked: (path) => find(path)?.locked ?? false,
    setEventLoss: (share) => {
      eventLoss = share;
    },
    setWatchesOut(out) {
      watchesOut = out;
      if (!out) return;
      for (const watching of [...watches]) {
        watches.delete(watching);
        clock.after(0, () => {
          if (!watching.life.dead) watching.onError('ENOSPC');
        });
      }
    },
    atNextRead: (path, run) => {
      interruptions.set(path, run);
    },
    everHeld: (sha256) => held.has(sha256),
  };
}
