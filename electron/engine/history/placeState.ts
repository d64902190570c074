import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isInside, pathRulesOf } from '../platform/pathKey.ts';
import type { PlaceState } from '../ledger/sections.ts';

/** What is asked of the system about places; handed in by the simulation. */
export interface Places {
  /** Throws where nothing is, and where it cannot be told. */
  stat(path: string): unknown;
  /** The names in a folder; throws likewise. */
  names(folder: string): readonly string[];
}

const nodePlaces: Places = { stat: (path) => statSync(path), names: (folder) => readdirSync(folder) };

const absent = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Whether something lies at a path. Nothing there counts as `gone` only where the watched folder it lies in (or, outside
 * of all, its own folder) can be looked at: a share that is away takes nothing with it. A watched folder without anything
 * in it may be the mount point of a volume that is away, so it tells nothing either.
 */
export function placeState(path: string, roots: readonly string[], places: Places = nodePlaces): PlaceState {
  const look = (place: string): PlaceState => {
    try {
      places.stat(place);
      return 'there';
    } catch (thrown) {
      return thrown instanceof Error && 'code' in thrown && absent.has(String(thrown.code))
        ? 'gone'
        : 'unknown';
    }
  };
  const state = look(path);
  if (state !== 'gone') return state;
  const rules = pathRulesOf(process.platform);
  const root = roots.find((each) => isInside(each, path, rules));
  if (root === undefined) return look(dirname(path)) === 'there' ? 'gone' : 'unknown';
  try {
    return places.names(root).length > 0 ? 'gone' : 'unknown';
  } catch {
    return 'unknown';
  }
}
