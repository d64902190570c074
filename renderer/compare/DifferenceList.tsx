import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AddCircleFilled, EditFilled, SubtractCircleFilled } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { spellDifference } from '../components/spell.ts';
import { useScrolledRows } from '../environment/useScrolledRows.ts';
import { useSay } from '../text/language.ts';
import { amountSign } from './amounts.ts';
import { describeChange } from './describeChange.ts';
import type { AnyDifference } from './differences.ts';
import { useStatusColors } from './statusLook.ts';

const useStyles = makeStyles({
  scroll: {
    flexGrow: 1,
    minHeight: '200px',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    outlineStyle: 'none',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  rows: { position: 'relative' },
  place: { position: 'absolute', left: 0, right: 0, top: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    gap: '0 12px',
    padding: '8px 12px',
    minHeight: '56px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    borderLeft: '4px solid transparent',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    borderLeft: `4px solid ${tokens.colorBrandStroke1}`,
  },
  icon: { fontSize: '20px', gridRow: '1 / span 2' },
  name: { overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
  code: {
    color: tokens.colorNeutralForeground3,
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
  },
  what: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    gridColumn: '2 / -1',
  },
  money: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

const icons = { added: AddCircleFilled, removed: SubtractCircleFilled, changed: EditFilled } as const;

/** The row a key leads to; `null` where the key is none of the list's. */
function rowAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** The differences as a list; the chosen one is the chosen one of the plan. */
export function DifferenceList({
  differences,
  label,
  chosen,
  choose,
}: {
  readonly differences: readonly AnyDifference[];
  readonly label: string;
  readonly chosen: string | null;
  readonly choose: (id: string) => void;
}) {
  const styles = useStyles();
  const colors = useStatusColors();
  const say = useSay();
  const id = useId();
  const scroll = useRef<HTMLDivElement>(null);
  const found = differences.findIndex((difference) => difference.id === chosen);
  const [last, setLast] = useState(0);
  const active = found === -1 ? Math.min(last, differences.length - 1) : found;
  const { list, virtualizer, margin } = useScrolledRows({
    count: differences.length,
    rowHeight: 64,
    keyOf: (index) => differences[index]?.id ?? String(index),
    scroll,
    keep: active,
  });
  // What was clicked on the plan is brought into sight.
  useEffect(() => {
    if (found !== -1) virtualizer.scrollToIndex(found);
  }, [found, virtualizer]);

  const go = (index: number): void => {
    const difference = differences[index];
    if (difference === undefined) return;
    setLast(index);
    choose(difference.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const next =
      event.key === 'Enter' || event.key === ' ' ? active : rowAfter(event.key, active, differences.length);
    if (next === null) return;
    event.preventDefault();
    go(next);
  };

  return (
    <div
      ref={scroll}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${active}`}
      className={styles.scroll}
      onKeyDown={onKeyDown}
    >
      <div
        ref={list}
        role="presentation"
        className={styles.rows}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const difference = differences[index];
          if (difference === undefined) return null;
          const { status, thing } = difference;
          const Icon = icons[status];
          const details = describeChange(say, difference);
          return (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              role="presentation"
              className={styles.place}
              style={{ transform: `translateY(${start - margin}px)` }}
            >
              {/* The list has the focus and its keys; a click does the same. */}
              {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above */}
              <div
                id={`${id}-${index}`}
                role="option"
                aria-selected={difference.id === chosen}
                aria-posinset={index + 1}
                aria-setsize={differences.length}
                className={mergeClasses(styles.row, difference.id === chosen && styles.chosen)}
                onClick={() => go(index)}
                data-difference={difference.id}
              >
                <Icon className={mergeClasses(styles.icon, colors[status])} aria-hidden />
                <span className={styles.name}>
                  {thing.description || say('compare.unnamed')}
                  {'code' in thing && thing.code !== '' && <span className={styles.code}> {thing.code}</span>}
                </span>
                <span className={styles.money}>
                  {difference.part === 'items' &&
                    difference.difference !== null &&
                    amountSign(difference.difference) !== 0 &&
                    spellDifference(difference.difference, say.locale)}
                </span>
                <span className={styles.what}>
                  {[
                    say(`compare.status.${status}`),
                    ...details,
                    ...(difference.part === 'drawing' && !difference.onPlan
                      ? [say('compare.not-on-plan')]
                      : []),
                  ].join(' · ')}
                </span>
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
