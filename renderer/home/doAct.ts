import { go } from '../app/route.ts';
import type { Route } from '../app/route.ts';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { openPanel } from './homePanel.ts';
import { useHomeView } from './homeView.ts';
import type { RowAct } from './rowAct.ts';

function leave(environmentId: string, route: Route): void {
  useHomeView.setState({ activeId: environmentId, left: true });
  go(route);
}

/** Opens the page of an environment. */
export function openEnvironment(environmentId: string): void {
  leave(environmentId, { place: 'environment', environmentId, tab: 'items' });
}

/** Begins the act of a row: what changes something is shown in the panel first. */
export function doAct(act: RowAct, row: HomeRow): void {
  const { environmentId } = row;
  switch (act) {
    case 'compare':
      if (row.lastVersion === undefined || row.lastSave === undefined) openEnvironment(environmentId);
      else {
        leave(environmentId, {
          place: 'compare',
          environmentId,
          before: { environmentId, version: row.lastVersion.number },
          after: { saveId: row.lastSave.saveId },
        });
      }
      return;
    case 'sending':
      leave(environmentId, { place: 'sending' });
      return;
    case 'assistance':
      openEnvironment(environmentId);
      return;
    case 'start-review':
      openPanel({ kind: 'review', act: 'start', environmentId });
      return;
    case 'complete-review':
      openPanel({ kind: 'review', act: 'complete', environmentId });
      return;
    case 'choose-file':
    case 'update':
    case 'export-listing':
      openPanel({ kind: act, environmentId });
  }
}
