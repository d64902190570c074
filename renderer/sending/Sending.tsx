import { Button, makeStyles, Switch, Text } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import { useStatus } from '../state/status.ts';
import { useSay } from '../text/language.ts';
import { AuditSentence } from './AuditSentence.tsx';
import { CauseCard } from './CauseCard.tsx';
import { DeliveryList } from './DeliveryList.tsx';
import { sendingGroups } from './sendingGroups.ts';

const useStyles = makeStyles({ switch: { marginTop: '8px' }, again: { alignSelf: 'flex-start' } });

/** How many of the received are worth showing; the history of an environment has them all. */
const receivedShown = 200;

/** The queue: one cause instead of forty errors, what waits and why, and the daily comparison in one sentence. */
export function Sending() {
  const styles = useStyles();
  const say = useSay();
  const status = useStatus((known) => known.status);
  const changed = useChanges(({ of }) => of.queue ?? 0);
  const [all, setAll] = useState(false);
  const read = useRead(
    `outbox ${all}`,
    async (signal) => engine.outbox.list(all ? { all: true, limit: 2_000 } : {}, { signal }),
    changed,
  );
  const groups = useMemo(() => (read.value === null ? null : sendingGroups(read.value)), [read.value]);
  if (groups === null) {
    return (
      <Page title={say('sending.title')}>
        {read.error === null ? <LoadingRows /> : <ErrorNotice error={read.error} again={read.again} />}
      </Page>
    );
  }
  const { causes, waiting, withheld, received } = groups;
  const paused = status !== null && (!status.signedIn || status.health.some((code) => /link/.test(code)));
  const why = paused
    ? say('sending.waiting.account')
    : status?.online === false
      ? say('sending.waiting.offline')
      : undefined;
  return (
    <Page title={say('sending.title')}>
      <Section title={say('sending.audit.title')}>
        <AuditSentence />
      </Section>
      {read.error !== null && <ErrorNotice error={read.error} again={read.again} />}
      {causes.length > 0 && (
        <Section title={say('sending.attention.title')}>
          {causes.map((cause) => (
            <CauseCard key={cause.reason} cause={cause} />
          ))}
        </Section>
      )}
      {waiting.length > 0 && (
        <Section title={say('sending.waiting.title')} under={why}>
          <DeliveryList rows={waiting} />
        </Section>
      )}
      {withheld.length > 0 && (
        <Section title={say('sending.withheld.title')} under={say('sending.withheld.under')}>
          <DeliveryList rows={withheld} />
        </Section>
      )}
      {causes.length + waiting.length + withheld.length === 0 && (
        <EmptyScreen
          icon={<CheckmarkCircleRegular />}
          title={say('sending.none.title')}
          text={say('sending.none')}
        />
      )}
      <Switch
        className={styles.switch}
        label={say('sending.received.show')}
        checked={all}
        onChange={(_event, { checked }) => setAll(checked)}
      />
      {all && received.length > 0 && (
        <Section title={say('sending.received.title')}>
          <DeliveryList rows={received.slice(0, receivedShown)} shown={receivedShown} />
        </Section>
      )}
      {all && received.length === 0 && !read.loading && <Text>{say('word.none')}</Text>}
      {read.loading && all && (
        <Button className={styles.again} appearance="subtle" onClick={() => setAll(false)}>
          {say('frame.cancel')}
        </Button>
      )}
    </Page>
  );
}
