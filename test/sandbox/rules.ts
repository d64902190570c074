import type { Role } from '../../shared/api/account.ts';
import type { Environment, EnvironmentState } from '../../shared/api/environments.ts';
import { Refusal } from './refusal.ts';

/**
 * The rules of the FoccoLojas × Promob integration as FoccoLojas enforces them, pure and in one place.
 * Numbers are those of the integration's rules (1 prerequisites … 13 technical assistance).
 */

/** What the rules know of an environment. Saves are counted in the order of receiving. */
export interface EnvironmentFacts {
  readonly state: EnvironmentState;
  /** Number (in the order of receiving) of the save that is the drawing; 0 where there is none. */
  readonly drawing: number;
  /** Hash of the drawing. */
  readonly drawingSha256: string;
  /** The drawing when the last version was made: any other one makes it outdated. */
  readonly throughSave: number;
  /** Saves that stand against the drawing: machines disagree while there are any. */
  readonly rivals: number;
  readonly lastVersion: number;
  /** The review was opened for the first time and no update was made since (rule 11). */
  readonly reviewUpdatePending: boolean;
  readonly purchaseOrders: number;
}

/** Rule 8, yellow: the drawing is not the one of the last version, machines disagree about it, or the update a first review demands. */
export function isOutdated(facts: EnvironmentFacts): boolean {
  return facts.drawing !== facts.throughSave || facts.rivals > 0 || facts.reviewUpdatePending;
}

/** Rule 11: purchase orders are generated, from then on no Promob change is accepted. */
export function isLocked(facts: EnvironmentFacts): boolean {
  return facts.purchaseOrders > 0 || facts.state === 'review-complete';
}

/** Whether the quote was approved (rule 10). */
export function isConverted(state: EnvironmentState): boolean {
  return (
    state === 'converted' ||
    state === 'financially-released' ||
    state === 'in-review' ||
    state === 'review-complete'
  );
}

/** What someone must do next. */
export function dueOf(facts: EnvironmentFacts): Environment['due'] {
  if (isLocked(facts)) return undefined;
  if (isOutdated(facts)) return 'update';
  if (facts.state === 'financially-released') return 'start-review';
  return facts.state === 'in-review' ? 'complete-review' : undefined;
}

const SITUATIONS: Readonly<Record<EnvironmentState, { readonly situation: string; readonly stage: string }>> =
  {
    created: { situation: 'Aberto', stage: 'Projeto' },
    synchronized: { situation: 'Em negociação', stage: 'Orçamento' },
    outdated: { situation: 'Em negociação', stage: 'Orçamento' },
    converted: { situation: 'Convertido', stage: 'Contrato' },
    'financially-released': { situation: 'Convertido', stage: 'Liberado financeiramente' },
    'in-review': { situation: 'Convertido', stage: 'Revisão' },
    'review-complete': { situation: 'Concluído', stage: 'Pedidos de compra' },
  };

/** Situação and Estágio as Connect shows them (rule 10). */
export function situationAndStage(state: EnvironmentState): {
  readonly situation: string;
  readonly stage: string;
} {
  return SITUATIONS[state];
}

function refuse(code: ConstructorParameters<typeof Refusal>[0], detail: string): never {
  throw new Refusal(code, detail);
}

/** Rule 11: once purchase orders exist nothing of Promob is taken. */
export function refuseIfLocked(facts: EnvironmentFacts): void {
  if (isLocked(facts))
    refuse('environment-locked', 'purchase orders were issued; Promob changes are not accepted any more');
}

/** While two machines disagree nothing is priced and nothing made a version: first somebody compares and decides. */
export function refuseWhileDisagreeing(facts: EnvironmentFacts): void {
  if (facts.rivals > 0)
    refuse('machines-disagree', 'two machines changed this environment apart; compare and decide first');
}

/** Deciding needs something to decide, and nothing is decided once purchase orders were issued. */
export function refuseResolution(facts: EnvironmentFacts): void {
  refuseIfLocked(facts);
  if (facts.rivals === 0) refuse('wrong-state', 'no two machines disagree about this environment');
}

/** A decision for the drawing of the last version leaves nothing to update. */
export function stateAfterResolution(facts: EnvironmentFacts): EnvironmentState {
  return facts.state === 'outdated' && facts.lastVersion > 0 && !isOutdated(facts)
    ? 'synchronized'
    : facts.state;
}

/** Rule 6 and 8: a save makes the environment outdated; after conversion the state stays and an update becomes due. */
export function stateAfterSave(state: EnvironmentState): EnvironmentState {
  return state === 'created' || state === 'synchronized' ? 'outdated' : state;
}

/** Rule 8: an update makes the environment up to date; after conversion the state stays. */
export function stateAfterVersion(state: EnvironmentState): EnvironmentState {
  return state === 'created' || state === 'outdated' ? 'synchronized' : state;
}

