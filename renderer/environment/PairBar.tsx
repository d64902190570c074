import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { BranchCompareRegular } from '@fluentui/react-icons';
import { useSay } from '../text/language.ts';
import { tabBarHeight } from './tabBarHeight.ts';

/** Pixels of the bar; it stays in sight while the rows scroll. */
export const pairBarHeight = 56;

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    top: `${tabBarHeight}px`,
    zIndex: 2,
    minHeight: `${pairBarHeight}px`,
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '8px 24px',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  text: { color: tokens.colorNeutralForeground2 },
  button: { minHeight: '40px' },
  end: { marginLeft: 'auto', color: tokens.colorNeutralForeground3 },
});

/** What is ticked, and the button that compares it. */
export function PairBar({
  names,
  compare,
  clear,
  count,
}: {
  /** Of the ticked rows, the older first; at most two. */
  readonly names: readonly string[];
  readonly compare: () => void;
  readonly clear: () => void;
  readonly count?: string | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const [first, second] = names;
  const text =
    first === undefined
      ? say('environment.pair.choose')
      : second === undefined
        ? say('environment.pair.one-more', { first })
        : say('environment.pair.both', { first, second });
  return (
    <div className={styles.bar}>
      <Button
        className={styles.button}
        icon={<BranchCompareRegular />}
        disabledFocusable={second === undefined}
        onClick={compare}
      >
        {say('environment.pair.compare')}
      </Button>
      <Text className={styles.text} role="status">
        {text}
      </Text>
      {first !== undefined && (
        <Button appearance="subtle" className={styles.button} onClick={clear}>
          {say('environment.pair.clear')}
        </Button>
      )}
      {count !== undefined && <Text className={styles.end}>{count}</Text>}
    </div>
  );
}
