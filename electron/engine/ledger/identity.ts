import type { IdentityQuery, PlaceState } from './sections.ts';
import type { Identity } from './types.ts';

/** A file Elo knows that a settled content may be. */
export interface Candidate {
  readonly fileId: string;
  readonly path: string;
  readonly projectGuid: string | null;
  readonly ignored: boolean;
  /** Hash of its newest save. */
  readonly sha256: string;
  /** The save history inside its newest save, oldest first. */
  readonly history: readonly string[];
}

/** How a content resembles a file Elo knows; `history` counts entries the two have in common. */
export type Evidence = { readonly kind: 'content' } | { readonly kind: 'history'; readonly entries: number };

/**
 * What speaks for a content being a later state of a known file: the same bytes, or a save history that continues the
 * file's own. A file without a history has nothing to continue.
 */
export function evidenceFor(
  query: Pick<IdentityQuery, 'sha256' | 'history'>,
  candidate: Pick<Candidate, 'sha256' | 'history'>,
): Evidence | null {
  if (candidate.sha256 === query.sha256) return { kind: 'content' };
  const { history } = candidate;
  const continues =
    history.length > 0 &&
    history.length <= query.history.length &&
    history.every((entry, index) => entry === query.history[index]);
  return continues ? { kind: 'history', entries: history.length } : null;
}

/**
 * Which file a settled content is (terms: place and history are identity, the GUID is evidence only).
 * 1. The file known at its place. 2. The one file whose place is gone and that has the same content, or else the longest
 * save history this one continues: moved; several of them alike cannot be told apart and are asked about.
 * 3. A file that is not ignored and carries the same GUID: asked about. 4. New.
 * @param exists asked only of places that matter; a place that cannot be looked at now is not gone
 */
export function decideIdentity(
  query: IdentityQuery,
  knownAtPlace: string | null,
  candidates: readonly Candidate[],
  exists: (path: string) => PlaceState,
): Identity {
  if (knownAtPlace !== null) return { kind: 'known', fileId: knownAtPlace };

  const strength = (evidence: Evidence): number =>
    evidence.kind === 'content' ? Number.POSITIVE_INFINITY : evidence.entries;
  let best: { strength: number; fileIds: string[] } = { strength: 0, fileIds: [] };
  for (const candidate of candidates) {
    const evidence = evidenceFor(query, candidate);
    if (evidence === null) continue;
    const its = strength(evidence);
    if (its < best.strength || exists(candidate.path) !== 'gone') continue;
    if (its > best.strength) best = { strength: its, fileIds: [] };
    best.fileIds.push(candidate.fileId);
  }
  const [only, ...more] = best.fileIds;
  if (only !== undefined && more.length === 0) return { kind: 'moved', fileId: only };

  const alike = new Set(best.fileIds);
  for (const candidate of candidates) {
    if (query.projectGuid !== null && candidate.projectGuid === query.projectGuid && !candidate.ignored) {
      alike.add(candidate.fileId);
    }
  }
  return alike.size === 0 ? { kind: 'new' } : { kind: 'ask', otherFileIds: [...alike].sort() };
}
