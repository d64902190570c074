import type { NotificationView } from '../contract/schemas.ts';
import type { TextParams } from './fillIn.ts';

/** One step of what became of a notification, as a key of the texts and its facts. */
export interface FateStep {
  readonly key: 'fate.delivered' | 'fate.seen' | 'fate.done' | 'fate.updated';
  readonly facts: TextParams;
}

/** What became of a notification, in order: delivered, seen, done (or updated, and in which version). */
export function fateSteps(
  notification: Pick<NotificationView, 'state' | 'deliveredAt' | 'seenAt' | 'doneAt' | 'madeVersion'>,
): FateStep[] {
  const { state, deliveredAt, seenAt, doneAt, madeVersion } = notification;
  const at = (time: string | undefined): TextParams => (time === undefined ? {} : { at: time });
  const steps: FateStep[] = [];
  if (deliveredAt !== undefined || state === 'delivered')
    steps.push({ key: 'fate.delivered', facts: at(deliveredAt) });
  if (seenAt !== undefined || state === 'seen') steps.push({ key: 'fate.seen', facts: at(seenAt) });
  if (state === 'done') {
    steps.push(
      madeVersion === undefined
        ? { key: 'fate.done', facts: at(doneAt) }
        : { key: 'fate.updated', facts: { version: madeVersion, ...at(doneAt) } },
    );
  }
  return steps;
}

/** Facts of the sentence that says who did what, and what is to do. */
export function noticeFacts({
  byName,
  occurrenceNumber,
}: Pick<NotificationView, 'byName' | 'occurrenceNumber'>): TextParams {
  return {
    ...(byName === undefined ? {} : { byName }),
    ...(occurrenceNumber === undefined ? {} : { number: occurrenceNumber }),
  };
}
