/** A number that stands for a text: cyrb53, 53 bits, so that 500,000 texts need no strings of their own. */
export function textHash(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/**
 * One thing of a tree, parents before children. Everything a match is decided by, and nothing else. Besides parent and
 * GUID it is only asked for where the GUID did not decide, so it may be worked out then.
 */
export interface MatchNode {
  /** What it is a part of: an earlier index; `null` at the top. */
  readonly parent: number | null;
  readonly guid: string | null;
  /** Everything that is compared, as a hash. */
  readonly content: number;
  /** Where it is, within its parent and in all; things near each other are matched first. */
  readonly near: readonly number[];
  readonly nearInAll: readonly number[];
  /** Keys of {@link MatchRule}s. `null`: this one does not match by that rule. */
  readonly keys: readonly (number | null)[];
  /** Key under which what changed its parent and nothing else is found again. */
  readonly keyInAll: number | null;
}

/** One way of finding a pair: the same key, and no further from each other than this. Rules come strictest first. */
export interface MatchRule {
  readonly furthest: number;
  /**
   * Whether it also holds for two things that have GUIDs where GUIDs survive. Where they do not (whether Promob keeps them
   * at every save is not known), something moved or resized is only known by what it is; where they do, two GUIDs are two
   * things, however alike.
   */
  readonly loose: boolean;
}

export interface Matching {
  /** By index of the one before: the index after, or -1. */
  readonly after: Int32Array;
  /** By index of the one after: the index before, or -1. */
  readonly before: Int32Array;
  readonly byGuid: number;
  readonly byShape: number;
}

/** Up to this many on each side every pair is weighed; above it each one is weighed against its neighbours in order. */
const allPairsUpTo = 48;
const neighbours = 6;

const byHash = (order: readonly number[]) => (a: number, b: number) => (order[a] ?? 0) - (order[b] ?? 0);

/** GUIDs survive where at least half of those of the smaller side are on the other too. */
const surviving = 0.5;

/** Hashes of what is not matched, with all parts that are not; the order of parts does not matter. */
function signatures(nodes: readonly MatchNode[], matched: Int32Array): number[] {
  const sums = nodes.map(() => 0);
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at];
    if (node === undefined || matched[at] !== -1) continue;
    const own = textHash(`${node.content} ${sums[at] ?? 0}`);
    sums[at] = own;
    // sums stay below 2^53 by dropping the carry
    if (node.parent !== null) sums[node.parent] = ((sums[node.parent] ?? 0) + (own % 2 ** 48)) % 2 ** 52;
  }
  return sums;
}

function childrenOf(nodes: readonly MatchNode[]): readonly (readonly number[])[] {
  const children: number[][] = nodes.map(() => []);
  for (const [at, { parent }] of nodes.entries()) if (parent !== null) children[parent]?.push(at);
  return children;
}

function uniqueGuids(nodes: readonly MatchNode[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [at, { guid }] of nodes.entries()) {
    if (guid !== null) found.set(guid, found.has(guid) ? -1 : at);
  }
  return found;
}

function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += ((a[at] ?? 0) - (b[at] ?? 0)) ** 2;
  return Math.sqrt(sum);
}

/**
 * Finds which thing after is which thing before: by GUID where it is on both sides once, then rule by rule among the parts
 * of what was matched already, and last what only changed its parent. One to one, the same whatever the order of siblings,
 * the mirror image with the sides exchanged, and in about the time of sorting.
 */
