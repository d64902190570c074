import { posix, win32 } from 'node:path';
import type { PathRules } from '../../../electron/engine/platform/pathKey.ts';
import type { DiskEntry, DiskStat, EntryType, WatchDisk } from '../../../electron/engine/watch/watchDisk.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

interface Item {
  type: EntryType;
  size: number;
  mtimeNs: bigint;
  ctimeNs: bigint;
  ino: bigint;
  error: string | null;
}

interface Watching {
  readonly path: string;
  /** What the watch hangs on, as an inode: another folder of this name is not heard. */
  readonly item: Item;
  readonly onEvent: (type: 'rename' | 'change', name: string | null) => void;
  readonly onError: (code: string) => void;
}

/** A disk in memory whose every answer the test decides. */
export interface FakeDisk extends WatchDisk {
  /** Calls of `stat` and `readFolder` so far. */
  readonly calls: { stat: number; readFolder: number };
  /** Whether events are delivered. */
  events: boolean;
  /** Watches that may still be set. */
  watchesLeft: number;
  folder(path: string): void;
  write(path: string, size: number): void;
  link(path: string): void;
  remove(path: string): void;
  /** Every call on this path throws this code until it is null again. */
  fail(path: string, code: string | null): void;
  /** Moves a file or folder with what is below it. */
  move(from: string, to: string): void;
  watched(): string[];
  /** An event of this folder's watch. */
  event(folder: string, type: 'rename' | 'change', name: string | null): void;
  error(folder: string, code: string): void;
}

export function createFakeDisk(clock: Clock, rules: PathRules = 'posix', watchesTrees = false): FakeDisk {
  const lib = rules === 'windows' ? win32 : posix;
  const items = new Map<string, Item>();
  const watches = new Set<Watching>();
  const calls = { stat: 0, readFolder: 0 };
  let inode = 100n;
  const key = (path: string): string => (rules === 'windows' ? path.toLowerCase() : path);
  const names = new Map<string, string>();
  const nowNs = (): bigint => BigInt(Math.round(clock.now() * 1_000)) * 1_000n + 1n;

  function put(path: string, type: EntryType, size: number): void {
    const was = items.get(key(path));
    names.set(key(path), path);
    if (was === undefined) {
      items.set(key(path), {
        type,
        size,
        mtimeNs: nowNs(),
        ctimeNs: nowNs(),
        ino: (inode += 1n),
        error: null,
      });
    } else Object.assign(was, { type, size, mtimeNs: nowNs(), ctimeNs: nowNs() });
    tell(path, was === undefined ? 'rename' : 'change');
  }

  function tell(path: string, type: 'rename' | 'change'): void {
    if (!disk.events) return;
    for (const watch of [...watches]) {
      if (items.get(key(watch.path)) !== watch.item) continue;
      const way = lib.relative(watch.path, path);
      const direct = way !== '' && !way.startsWith('..') && !way.includes(lib.sep);
      if (direct || (watchesTrees && way !== '' && !way.startsWith('..'))) watch.onEvent(type, way);
    }
  }

  const thrown = (code: string): Error => Object.assign(new Error(code), { code });

  function check(path: string): Item | undefined {
    for (let at = path; ; at = lib.dirname(at)) {
      const error = items.get(key(at))?.error;
      if (typeof error === 'string') throw thrown(error);
      if (at === lib.dirname(at)) break;
    }
    return items.get(key(path));
  }

  const below = (path: string): string[] =>
    [...items.keys()].filter((at) => at.startsWith(key(path) + lib.sep));

  const disk: FakeDisk = {
    rules,
    watchesTrees,
    calls,
    events: true,
    watchesLeft: Infinity,
    readFolder(path): readonly DiskEntry[] {
      calls.readFolder += 1;
      const item = check(path);
      if (item === undefined) throw thrown('ENOENT');
      if (item.type !== 'folder') throw thrown('ENOTDIR');
      return below(path)
        .filter((at) => lib.dirname(at) === key(path))
        .map((at) => ({ name: lib.basename(names.get(at) ?? at), type: items.get(at)?.type ?? 'other' }));
    },
    stat(path): DiskStat | null {
      calls.stat += 1;
      const item = check(path);
      if (item === undefined) return null;
      const { type, size, mtimeNs, ctimeNs, ino } = item;
      return { type, size, mtimeNs, ctimeNs, birthtimeNs: 0n, ino, dev: 1n };
    },
    watch(path, onEvent, onError) {
      const item = check(path);
      if (item === undefined) throw thrown('ENOENT');
      if (disk.watchesLeft <= 0) throw thrown('ENOSPC');
      disk.watchesLeft -= 1;
      const watching = { path, item, onEvent, onError };
      watches.add(watching);
      return () => {
        if (watches.delete(watching)) disk.watchesLeft += 1;
      };
    },
    folder: (path) => put(path, 'folder', 0),
    write: (path, size) => put(path, 'file', size),
    link: (path) => put(path, 'link', 0),
    remove(path) {
      for (const at of [...below(path), key(path)]) items.delete(at);
      tell(path, 'rename');
    },
    fail(path, code) {
      const item = items.get(key(path));
      if (item !== undefined) item.error = code;
    },
    move(from, to) {
      for (const at of [key(from), ...below(from)]) {
        const item = items.get(at);
        if (item === undefined) continue;
        items.delete(at);
        const next = to + at.slice(from.length);
        items.set(key(next), item);
        names.set(key(next), next);
      }
      tell(from, 'rename');
      tell(to, 'rename');
    },
    watched: () => [...watches].map(({ path }) => path).sort(),
    event(folder, type, name) {
      for (const watch of [...watches]) if (watch.path === folder) watch.onEvent(type, name);
    },
    error(folder, code) {
      for (const watch of [...watches]) if (watch.path === folder) watch.onError(code);
    },
  };
  return disk;
}
