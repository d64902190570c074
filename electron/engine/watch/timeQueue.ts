/** Things due at times, the earliest first; equal times in the order of adding. */
export interface TimeQueue<T> {
  add(at: number, item: T): void;
  /** The earliest time, Infinity when empty. */
  first(): number;
  /** Takes the earliest item if it is due at `now`. */
  take(now: number): { readonly at: number; readonly item: T } | null;
  clear(): void;
}

interface Node<T> {
  readonly at: number;
  readonly order: number;
  readonly item: T;
}

/** A binary heap: adding and taking cost the logarithm of the length. */
export function createTimeQueue<T>(): TimeQueue<T> {
  const heap: Node<T>[] = [];
  let order = 0;
  const before = (a: Node<T>, b: Node<T>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

  function sift(node: Node<T>): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      const left = heap[child];
      if (left === undefined) break;
      const right = heap[child + 1];
      if (right !== undefined && before(right, left)) child += 1;
      const least = heap[child];
      if (least === undefined || !before(least, node)) break;
      heap[i] = least;
      i = child;
    }
    heap[i] = node;
  }

  return {
    add(at, item) {
      const node: Node<T> = { at, order: (order += 1), item };
      let i = heap.length;
      while (i > 0) {
        const above = (i - 1) >> 1;
        const parent = heap[above];
        if (parent === undefined || !before(node, parent)) break;
        heap[i] = parent;
        i = above;
      }
      heap[i] = node;
    },
    first: () => heap[0]?.at ?? Infinity,
    take(now) {
      const top = heap[0];
      if (top === undefined || top.at > now) return null;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sift(last);
      return { at: top.at, item: top.item };
    },
    clear: () => {
      heap.length = 0;
    },
  };
}
