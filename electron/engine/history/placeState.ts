import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathKey } from '../ledger/pathKey.ts';
import type { PlaceState } from '../ledger/sections.ts';

const absent = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Whether something lies at a path. Nothing there counts as `gone` only where the watched folder it lies in (or, outside
 * of all, its own folder) can be looked at: a share that is away takes nothing with it.
 * @param stat throws where nothing is, as `statSync`, which it is where absent
 */
export function placeState(
  path: string,
  roots: readonly string[],
  stat: (place: string) => unknown = statSync,
): PlaceState {
  const look = (place: string): PlaceState => {
    try {
      stat(place);
      return 'there';
    } catch (thrown) {
      return thrown instanceof Error && 'code' in thrown && absent.has(String(thrown.code))
        ? 'gone'
        : 'unknown';
    }
  };
  const state = look(path);
  if (state !== 'gone') return state;
  const key = pathKey(path);
  const root = roots.find((each) => {
    const base = pathKey(each);
    return (
      key.startsWith(base) &&
      (base.endsWith('/') || base.endsWith('\\') || /^[/\\]/.test(key.slice(base.length)))
    );
  });
  return look(root ?? dirname(path)) === 'there' ? 'gone' : 'unknown';
}
