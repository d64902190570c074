import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowUploadFilled,
  ArrowUploadRegular,
  CircleRegular,
  ErrorCircleFilled,
  LockClosedFilled,
  ReceiptRegular,
} from '@fluentui/react-icons';
import type { SaveState } from '../../shared/domain/states.ts';
import { useSay } from '../text/language.ts';
import { spellWhen } from './spell.ts';

const useStyles = makeStyles({
  receipt: {
    display: 'inline-flex',
    maxWidth: '100%',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorNeutralForeground2,
  },
  icon: { flexShrink: 0 },
  text: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  sending: {
    animationName: { '0%': { transform: 'translateY(2px)' }, '100%': { transform: 'translateY(-2px)' } },
    animationDuration: '800ms',
    animationIterationCount: 'infinite',
    animationDirection: 'alternate',
  },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

const icons = {
  kept: ArrowUploadRegular,
  sending: ArrowUploadFilled,
  received: ReceiptRegular,
  unbound: CircleRegular,
  withheld: LockClosedFilled,
  'needs-attention': ErrorCircleFilled,
} as const;

/** What became of a save: icon and words; a received one is a receipt with its time, never a colour of success. */
export function SaveReceipt({
  save,
  now,
}: {
  /** Unix milliseconds; where given, the time of the receipt is short: the hour today, else day and hour. */
  readonly now?: number | undefined;
  readonly save: {
    readonly state: SaveState;
    readonly receivedAt?: string | undefined;
    readonly reason?: string | undefined;
  };
}) {
  const styles = useStyles();
  const say = useSay();
  const Icon = icons[save.state];
  const params = {
    ...(save.receivedAt === undefined ? {} : { receivedAt: save.receivedAt }),
    ...(save.reason === undefined ? {} : { reason: say.error({ code: save.reason }).text }),
  };
  return (
    <span className={styles.receipt} data-state={save.state}>
      <Icon
        className={mergeClasses(
          styles.icon,
          save.state === 'sending' && styles.sending,
          save.state === 'needs-attention' && styles.bad,
        )}
        aria-hidden
      />
      <span className={styles.text}>
        {now !== undefined && save.receivedAt !== undefined && save.state === 'received'
          ? say('home.received', { when: spellWhen(save.receivedAt, now, say.locale) })
          : say.word('save', save.state, params)}
      </span>
    </span>
  );
}
