import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  AddCircleRegular,
  EditRegular,
  HandRightRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Changes } from '../../shared/contract/schemas.ts';
import { spellDifference, spellMoney } from '../components/spell.ts';
import { useSay } from '../text/language.ts';
import { subtract } from './subtract.ts';

type Item = Changes['added'][number];

const useStyles = makeStyles({
  totals: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: '4px 16px',
    margin: 0,
    padding: '16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  label: { margin: 0 },
  amount: { margin: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  heading: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    margin: '0 0 4px',
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '0 16px',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  description: { overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  was: { textDecorationLine: 'line-through' },
});

/** A longer list is not read before a confirmation; what is left out is counted. */
const mostItems = 30;

/** What an update changes: totals before and after, items new, removed and changed, and that manual items stay. */
export function ChangesView({ changes }: { readonly changes: Changes }) {
  const styles = useStyles();
  const say = useSay();
  const { added, removed, changed, unchanged, manualItemsKept, total } = changes;
  const money = (amount: string | null): string =>
    amount === null ? say('home.update.unknown') : spellMoney(amount, say.locale);
  const difference =
    total.before === null || total.after === null ? null : subtract(total.after, total.before);
  const quantity = (item: Item): string => say('home.update.quantity', { quantity: item.quantity });
  const line = (item: Item, before?: Item): ReactNode => (
    <li key={item.id} className={styles.item}>
      <span className={styles.description}>{item.description}</span>
      <span className={styles.amount}>{spellMoney(item.total, say.locale)}</span>
      <span className={styles.quiet}>
        {before !== undefined && before.quantity !== item.quantity ? (
          <>
            <s>{quantity(before)}</s> {quantity(item)}
          </>
        ) : (
          quantity(item)
        )}
      </span>
      {before !== undefined && before.total !== item.total && (
        <span className={mergeClasses(styles.amount, styles.quiet)}>
          <s>{spellMoney(before.total, say.locale)}</s>
        </span>
      )}
    </li>
  );
  const part = (title: string, icon: ReactNode, lines: readonly ReactNode[]): ReactNode =>
    lines.length > 0 && (
      <section>
        <h3 className={styles.heading}>
          {icon}
          {say('home.filter.count', { filter: title, count: lines.length })}
        </h3>
        <ul className={styles.list}>{lines.slice(0, mostItems)}</ul>
        {lines.length > mostItems && (
          <span className={styles.quiet}>{say('home.update.more', { count: lines.length - mostItems })}</span>
        )}
      </section>
    );
  const nothing = added.length + removed.length + changed.length === 0;
  return (
    <>
      <dl className={styles.totals}>
        <dt className={styles.label}>{say('home.update.before')}</dt>
        <dd className={styles.amount}>{money(total.before)}</dd>
        <dt className={mergeClasses(styles.label, styles.strong)}>{say('home.update.after')}</dt>
        <dd className={mergeClasses(styles.amount, styles.strong)}>{money(total.after)}</dd>
        {difference !== null && (
          <>
            <dt className={styles.label}>{say('home.update.difference')}</dt>
            <dd className={styles.amount}>{spellDifference(difference, say.locale)}</dd>
          </>
        )}
      </dl>
      {manualItemsKept > 0 && (
        <span className={styles.heading}>
          <HandRightRegular aria-hidden />
          {manualItemsKept === 1
            ? say('home.update.manual.one')
            : say('home.update.manual', { count: manualItemsKept })}
        </span>
      )}
      {nothing && <span>{say('home.update.nothing')}</span>}
      {part(
        say('home.update.added'),
        <AddCircleRegular aria-hidden />,
        added.map((item) => line(item)),
      )}
      {part(
        say('home.update.removed'),
        <SubtractCircleRegular aria-hidden />,
        removed.map((item) => line(item)),
      )}
      {part(
        say('home.update.changed'),
        <EditRegular aria-hidden />,
        changed.map(({ before, after }) => line(after, before)),
      )}
      {!nothing && unchanged > 0 && (
        <span className={styles.quiet}>
          {say('home.filter.count', { filter: say('home.update.unchanged'), count: unchanged })}
        </span>
      )}
    </>
  );
}
