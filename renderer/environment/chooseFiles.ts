import type { FileView } from '../../shared/contract/schemas.ts';
import { searchText } from '../components/searchText.ts';

/** Rows of the choice; with more, the search finds them. */
const shownFiles = 50;

/**
 * The files an environment can be bound to: present and not ignored; those that are no drawing yet first, then by path.
 * @returns what is shown, and how many more there are
 */
export function chooseFiles(
  files: readonly FileView[],
  query: string,
): { readonly shown: readonly FileView[]; readonly more: number } {
  const words = searchText(query).split(/\s+/u).filter(Boolean);
  const found = files
    .filter(({ present, ignored }) => present && !ignored)
    .filter(({ path }) => {
      const text = searchText(path);
      return words.every((word) => text.includes(word));
    })
    .sort(
      (a, b) =>
        Math.min(a.environmentIds.length, 1) - Math.min(b.environmentIds.length, 1) ||
        a.path.localeCompare(b.path),
    );
  return { shown: found.slice(0, shownFiles), more: Math.max(0, found.length - shownFiles) };
}
