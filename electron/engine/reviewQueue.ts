import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NotificationView, ReviewView } from '../../shared/contract/schemas.ts';
import { environmentViews } from './environments/environmentView.ts';
import type { Ledger } from './ledger/ledger.ts';
import { notificationViews } from './notifications/notificationView.ts';

/** Places read in one turn of the control thread: some milliseconds. */
const placesPerTurn = 1_000;
/** Of years of notifications about one environment the newest are shown. */
const mostNotifications = 50;

/** A made environment tells of itself by being there. */
const silent: ReadonlySet<string> = new Set(['environment-created']);

/** What the review is told of: from the conversion on. */
const ofReview: ReadonlySet<string> = new Set([
  'changed-after-conversion',
  'review-ready',
  'update-required',
  'occurrence-updated',
]);

/** What FoccoLojas told about an environment, newest first, and what became of each. */
export function notificationsAbout(ledger: Ledger, environmentId: string): NotificationView[] {
  const rows = ledger.notifications.forEnvironment(environmentId).filter(({ kind }) => !silent.has(kind));
  return notificationViews(ledger, rows.slice(0, mostNotifications));
}

/** Smaller is first: what stands in the way of a review, what only waits for a hand. */
const order: Readonly<Record<string, number>> = {
  update: 0,
  'open-drawing': 0,
  'export-listing': 0,
  'complete-review': 1,
  'start-review': 2,
};

async function idsInReview(ledger: Ledger): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  for (;;) {
    const page = ledger.home.places(after, placesPerTurn);
    for (const { environmentId, state, locked } of page) {
      if (!locked && (state === 'financially-released' || state === 'in-review')) ids.push(environmentId);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < placesPerTurn) return ids;
    after = last.environmentId;
    await nextTurn();
  }
}

/**
 * The desk of the reviser: what is released or in review, what is due first. A released environment waits for its
 * review even where it changed meanwhile: the first access makes the update mandatory anyway.
 */
export async function reviewQueue(ledger: Ledger): Promise<ReviewView[]> {
  const views = environmentViews(
    ledger,
    (await idsInReview(ledger)).flatMap((id) => ledger.catalogue.environments.get(id) ?? []),
  );
  const rows = views.map((view): ReviewView => {
    const converted = ledger.catalogue.environments.get(view.environmentId)?.body['convertedVersion'];
    return {
      ...view,
      ...(view.state === 'financially-released' ? { due: 'start-review' } : {}),
      ...(typeof converted === 'number' ? { convertedVersion: converted } : {}),
      notifications: notificationsAbout(ledger, view.environmentId).filter(({ kind }) => ofReview.has(kind)),
    };
  });
  const name = (row: ReviewView): string => `${row.customerName ?? ''} ${row.projectName ?? ''} ${row.name}`;
  return rows.sort(
    (a, b) =>
      (order[a.due ?? ''] ?? 3) - (order[b.due ?? ''] ?? 3) || name(a).localeCompare(name(b), 'pt-BR'),
  );
}
