import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FolderView } from '../../shared/contract/schemas.ts';
import type { Clock, Stop } from '../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../shared/domain/eloError.ts';
import type { Sighting } from '../../shared/domain/freshness.ts';
import type { FileAnswer } from '../../shared/domain/states.ts';
import type { History, SeenFile } from './history/history.ts';
import type { Intake } from './intake/intake.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { SaveRow } from './ledger/types.ts';
import type { ScopedLog } from './logging/createLog.ts';
import { createWatch } from './watch/createWatch.ts';
import type { Watch } from './watch/createWatch.ts';
import { createVerdicts } from './verdicts.ts';
import { diskErrorCode, nodeDisk } from './watch/watchDisk.ts';
import type { WatchDisk } from './watch/watchDisk.ts';
import { isInside, isUncPath, pathKey, pathRulesOf, tidyPath } from './platform/pathKey.ts';
import type { Observation, OfferOutcome, WatchReport } from './watch/watchTypes.ts';

/**
 * Orders and rounds of a run begin above those of every earlier run: a run makes fewer than 2^31 looks, and 2^21 runs
 * fit into the integers that JavaScript holds exactly.
 */
const looksPerRun = 2 ** 32;

/**
 * How long a file must stand still before it is read. What is read is verified entry by entry, so this only has to
 * outlast the clock's ticks, or a change within one tick could go unseen: four of Linux's (4 ms), two of Windows' (15.6 ms).
 */
const settleMs = 16;
const windowsSettleMs = 32;

/** Every other order is left free, for what is taken in by hand between two looks. */
const orderStep = 2;

/** Names the folder of opened versions to the watcher. */
const ownRoot = 'opened-versions';

/** When the ledger cannot be written (disk full), it is tried again in this time. */
const writeAgainMs = 2_000;

export interface KeepingOptions {
  readonly ledger: Ledger;
  readonly history: History;
  /** Made after the keeping, since it waits on it. */
  readonly intake: () => Intake;
  readonly clock: Clock;
  /** Where folders are watched; absent: the machine's disk, in threads. */
  readonly disk?: WatchDisk;
  readonly log: ScopedLog;
  /** Elo's own folder of opened versions: watched as well, but none of the user's folders. It must exist. */
  readonly openedVersions?: string;
  readonly onKept: (save: SaveRow, environmentIds: readonly string[]) => void;
  /** Saves kept earlier have found their file, and with it where they must go. */
  readonly onDue: () => void;
  readonly onFilesChanged: () => void;
  /** What could not be read at a file's place is whole again, be it what was kept before. */
  readonly onReadable: () => void;
  readonly onFoldersChanged: () => void;
}

/** The local half of the main job: folders are watched, what comes to rest is kept. */
export interface Keeping {
  start(): Promise<{ readonly filesChecked: number }>;
  stop(): Promise<void>;
  readonly watch: Watch;
  folders(): FolderView[];
  addFolder(path: string, share: boolean): Promise<FolderView[]>;
  removeFolder(path: string): FolderView[];
  /** The sighting of something taken in by hand, now. */
  seenNow(stat: { readonly mtimeNs: bigint; readonly ctimeNs: bigint }): Sighting;
  watches(path: string): boolean;
  /** Why what lies there now, as last read, cannot be read; `null` where it differs from that or can. */
  unreadable(path: string): string | null;
  /** The code of what keeps saves from being kept now (a full disk, a database that cannot be written); else `null`. */
  trouble(): string | null;
  /** The user's answer to a file's question; a file that counts again is looked at now. */
  answer(fileId: string, answer: FileAnswer, otherFileId?: string): void;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { ledger, history, clock, log } = options;
  const rules = pathRulesOf(process.platform);
  const base = ledger.nextRun() * looksPerRun;
  /** Rounds made by hand are numbered from the end of the run's range, so that they never meet the watcher's. */
  let byHand = looksPerRun - 1_000_000;
  let lastOrder = 0;
  const shares = new Set<string>();

  const sightingOf = (seen: Observation): Sighting => {
    lastOrder = Math.max(lastOrder, seen.observedOrder);
    const foundLater = seen.phase === 'start' || seen.phase === 'root-returned';
    return {
      order: base + seen.observedOrder * orderStep,
      batch: base + seen.batchId,
      // On a share nothing is heard, so a whole interval between two scans is time away.
      away: foundLater || (seen.phase === 'reconcile' && shares.has(seen.rootId)),
      mtimeNs: String(seen.mtimeNs),
      ctimeNs: String(seen.ctimeNs),
    };
  };

  const disk = options.disk ?? nodeDisk;
  const verdicts = createVerdicts(disk);

