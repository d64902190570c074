import type { RetainedSave } from '../ledger/types.ts';

/** How much history stays. Without any limit nothing is thinned. */
export interface RetentionLimits {
  /** UTC ISO-8601: younger saves stay. */
  readonly keepSince?: string;
  /** Bytes on disk that saves may take; the oldest go until the rest fits. */
  readonly maxStoredBytes?: number;
}

export interface RetentionPlan {
  /** Oldest first. */
  readonly saves: readonly RetainedSave[];
  /** Their contents; every save of each of them is in `saves`. */
  readonly sha256s: readonly string[];
  /** About what comes free, in bytes: contents that others differ from leave a little behind. */
  readonly storedBytes: number;
}

/** Why a save stays whatever the limits; `null` where it may go. */
export function keptBecause(save: RetainedSave): string | null {
  if (save.bytesDroppedAt !== undefined) return 'dropped-before';
  if (save.latest) return 'latest-of-its-file';
  // FoccoLojas holds it, proved by a receipt with the same hash, for every environment it is of
  if (save.state !== 'received') return `not-received: ${save.state}`;
  if (save.inVersion) return 'in-a-version';
  if (save.named) return 'named';
  if (save.needed) return 'needed-by-a-delivery';
  return null;
}

/**
 * Which saves may give their bytes back: only what FoccoLojas holds, never the latest of a file, never one that a version
 * points to (converted ones among them), that was named, or that something still to be delivered needs. With both limits
 * given, a save goes for either. The same bytes kept by a save that stays are not freed.
 */
export function planRetention(saves: readonly RetainedSave[], limits: RetentionLimits): RetentionPlan {
  const byContent = Map.groupBy(saves, (save) => save.sha256);
  const groups = [...byContent.values()]
    .filter((group) => group.every((save) => keptBecause(save) === null))
    // a content is as old as the youngest save of it
    .map((group) => ({
      group,
      at: group.reduce((newest, save) => (save.keptAt > newest ? save.keptAt : newest), ''),
      stored: group[0]?.storedBytes ?? 0,
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  let left = [...byContent.values()].reduce((sum, group) => sum + (group[0]?.storedBytes ?? 0), 0);
  const { keepSince, maxStoredBytes } = limits;
  const thinned: typeof groups = [];
  for (const each of groups) {
    const tooOld = keepSince !== undefined && each.at < keepSince;
    const tooMuch = maxStoredBytes !== undefined && left > maxStoredBytes;
    if (!tooOld && !tooMuch) break;
    thinned.push(each);
    left -= each.stored;
  }
  return {
    saves: thinned.flatMap(({ group }) => group),
    sha256s: thinned.flatMap(({ group }) => group[0]?.sha256 ?? []),
    storedBytes: thinned.reduce((sum, { stored }) => sum + stored, 0),
  };
}
