import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import { useSay } from '../text/language.ts';
import { ItemLine, useItemColumns } from './ItemLine.tsx';
import type { ItemNode, ItemRow } from './itemTree.ts';
import { activeRow, treeStep } from './treeKeys.ts';
import { useScrolledRows } from './useScrolledRows.ts';

const headHeight = 36;
/** Rows of a long table; the groups and items stay readable and a finger or pen still hits them. */
const rowHeight = 44;
/** The bar of sums below. */
const footHeight = 48;

const useStyles = makeStyles({
  grid: {
    margin: '8px 24px 24px',
    outlineStyle: 'none',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  focused: { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  head: {
    position: 'sticky',
    zIndex: 2,
    minHeight: `${headHeight}px`,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  rows: { position: 'relative' },
  row: { position: 'absolute', left: 0, right: 0, top: 0 },
});

/** The items as a tree with columns; one line is active, and the keys of a tree move it. */
export function ItemGrid({
  rows,
  nodes,
  open,
  setOpen,
  scroll,
  top,
}: {
  readonly rows: readonly ItemRow[];
  readonly nodes: readonly ItemNode[];
  readonly open: ReadonlySet<string>;
  readonly setOpen: (open: ReadonlySet<string>) => void;
  readonly scroll: RefObject<HTMLDivElement | null>;
  /** Pixels that stay covered at the top. */
  readonly top: number;
}) {
  const styles = useStyles();
  const columns = useItemColumns();
  const say = useSay();
  const id = useId();
  const [focused, setFocused] = useState(false);
  const [activeId, setActiveId] = useState<string | null>(null);
  const active = activeRow(rows, nodes, activeId);
  const { list, virtualizer, margin } = useScrolledRows({
    count: rows.length,
    rowHeight,
    keyOf: (index) => rows[index]?.node.id ?? String(index),
    scroll,
    covered: [top + headHeight, footHeight],
    keep: active,
  });

  const activate = (index: number): void => {
    setActiveId(rows[index]?.node.id ?? null);
    virtualizer.scrollToIndex(index);
  };
  const toggle = (nodeId: string): void => {
    const next = new Set(open);
    if (!next.delete(nodeId)) next.add(nodeId);
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = treeStep(rows, active, event.key);
    if (step === null) return;
    event.preventDefault();
    if ('go' in step) activate(step.go);
    else toggle('open' in step ? step.open : step.close);
  };
  return (
    <div
      role="treegrid"
      tabIndex={0}
      aria-label={say('environment.items.tree')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={`${id}-${active}`}
      className={mergeClasses(styles.grid, focused && styles.focused)}
      onKeyDown={onKeyDown}
      onFocus={(event) => setFocused(event.currentTarget.matches(':focus-visible'))}
      onBlur={() => setFocused(false)}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={mergeClasses(columns.columns, styles.head)}
        style={{ top: `${top}px` }}
      >
        <span role="columnheader">{say('environment.items.description')}</span>
        <span role="columnheader" className={columns.origin}>
          {say('environment.items.origin')}
        </span>
        <span role="columnheader" className={columns.size}>
          {say('environment.items.size')}
        </span>
        <span role="columnheader" className={columns.finish}>
          {say('environment.items.finish')}
        </span>
        <span role="columnheader" className={columns.right}>
          {say('environment.items.quantity')}
        </span>
        <span role="columnheader" className={columns.right}>
          {say('environment.items.total')}
        </span>
      </div>
      <div
        ref={list}
        role="rowgroup"
        className={styles.rows}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              role="presentation"
              className={styles.row}
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              <ItemLine
                id={`${id}-${index}`}
                row={row}
                index={index}
                active={index === active}
                marked={focused && index === active}
                choose={() => setActiveId(row.node.id)}
                toggle={() => toggle(row.node.id)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
