/** When and how Elo came to know a settled file. Clocks inside Promob's files are never compared with each other. */
export interface Sighting {
  /** Rises by one with every look of this engine's watcher: Elo's own order on one machine. */
  readonly order: number;
  /** One round of looking: things first seen in the same round have no order of their own. */
  readonly batch: number;
  /** True where the file changed while Elo was away, so that only its modification time tells when. */
  readonly away: boolean;
  /** Modification time in nanoseconds, as a decimal string. */
  readonly mtimeNs: string;
  /** Time of the last change of the file's entry, in nanoseconds; nobody can set it back. */
  readonly ctimeNs: string;
}

/**
 * Whether what was seen as `later` came after what was seen as `earlier`.
 * Across rounds Elo's own order decides; something that changed while Elo was away must also have the later
 * modification time, so that an old listing in a newly watched folder is not taken for a new one.
 * Within one round: modification times where Elo was away, otherwise the time the system recorded for the change itself.
 */
export function cameAfter(later: Sighting, earlier: Sighting): boolean {
  const byTime = (key: 'mtimeNs' | 'ctimeNs'): number => {
    const [a, b] = [BigInt(later[key]), BigInt(earlier[key])];
    return a === b ? 0 : a > b ? 1 : -1;
  };
  if (later.batch !== earlier.batch) {
    return later.order > earlier.order && !(later.away && byTime('mtimeNs') < 0);
  }
  const difference = byTime(later.away ? 'mtimeNs' : 'ctimeNs');
  return difference === 0 ? later.order > earlier.order : difference > 0;
}

/**
 * A listing is fresh for a project file when it came after the file's newest save and no newer save exists.
 * @param newestSave the newest kept save of the file; `null` when there is none (then nothing is fresh)
 */
export function isFresh(listing: Sighting, newestSave: Sighting | null): boolean {
  return newestSave !== null && cameAfter(listing, newestSave);
}
