import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import type { EnvironmentDetail, HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { spellMoney } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { closePanel } from './actPanel.ts';
import { startTask } from './actTasks.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { ExportGuide } from './ExportGuide.tsx';
import { SidePanel } from './SidePanel.tsx';
import { WaitRefused } from './WaitRefused.tsx';

/** *Preparar* or *Negociar*: what is handed over; without a fresh listing, why there is none, and waiting for it. */
export function HandOverPanel({
  row,
  mode,
}: {
  readonly row: HomeRow;
  readonly mode: 'prepare' | 'negotiate';
}) {
  const say = useSay();
  const { environmentId, name, freshListing } = row;
  const read = useRead<EnvironmentDetail>(
    `hand-over ${environmentId} ${freshListing} ${row.lastSave?.saveId ?? ''}`,
    (signal) => engine.environments.get({ environmentId }, { signal }),
  );
  const wait = useAct(() => engine.acts.handOverWhenFresh({ environmentId, mode }));
  const act = say(`acts.${mode}`);
  const handOver = (): void => {
    closePanel();
    startTask({
      kind: mode,
      name,
      environmentId,
      act: () => engine.acts[mode]({ environmentId }),
      done: ({ openUrl }) => {
        toast(say(`acts.${mode}.done`, { name }));
        // The address stays in the answer of FoccoLojas: where no browser opens, nothing was lost.
        if (openUrl !== undefined) void engine.desktop.openUrl({ url: openUrl });
      },
      waiting: () => toast(say('home.task.waiting', { name })),
    });
  };
  const beginWaiting = async (): Promise<void> => {
    if ((await wait.run()) === null) return;
    closePanel();
    toast(say('acts.wait.begun', { act, name }));
  };
  const { value, error } = read;
  const listing = value?.listing;
  return (
    <SidePanel
      title={say(`acts.${mode}.title`, { name })}
      footer={
        <>
          <Button
            appearance="primary"
            size="large"
            disabledFocusable={value === null || wait.running}
            onClick={() => {
              if (value === null || wait.running) return;
              if (freshListing) handOver();
              else void beginWaiting();
            }}
          >
            {freshListing ? act : say('acts.wait.begin')}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <Text>{say(`acts.${mode}.text`)}</Text>
      {error !== null && <ErrorNotice error={error} again={read.again} />}
      {wait.error !== null && (
        <WaitRefused error={wait.error} environmentId={environmentId} ended={() => wait.forget()} />
      )}
      {value === null ? (
        <LoadingRows count={2} />
      ) : freshListing ? (
        listing !== undefined && (
          <Text>
            {say('acts.hands-over', { at: listing.capturedAt })}
            {listing.budget !== null && ` ${spellMoney(listing.budget, say.locale)}`}
          </Text>
        )
      ) : (
        <>
          <MessageBar intent="warning">
            <MessageBarBody>
              {say(`acts.not-fresh.${value.notFresh ?? 'missing'}`)} {say('acts.wait.offer', { act })}
            </MessageBarBody>
          </MessageBar>
          <ExportGuide file={row.fileName} />
        </>
      )}
    </SidePanel>
  );
}
