import type { Route } from '../app/routes.ts';
import type { NotificationView } from '../../shared/contract/schemas.ts';

export interface NotificationAct {
  /** Text key `notifications.act.CODE`. */
  readonly code: 'update' | 'review' | 'open' | 'account';
  readonly leadsTo: Route;
  /** What is begun there. */
  readonly panel?:
    | { readonly kind: 'update'; readonly environmentId: string }
    | { readonly kind: 'review'; readonly act: 'start'; readonly environmentId: string };
}

/** Kinds that an update settles. */
const updates = new Set([
  'environment-outdated',
  'update-required',
  'quote-outdated',
  'changed-after-conversion',
]);

/** Kinds that ask for nothing FoccoLojas would hear of: the user says when they are done. */
const doneByUser = new Set(['environment-created', 'occurrence-updated']);

export function mayFinish({ kind, state }: Pick<NotificationView, 'kind' | 'state'>): boolean {
  return state !== 'done' && doneByUser.has(kind);
}

/**
 * The one thing a notice asks for, and where it is begun; `null` where there is nothing to open.
 * @param canReview whether the signed-in user reviews
 */
export function notificationAct(
  notice: Pick<NotificationView, 'kind' | 'environmentId'>,
  canReview: boolean,
): NotificationAct | null {
  if (notice.kind === 'promob-relink-required') return { code: 'account', leadsTo: { place: 'account' } };
  if (notice.environmentId === undefined) return null;
  const { environmentId } = notice;
  const leadsTo: Route = { place: 'environment', environmentId, tab: 'items' };
  if (updates.has(notice.kind)) return { code: 'update', leadsTo, panel: { kind: 'update', environmentId } };
  if (notice.kind === 'review-ready' && canReview) {
    return { code: 'review', leadsTo, panel: { kind: 'review', act: 'start', environmentId } };
  }
  return { code: 'open', leadsTo };
}
