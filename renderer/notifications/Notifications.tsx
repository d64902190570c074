import { Button, makeStyles, mergeClasses, Switch, Text, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { NotificationView } from '../../shared/contract/schemas.ts';
import { go } from '../app/route.ts';
import { callError, engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { useNotices } from '../state/notices.ts';
import { useSay } from '../text/language.ts';
import { notificationAct } from './notificationAct.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    minHeight: '64px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    flexWrap: 'wrap',
  },
  dot: { width: '8px', height: '8px', borderRadius: '50%', flexShrink: 0 },
  fresh: { backgroundColor: tokens.colorBrandBackground },
  what: { flexGrow: 1, minWidth: '240px', display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What is shown of the ones that are done. */
const doneShown = 100;

/** What FoccoLojas asks for, until it is done, and what became of it. */
export function Notifications() {
  const styles = useStyles();
  const say = useSay();
  const notices = useNotices((known) => known.notices);
  const [showDone, setShowDone] = useState(false);
  if (notices === null) return <LoadingRows />;
  const open = notices.filter(({ state }) => state !== 'done');
  const done = notices.filter(({ state }) => state === 'done').slice(0, doneShown);

  const act = async (notice: NotificationView): Promise<void> => {
    const way = notificationAct(notice);
    if (way !== null) go(way.leadsTo);
    try {
      const seen = await engine.notifications.open({ id: notice.id });
      useNotices.setState(({ notices: known }) => ({
        notices: known?.map((other) => (other.id === seen.id ? seen : other)) ?? null,
      }));
    } catch (thrown) {
      toast(say.error(callError(thrown)).text);
    }
  };

  const rows = (list: readonly NotificationView[]) => (
    <ul className={styles.list}>
      {list.map((notice) => {
        const way = notificationAct(notice);
        const about = [notice.customerName, notice.environmentName]
          .filter((part) => part !== undefined)
          .join(' · ');
        return (
          <li key={notice.id} className={styles.row}>
            <span
              className={mergeClasses(styles.dot, notice.state === 'delivered' && styles.fresh)}
              aria-hidden
            />
            <span className={styles.what}>
              <Text weight="semibold">{about === '' ? say.word('notification', notice.kind) : about}</Text>
              <Text>
                {about !== '' && `${say.word('notification', notice.kind)}. `}
                {say.maybe(`notifications.say.${notice.kind}`) ?? ''}
              </Text>
              <Text size={200} className={styles.quiet}>
                {spellTime(notice.createdAt, say.locale)} · {say.word('notification-state', notice.state)}
              </Text>
            </span>
            {way !== null && notice.state !== 'done' && (
              <Button
                appearance={way.code === 'open' ? 'secondary' : 'primary'}
                aria-label={`${say(`notifications.act.${way.code}`)}: ${about}`}
                onClick={() => void act(notice)}
              >
                {say(`notifications.act.${way.code}`)}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );

  return (
    <Page title={say('notifications.title')}>
      {open.length === 0 ? (
        <EmptyScreen
          icon={<AlertRegular />}
          title={say('notifications.none.title')}
          text={say('notifications.none')}
        />
      ) : (
        <Section title={say('notifications.open')}>{rows(open)}</Section>
      )}
      {done.length > 0 && (
        <Switch
          label={say('notifications.show-done')}
          checked={showDone}
          onChange={(_event, { checked }) => setShowDone(checked)}
        />
      )}
      {showDone && done.length > 0 && <Section title={say('notifications.done')}>{rows(done)}</Section>}
    </Page>
  );
}
