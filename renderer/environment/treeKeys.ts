import type { ItemNode, ItemRow } from './itemTree.ts';

/** What a key does in the tree: another line becomes the active one, or a line is opened or closed. */
export type TreeStep = { readonly go: number } | { readonly open: string } | { readonly close: string };

/** Lines of one page, for Page Up and Page Down; about a screen of them. */
const pageRows = 10;

/**
 * The keys of a tree grid (WAI-ARIA Authoring Practices): up and down, right opens and goes in, left closes and goes out.
 * @param active index into `rows`; `null`: the key does nothing here
 */
export function treeStep(rows: readonly ItemRow[], active: number, key: string): TreeStep | null {
  const row = rows[active];
  if (row === undefined) return rows.length === 0 ? null : { go: 0 };
  const last = rows.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { go: Math.min(last, active + 1) };
    case 'ArrowUp':
      return { go: Math.max(0, active - 1) };
    case 'PageDown':
      return { go: Math.min(last, active + pageRows) };
    case 'PageUp':
      return { go: Math.max(0, active - pageRows) };
    case 'Home':
      return { go: 0 };
    case 'End':
      return { go: last };
    case 'ArrowRight':
      if (row.node.children === 0) return null;
      return row.open ? { go: Math.min(last, active + 1) } : { open: row.node.id };
    case 'ArrowLeft': {
      if (row.node.children > 0 && row.open) return { close: row.node.id };
      const parent = rows.findIndex(({ at }) => at === row.node.parent);
      return parent === -1 ? null : { go: parent };
    }
    case 'Enter':
    case ' ':
      if (row.node.children === 0) return null;
      return row.open ? { close: row.node.id } : { open: row.node.id };
    default:
      return null;
  }
}

/**
 * Which row is the active one. A line that is hidden, since one above it was closed, leaves it to the nearest line around
 * it that is seen; one that is gone, to the first.
 */
export function activeRow(
  rows: readonly ItemRow[],
  nodes: readonly ItemNode[],
  activeId: string | null,
): number {
  if (activeId === null) return 0;
  const shown = new Map(rows.map(({ at }, index) => [at, index]));
  let at: number | null = nodes.findIndex(({ id }) => id === activeId);
  while (at !== null && at !== -1) {
    const row = shown.get(at);
    if (row !== undefined) return row;
    at = nodes[at]?.parent ?? null;
  }
  return 0;
}
