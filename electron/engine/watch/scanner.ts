import { classify } from './classify.ts';
import { splitPath, type Folder } from './folderTable.ts';
import { isInside } from '../platform/pathKey.ts';
import { treeLimits, type Pass, type TreeLimits } from './pass.ts';
import { RootTree } from './rootTree.ts';
import type { WatchDisk } from './watchDisk.ts';
import type { Look, ScannerAnswer, ScannerCommand } from './scannerTypes.ts';
import type { RootState, WatchPhase } from './watchTypes.ts';
import type { Clock, Stop } from '../../../shared/domain/clock.ts';

/** What a scanner needs. */
export interface ScannerOptions {
  readonly disk: WatchDisk;
  readonly clock: Clock;
  readonly answer: (answer: ScannerAnswer) => void;
  readonly limits?: TreeLimits;
  /** Told before and after every piece of work, so that a watchdog sees which root hangs; null: idle. */
  readonly pulse?: (rootId: string | null) => void;
}

/** A scanner that runs where it is called: commands are done at once or in slices between which others get their turn. */
export interface LocalScanner {
  command(command: ScannerCommand): void;
  close(): void;
}

interface Job {
  readonly job: number;
  readonly tree: RootTree;
  phase: WatchPhase;
  readonly pass: Pass;
  readonly stack: Folder[];
}

/**
 * A full scan yields after this long, so that events are taken from the system before its queue overflows
 * (inotify holds 16,384, Windows 4 KB which is some 40) and looks are answered.
 */
const sliceMs = 20;

/** After a scan a folder rests 4 times as long as the scan took, at least 5 ms: a flood of events costs at most a fifth of a core. */
const restFactor = 4;
const minRestMs = 5;

/** When watches ran out, trying again at every scan would cost as much as the watches: every ten minutes is enough. */
const watchAgainMs = 600_000;

/** The first pause after a failed watch; doubles up to a minute. */
const rewatchMs = 1_000;
const rewatchCapMs = 60_000;

/** Not errors of one watch but the end of what the system gives. */
const outOfWatches: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM']);

interface Held {
  readonly tree: RootTree;
  readonly dirty: Set<Folder>;
  /** Monotonic ms from which watches may be tried again after they ran out. */
  watchAgainAt: number;
  watchFailures: number;
  rewatch: Stop | null;
}

/** Files found together are told in the order in which they were written, and what vanished after them. */
function inOrderOfWriting(looks: readonly Look[]): Look[] {
  const files = looks.filter((look) => look.saw === 'file');
  files.sort((a, b) => {
    if (a.stamp.mtimeNs === b.stamp.mtimeNs) return 0;
    return a.stamp.mtimeNs < b.stamp.mtimeNs ? -1 : 1;
  });
  return [...files, ...looks.filter((look) => look.saw !== 'file')];
}

