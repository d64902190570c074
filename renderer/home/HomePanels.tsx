import { useEffect } from 'react';
import { useHomeRows } from '../state/homeRows.ts';
import { BindFilePanel } from './BindFilePanel.tsx';
import { ActPanels } from '../acts/ActPanels.tsx';
import { closePanel } from '../acts/actPanel.ts';
import type { ActPanel } from '../acts/actPanel.ts';
import { NewEnvironmentPanel } from './NewEnvironmentPanel.tsx';
import { useLooseFiles } from '../acts/useLooseFiles.ts';

/** The panel that is open. */
export function HomePanels({ panel }: { readonly panel: ActPanel }) {
  const environmentId = 'environmentId' in panel ? panel.environmentId : null;
  const fileId = 'fileId' in panel ? panel.fileId : null;
  const row = useHomeRows(({ rows }) => (environmentId === null ? null : rows.get(environmentId)?.row));
  const complete = useHomeRows(({ loaded }) => loaded === 'all');
  const { files } = useLooseFiles();
  const file = fileId === null ? null : files?.find((loose) => loose.fileId === fileId);
  // What it is about went away meanwhile.
  const gone = (row === undefined && complete) || file === undefined;
  useEffect(() => {
    if (gone) closePanel();
  }, [gone]);
  if (panel.kind === 'new-environment') return <NewEnvironmentPanel projectId={panel.projectId} />;
  if (panel.kind === 'bind-file') {
    return file === undefined || file === null ? null : <BindFilePanel key={file.fileId} file={file} />;
  }
  if (row === undefined || row === null) return null;
  return <ActPanels row={row} panel={panel} />;
}
