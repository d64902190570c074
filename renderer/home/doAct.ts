import { go } from '../app/route.ts';
import type { Route } from '../app/route.ts';
import { beginAct } from '../acts/beginAct.ts';
import type { RowAct } from '../acts/rowAct.ts';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { useHomeView } from './homeView.ts';

function leave(environmentId: string, route: Route): void {
  useHomeView.setState({ activeId: environmentId, left: true });
  go(route);
}

/** Opens the page of an environment. */
export function openEnvironment(environmentId: string): void {
  leave(environmentId, { place: 'environment', environmentId, tab: 'items' });
}

/** Begins the act of a row. */
export function doAct(act: RowAct, row: HomeRow): void {
  if (act === 'assistance') openEnvironment(row.environmentId);
  else beginAct(act, row, (route) => leave(row.environmentId, route));
}
