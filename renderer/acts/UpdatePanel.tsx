import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import type { Updated } from '../../shared/contract/schemas.ts';
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
import { closePanel, openPanel, useActPanel } from './actPanel.ts';
import { startTask } from './actTasks.ts';
import { openDrawing } from './openDrawing.ts';
import { RefusedApproval } from './RefusedApproval.tsx';
import { SidePanel } from './SidePanel.tsx';
import { WaitRefused } from './WaitRefused.tsx';

/**
 * What an update would change, before it is done; of nothing else than what is shown is a version made.
 * @param again something changed since it was looked at and confirmed
 */
export function UpdatePanel({ row, again }: { readonly row: HomeRow; readonly again: boolean }) {
  const say = useSay();
  const { environmentId, name } = row;
  // Another save, listing or version changes what would change.
  const key = `changes ${environmentId} ${row.lastSave?.saveId ?? ''} ${row.freshListing} ${row.lastVersion?.number ?? ''}`;
  const look = useRead(key, async (signal) =>
    engine.acts.update({ environmentId, dryRun: true }, { signal }),
  );
  const update = ({ seen }: Updated): void => {
    closePanel();
    startTask({
      kind: 'update',
      name,
      environmentId,
      act: () => engine.acts.update({ environmentId, ...(seen === undefined ? {} : { seen }) }),
      done: ({ version }) =>
        toast(
          version === undefined
            ? say('home.update.done.plain', { name })
            : say('home.update.done', { name, version }),
        ),
      waiting: () => toast(say('home.task.waiting', { name })),
      // What changed is shown at once, unless the user began something else meanwhile.
      refused: ({ code }) => {
        if (code !== 'look-again' || useActPanel.getState().panel !== null) return false;
        openPanel({ kind: 'update', environmentId, again: true });
        return true;
      },
    });
  };
  const needsListing = look.error?.code === 'listing-not-fresh';
  const wait = useAct(() => engine.acts.updateWhenFresh({ environmentId }));
  const beginWaiting = async (): Promise<void> => {
    if ((await wait.run()) === null) return;
    closePanel();
    toast(say('acts.wait.begun.update', { name }));
  };
  const shown = look.loading || look.error !== null ? null : look.value;
  return (
    <SidePanel
      title={say('home.update.title', { name })}
      footer={
        <>
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={wait.running || (!needsListing && shown === null)}
            onClick={() => {
              if (needsListing) void beginWaiting();
              else if (shown !== null) update(shown);
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
      {again && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>
            {say('error.look-again')} {say('home.update.again')}
          </MessageBarBody>
        </MessageBar>
      )}
      {wait.error !== null && (
        <WaitRefused error={wait.error} environmentId={environmentId} ended={() => wait.forget()} />
      )}
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
            ) : look.error.code === 'other-machine-ahead' ? (
              <Button
                onClick={() => {
                  closePanel();
                  openDrawing(row);
                }}
              >
                {say('home.act.open-drawing')}
              </Button>
            ) : undefined
          }
        />
      ) : shown === null ? (
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
          <ChangesView changes={shown.changes} />
        </>
      )}
    </SidePanel>
  );
}
