import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons';
import type { Comparison, StateRef } from '../../shared/contract/windowSchemas.ts';
import { PreviewPicture } from '../components/PreviewPicture.tsx';
import { spellDifference, spellMoney, spellTime } from '../components/spell.ts';
import { useSay } from '../text/language.ts';
import { amountDifference, amountSign } from './amounts.ts';
import { sideName } from './sideName.ts';

const useStyles = makeStyles({
  head: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 1fr) auto',
    gap: '8px 16px',
    alignItems: 'center',
    flexShrink: 0,
    padding: '0 24px 12px',
    '@media (max-width: 1000px)': { gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 1fr)' },
  },
  side: {
    display: 'flex',
    gap: '12px',
    alignItems: 'center',
    minWidth: 0,
    padding: '8px',
    minHeight: '64px',
    boxSizing: 'border-box',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  picture: { '@media (max-width: 800px)': { display: 'none' } },
  words: { minWidth: 0, display: 'flex', flexDirection: 'column' },
  which: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  swap: { minWidth: '40px', minHeight: '40px' },
  total: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    textAlign: 'right',
    minWidth: '220px',
    fontVariantNumeric: 'tabular-nums',
    '@media (max-width: 1000px)': {
      gridColumn: '1 / -1',
      flexDirection: 'row',
      gap: '16px',
      alignItems: 'baseline',
      justifyContent: 'flex-end',
    },
  },
  difference: {
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase500,
  },
});

/** Both sides by name, and what the difference comes to. */
export function CompareHead({
  before,
  after,
  comparison,
  swap,
}: {
  readonly before: StateRef;
  readonly after: StateRef;
  readonly comparison: Comparison;
  readonly swap: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const { total } = comparison;
  const difference = amountDifference(total.before, total.after);
  const money = (amount: string | null): string =>
    amount === null ? say('compare.no-total') : spellMoney(amount, say.locale);
  const side = (which: 'before' | 'after', state: StateRef) => {
    const { optionName, at, version, saveNumber } = comparison[which];
    return (
      <div className={styles.side} data-side={which}>
        <PreviewPicture state={state} alt="" className={styles.picture} />
        <div className={styles.words}>
          <Text className={styles.which}>{say(`compare.${which}`)}</Text>
          <Text className={styles.name}>
            {[sideName(say, comparison[which]), optionName].filter(Boolean).join(' · ')}
          </Text>
          <Text size={200} className={styles.quiet}>
            {[
              spellTime(at, say.locale),
              version !== undefined && saveNumber !== undefined
                ? say('compare.save', { number: saveNumber })
                : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
      </div>
    );
  };
  return (
    <div className={styles.head}>
      {side('before', before)}
      <Button
        appearance="subtle"
        className={styles.swap}
        icon={<ArrowSwapRegular />}
        aria-label={say('compare.swap')}
        title={say('compare.swap')}
        onClick={swap}
      />
      {side('after', after)}
      <div className={styles.total} title={difference === null ? say('compare.total-unknown') : undefined}>
        <Text className={styles.which}>{say('compare.total')}</Text>
        {difference !== null && (
          <span className={styles.difference}>
            {amountSign(difference) === 0
              ? say('compare.total-same')
              : spellDifference(difference, say.locale)}
          </span>
        )}
        <Text className={mergeClasses(styles.quiet)}>
          {money(total.before)} → {money(total.after)}
        </Text>
      </div>
    </div>
  );
}