  const offer = async (seen: Observation): Promise<OfferOutcome> => {
    const file: SeenFile = {
      path: seen.path,
      rootId: seen.rootId === ownRoot ? null : seen.rootId,
      size: seen.size,
      mtimeNs: seen.mtimeNs,
      ctimeNs: seen.ctimeNs,
      ino: seen.ino,
      sighting: sightingOf(seen),
    };
    if (seen.kind === 'listing-candidate') {
      const taken = await options.intake().offer(file);
      // another XML is none of ours, and nobody is told
      if (taken.outcome !== 'rejected') verdicts.note(seen, taken);
      return taken.outcome;
    }
    const outcome = await history.keepProject(file);
    verdicts.note(seen, outcome);
    // What can never be read is told, not passed over; the next good save clears it.
    if (outcome.outcome === 'rejected') tellUnreadable(file.path, outcome.reason);
    if (outcome.outcome === 'accepted' && outcome.kept?.kind === 'kept') {
      const { save, environmentIds, asked } = outcome.kept;
      log.info('save kept', { saveId: save.saveId, number: save.number, bytes: save.bytes, asked });
      options.onKept(save, environmentIds);
      options.onFilesChanged();
    }
    return outcome.outcome;
  };

  /** Why the machine could not keep what was offered last. */
  let trouble: string | null = null;
  const setTrouble = (code: string | null): void => {
    if (code === trouble) return;
    trouble = code;
    options.onFilesChanged();
  };
  /** What could not be written down about a file (a full disk); the newest of each place, tried again until it can. */
  const unwritten = new Map<string, { readonly gone: boolean; readonly run: () => void }>();
  let stopTrying: Stop = () => undefined;
  const writeUp = (): void => {
    for (const [path, { run }] of unwritten) {
      try {
        run();
        unwritten.delete(path);
      } catch (error) {
        log.warn('not written down yet', { code: toEloError(error).code });
        stopTrying();
        stopTrying = clock.after(writeAgainMs, writeUp);
        return;
      }
    }
    options.onFilesChanged();
  };
  /** Nobody above the watcher could deal with an error of the ledger. */
  const writeDown = (path: string, gone: boolean, run: () => void): void => {
    // later news of a place come later
    unwritten.delete(path);
    unwritten.set(path, { gone, run });
    writeUp();
  };

  /** Places where something could not be read, until it can. */
  const unread = new Set<string>();
  const tellUnreadable = (path: string, code: string): void => {
    writeDown(path, false, () => ledger.files.setProblem(path, code, { unreadable: true }));
  };

  const onReport = (report: WatchReport): void => {
    if (report.code === 'backup-seen' || report.code === 'backup-gone') return;
    if (report.code === 'unreadable') {
      const code = verdicts.stand(report.path);
      unread.add(report.path);
      if (code !== null) tellUnreadable(report.path, code);
    }
    if (
      report.code === 'still-incomplete' ||
      report.code === 'still-busy' ||
      report.code === 'still-changing'
    ) {
      writeDown(report.path, false, () => ledger.files.setProblem(report.path, `file-${report.code}`));
    }
    if (report.code === 'recovered' || report.code === 'being-written') {
      writeDown(report.path, false, () => ledger.files.setProblem(report.path, null));
    }
    log.info('watch report', { code: report.code, rootId: report.rootId });
  };

  /** Whether a file is known to be gone. A place that may not be looked at keeps what is known of it. */
  const isGone = (path: string): boolean => {
    try {
      return disk.stat(path) === null;
    } catch (error) {
      // A part of its path is a file now.
      return diskErrorCode(error) === 'ENOTDIR';
    }
  };

  /** What is known only because it could not be read is over with its place. */
  const forgetUnread = (folder: string, isOver: (path: string) => boolean): void => {
    for (const { path, problem, saves } of ledger.files.list()) {
      if (problem === null || saves > 0 || !isInside(folder, path, rules) || !isOver(path)) continue;
      verdicts.forget(path);
      writeDown(path, true, () => ledger.files.markMissing(path));
    }
  };

  const watch = createWatch({
    clock,
    ...(options.disk === undefined ? {} : { disk: options.disk }),
    settle: { settleMs: process.platform === 'win32' ? windowsSettleMs : settleMs },
    *seed() {
      for (const row of ledger.files.seed()) {
        yield {
          path: row.path,
          size: row.size,
          mtimeNs: BigInt(row.mtimeNs),
          ctimeNs: BigInt(row.ctimeNs),
          ino: BigInt(row.ino),
        };
      }
    },
    offer: async (seen) => {
      // it is there
      if (unwritten.get(seen.path)?.gone === true) unwritten.delete(seen.path);
      try {
        const outcome = await offer(seen);
        if (outcome === 'accepted' || outcome === 'identical') {
          // and nothing is wrong with it
          unwritten.delete(seen.path);
          setTrouble(null);
          if (unread.delete(seen.path)) options.onReadable();
        }
        return outcome;
      } catch (error) {
        const { code } = toEloError(error);
        setTrouble(code);
        log.warn('keeping failed', { code });
        throw error;
      }
    },
    onGone: (path) => {
      verdicts.forget(path);
      unread.delete(path);
      writeDown(path, true, () => {
        if (ledger.files.markMissing(path).length > 0) options.onDue();
      });
    },
    onRootState: (rootId, state, reason) => {
      log.info('folder state', { rootId, state, ...(reason === undefined ? {} : { reason }) });
      options.onFoldersChanged();
    },
    onReport,
    onChecked: ({ rootId, phase, state }) => {
      if (phase === 'live' || phase === 'reconcile' || state === 'suspended') return;
      const root = ledger.folders.list().find((folder) => folder.rootId === rootId);
      // no look tells of a file that went unread while Elo was away
      if (root !== undefined) forgetUnread(root.path, isGone);
    },
  });

