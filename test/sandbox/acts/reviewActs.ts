import type { Environment, Item } from '../../../shared/api/environments.ts';
import { Refusal } from '../refusal.ts';
import {
  approvalRefusal,
  assistanceName,
  refuseOccurrence,
  refuseRelease,
  refuseReview,
  refuseReviewCompletion,
} from '../rules.ts';
import type { EnvironmentChange, EnvironmentRow } from '../store/catalogueStore.ts';
import type { OccurrenceRow } from '../store/occurrenceStore.ts';
import type { World } from '../world.ts';
import { addEnvironment } from './catalogueActs.ts';
import { enter } from './saveActs.ts';
import { environmentRow, environmentView, factsOf } from './views.ts';

function change(world: World, environment: EnvironmentRow, changed: EnvironmentChange): Environment {
  world.catalogue.changeEnvironment(environment, changed);
  world.announce('environment-changed', { environmentId: environment.id });
  return environmentView(world, environmentRow(world, environment.id));
}

/** Rule 10. A refusal for being outdated is answered, not thrown, so that its notification stays. */
export function approve(world: World, environmentId: string, seenVersion?: number): Environment | Refusal {
  const environment = environmentRow(world, environmentId);
  const facts = factsOf(world, environment);
  const refusal = approvalRefusal(facts, seenVersion);
  if (refusal === null)
    return change(world, environment, { state: 'converted', convertedVersion: facts.lastVersion });
  if (refusal.code === 'quote-outdated') world.notify('quote-outdated', { environmentId });
  return refusal;
}

/** Rule 11: the contract is financially released; the reviser is told. */
export function release(world: World, environmentId: string): Environment {
  const environment = environmentRow(world, environmentId);
  refuseRelease(factsOf(world, environment));
  world.notify('review-ready', { environmentId });
  return change(world, environment, { state: 'financially-released' });
}

/** Rule 11: the reviser opens the review; his first access makes an update mandatory. */
export function startReview(
  world: World,
  environmentId: string,
  idempotencyKey: string,
  byName: string,
): Environment {
  const environment = environmentRow(world, environmentId);
  refuseReview(factsOf(world, environment));
  enter(world, { kind: 'review', idempotencyKey, environmentId });
  if (environment.state === 'in-review') return environmentView(world, environment);
  world.settle('review-ready', { environmentId });
  world.notify('update-required', { environmentId, byName });
  return change(world, environment, { state: 'in-review', reviewUpdatePending: 1 });
}

/** Rule 11: the review is complete, the purchase orders are generated (one for the items by Promob, one for those by hand), the environment is locked. */
export function completeReview(
  world: World,
  environmentId: string,
  idempotencyKey: string | null,
): Environment {
  const environment = environmentRow(world, environmentId);
  refuseReviewCompletion(factsOf(world, environment));
  if (idempotencyKey !== null) enter(world, { kind: 'review', idempotencyKey, environmentId });
  const byHand = world.work.manualItems(environmentId).length > 0 ? 1 : 0;
  return change(world, environment, { state: 'review-complete', purchaseOrders: 1 + byHand });
}

/** Rule 13: an occurrence on a locked environment. */
export function openOccurrence(
  world: World,
  environmentId: string,
  description: string,
  byName?: string,
): OccurrenceRow {
  refuseOccurrence(factsOf(world, environmentRow(world, environmentId)));
  const id = world.newId();
  world.occurrences.add(id, environmentId, description, world.now());
  world.notify('occurrence-updated', {
    environmentId,
    occurrenceId: id,
    ...(byName === undefined ? {} : { byName }),
  });
  world.announce('environment-changed', { environmentId });
  const row = world.occurrences.occurrence(id);
  if (row === undefined) throw new Error('the occurrence just added is missing');
  return row;
}

/** Rule 13, partly integrated: an item of an occurrence, added by hand; nothing of Promob is needed for it. */
export function addOccurrenceItem(
  world: World,
  occurrenceId: string,
  input: Pick<Item, 'description' | 'quantity' | 'total'>,
): Item {
  const occurrence = world.occurrences.occurrence(occurrenceId);
  if (occurrence === undefined) throw new Refusal('not-found', 'no such occurrence');
  const item: Item = { id: world.newId(), source: 'manual', ...input, flags: [] };
  world.occurrences.addItem(occurrenceId, item);
  world.notify('occurrence-updated', { environmentId: occurrence.environmentId, occurrenceId });
  world.announce('environment-changed', { environmentId: occurrence.environmentId });
  return item;
}

/** Rule 13: the environment of an occurrence, to be drawn from the blank file or from the review's. */
export function startAssistance(
  world: World,
  occurrenceId: string,
  idempotencyKey: string,
  from: 'blank' | 'review',
): { environment: Environment; reviewed: { environmentId: string; number: number } | null } {
  const occurrence = world.occurrences.occurrence(occurrenceId);
  if (occurrence === undefined) throw new Refusal('not-found', 'no such occurrence');
  if (occurrence.assistanceEnvironmentId !== null) {
    throw new Refusal('wrong-state', 'the assistance of this occurrence was started already');
  }
  const original = environmentRow(world, occurrence.environmentId);
  const version = world.work.lastVersion(original.id);
  if (from === 'review' && version === undefined)
    throw new Refusal('wrong-state', 'the review has no version');
  if (from === 'blank' && world.meta.get('blankContent') === undefined) {
    throw new Refusal('blank-project-not-set', 'the store has no blank project file');
  }
  const id = world.newId();
  addEnvironment(world, {
    id,
    projectId: original.projectId,
    name: assistanceName(original.name, occurrence.number),
    occurrenceId,
  });
  world.occurrences.assisted(occurrenceId, id);
  // The locked environment's occurrence names its assistance now: everybody looks again.
  world.announce('environment-changed', { environmentId: original.id });
  enter(world, { kind: 'assistance', idempotencyKey, environmentId: id });
  return {
    environment: environmentView(world, environmentRow(world, id)),
    reviewed:
      from === 'review' && version !== undefined
        ? { environmentId: original.id, number: version.number }
        : null,
  };
}