/** Rule 7: only the newest save received, with a listing of the same project, is priced. */
export function refuseNegotiation(
  facts: EnvironmentFacts,
  save: { readonly sha256: string; readonly projectGuid: string | null },
  listing: { readonly projectGuid: string | null },
): void {
  refuseIfLocked(facts);
  refuseWhileDisagreeing(facts);
  if (save.sha256 !== facts.drawingSha256)
    refuse('listing-not-fresh', 'another save is the drawing of this environment now');
  if (save.projectGuid !== null && listing.projectGuid !== null && save.projectGuid !== listing.projectGuid) {
    refuse('listing-other-project', 'the listing is of another project than the save');
  }
}

/** Rule 8: each import makes one version, and only while it is of the newest save. The update a first review demands may repeat the last one. */
export function refuseUpdate(
  facts: EnvironmentFacts,
  imported: { readonly saveSha256: string; readonly madeVersion: number | null },
): void {
  refuseIfLocked(facts);
  refuseWhileDisagreeing(facts);
  if (imported.saveSha256 !== facts.drawingSha256)
    refuse('listing-not-fresh', 'another save became the drawing since this was priced');
  const repeats = facts.reviewUpdatePending && imported.madeVersion === facts.lastVersion;
  if (imported.madeVersion !== null && !repeats) {
    refuse('nothing-to-update', `this import already made version ${imported.madeVersion}`);
  }
}

/**
 * Rule 10: the quote of an outdated project can never be approved, nor one that is not the newest any more. Answers the
 * refusal so that it can be announced.
 * @param seenVersion the version the customer was shown, where it is said
 */
export function approvalRefusal(facts: EnvironmentFacts, seenVersion?: number): Refusal | null {
  if (isLocked(facts)) return new Refusal('environment-locked', 'purchase orders were issued');
  if (isConverted(facts.state)) return new Refusal('wrong-state', 'the quote is approved already');
  if (isOutdated(facts))
    return new Refusal('quote-outdated', 'the project changed since the last version; update first');
  if (facts.lastVersion === 0) return new Refusal('wrong-state', 'there is no quote yet');
  if (seenVersion !== undefined && seenVersion !== facts.lastVersion)
    return new Refusal('quote-outdated', `version ${facts.lastVersion} was made since; show that one`);
  return null;
}

/** Rule 11: only an approved quote's contract is released, once. */
export function refuseRelease(facts: EnvironmentFacts): void {
  refuseIfLocked(facts);
  if (!isConverted(facts.state)) refuse('not-approved', 'the quote is not approved');
  if (facts.state !== 'converted') refuse('wrong-state', 'the contract is released already');
}

/** Rule 11: no review before the financial release. */
export function refuseReview(facts: EnvironmentFacts): void {
  refuseIfLocked(facts);
  if (facts.state !== 'financially-released' && facts.state !== 'in-review') {
    refuse('not-released', 'the contract is not financially released');
  }
}

/** Rule 11: the review is completed only after the mandatory update, and never over a change nobody updated. */
export function refuseReviewCompletion(facts: EnvironmentFacts): void {
  refuseReview(facts);
  if (facts.state !== 'in-review') refuse('wrong-state', 'the review was not started');
  if (isOutdated(facts))
    refuse('update-required', 'the environment must be updated before the review is completed');
}

/** Rule 13: occurrences hang on an environment whose orders were issued. */
export function refuseOccurrence(facts: EnvironmentFacts): void {
  if (!isLocked(facts))
    refuse('wrong-state', 'an occurrence needs an environment whose purchase orders were issued');
}

/** Rule 13: name of the environment of an occurrence, in Connect too. */
export function assistanceName(environmentName: string, occurrenceNumber: number): string {
  return `${environmentName} ocorrência: ${occurrenceNumber}`;
}

/** Rule 2 and 3: acts need a linked Promob user; the responsible user is excepted. */
export function refuseUnlinked(user: { readonly roles: readonly Role[]; readonly linkState: string }): void {
  if (user.linkState === 'linked' || user.roles.includes('responsible')) return;
  const detail =
    user.linkState === 'relink-required'
      ? 'the Promob password changed: link again'
      : 'link the Promob user first';
  refuse('promob-link-required', detail);
}

/** Rule 1: acts need the store's account in the Promob Portal. */
export function refuseUnlinkedStore(portalState: 'linked' | 'unlinked'): void {
  if (portalState === 'unlinked')
    refuse('store-not-linked', 'the Promob Portal does not know CNPJ and AccountID as belonging together');
}

/** What FoccoLojas lets a user do at all. */
export type Access = 'active' | 'disabled' | 'expired';

/** A disabled or expired account may do nothing, not even look. */
export function refuseWithoutAccess(access: Access): void {
  if (access === 'disabled') refuse('account-disabled', 'this user was disabled in FoccoLojas');
  if (access === 'expired') refuse('account-expired', 'the account of this user expired');
}

/** Only who has the role may do it. */
export function refuseWithoutRole(user: { readonly roles: readonly Role[] }, role: Role): void {
  if (!user.roles.includes(role)) refuse('forbidden', `only a user with the role ${role} may do this`);
}
