import { Button, MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { useSay } from '../text/language.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel, openPanel } from './actPanel.ts';
import { ExportGuide } from './ExportGuide.tsx';
import { RefusedApproval } from './RefusedApproval.tsx';
import { SidePanel } from './SidePanel.tsx';

/** How to export the listing from Promob, step by step; says so when it has arrived. */
export function ExportPanel({ row }: { readonly row: HomeRow }) {
  const say = useSay();
  const { environmentId, name, fileName, freshListing } = row;
  return (
    <SidePanel
      title={say('home.export.title', { name })}
      footer={
        <>
          {freshListing && (
            <Button
              appearance="primary"
              size="large"
              onClick={() => openPanel({ kind: 'update', environmentId })}
            >
              {say('home.act.update')}
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
        {freshListing && (
          <MessageBar intent="success">
            <MessageBarBody>{say('home.export.arrived')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      <Text>{say('home.export.text')}</Text>
      <ExportGuide file={fileName} />
    </SidePanel>
  );
}