/** Scans roots, watches them where it may, and tells what differs from what it knew. Reads only. */
export function createScanner(options: ScannerOptions): LocalScanner {
  const { disk, clock, answer } = options;
  const pulse = options.pulse ?? (() => {});
  const roots = new Map<string, Held>();
  const jobs: Job[] = [];
  let running: Job | null = null;
  let stopSlice: Stop | null = null;
  let stopDirty: Stop | null = null;
  let dirtyAt = Infinity;
  let closed = false;

  function tellRoot(tree: RootTree): void {
    answer({
      tell: 'root',
      rootId: tree.root.rootId,
      state: tree.state,
      reason: tree.reason,
      files: tree.files,
    });
  }

  function setState(tree: RootTree, state: RootState, reason: string | null): boolean {
    const changed = tree.state !== state || tree.reason !== reason;
    tree.state = state;
    tree.reason = reason;
    return changed;
  }

  /** The root is not there: its watches hear nothing any more, and nothing in it counts as gone. */
  function suspend(held: Held, reason: string): boolean {
    held.tree.closeWatches();
    held.dirty.clear();
    return setState(held.tree, 'suspended', reason);
  }

  function wakeDirty(): void {
    if (closed) return;
    let at = Infinity;
    for (const { dirty } of roots.values()) for (const folder of dirty) at = Math.min(at, folder.notBefore);
    if (at >= dirtyAt && stopDirty !== null) return;
    stopDirty?.();
    stopDirty = null;
    dirtyAt = at;
    if (at === Infinity) return;
    stopDirty = clock.after(Math.max(0, at - clock.monotonic()), () => {
      stopDirty = null;
      dirtyAt = Infinity;
      for (const held of roots.values()) scanDirty(held);
      wakeDirty();
    });
  }

  function markDirty(held: Held, folder: Folder): void {
    if (held.tree.state === 'suspended') return;
    held.dirty.add(folder);
    wakeDirty();
  }

  function scanDirty(held: Held): void {
    const { tree, dirty } = held;
    const now = clock.monotonic();
    const due = [...dirty].filter((folder) => folder.notBefore <= now);
    if (due.length === 0) return;
    pulse(tree.root.rootId);
    const pass = tree.begin(false);
    const stack = due.reverse();
    for (let folder = stack.pop(); folder !== undefined && pass.lost === null; folder = stack.pop()) {
      dirty.delete(folder);
      if (folder.removed) continue;
      const before = clock.monotonic();
      stack.push(...tree.scanFolder(folder, pass));
      const after = clock.monotonic();
      folder.notBefore = after + Math.max(minRestMs, restFactor * (after - before));
    }
    tree.commit(pass);
    const at = clock.now();
    if (pass.looks.length > 0) {
      answer({ tell: 'seen', rootId: tree.root.rootId, phase: 'live', at, looks: pass.looks });
    }
    if (pass.lost !== null && suspend(held, pass.lost)) tellRoot(tree);
    pulse(null);
  }

  function onEvent(held: Held, folder: Folder, type: 'rename' | 'change', name: string | null): void {
    const { tree } = held;
    if (name === null) {
      // The system lost names: for one folder that folder, for a whole tree everything may have changed.
      if (disk.watchesTrees)
        answer({ tell: 'needs-scan', rootId: tree.root.rootId, why: 'event-without-name' });
      else markDirty(held, folder);
      return;
    }
    if (disk.watchesTrees) {
      const path = splitPath(`${folder.path}/${name}`, disk.rules);
      const at = tree.nearest(path.folder);
      if (type === 'rename') tree.doubt(at, path.name);
      markDirty(held, at);
      return;
    }
    // A changed file no reader cares about cannot be a new folder: nothing to look at.
    if (type === 'change' && classify(name) === null) return;
    if (type === 'rename') {
      tree.doubt(folder, name);
      // A folder also hears of its own removal or renaming, under its own name; then its parent has changed.
      if (splitPath(folder.path, disk.rules).name === name) {
        if (folder.parent === null)
          answer({ tell: 'needs-scan', rootId: tree.root.rootId, why: 'root-renamed' });
        else markDirty(held, folder.parent);
      }
    }
    markDirty(held, folder);
  }

  function onWatchError(held: Held, folder: Folder, code: string): void {
    const { tree } = held;
    const { rootId } = tree.root;
    if (outOfWatches.has(code)) {
      if (tree.state !== 'watching') return;
      tree.poll('too-many-watches');
      held.watchAgainAt = clock.monotonic() + watchAgainMs;
      tellRoot(tree);
      return;
    }
    folder.watch?.();
    folder.watch = null;
    answer({ tell: 'report', report: { code: 'watch-failed', path: folder.path, rootId, detail: code } });
    if (held.rewatch !== null) return;
    const pause = Math.min(rewatchMs * 2 ** Math.min(held.watchFailures, 20), rewatchCapMs);
    held.watchFailures += 1;
    held.rewatch = clock.after(pause, () => {
      held.rewatch = null;
      answer({ tell: 'needs-scan', rootId, why: 'watch-failed' });
    });
  }

  function slice(): void {
    stopSlice = null;
    const until = clock.monotonic() + sliceMs;
    for (;;) {
      running ??= next();
      if (running === null) return;
      const { tree, pass, stack } = running;
      pulse(tree.root.rootId);
      let folder = pass.lost === null ? stack.pop() : undefined;
      while (folder !== undefined) {
        if (!folder.removed) {
          const below = tree.scanFolder(folder, pass);
          for (let i = below.length - 1; i >= 0; i -= 1) stack.push(below[i] as Folder);
        }
        if (pass.lost !== null) break;
        if (clock.monotonic() >= until) {
          pulse(null);
          stopSlice = clock.after(0, slice);
          return;
        }
        folder = stack.pop();
      }
      finish(running);
      running = null;
      pulse(null);
    }
  }

  function next(): Job | null {
    const job = jobs.shift();
    if (job === undefined) return null;
    const held = roots.get(job.tree.root.rootId);
    pulse(job.tree.root.rootId);
    if (held?.tree === job.tree && job.tree.checkRoot(job.pass)) {
      const { tree } = job;
      if (tree.state === 'suspended' && job.phase === 'reconcile') job.phase = 'root-returned';
      // It is there (again), or watches may be had again: from now on by events, where events are allowed.
      const mayWatch =
        tree.root.kind === 'local' && (tree.state !== 'polling' || clock.monotonic() >= held.watchAgainAt);
      if (tree.root.kind === 'share') setState(tree, 'polling', 'share');
      else if (mayWatch) setState(tree, 'watching', null);
    }
    return job;
  }

  function finish({ job, tree, phase, pass }: Job): void {
    const { rootId } = tree.root;
    const held = roots.get(rootId);
    if (held?.tree !== tree) return; // removed meanwhile
    tree.commit(pass);
    const looks = inOrderOfWriting(pass.looks);
    if (looks.length > 0) answer({ tell: 'seen', rootId, phase, at: clock.now(), looks });
    if (pass.lost !== null) suspend(held, pass.lost);
    else if (held.rewatch === null) held.watchFailures = 0;
    const { state, reason, files, folders } = tree;
    answer({ tell: 'checked', job, rootId, phase, state, reason, files, folders });
  }

  function scan(job: number, held: Held, phase: WatchPhase): void {
    const { tree } = held;
    jobs.push({ job, tree, phase, pass: tree.begin(true), stack: [tree.top] });
    if (running === null && stopSlice === null) stopSlice = clock.after(0, slice);
  }

  function remove(rootId: string): void {
    const held = roots.get(rootId);
    if (held === undefined) return;
    held.rewatch?.();
    held.tree.closeWatches();
    roots.delete(rootId);
  }

  return {
    command(command) {
      if (closed) return;
      if (command.do === 'add-root') {
        const { root } = command;
        remove(root.rootId);
        const tree = new RootTree(root, command.known, {
          disk,
          limits: options.limits ?? treeLimits,
          onEvent: (folder, type, name) => onEvent(held, folder, type, name),
          onWatchError: (folder, code) => onWatchError(held, folder, code),
          report: (report) => answer({ tell: 'report', report }),
        });
        const held: Held = { tree, dirty: new Set(), watchAgainAt: 0, watchFailures: 0, rewatch: null };
        roots.set(root.rootId, held);
        tree.exclude(command.exclude);
        scan(command.job, held, command.phase);
        return;
      }
      const held = roots.get(command.rootId);
      if (held === undefined) return;
      const { tree } = held;
      switch (command.do) {
        case 'remove-root':
          remove(command.rootId);
          return;
        case 'exclude':
          tree.exclude(command.folders);
          return;
        case 'scan':
          scan(command.job, held, command.phase);
          return;
        case 'hint':
          if (!isInside(tree.root.path, command.path, disk.rules)) return;
          markDirty(held, tree.nearest(command.path));
          return;
        case 'look':
          pulse(command.rootId);
          answer({ tell: 'looked', job: command.job, at: clock.now(), looks: tree.look(command.paths) });
          pulse(null);
      }
    },
    close() {
      closed = true;
      stopSlice?.();
      stopDirty?.();
      for (const rootId of roots.keys()) remove(rootId);
    },
  };
}
