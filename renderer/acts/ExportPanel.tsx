import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { readAgain } from '../state/homeRows.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel, openPanel } from './actPanel.ts';
import { ExportGuide } from './ExportGuide.tsx';
import { RefusedApproval } from './RefusedApproval.tsx';
import { SidePanel } from './SidePanel.tsx';
import { WaitRefused } from './WaitRefused.tsx';

/** How to export the listing from Promob, step by step, and waiting for it; says so when it has arrived. */
export function ExportPanel({ row }: { readonly row: HomeRow }) {
  const say = useSay();
  const { environmentId, name, fileName, freshListing } = row;
  const waiting = row.wait?.state === 'waiting' ? row.wait : undefined;
  const change = useAct(async () => {
    if (waiting === undefined) await engine.acts.updateWhenFresh({ environmentId });
    else await engine.acts.endListingWait({ environmentId });
    readAgain(environmentId);
  });
  return (
    <SidePanel
      title={say('home.export.title', { name })}
      footer={
        <>
          {freshListing ? (
            <Button
              appearance="primary"
              size="large"
              onClick={() => openPanel({ kind: 'update', environmentId })}
            >
              {say('home.act.update')}
            </Button>
          ) : (
            <Button
              appearance={waiting === undefined ? 'primary' : 'secondary'}
              size="large"
              disabledFocusable={change.running}
              onClick={() => void change.run()}
            >
              {say(waiting === undefined ? 'acts.wait.begin' : 'acts.wait.end')}
            </Button>
          )}
          <Button size="large" onClick={closePanel}>
            {say('frame.close')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <RefusedApproval row={row} />
      <div role="status">
        {freshListing ? (
          <MessageBar intent="success">
            <MessageBarBody>{say('home.export.arrived')}</MessageBarBody>
          </MessageBar>
        ) : (
          waiting !== undefined && (
            <MessageBar intent="info" layout="multiline">
              <MessageBarBody>
                {say('acts.wait.note', {
                  act: say(`acts.${waiting.mode}`),
                  state: say(`acts.wait.${waiting.state}`),
                })}
              </MessageBarBody>
            </MessageBar>
          )
        )}
      </div>
      {change.error !== null && (
        <WaitRefused error={change.error} environmentId={environmentId} ended={() => change.forget()} />
      )}
      <Text>{say('home.export.text')}</Text>
      {!freshListing && waiting === undefined && <Text>{say('acts.wait.offer.update')}</Text>}
      <ExportGuide file={fileName} />
    </SidePanel>
  );
}
