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

export const environmentEvents = [
  'save-received',
  'rival-received',
  'kept-current',
  'kept-rival',
  'updated',
  'made-current',
  'approved',
  'released',
  'review-started',
  'review-completed',
  'occurrence-opened',
] as const;
/**
 * `rival-received`: a save of another machine that does not follow from the drawing · `kept-current`, `kept-rival`: somebody
 * compared and decided · `made-current`: an old version is put on top · the rest as they are called.
 */
export type EnvironmentEvent = (typeof environmentEvents)[number];

/** What a rule needs to know of an environment. */
export interface EnvironmentFacts {
  readonly state: EnvironmentState;
  /** A save newer than the last version exists, in whatever state the environment is. */
  readonly outdated: boolean;
  /** Purchase orders were issued: nothing of Promob is accepted any more. */
  readonly locked: boolean;
  /** Two machines disagree, and how its own line stands aside from that; absent where they agree. */
  readonly apart?: { readonly state: EnvironmentState; readonly outdated: boolean };
}

/** Why an event is refused; the codes are FoccoLojas' own. */
export type EnvironmentRefusal =
  | 'environment-locked'
  | 'machines-disagree'
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

const afterSave = (state: EnvironmentState): EnvironmentState =>
  state === 'created' || state === 'synchronized' ? 'outdated' : state;
const afterVersion = (state: EnvironmentState): EnvironmentState =>
  state === 'created' || state === 'outdated' ? 'synchronized' : state;

/**
 * One step of the machine. The first save of a new environment makes it outdated: nothing was imported of it yet.
 * A save after conversion leaves the state as it is and makes an update due;
 * the first update of a review is mandatory, so starting one makes an update due. While two machines disagree nothing
 * becomes a version and nothing is approved; deciding for the drawing that was there leaves everything as it was without
 * the other.
 */
export function step(facts: EnvironmentFacts, event: EnvironmentEvent): Transition {
  const { state, outdated, locked, apart } = facts;
  if (event === 'occurrence-opened') return locked ? { ok: true, facts } : refuse('wrong-state');
  if (locked) return refuse('environment-locked');
  const to = (change: Partial<EnvironmentFacts>): Transition => ({
    ok: true,
    facts: { ...facts, ...change },
  });
  switch (event) {
    case 'save-received':
      return to({
        outdated: true,
        state: afterSave(state),
        ...(apart === undefined ? {} : { apart: { outdated: true, state: afterSave(apart.state) } }),
      });
    case 'rival-received':
      // Something must be there to stand against.
      if (state === 'created') return refuse('wrong-state');
      return to({ outdated: true, state: afterSave(state), apart: apart ?? { state, outdated } });
    case 'kept-current':
      return apart === undefined ? refuse('wrong-state') : { ok: true, facts: { locked, ...apart } };
    case 'kept-rival':
      if (apart === undefined) return refuse('wrong-state');
      return { ok: true, facts: { locked, state: afterSave(apart.state), outdated: true } };
    case 'updated':
      if (apart !== undefined) return refuse('machines-disagree');
      return outdated ? to({ outdated: false, state: afterVersion(state) }) : refuse('nothing-to-update');
    case 'made-current':
      if (apart !== undefined) return refuse('machines-disagree');
      // There must be a version to put on top.
      if (state === 'created') return refuse('wrong-state');
      return to({ outdated: false, state: afterVersion(state) });
    case 'approved':
      if (outdated) return refuse('quote-outdated');
      return state === 'synchronized' ? to({ state: 'converted' }) : refuse('wrong-state');
    case 'released':
      if (state !== 'converted') return refuse('not-approved');
      return to({
        state: 'financially-released',
        ...(apart === undefined ? {} : { apart: { ...apart, state: 'financially-released' } }),
      });
    case 'review-started':
      if (state === 'in-review') return to({});
      if (state !== 'financially-released') return refuse('not-released');
      return to({
        state: 'in-review',
        outdated: true,
        ...(apart === undefined ? {} : { apart: { state: 'in-review', outdated: true } }),
      });
    case 'review-completed':
      if (state !== 'in-review') return refuse('not-released');
      return outdated ? refuse('update-required') : to({ state: 'review-complete', locked: true });
  }
}

/** The act that is due, in the words of the screens; `null` when nothing is. */
export type DueAct =
  | 'compare'
  | 'open-drawing'
  | 'choose-file'
  | 'update'
  | 'export-listing'
  | 'start-review'
  | 'complete-review'
  | 'assistance';

/**
 * @param facts the environment as FoccoLojas last told it
 * @param known what only this machine knows: whether a file is bound, whether a fresh listing is there, and whether the
 * drawing is another machine's, so that no update can be made from here before it was taken over
 */
export function dueAct(
  facts: EnvironmentFacts,
  known: { readonly bound: boolean; readonly freshListing: boolean; readonly behind?: boolean },
): DueAct | null {
  if (facts.locked) return 'assistance';
  if (facts.apart !== undefined) return 'compare';
  if (facts.outdated && known.behind === true) return 'open-drawing';
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
