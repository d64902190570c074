import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { ChangesView } from './ChangesView.tsx';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel, openPanel } from './actPanel.ts';
import { startTask } from './actTasks.ts';
import { RefusedApproval } from './RefusedApproval.tsx';
import { SidePanel } from './SidePanel.tsx';

/** What an update would change, before it is done. */
export function UpdatePanel({ row }: { readonly row: HomeRow }) {
  const say = useSay();
  const { environmentId, name } = row;
  // Another save or listing changes what would change.
  const key = `changes ${environmentId} ${row.lastSave?.saveId ?? ''} ${row.freshListing}`;
  const look = useRead(key, async (signal) =>
    engine.acts.update({ environmentId, dryRun: true }, { signal }),
  );
  const update = (): void => {
    closePanel();
    startTask({
      kind: 'update',
      name,
      environmentId,
      act: () => engine.acts.update({ environmentId }),
      done: ({ version }) =>
        toast(
          version === undefined
            ? say('home.update.done.plain', { name })
            : say('home.update.done', { name, version }),
        ),
      waiting: () => toast(say('home.task.waiting', { name })),
    });
  };
  const needsListing = look.error?.code === 'listing-not-fresh';
  const wait = useAct(() => engine.acts.updateWhenFresh({ environmentId }));
  const beginWaiting = async (): Promise<void> => {
    if ((await wait.run()) === null) return;
    closePanel();
    toast(say('acts.wait.begun.update', { name }));
  };
  const mayUpdate = look.value !== null && !look.loading && look.error === null;
  return (
    <SidePanel
      title={say('home.update.title', { name })}
      footer={
        <>
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={wait.running || (!needsListing && !mayUpdate)}
            onClick={() => {
              if (needsListing) void beginWaiting();
              else if (mayUpdate) update();
            }}
          >
            {say(needsListing ? 'acts.wait.begin' : 'home.update.confirm')}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <RefusedApproval row={row} />
      {wait.error !== null && <ErrorNotice error={wait.error} />}
      {needsListing && <Text>{say('acts.wait.offer.update')}</Text>}
      {look.error !== null ? (
        <ErrorNotice
          error={look.error}
          again={look.error.retryable ? look.again : undefined}
          action={
            needsListing ? (
              <Button onClick={() => openPanel({ kind: 'export-listing', environmentId })}>
                {say('home.act.export-listing')}
              </Button>
            ) : undefined
          }
        />
      ) : look.value === null || look.loading ? (
        <div role="status">
          <Text>{say('home.update.reading')}</Text>
          <LoadingRows count={4} />
        </div>
      ) : (
        <>
          {row.state === 'in-review' && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>{say('review.update.mandatory')}</MessageBarBody>
            </MessageBar>
          )}
          <Text>{say('home.update.text')}</Text>
          <ChangesView changes={look.value.changes} />
        </>
      )}
    </SidePanel>
  );
}
