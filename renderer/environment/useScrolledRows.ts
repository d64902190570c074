import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Rows drawn beyond what is seen, so that a fast scroll meets none empty. */
const overscan = 8;

export interface ScrolledRows {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  /** Where the list begins inside what scrolls, in pixels: a row stands at its `start` minus this. */
  readonly margin: number;
}

/**
 * A long list inside a page that scrolls as a whole: only the rows near the screen are drawn.
 * @param scroll what scrolls; the list may stand anywhere below other content of it
 * @param covered pixels at the top and bottom that sticky bars cover
 * @param keep a row that stays drawn even out of sight, because the focus is in it
 */
export function useScrolledRows({
  count,
  rowHeight,
  keyOf,
  scroll,
  covered = [0, 0],
  keep = null,
}: {
  readonly count: number;
  readonly rowHeight: number;
  readonly keyOf: (index: number) => string;
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly covered?: readonly [number, number];
  readonly keep?: number | null;
}): ScrolledRows {
  const list = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const [place, element] = [scroll.current, list.current];
    if (place === null || element === null) return undefined;
    const measure = (): void => {
      const top = element.getBoundingClientRect().top - place.getBoundingClientRect().top;
      setMargin(Math.round(top + place.scrollTop));
    };
    measure();
    // What stands above the list grows and shrinks (notices, texts that wrap).
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    for (const child of place.children) observer.observe(child);
    return () => observer.disconnect();
  }, [scroll]);
  // Nothing here is memoized by a compiler, which is what this rule is about.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan,
    scrollMargin: margin,
    scrollPaddingStart: covered[0],
    scrollPaddingEnd: covered[1],
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return keep === null || keep >= count || seen.includes(keep)
        ? seen
        : [...seen, keep].sort((a, b) => a - b);
    },
  });
  return { list, virtualizer, margin };
}
