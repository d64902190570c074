import { Button, Checkbox, makeStyles, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { NoticeList } from '../components/NoticeList.tsx';
import { toast } from '../components/toast.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel, openPanel, useActPanel } from './actPanel.ts';
import { startTask } from './actTasks.ts';
import { ofReview } from './ofReview.ts';
import { SidePanel } from './SidePanel.tsx';

const useStyles = makeStyles({ heading: { margin: '0 0 8px' } });

/** What starting or completing a review means; neither can be taken back. */
export function ReviewPanel({ row, act }: { readonly row: HomeRow; readonly act: 'start' | 'complete' }) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId, name } = row;
  const [understood, setUnderstood] = useState(false);
  const detail = useRead(`review ${environmentId} ${row.activityAt}`, (signal) =>
    engine.environments.get({ environmentId }, { signal }),
  );
  const start = (): void => {
    closePanel();
    startTask({
      kind: 'start-review',
      name,
      environmentId,
      act: () => engine.acts.startReview({ environmentId }),
      done: () => {
        toast(say('home.review.start.done', { name }));
        // The first update is mandatory: it is shown at once, unless the reviser began something else meanwhile.
        if (useActPanel.getState().panel === null) openPanel({ kind: 'update', environmentId });
      },
      waiting: () => toast(say('home.task.waiting', { name })),
    });
  };
  const complete = (): void => {
    closePanel();
    startTask({
      kind: 'complete-review',
      name,
      environmentId,
      act: () => engine.acts.completeReview({ environmentId }),
      done: ({ purchaseOrders }) =>
        toast(
          purchaseOrders === undefined
            ? say('home.review.complete.done', { name })
            : say('review.complete.done', { name, count: purchaseOrders }),
        ),
      waiting: () => toast(say('home.task.waiting', { name })),
    });
  };
  const ready = act === 'start' || understood;
  const notices = (detail.value?.notifications ?? []).filter(ofReview);
  return (
    <SidePanel
      title={say(`home.review.${act}.title`, { name })}
      footer={
        <>
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={!ready}
            onClick={() => {
              if (!ready) return;
              if (act === 'start') start();
              else complete();
            }}
          >
            {say(act === 'start' ? 'home.act.start-review' : 'review.complete.confirm')}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <Text>{say(act === 'start' ? 'review.start.text' : 'review.complete.meaning')}</Text>
      {act === 'complete' && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{say('review.complete.no-way-back')}</MessageBarBody>
          </MessageBar>
          <Checkbox
            checked={understood}
            label={say('review.complete.understood')}
            onChange={(_event, { checked }) => setUnderstood(checked === true)}
          />
        </>
      )}
      {notices.length > 0 && (
        <section aria-label={say('review.notified')}>
          <Text as="h3" block weight="semibold" size={400} className={styles.heading}>
            {say('review.notified')}
          </Text>
          <NoticeList notices={notices} />
        </section>
      )}
    </SidePanel>
  );
}
