import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, EyeRegular, MailRegular } from '@fluentui/react-icons';
import type { NotificationView } from '../../shared/contract/schemas.ts';
import { fateSteps } from '../../shared/text/notificationFate.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  fate: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '16px',
    rowGap: '4px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  step: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
});

const icons = {
  'fate.delivered': MailRegular,
  'fate.seen': EyeRegular,
  'fate.done': CheckmarkCircleRegular,
  'fate.updated': CheckmarkCircleRegular,
} as const;

/** What became of a notification: delivered, seen, done or updated, on whichever machine. */
export function Fate({ notice }: { readonly notice: NotificationView }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <span className={styles.fate}>
      {fateSteps(notice).map(({ key, facts }) => {
        const Icon = icons[key];
        return (
          <span key={key} className={styles.step}>
            <Icon aria-hidden />
            {say(key, facts)}
          </span>
        );
      })}
    </span>
  );
}
