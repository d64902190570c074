import type { KnownRow } from './knownRow.ts';
import { matchesWords } from '../components/searchText.ts';

/** A line of the list: the heading of a project, or an environment. */
export type ListItem =
  | { readonly kind: 'group'; readonly key: string; readonly environmentId: string }
  | { readonly kind: 'row'; readonly key: string; readonly environmentId: string };

/**
 * The lines to show of an arranged list: what the search finds, with a heading wherever another project begins.
 * @param order ids as they were arranged; an environment that is gone meanwhile is left out
 */
export function listItems(
  order: readonly string[],
  rows: ReadonlyMap<string, KnownRow>,
  words: readonly string[],
): readonly ListItem[] {
  const items: ListItem[] = [];
  let projectId: string | null = null;
  for (const environmentId of order) {
    const known = rows.get(environmentId);
    if (known === undefined || !matchesWords(known.searchKey, words)) continue;
    if (known.row.projectId !== projectId) {
      projectId = known.row.projectId;
      items.push({ kind: 'group', key: `group ${projectId}`, environmentId });
    }
    items.push({ kind: 'row', key: environmentId, environmentId });
  }
  return items;
}

/** The next environment in a direction, past headings; the nearest one where there is none in that direction. */
export function rowBeside(items: readonly ListItem[], index: number, step: number): number {
  const direction = step < 0 ? -1 : 1;
  const clamp = (at: number): number => Math.max(0, Math.min(items.length - 1, at));
  for (const way of [direction, -direction]) {
    for (let at = clamp(index + step); at >= 0 && at < items.length; at += way) {
      if (items[at]?.kind === 'row') return at;
    }
  }
  return -1;
}
