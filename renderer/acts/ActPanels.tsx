import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import type { ActPanel } from './actPanel.ts';
import { AssistancePanel } from './AssistancePanel.tsx';
import { ChooseFilePanel } from './ChooseFilePanel.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { HandOverPanel } from './HandOverPanel.tsx';
import { ReviewPanel } from './ReviewPanel.tsx';
import { UpdatePanel } from './UpdatePanel.tsx';

/** The panel of an act on one environment, on whichever screen it was begun. */
export function ActPanels({ row, panel }: { readonly row: HomeRow; readonly panel: ActPanel }) {
  const key = row.environmentId;
  switch (panel.kind) {
    case 'update':
      return <UpdatePanel key={key} row={row} again={panel.again === true} />;
    case 'export-listing':
      return <ExportPanel key={key} row={row} />;
    case 'hand-over':
      return <HandOverPanel key={`${key} ${panel.mode}`} row={row} mode={panel.mode} />;
    case 'choose-file':
      return <ChooseFilePanel key={key} row={row} />;
    case 'review':
      return <ReviewPanel key={key} row={row} act={panel.act} />;
    case 'assistance':
      return <AssistancePanel key={panel.occurrence.id} row={row} occurrence={panel.occurrence} />;
    case 'bind-file':
    case 'new-environment':
      return null;
  }
}
