import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { ListingTree } from '../../shared/contract/windowSchemas.ts';
import { addAmounts } from '../compare/amounts.ts';
import { spellMoney } from '../components/spell.ts';
import { useSay } from '../text/language.ts';
import type { ItemNode } from './itemTree.ts';

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 2,
    marginTop: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: '4px 32px',
    padding: '10px 24px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
  },
  count: { marginRight: 'auto', color: tokens.colorNeutralForeground3 },
  sum: { display: 'inline-flex', gap: '8px' },
  main: { fontWeight: tokens.fontWeightSemibold },
});

/** What the items come to: the sale price of the listing and what was added by hand, apart and never mixed. */
export function ItemSums({
  nodes,
  tree,
}: {
  readonly nodes: readonly ItemNode[];
  readonly tree: ListingTree | null;
}) {
  const styles = useStyles();
  const say = useSay();
  const sums = useMemo(() => {
    const of = (kind: 'manual' | 'promob'): string | null => {
      const totals = nodes.filter((node) => node.kind === kind && node.level === 2).map(({ total }) => total);
      return totals.length === 0 ? null : addAmounts(totals);
    };
    return {
      manual: of('manual'),
      focco: tree === null ? of('promob') : null,
      count: nodes.filter(({ kind }) => kind === 'manual' || kind === 'promob').length,
    };
  }, [nodes, tree]);
  const budget = tree?.totals.budget ?? null;
  return (
    <div className={styles.bar}>
      <span className={styles.count}>
        {say('environment.items.count', { count: sums.count })}
        {tree !== null &&
          tree.omitted > 0 &&
          ` · ${say('environment.items.omitted', { count: tree.omitted })}`}
      </span>
      {sums.manual !== null && (
        <span className={styles.sum}>
          {say('environment.items.sum-manual')}
          <span>{spellMoney(sums.manual, say.locale)}</span>
        </span>
      )}
      {sums.focco !== null && (
        <span className={mergeClasses(styles.sum, styles.main)}>
          {say('environment.items.sum-focco')}
          <span>{spellMoney(sums.focco, say.locale)}</span>
        </span>
      )}
      {budget !== null && (
        <span className={mergeClasses(styles.sum, styles.main)}>
          {say('environment.items.sum-listing')}
          <span>{spellMoney(budget, say.locale)}</span>
        </span>
      )}
    </div>
  );
}