  const folders = (): FolderView[] => {
    const states = new Map(watch.states().map((state) => [state.rootId, state]));
    return ledger.folders.list().map((folder) => {
      const state = states.get(folder.rootId);
      return {
        path: folder.path,
        state: state?.state ?? 'suspended',
        files: ledger.files.countBelow(folder.path),
        ...(state?.reason === undefined ? {} : { reason: state.reason }),
      };
    });
  };

  const { openedVersions: own } = options;
  /** Whether the folder of opened versions lies in one of the user's folders, which is watched anyway. */
  const ownIsCovered = (): boolean =>
    own !== undefined && ledger.folders.list().some((folder) => isInside(folder.path, own, rules));
  let ownWatched = false;
  const followOwn = async (): Promise<void> => {
    if (own === undefined || ownWatched === !ownIsCovered()) return;
    ownWatched = !ownWatched;
    if (ownWatched) await watch.addRoot({ rootId: ownRoot, path: own, kind: 'local' });
    else watch.removeRoot(ownRoot);
  };

  return {
    watch,
    folders,
    async start() {
      const roots = ledger.folders.list();
      for (const root of roots) if (root.kind === 'share') shares.add(root.rootId);
      ownWatched = own !== undefined && !ownIsCovered();
      return watch.start([
        ...roots,
        ...(own !== undefined && ownWatched ? [{ rootId: ownRoot, path: own, kind: 'local' as const }] : []),
      ]);
    },
    stop() {
      stopTrying();
      return watch.stop();
    },
    async addFolder(path, share) {
      const tidy = tidyPath(resolve(path), rules);
      const known = ledger.folders.list();
      const overlapping = known.find(
        (folder) => isInside(folder.path, tidy, rules) || isInside(tidy, folder.path, rules),
      );
      if (overlapping !== undefined) {
        throw new EloError('folder-overlaps', 'the folder lies in a watched folder or around one', {
          remedy: 'choose-another-file',
        });
      }
      if (!share && !isFolder(tidy)) {
        throw new EloError('folder-not-found', 'there is no folder at that place', {
          remedy: 'choose-another-file',
        });
      }
      const before = known.length;
      const folder = ledger.folders.add(tidy, share || isUncPath(tidy) ? 'share' : 'local');
      if (folder.kind === 'share') shares.add(folder.rootId);
      if (ledger.folders.list().length > before) {
        await followOwn();
        await watch.addRoot(folder);
      }
      options.onFoldersChanged();
      return folders();
    },
    removeFolder(path) {
      const tidy = tidyPath(resolve(path), rules);
      const wanted = pathKey(tidy, rules);
      const folder = ledger.folders.list().find((known) => pathKey(known.path, rules) === wanted);
      if (folder === undefined) throw new EloError('folder-not-watched', 'the folder is not watched');
      watch.removeRoot(folder.rootId);
      ledger.folders.remove(folder.rootId);
      forgetUnread(folder.path, () => true);
      void followOwn();
      options.onFoldersChanged();
      return folders();
    },
    seenNow(stat) {
      byHand += 1;
      return {
        order: base + lastOrder * orderStep + 1,
        batch: base + byHand,
        // Only its own time tells when a file from outside the watched folders was written.
        away: true,
        mtimeNs: String(stat.mtimeNs),
        ctimeNs: String(stat.ctimeNs),
      };
    },
    answer(fileId, answer, otherFileId) {
      ledger.files.answer(fileId, answer, otherFileId);
      const file = ledger.files.byId(fileId);
      // what changed while it was ignored was seen then, and is not told again
      if (answer === 'copy' && file !== null) watch.lookAt(file.path);
    },
    trouble: () => trouble,
    unreadable: (path) => verdicts.of(path),
    watches: (path) =>
      ledger.folders.list().some((folder) => isInside(folder.path, path, rules)) ||
      (own !== undefined && isInside(own, path, rules)),
  };
}
