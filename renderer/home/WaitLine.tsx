import { makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowUploadRegular,
  CheckmarkRegular,
  ErrorCircleRegular,
  HourglassRegular,
  ReceiptMoneyRegular,
} from '@fluentui/react-icons';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    // Three lines in the height of a row.
    marginTop: '-4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  // As wide as the icon of the state above, so that the words stand in one line.
  icon: { flexShrink: 0, width: '20px', fontSize: '16px', color: tokens.colorBrandForeground1 },
  words: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

const icons = {
  waiting: HourglassRegular,
  'handing-over': ArrowUploadRegular,
  ready: ReceiptMoneyRegular,
  done: CheckmarkRegular,
  refused: ErrorCircleRegular,
} as const;

/** Under the state of a row: the act that waits for the listing, how far it is, and (pointed at) what can be done. */
export function WaitLine({ wait }: { readonly wait: NonNullable<HomeRow['wait']> }) {
  const styles = useStyles();
  const say = useSay();
  const Icon = icons[wait.state];
  const act = say(`acts.${wait.mode}`);
  const note = say('acts.wait.note', { act, state: say(`acts.wait.${wait.state}`) });
  return (
    <span
      className={styles.line}
      title={wait.state === 'waiting' ? `${note} ${say('home.wait.end')}` : note}
      data-wait={wait.state}
    >
      <Icon className={styles.icon} aria-hidden />
      <span className={styles.words}>
        {say('home.wait', { act, state: say(`acts.wait.short.${wait.state}`) })}
      </span>
    </span>
  );
}
