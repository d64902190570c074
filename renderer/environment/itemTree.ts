import type { FoccoItem, ListingItemView, ListingTree } from '../../shared/contract/windowSchemas.ts';
import { addAmounts } from '../compare/amounts.ts';
import { searchText } from '../components/searchText.ts';
import { seriousFlag } from './seriousFlag.ts';

/** One line of the tree of items, parents before children. */
export interface ItemNode {
  readonly id: string;
  /** Position of the parent in the list of nodes. */
  readonly parent: number | null;
  /** 1 for groups and whatever stands at the top. */
  readonly level: number;
  /** A group is an ambient of the listing, or the items added by hand in FoccoLojas. */
  readonly kind: 'ambient' | 'manual-group' | 'promob-group' | 'promob' | 'manual';
  readonly description: string;
  readonly code: string;
  readonly reference: string;
  readonly dimensions: string;
  /** As written; empty for groups. */
  readonly quantity: string;
  readonly unit: string;
  readonly repetition: string;
  readonly total: string | null;
  readonly flags: readonly string[];
  readonly children: number;
  /** Somebody should look at it. */
  readonly alert: boolean;
  /** Items anywhere below it that somebody should look at. */
  readonly alertsBelow: number;
  /** What a search looks at: lower case, without accents. */
  readonly text: string;
}

type Draft = Omit<ItemNode, 'children' | 'alert' | 'alertsBelow' | 'text'>;

const group = (id: string, kind: ItemNode['kind'], description: string, total: string | null): Draft => ({
  id,
  parent: null,
  level: 1,
  kind,
  description,
  code: '',
  reference: '',
  dimensions: '',
  quantity: '',
  unit: '',
  repetition: '',
  total,
  flags: [],
});

const fromFocco = (item: FoccoItem, parent: number): Draft => ({
  id: `focco ${item.id}`,
  parent,
  level: 2,
  kind: item.source,
  description: item.description,
  code: item.code ?? '',
  reference: '',
  dimensions: '',
  quantity: item.quantity,
  unit: item.unit ?? '',
  repetition: '',
  total: item.total,
  flags: item.flags,
});

const alert = ({ flags, level }: Draft): boolean => flags.some((flag) => seriousFlag(flag, level));

function finished(drafts: readonly Draft[]): readonly ItemNode[] {
  const children = Array.from({ length: drafts.length }, () => 0);
  const flagged = Array.from({ length: drafts.length }, () => 0);
  // Children stand after their parents: from the end, each line adds what is below it to its parent.
  for (let at = drafts.length - 1; at >= 0; at -= 1) {
    const draft = drafts[at];
    if (draft === undefined || draft.parent === null) continue;
    children[draft.parent] = (children[draft.parent] ?? 0) + 1;
    const own = alert(draft) ? 1 : 0;
    flagged[draft.parent] = (flagged[draft.parent] ?? 0) + (flagged[at] ?? 0) + own;
  }
  return drafts.map((draft, at) => ({
    ...draft,
    children: children[at] ?? 0,
    alert: alert(draft),
    alertsBelow: flagged[at] ?? 0,
    text: searchText(`${draft.description} ${draft.code} ${draft.reference} ${draft.dimensions}`),
  }));
}

/**
 * The items of an environment as one tree: the ambients of the listing with their items and components, and after them
 * what was added by hand in FoccoLojas. Without a listing on this machine, FoccoLojas' own items of Promob stand there.
 */
export function itemTree(tree: ListingTree | null, items: readonly FoccoItem[] | null): readonly ItemNode[] {
  const drafts: Draft[] = [];
  if (tree !== null) {
    // The file may tell items in any order; they are kept together below their ambient.
    const byAmbient = Map.groupBy(tree.items, ({ ambient }) => ambient);
    for (const [ambient, { description, budget }] of tree.ambients.entries()) {
      addAmbient(drafts, group(`ambient ${ambient}`, 'ambient', description, budget), byAmbient.get(ambient));
      byAmbient.delete(ambient);
    }
    // An item of an ambient that the listing does not name is shown all the same.
    for (const [ambient, rest] of byAmbient) {
      addAmbient(drafts, group(`ambient ${ambient}`, 'ambient', '', null), rest);
    }
  } else {
    addFocco(drafts, 'promob-group', items?.filter(({ source }) => source === 'promob') ?? []);
  }
  addFocco(drafts, 'manual-group', items?.filter(({ source }) => source === 'manual') ?? []);
  return finished(drafts);
}

function addAmbient(drafts: Draft[], head: Draft, items: readonly ListingItemView[] = []): void {
  const headAt = drafts.length;
  drafts.push(head);
  const at = new Map<number, number>();
  for (const item of items) {
    const parent = (item.parent === null ? undefined : at.get(item.parent)) ?? headAt;
    at.set(item.index, drafts.length);
    drafts.push({
      id: `item ${item.index}`,
      parent,
      level: (drafts[parent]?.level ?? 0) + 1,
      kind: 'promob',
      description: item.description,
      code: item.code,
      reference: item.reference,
      dimensions: item.dimensions,
      quantity: item.quantity,
      unit: item.unit,
      repetition: item.repetition,
      total: item.total,
      flags: item.flags,
    });
  }
}

function addFocco(drafts: Draft[], kind: 'promob-group' | 'manual-group', items: readonly FoccoItem[]): void {
  if (items.length === 0) return;
  const parent = drafts.length;
  drafts.push(group(kind, kind, '', addAmounts(items.map(({ total }) => total))));
  drafts.push(...items.map((item) => fromFocco(item, parent)));
}

export interface TreeView {
  /** Ids of the lines that are open. */
  readonly open: ReadonlySet<string>;
  readonly query: string;
  readonly onlyFlagged: boolean;
}

/** A line as it is drawn: where it stands in the tree, for those who hear it. */
export interface ItemRow {
  readonly node: ItemNode;
  readonly at: number;
  readonly open: boolean;
}

/**
 * The lines to draw, in order. A search or filter keeps what it finds with everything above it, opened; otherwise what is
 * below a closed line is hidden.
 */
export function visibleRows(nodes: readonly ItemNode[], view: TreeView): readonly ItemRow[] {
  const words = searchText(view.query).split(/\s+/u).filter(Boolean);
  const filtering = words.length > 0 || view.onlyFlagged;
  if (!filtering) {
    const hidden = new Set<number>();
    const rows: ItemRow[] = [];
    for (const [at, node] of nodes.entries()) {
      const closedAbove = node.parent !== null && hidden.has(node.parent);
      const open = view.open.has(node.id);
      // Whoever is hidden, or closed, hides what is below.
      if (closedAbove || !open) hidden.add(at);
      if (!closedAbove) rows.push({ node, at, open });
    }
    return rows;
  }
  const kept = new Set<number>();
  for (const [at, node] of nodes.entries()) {
    if (view.onlyFlagged && !node.alert) continue;
    if (!words.every((word) => node.text.includes(word))) continue;
    for (let up: number | null = at; up !== null && !kept.has(up); up = nodes[up]?.parent ?? null)
      kept.add(up);
  }
  return [...kept]
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const node = nodes[at];
      return node === undefined ? [] : [{ node, at, open: true }];
    });
}

/** Groups are open at first; components below an item are not. */
export function openAtFirst(nodes: readonly ItemNode[]): ReadonlySet<string> {
  return new Set(nodes.filter(({ level }) => level === 1).map(({ id }) => id));
}
