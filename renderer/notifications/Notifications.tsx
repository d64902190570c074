import { Button, makeStyles, mergeClasses, Switch, Text, tokens } from '@fluentui/react-components';
import { AlertRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { noticeFacts } from '../../shared/text/notificationFate.ts';
import type { NotificationView } from '../../shared/contract/schemas.ts';
import { go } from '../app/route.ts';
import { callError, engine } from '../bridge/engine.ts';
import { Fate } from '../components/Fate.tsx';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { openPanel } from '../acts/actPanel.ts';
import { mayReview } from '../acts/rowAct.ts';
import { useStatus } from '../state/status.ts';
import { useNotices } from '../state/notices.ts';
import { useSay } from '../text/language.ts';
import { mayFinish, notificationAct } from './notificationAct.ts';

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
  what: { flex: '1 1 0', minWidth: '240px', display: 'flex', flexDirection: 'column', paddingBlock: '8px' },
  told: { display: 'flex', flexWrap: 'wrap', columnGap: '16px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What is shown of the ones that are done. */
const doneShown = 100;

/** What FoccoLojas asks for, until it is done, and what became of it. */
export function Notifications() {
  const styles = useStyles();
  const say = useSay();
  const notices = useNotices((known) => known.notices);
  const canReview = useStatus(({ status }) => mayReview(status?.user?.roles ?? []));
  const [showDone, setShowDone] = useState(false);
  if (notices === null) return <LoadingRows />;
  const open = notices.filter(({ state }) => state !== 'done');
  const done = notices.filter(({ state }) => state === 'done').slice(0, doneShown);

  const tell = async (telling: Promise<NotificationView>): Promise<void> => {
    try {
      const told = await telling;
      useNotices.setState(({ notices: known }) => ({
        notices: known?.map((other) => (other.id === told.id ? told : other)) ?? null,
      }));
    } catch (thrown) {
      toast(say.error(callError(thrown)).text);
    }
  };
  const act = (notice: NotificationView): void => {
    const way = notificationAct(notice, canReview);
    if (way !== null) {
      go(way.leadsTo);
      if (way.panel !== undefined) openPanel(way.panel);
    }
    void tell(engine.notifications.open({ id: notice.id }));
  };

  const rows = (list: readonly NotificationView[]) => (
    <ul className={styles.list}>
      {list.map((notice) => {
        const way = notificationAct(notice, canReview);
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
                {notice.state === 'done'
                  ? ''
                  : (say.maybe(`notifications.say.${notice.kind}`, noticeFacts(notice)) ?? '')}
              </Text>
              <span className={styles.told}>
                <Text size={200} className={styles.quiet}>
                  {spellTime(notice.createdAt, say.locale)}
                  {notice.state === 'delivered' && ` · ${say.word('notification-state', notice.state)}`}
                </Text>
                <Fate notice={notice} />
              </span>
            </span>
            {mayFinish(notice) && (
              <Button
                appearance="subtle"
                aria-label={`${say('notifications.finish')}: ${about}`}
                onClick={() => void tell(engine.notifications.finish({ id: notice.id }))}
              >
                {say('notifications.finish')}
              </Button>
            )}
            {way !== null && notice.state !== 'done' && (
              <Button
                appearance={way.code === 'open' ? 'secondary' : 'primary'}
                aria-label={`${say(`notifications.act.${way.code}`)}: ${about}`}
                onClick={() => act(notice)}
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
