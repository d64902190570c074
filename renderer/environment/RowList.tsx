import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { tabBarHeight } from './tabBarHeight.ts';
import { useScrolledRows } from './useScrolledRows.ts';

const useStyles = makeStyles({
  list: { position: 'relative', margin: '0 24px 24px' },
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    top: 0,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

/** The row a key leads to; `null` where the key is none of the list's. */
function rowAfter(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/**
 * A long list of rows with buttons in them. Arrows move from row to row; only the buttons of the row with the focus are
 * reached with Tab, so that nobody has to tab through hundreds of them.
 * @param press Enter on a row, `mark` the space bar
 */
export function RowList<T>({
  items,
  keyOf,
  label,
  rowHeight,
  covered = tabBarHeight,
  scroll,
  press,
  mark,
  children,
}: {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly label: string;
  /** In pixels, before a row was measured. */
  readonly rowHeight: number;
  /** Pixels covered at the top while it scrolls. */
  readonly covered?: number;
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly press?: (item: T, index: number) => void;
  readonly mark?: (item: T) => void;
  readonly children: (item: T, index: number, active: boolean) => ReactNode;
}) {
  const styles = useStyles();
  const [active, setActive] = useState(0);
  const at = Math.min(active, items.length - 1);
  const { list, virtualizer, margin } = useScrolledRows({
    count: items.length,
    rowHeight,
    keyOf: (index) => {
      const item = items[index];
      return item === undefined ? String(index) : keyOf(item);
    },
    scroll,
    covered: [covered, 0],
    keep: at,
  });
  const wanted = useRef(false);
  useEffect(() => {
    if (!wanted.current) return;
    wanted.current = false;
    list.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  }, [at, list]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const item = items[at];
    const next = rowAfter(event.key, at, items.length);
    if (next !== null) {
      wanted.current = true;
      virtualizer.scrollToIndex(next);
      setActive(next);
    } else if (event.key === 'Enter' && item !== undefined && press !== undefined) press(item, at);
    else if (event.key === ' ' && item !== undefined && mark !== undefined) mark(item);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={list}
      role="list"
      aria-label={label}
      className={styles.list}
      style={{ height: `${virtualizer.getTotalSize()}px` }}
    >
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          // A row takes the focus so that arrows can walk; what can be done with it are buttons inside.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
          <div
            key={key}
            ref={virtualizer.measureElement}
            role="listitem"
            data-index={index}
            aria-posinset={index + 1}
            aria-setsize={items.length}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={index === at ? 0 : -1}
            className={styles.row}
            style={{ transform: `translateY(${start - margin}px)` }}
            onKeyDown={onKeyDown}
            onFocus={() => setActive(index)}
          >
            {children(item, index, index === at)}
          </div>
        );
      })}
    </div>
  );
}
