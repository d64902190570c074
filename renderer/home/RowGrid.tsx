import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';

const useStyles = makeStyles({
  scroller: {
    position: 'relative',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowAnchor: 'none',
    paddingBottom: '24px',
  },
  grid: { position: 'relative', marginLeft: '24px', marginRight: '24px', outlineStyle: 'none' },
  line: { position: 'absolute', top: 0, left: 0, right: 0, boxSizing: 'border-box' },
  row: {
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  narrow: { '@media (max-width: 800px)': { marginLeft: '8px', marginRight: '8px' } },
});

/** Rows kept ready outside the view, on each side. */
const overscan = 4;

/** What a line of the grid is given to draw itself. */
export interface GridLine {
  readonly index: number;
  /** The keyboard is at this row: its buttons can be reached with Tab. */
  readonly active: boolean;
}

/**
 * A virtual list that is walked by keyboard: one row is the tab stop, arrows move it, Enter does what is due, → opens,
 * Esc leaves. Ten thousand rows cost what the visible ones cost.
 * @param of.keys of all lines; a line that is only a heading is not walked to
 * @param of.sizeOf height of a line in pixels; `measured` where content decides and this is a guess
 */
export function RowGrid(of: {
  readonly label: string;
  readonly keys: readonly string[];
  readonly isRow: (index: number) => boolean;
  readonly sizeOf: (index: number) => number;
  readonly measured?: boolean;
  /** Columns of every row, for screen readers. */
  readonly columns: number;
  readonly header: ReactNode;
  readonly activeKey: string | null;
  readonly onActive: (key: string) => void;
  readonly beside: (index: number, step: number) => number;
  readonly onAct: (key: string) => void;
  readonly onOpen: (key: string) => void;
  readonly onLeave: () => void;
  /** The keyboard goes to the active row when the list appears. */
  readonly takesFocus?: boolean;
  readonly scrollTop: number;
  readonly onScrollTop: (scrollTop: number) => void;
  /** Whether somebody is at it now: the mouse is over it, or the keyboard in it. */
  readonly onUse?: (inUse: boolean) => void;
  readonly renderLine: (line: GridLine) => ReactNode;
}) {
  const styles = useStyles();
  const { keys, activeKey, isRow } = of;
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  // Coming back from a page that was opened here: the keyboard goes on where it was.
  const wanted = useRef<string | null>(of.takesFocus === true ? of.activeKey : null);
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const element = grid.current;
    const measure = (): void => setAbove(element?.offsetTop ?? 0);
    measure();
    const observer = new ResizeObserver(measure);
    if (element?.previousElementSibling !== null && element !== null) {
      observer.observe(element.previousElementSibling);
    }
    return () => observer.disconnect();
  }, []);

  const found = activeKey === null ? -1 : keys.indexOf(activeKey);
  const active = found === -1 ? of.beside(-1, 1) : found;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoized by a compiler
  const virtual = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: of.sizeOf,
    getItemKey: (index) => keys[index] ?? index,
    overscan,
    scrollMargin: above,
    initialOffset: of.scrollTop,
    // The tab stop stays in the page wherever the list is scrolled to.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (active < 0 || active >= keys.length || shown.includes(active)) return shown;
      return [...shown, active].sort((a, b) => a - b);
    },
  });

  const { sizeOf } = of;
  const sizes = useRef(sizeOf);
  useLayoutEffect(() => {
    // What was measured stays measured.
    if (sizes.current !== sizeOf && of.measured !== true) virtual.measure();
    sizes.current = sizeOf;
  }, [sizeOf, virtual, of.measured]);

  const focusWanted = useCallback((): void => {
    if (wanted.current === null) return;
    const row = grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"]`);
    if (row === null || row === undefined) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  }, []);
  // The row the keyboard went to may come into the page only after scrolling.
  useEffect(focusWanted);

  const { onScrollTop, onActive } = of;
  // Before the list leaves the page: afterwards it is scrolled nowhere.
  useLayoutEffect(() => {
    const element = scroller.current;
    return () => onScrollTop(element?.scrollTop ?? 0);
  }, [onScrollTop]);

  const goTo = useCallback(
    (index: number): void => {
      const key = keys[index];
      if (key === undefined) return;
      wanted.current = key;
      onActive(key);
      // A heading belongs to its first row.
      virtual.scrollToIndex(index > 0 && !isRow(index - 1) ? index - 1 : index, { align: 'auto' });
      virtual.scrollToIndex(index, { align: 'auto' });
      // It may be in the page already, and then nothing is drawn that would take it there.
      focusWanted();
    },
    [keys, isRow, onActive, virtual, focusWanted],
  );

  const rowOf = (target: EventTarget): HTMLElement | null =>
    target instanceof HTMLElement ? target.closest<HTMLElement>('[data-key]') : null;

  const page = (): number => {
    const height = scroller.current?.clientHeight ?? 0;
    return Math.max(1, Math.floor(height / sizeOf(Math.max(0, active))) - 1);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rowOf(event.target);
    const key = row?.dataset['key'];
    if (row === null || key === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = keys.indexOf(key);
    const onRow = event.target === row;
    const steps: Readonly<Record<string, () => number>> = {
      ArrowDown: () => of.beside(index, 1),
      ArrowUp: () => of.beside(index, -1),
      PageDown: () => of.beside(index, page()),
      PageUp: () => of.beside(index, -page()),
      Home: () => of.beside(-1, 1),
      End: () => of.beside(keys.length, -1),
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const to = step();
      if (to !== -1) goTo(to);
    } else if (event.key === 'Enter' && onRow) of.onAct(key);
    else if (event.key === 'ArrowRight' && onRow) of.onOpen(key);
    else if (event.key === 'ArrowLeft' && !onRow) row.focus();
    else if (event.key === 'Escape') {
      if (onRow) of.onLeave();
      else row.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (event: MouseEvent): void => {
    const row = rowOf(event.target);
    const key = row?.dataset['key'];
    if (row === null || key === undefined) return;
    onActive(key);
    const control = (event.target as HTMLElement).closest('button, a, input, label');
    if (control === null && row.dataset['opens'] === 'true') of.onOpen(key);
  };

  // The search box, above, leads into the list with the arrow down.
  const enter = useRef<() => void>(() => undefined);
  enter.current = () => {
    if (active >= 0) goTo(active);
  };
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const { target } = event;
      if (event.key !== 'ArrowDown' || event.defaultPrevented) return;
      if (!(target instanceof HTMLInputElement) || target.closest('header') === null) return;
      event.preventDefault();
      enter.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const { onUse } = of;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onPointerEnter={() => onUse?.(true)}
      onPointerLeave={() => onUse?.(false)}
    >
      <div>{of.header}</div>
      <div
        ref={grid}
        role="grid"
        aria-label={of.label}
        aria-rowcount={keys.length}
        aria-colcount={of.columns}
        tabIndex={-1}
        className={mergeClasses(styles.grid, styles.narrow)}
        style={{ height: `${virtual.getTotalSize()}px` }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const walked = isRow(index);
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 1}
              data-index={index}
              {...(walked
                ? {
                    'data-key': keys[index],
                    'data-opens': true,
                    tabIndex: index === active ? 0 : -1,
                    onFocus: () => {
                      const own = keys[index];
                      if (own !== undefined && own !== activeKey) onActive(own);
                    },
                  }
                : {})}
              ref={of.measured === true ? virtual.measureElement : undefined}
              className={mergeClasses(styles.line, walked && styles.row)}
              style={{
                transform: `translateY(${start - above}px)`,
                ...(of.measured === true ? {} : { height: `${size}px` }),
              }}
            >
              {of.renderLine({ index, active: index === active })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
