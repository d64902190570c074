import type { Route } from '../app/route.ts';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { openPanel } from './actPanel.ts';
import { openDrawing } from './openDrawing.ts';
import type { RowAct } from './rowAct.ts';

/**
 * Begins the act that is due: what changes something is shown in the panel first.
 * @param leave goes to another screen
 */
export function beginAct(
  act: Exclude<RowAct, 'assistance'>,
  row: Pick<HomeRow, 'environmentId' | 'name'>,
  leave: (route: Route) => void,
): void {
  const { environmentId } = row;
  switch (act) {
    case 'compare':
      leave({ place: 'machines', environmentId });
      return;
    case 'sending':
      leave({ place: 'sending' });
      return;
    case 'open-drawing':
      openDrawing(row);
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