export function matchTrees(
  left: readonly MatchNode[],
  right: readonly MatchNode[],
  rules: readonly MatchRule[],
): Matching {
  const after = new Int32Array(left.length).fill(-1);
  const before = new Int32Array(right.length).fill(-1);
  const children = [childrenOf(left), childrenOf(right)] as const;
  const scopes: (readonly [number, number])[] = [];
  let byGuid = 0;
  let byShape = 0;

  const pair = (l: number, r: number): void => {
    after[l] = r;
    before[r] = l;
    scopes.push([l, r]);
  };
  const shaped = (l: number, r: number): void => {
    pair(l, r);
    byShape += 1;
  };

  const [guidsLeft, guidsRight] = [uniqueGuids(left), uniqueGuids(right)];
  for (const [guid, l] of guidsLeft) {
    const r = guidsRight.get(guid) ?? -1;
    if (l < 0 || r < 0) continue;
    pair(l, r);
    byGuid += 1;
  }
  const guidsSurvive = byGuid > 0 && byGuid >= surviving * Math.min(guidsLeft.size, guidsRight.size);
  const signs = [signatures(left, after), signatures(right, before)] as const;

  const free = (ls: readonly number[], rs: readonly number[]): readonly [number[], number[]] => [
    ls.filter((l) => after[l] === -1),
    rs.filter((r) => before[r] === -1),
  ];

  /** Pairs within groups of the same key; without `near` whatever is the same is as good. */
  const inGroups = (
    ls: readonly number[],
    rs: readonly number[],
    keyOf: (node: MatchNode, sign: number) => number | null,
    near: ((node: MatchNode) => readonly number[]) | null,
    furthest: number,
  ): void => {
    const groups = new Map<number, readonly [number[], number[]]>();
    const add = (side: 0 | 1, index: number, node: MatchNode | undefined): void => {
      const key = node === undefined ? null : keyOf(node, signs[side][index] ?? 0);
      if (key === null) return;
      const group = groups.get(key) ?? [[], []];
      group[side].push(index);
      groups.set(key, group);
    };
    for (const l of ls) add(0, l, left[l]);
    for (const r of rs) add(1, r, right[r]);
    for (const [groupLeft, groupRight] of groups.values()) {
      if (groupLeft.length === 0 || groupRight.length === 0) continue;
      groupLeft.sort(byHash(signs[0]));
      groupRight.sort(byHash(signs[1]));
      if (near === null) {
        for (const [at, l] of groupLeft.entries()) {
          const r = groupRight[at];
          if (r !== undefined) shaped(l, r);
        }
        continue;
      }
      nearest(groupLeft, groupRight, near, furthest);
    }
  };

  const nearest = (
    ls: readonly number[],
    rs: readonly number[],
    near: (node: MatchNode) => readonly number[],
    furthest: number,
  ): void => {
    const at = (nodes: readonly MatchNode[], index: number): readonly number[] => {
      const node = nodes[index];
      return node === undefined ? [] : near(node);
    };
    const places = [ls.map((l) => at(left, l)), rs.map((r) => at(right, r))] as const;
    for (const [i, j] of closestFirst(places, furthest)) {
      const [l, r] = [ls[i], rs[j]];
      if (l !== undefined && r !== undefined && after[l] === -1 && before[r] === -1) shaped(l, r);
    }
  };

  const inScope = (ls: readonly number[], rs: readonly number[]): void => {
    let [freeLeft, freeRight] = free(ls, rs);
    if (freeLeft.length === 0 || freeRight.length === 0) return;
    // what is the same with all its parts
    inGroups(freeLeft, freeRight, (_node, sign) => sign, null, 0);
    for (const [at, { furthest, loose }] of rules.entries()) {
      [freeLeft, freeRight] = free(freeLeft, freeRight);
      if (freeLeft.length === 0 || freeRight.length === 0) return;
      inGroups(
        freeLeft,
        freeRight,
        (node) => (loose && guidsSurvive && node.guid !== null ? null : (node.keys[at] ?? null)),
        (node) => node.near,
        furthest,
      );
    }
  };

  const drain = (): void => {
    for (let next = scopes.pop(); next !== undefined; next = scopes.pop()) {
      inScope(children[0][next[0]] ?? [], children[1][next[1]] ?? []);
    }
  };

  const tops = (nodes: readonly MatchNode[]): number[] => {
    const found: number[] = [];
    for (const [at, { parent }] of nodes.entries()) if (parent === null) found.push(at);
    return found;
  };
  inScope(tops(left), tops(right));
  drain();
  const [restLeft, restRight] = free([...left.keys()], [...right.keys()]);
  inGroups(
    restLeft,
    restRight,
    (node) => node.keyInAll,
    (node) => node.nearInAll,
    1,
  );
  drain();
  return { after, before, byGuid, byShape };
}

/**
 * Pairs of places worth weighing, closest first; of those equally close, by rank. Both sides are ranked by what things are,
 * and pairing the first by rank of one side with the first it can have is the same seen from the other side: exchanging
 * the sides exchanges the answer.
 */
function closestFirst(
  [ls, rs]: readonly [readonly (readonly number[])[], readonly (readonly number[])[]],
  furthest: number,
): (readonly [number, number])[] {
  const pairs: { readonly i: number; readonly j: number; readonly far: number }[] = [];
  const weigh = (i: number, j: number): void => {
    // thousandths of a millimetre: what is equally far is so for every machine
    const far = Math.round(distance(ls[i] ?? [], rs[j] ?? []) * 1_000) / 1_000;
    if (far <= furthest) pairs.push({ i, j, far });
  };
  if (ls.length <= allPairsUpTo && rs.length <= allPairsUpTo) {
    for (const i of ls.keys()) for (const j of rs.keys()) weigh(i, j);
  } else {
    for (const pair of neighbouringPairs(ls, rs)) {
      const i = Math.floor(pair / rs.length);
      weigh(i, pair - i * rs.length);
    }
  }
  return pairs.sort((a, b) => a.far - b.far || a.i - b.i || a.j - b.j).map(({ i, j }) => [i, j] as const);
}

/** A place on one axis. */
interface OnAxis {
  readonly index: number;
  readonly value: number;
}

function alongAxis(places: readonly (readonly number[])[], axis: number): OnAxis[] {
  return places
    .map((place, index) => ({ index, value: place[axis] ?? 0 }))
    .sort((a, b) => a.value - b.value || a.index - b.index);
}

/** Each place with those next to it on either side along each axis; a pair is `i * rs.length + j`. */
function neighbouringPairs(
  ls: readonly (readonly number[])[],
  rs: readonly (readonly number[])[],
): ReadonlySet<number> {
  const found = new Set<number>();
  const sweep = (
    from: readonly OnAxis[],
    to: readonly OnAxis[],
    note: (a: number, b: number) => void,
  ): void => {
    let reached = 0;
    for (const each of from) {
      for (let next = to[reached]; next !== undefined; next = to[reached]) {
        if (next.value > each.value || (next.value === each.value && next.index >= each.index)) break;
        reached += 1;
      }
      for (let at = Math.max(0, reached - neighbours); at < reached + neighbours; at++) {
        const other = to[at];
        if (other !== undefined) note(each.index, other.index);
      }
    }
  };
  const axes = Math.max(1, ls[0]?.length ?? 0);
  for (let axis = 0; axis < axes; axis++) {
    const [left, right] = [alongAxis(ls, axis), alongAxis(rs, axis)];
    sweep(left, right, (i, j) => found.add(i * rs.length + j));
    // and from the other side, so that neither has more to choose from
    sweep(right, left, (j, i) => found.add(i * rs.length + j));
  }
  return found;
}
