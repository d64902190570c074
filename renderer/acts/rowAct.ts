import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import type { DueAct } from '../../shared/domain/environmentState.ts';

/** What the one button of a row does. */
export type RowAct = DueAct | 'compare' | 'sending';

/** What of a row decides about its button and its place. */
export type ActFacts = Pick<HomeRow, 'due' | 'conflict' | 'lastSave' | 'state'>;

const acts: ReadonlySet<string> = new Set<DueAct>([
  'open-drawing',
  'choose-file',
  'update',
  'export-listing',
  'start-review',
  'complete-review',
  'assistance',
]);

/** Reviews are started and completed by revisers alone; FoccoLojas refuses everybody else. */
const reviser = 'reviser';

/** @param roles of the signed-in user, as FoccoLojas names them */
export function mayReview(roles: readonly string[]): boolean {
  return roles.includes(reviser);
}

/**
 * The act that is due for this user; `null` where nothing is, or where somebody else must act. A code this window does
 * not know yet is no button.
 * @param canReview see {@link mayReview}
 */
export function rowAct(row: ActFacts, canReview: boolean): RowAct | null {
  if (row.conflict) return 'compare';
  // Whatever is due cannot pass a save that is stuck: the sending says what helps.
  if (row.lastSave?.state === 'needs-attention') return 'sending';
  const { due } = row;
  if (due === undefined || !acts.has(due)) return null;
  // The first access of the review makes an update mandatory anyway: to the reviser it comes first.
  if (canReview && row.state === 'financially-released') return 'start-review';
  if ((due === 'start-review' || due === 'complete-review') && !canReview) return null;
  return due as DueAct;
}

/** Whether a row lies on the reviser's desk: released, or in review. */
export function isInReview({ state, locked }: Pick<HomeRow, 'state' | 'locked'>): boolean {
  return !locked && (state === 'financially-released' || state === 'in-review');
}

/** Smaller comes first: what stands in the way, what is due, the rest. */
export const urgencies = { blocked: 0, due: 1, calm: 2 } as const;
export type Urgency = (typeof urgencies)[keyof typeof urgencies];

/** How much a row wants a hand. An issued order offers assistance but waits for nobody. */
export function urgencyOf(row: ActFacts, canReview: boolean): Urgency {
  if (row.conflict || row.lastSave?.state === 'needs-attention') return urgencies.blocked;
  const act = rowAct(row, canReview);
  return act === null || act === 'assistance' ? urgencies.calm : urgencies.due;
}

/** The review is due, and this user does not review. */
export function waitsForReviser(row: ActFacts): boolean {
  return !row.conflict && (row.due === 'start-review' || row.due === 'complete-review');
}

/** Whether an act is the next step, and not only an offer. */
export function mayBeUrgent(act: RowAct): boolean {
  return act !== 'assistance';
}
