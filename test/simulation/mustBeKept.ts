/** A complete content that lay unchanged at one place, and since when nothing kept the engine from seeing it. Monotonic milliseconds; `null`: something still does. */
export interface Stand {
  /** The content came to lie there. */
  readonly began: number;
  /** Its root could be reached. */
  readonly rootSince: number | null;
  /** The engine was through with its first check of all folders. */
  readonly engineSince: number | null;
  /** Elo's own disk could be written. */
  readonly roomSince: number | null;
  /** No other program held the file. */
  readonly openSince: number | null;
  /** The root tells of changes at once, and has done so in all of this engine's life. */
  readonly heard: boolean;
}

/**
 * Nothing is heard of a share: it is looked at each 60 s; a file that could not be read is tried again after at most
 * another 60 s; the rest is looking twice, reading, and the queue of what came with it.
 */
export const slowKeepMs = 150_000;

/**
 * What is heard is looked at within milliseconds; a file written in many pieces is looked at each second at the least,
 * and two files are read at a time. However many broken files lie beside it.
 */
export const quickKeepMs = 10_000;

/**
 * Whether a stand that ends now must be in the history: *every settled content is kept*, defined. A content has settled
 * when it lay unchanged and complete for long enough while its root could be reached, its file could be opened, Elo's
 * own disk had room, and the engine was alive. Long enough is {@link quickKeepMs} where changes are heard and nothing of
 * that was ever different during the stand, else {@link slowKeepMs}. Pure.
 */
export function mustBeKept(stand: Stand, now: number): boolean {
  const { began, rootSince, engineSince, roomSince, openSince } = stand;
  if (rootSince === null || engineSince === null || roomSince === null || openSince === null) return false;
  const from = Math.max(began, rootSince, engineSince, roomSince, openSince);
  const undisturbed = stand.heard && roomSince <= began && openSince <= began;
  return now - from >= (undisturbed ? quickKeepMs : slowKeepMs);
}
