import type { IdentityQuery, PlaceState } from './sections.ts';
import type { Identity } from './types.ts';

/** A file Elo knows that a settled content may be. */
export interface Candidate {
  readonly fileId: string;
  readonly path: string;
  readonly projectGuid: string | null;
  readonly ignored: boolean;
  /** A copy of a version that Elo opened: nothing is a copy of it, but it may be moved. */
  readonly opened: boolean;
  /** Hash of its newest save. */
  readonly sha256: string;
  /** The save history inside its newest save, oldest first. */
  readonly history: readonly string[];
}

/** How a content resembles a file Elo knows; `history` counts entries the two have in common. */
export type Evidence = { readonly kind: 'content' } | { readonly kind: 'history'; readonly entries: number };

/**
 * What speaks for a content being a later state of a known file: the same bytes, or a save history that continues the
 * file's own. A file without a history has nothing to continue; another project GUID speaks against it as much as the
 * history, which files made of one template have in common, speaks for it.
 */
export function evidenceFor(query: Told, candidate: Told): Evidence | null {
  if (candidate.sha256 === query.sha256) return { kind: 'content' };
  if (contradicts(query, candidate) || !continues(query, candidate)) return null;
  return { kind: 'history', entries: candidate.history.length };
}

type Told = Pick<IdentityQuery, 'sha256' | 'history' | 'projectGuid'>;

function continues(query: Told, { history }: Told): boolean {
  return (
    history.length > 0 &&
    history.length <= query.history.length &&
    history.every((entry, index) => entry === query.history[index])
  );
}

function contradicts(query: Told, candidate: Told): boolean {
  return (
    query.projectGuid !== null &&
    candidate.projectGuid !== null &&
    query.projectGuid !== candidate.projectGuid
  );
}

/** Files named in a question, at most: who has made a thousand copies of a project is not asked about each of them. */
export const mostNamed = 50;

/**
 * Which file a settled content is (terms: place and history are identity, the GUID is evidence only).
 * 1. The file known at its place. 2. The one file whose place is gone and that has the same content, or else the longest
 * save history this one continues: moved; several of them alike cannot be told apart and are asked about.
 * 3. Files that are not ignored and carry the same GUID, or another one while their place is gone and their history is
 * continued: asked about, at most `mostNamed` of them. 4. New.
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

  const alike = (candidate: Candidate): boolean =>
    !candidate.ignored &&
    !candidate.opened &&
    (contradicts(query, candidate)
      ? continues(query, candidate) && exists(candidate.path) === 'gone'
      : query.projectGuid !== null && candidate.projectGuid === query.projectGuid);
  const others = candidates
    .filter((candidate) => !best.fileIds.includes(candidate.fileId) && alike(candidate))
    .map((candidate) => candidate.fileId);
  // the same ones, in whatever order the candidates come
  const named = [...best.fileIds.sort(), ...others.sort()].slice(0, mostNamed);
  return named.length === 0 ? { kind: 'new' } : { kind: 'ask', otherFileIds: named.sort() };
}
