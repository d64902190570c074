import { useEffect } from 'react';
import { useHomeRows } from '../state/homeRows.ts';
import { BindFilePanel } from './BindFilePanel.tsx';
import { ChooseFilePanel } from './ChooseFilePanel.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import { closePanel } from './homePanel.ts';
import type { HomePanel } from './homePanel.ts';
import { NewEnvironmentPanel } from './NewEnvironmentPanel.tsx';
import { ReviewPanel } from './ReviewPanel.tsx';
import { UpdatePanel } from './UpdatePanel.tsx';
import { useLooseFiles } from './useLooseFiles.ts';

/** The panel that is open. */
export function HomePanels({ panel }: { readonly panel: HomePanel }) {
  const environmentId = 'environmentId' in panel ? panel.environmentId : null;
  const fileId = 'fileId' in panel ? panel.fileId : null;
  const row = useHomeRows(({ rows }) => (environmentId === null ? null : rows.get(environmentId)?.row));
  const { files } = useLooseFiles();
  const file = fileId === null ? null : files?.find((loose) => loose.fileId === fileId);
  // What it is about went away meanwhile.
  const gone = row === undefined || file === undefined;
  useEffect(() => {
    if (gone) closePanel();
  }, [gone]);
  if (panel.kind === 'new-environment') return <NewEnvironmentPanel projectId={panel.projectId} />;
  if (panel.kind === 'bind-file') {
    return file === undefined || file === null ? null : <BindFilePanel key={file.fileId} file={file} />;
  }
  if (row === undefined || row === null) return null;
  const key = row.environmentId;
  switch (panel.kind) {
    case 'update':
      return <UpdatePanel key={key} row={row} />;
    case 'export-listing':
      return <ExportPanel key={key} row={row} />;
    case 'choose-file':
      return <ChooseFilePanel key={key} row={row} />;
    case 'review':
      return <ReviewPanel key={key} row={row} act={panel.act} />;
  }
}
