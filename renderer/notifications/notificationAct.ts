import type { Route } from '../app/routes.ts';
import type { NotificationView } from '../../shared/contract/schemas.ts';

export interface NotificationAct {
  /** Text key `notifications.act.CODE`. */
  readonly code: 'update' | 'open' | 'account';
  readonly leadsTo: Route;
}

/** Kinds that an update settles. */
const updates = new Set([
  'environment-outdated',
  'update-required',
  'quote-outdated',
  'changed-after-conversion',
]);

/** The one thing a notice asks for, and where it is done; `null` where there is nothing to open. */
export function notificationAct(
  notice: Pick<NotificationView, 'kind' | 'environmentId'>,
): NotificationAct | null {
  if (notice.kind === 'promob-relink-required') return { code: 'account', leadsTo: { place: 'account' } };
  if (notice.environmentId === undefined) return null;
  const { environmentId } = notice;
  return {
    code: updates.has(notice.kind) ? 'update' : 'open',
    leadsTo: { place: 'environment', environmentId, tab: 'items' },
  };
}
