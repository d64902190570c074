/**
 * Which save is the drawing of an environment, and when two machines disagree about it: FoccoLojas' own rule, pure.
 * Every save is taken; what it does to the drawing is decided by what it was made from.
 */

/** Where a save stands: on the line of the drawing · against it · older than it or said already · decided against. */
export type Standing = 'line' | 'rival' | 'behind' | 'given-up';

/** What the rule needs to know of a save. */
export interface Drawn {
  readonly sha256: string;
  /** Prints of the save history inside the file, 8 characters for each, oldest first; '' where there is none. */
  readonly lineage: string;
}

/** A save that arrives. */
export interface Arriving extends Drawn {
  /** The drawing its machine knew before; 'none' where it knew none, undefined where it does not keep track. */
  readonly previousSha256: string | undefined;
}

/** A file saved on after another one: its history begins with the other's and is longer. */
function wasSavedOn(later: Drawn, earlier: Drawn): boolean {
  return (
    earlier.lineage !== '' &&
    later.lineage.length > earlier.lineage.length &&
    later.lineage.startsWith(earlier.lineage)
  );
}

export interface Placement {
  readonly standing: 'line' | 'rival' | 'behind';
  /** Index of the rival it was made from and takes the place of. */
  readonly replaces?: number;
}

/**
 * @param current the drawing now; null before the first save
 * @param rivals those that stand against it
 * @param seen whether this very content was received for this environment before
 */
export function placeOf(
  save: Arriving,
  current: Drawn | null,
  rivals: readonly Drawn[],
  seen: boolean,
): Placement {
  if (current === null || save.previousSha256 === undefined || save.sha256 === current.sha256) {
    return { standing: 'line' };
  }
  if (save.previousSha256 === current.sha256) return { standing: 'line' };
  const made = rivals.findIndex(({ sha256 }) => sha256 === save.previousSha256);
  if (made >= 0) return { standing: 'rival', replaces: made };
  if (wasSavedOn(save, current)) return { standing: 'line' };
  if (seen || wasSavedOn(current, save)) return { standing: 'behind' };
  const older = rivals.findIndex((rival) => wasSavedOn(save, rival));
  return older >= 0 ? { standing: 'rival', replaces: older } : { standing: 'rival' };
}
