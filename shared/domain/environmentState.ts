/**
 * The environment's state machine. Pure, so that screens, acts and the moment of delivery ask the same rules.
 * FoccoLojas decides the state; these rules tell what is allowed in it and what is due.
 */
export const environmentStates = [
  'created',
  'synchronized',
  'outdated',
  'converted',
  'financially-released',
  'in-review',
  'review-complete',
] as const;
export type EnvironmentState = (typeof environmentStates)[number];

export type EnvironmentEvent =
  'save-received' | 'updated' | 'approved' | 'released' | 'review-started' | 'review-completed';

/** What a rule needs to know of an environment. */
export interface EnvironmentFacts {
  readonly state: EnvironmentState;
  /** A save newer than the last version exists, in whatever state the environment is. */
  readonly outdated: boolean;
  /** Purchase orders were issued: nothing of Promob is accepted any more. */
  readonly locked: boolean;
}

/** Why an event is refused; the codes are FoccoLojas' own. */
export type EnvironmentRefusal =
  | 'environment-locked'
  | 'quote-outdated'
  | 'not-released'
  | 'update-required'
  | 'not-approved'
  | 'wrong-state'
  | 'nothing-to-update';

export type Transition =
  | { readonly ok: true; readonly facts: EnvironmentFacts }
  | { readonly ok: false; readonly refusal: EnvironmentRefusal };

const refuse = (refusal: EnvironmentRefusal): Transition => ({ ok: false, refusal });

/** A new environment: no save, no version. */
export const createdEnvironment: EnvironmentFacts = { state: 'created', outdated: false, locked: false };

/**
 * One step of the machine. The first save of a new environment makes it outdated: nothing was imported of it yet.
 * A save after conversion leaves the state as it is and makes an update due;
 * the first update of a review is mandatory, so starting one makes an update due.
 */
export function step(facts: EnvironmentFacts, event: EnvironmentEvent): Transition {
  const { state, outdated, locked } = facts;
  if (locked) return refuse('environment-locked');
  const to = (change: Partial<EnvironmentFacts>): Transition => ({
    ok: true,
    facts: { ...facts, ...change },
  });
  switch (event) {
    case 'save-received':
      return to({
        outdated: true,
        ...(state === 'created' || state === 'synchronized' ? { state: 'outdated' as const } : {}),
      });
    case 'updated':
      if (!outdated) return refuse('nothing-to-update');
      return to({ outdated: false, ...(state === 'outdated' ? { state: 'synchronized' as const } : {}) });
    case 'approved':
      if (outdated) return refuse('quote-outdated');
      return state === 'synchronized' ? to({ state: 'converted' }) : refuse('wrong-state');
    case 'released':
      return state === 'converted' ? to({ state: 'financially-released' }) : refuse('not-approved');
    case 'review-started':
      if (state === 'financially-released') return to({ state: 'in-review', outdated: true });
      return state === 'in-review' ? to({}) : refuse('not-released');
    case 'review-completed':
      if (state !== 'in-review') return refuse('not-released');
      return outdated ? refuse('update-required') : to({ state: 'review-complete', locked: true });
  }
}

/** The act that is due, in the words of the screens; `null` when nothing is. */
export type DueAct =
  'compare' | 'choose-file' | 'update' | 'export-listing' | 'start-review' | 'complete-review' | 'assistance';

/**
 * @param facts the environment as FoccoLojas last told it
 * @param known what only this machine knows: whether a file is bound, and whether a fresh listing is there
 */
export function dueAct(
  facts: EnvironmentFacts,
  known: { readonly bound: boolean; readonly freshListing: boolean },
): DueAct | null {
  if (facts.locked) return 'assistance';
  if (facts.outdated) return known.freshListing || !known.bound ? 'update' : 'export-listing';
  switch (facts.state) {
    case 'created':
      return known.bound ? null : 'choose-file';
    case 'financially-released':
      return 'start-review';
    case 'in-review':
      return 'complete-review';
    case 'synchronized':
    case 'outdated':
    case 'converted':
    case 'review-complete':
      return null;
  }
}
