import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { NotificationView } from '../../shared/contract/schemas.ts';
import { noticeFacts } from '../../shared/text/notificationFate.ts';
import { useSay } from '../text/language.ts';
import { Fate } from './Fate.tsx';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  notice: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Notifications about one environment, newest first: who did what, and what became of each. */
export function NoticeList({ notices }: { readonly notices: readonly NotificationView[] }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <ul className={styles.list}>
      {notices.map((notice) => (
        <li key={notice.id} className={styles.notice}>
          <Text>
            <strong>{say.word('notification', notice.kind)}</strong>
            {notice.state !== 'done' &&
              ` ${say.maybe(`notifications.say.${notice.kind}`, noticeFacts(notice)) ?? ''}`}
          </Text>
          <Fate notice={notice} />
        </li>
      ))}
    </ul>
  );
}
