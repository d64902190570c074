import type { NotificationView } from '../../shared/contract/schemas.ts';

const kinds: ReadonlySet<string> = new Set(['changed-after-conversion', 'update-required', 'review-ready']);

/** Whether a notification belongs to the review: told since the conversion. */
export function ofReview({ kind }: Pick<NotificationView, 'kind'>): boolean {
  return kinds.has(kind);
}
