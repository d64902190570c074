import type { ChecklistStep } from '../../../shared/contract/diagnosisSchemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { checklistOf, withHistory } from './checklist.ts';
import type { ProfileState } from './profileStates.ts';
import type { Profile } from './profileSchema.ts';

export interface Confirmation {
  readonly step: string;
  readonly note?: string | undefined;
  readonly typed?: string | undefined;
  readonly by: string;
  /** The store's name, where it is known. */
  readonly storeName: string | null;
}

/** Names are compared as people type them: spaces and capitals make no difference. */
const plain = (name: string): string => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

function stepOf(profile: Profile, state: ProfileState, code: string): ChecklistStep {
  const found = checklistOf(profile, state).find((step) => step.code === code);
  if (found === undefined) {
    throw new EloError('step-not-found', `no step ${code}`, { details: { step: code } });
  }
  if (found.confirm === undefined) throw new EloError('step-not-manual', `${code} is proved by checks`);
  return found;
}

/**
 * A step confirmed by a person.
 * @throws EloError `step-not-found`, `step-not-manual`, `step-waits`, `step-needs-note`, `store-name-unknown`,
 * `store-name-differs`
 */
export function confirmStep(
  profile: Profile,
  state: ProfileState,
  { step: code, note, typed, by, storeName }: Confirmation,
  clock: Clock,
): ProfileState {
  const step = stepOf(profile, state, code);
  const [first] = step.waitsFor ?? [];
  if (first !== undefined) throw new EloError('step-waits', `${code} waits for ${first}`);
  const said = note?.trim() ?? '';
  if (step.confirm === 'note' && said === '') throw new EloError('step-needs-note', `${code} needs a note`);
  if (step.confirm === 'typed-store-name') {
    if (storeName === null) throw new EloError('store-name-unknown', 'the name of the store is not known');
    if (plain(typed ?? '') !== plain(storeName)) {
      throw new EloError('store-name-differs', 'what was typed is not the name of the store');
    }
  }
  const at = isoTime(clock.now());
  const noted = said === '' ? {} : { note: said };
  return {
    ...state,
    confirmations: { ...state.confirmations, [code]: { at, by, ...noted } },
    history: withHistory(state.history, [{ at, step: code, what: 'confirmed', by, ...noted }]),
  };
}

/** A confirmation taken back. @throws EloError `step-not-found`, `step-not-manual` */
export function withdrawStep(
  profile: Profile,
  state: ProfileState,
  { step: code, note, by }: Pick<Confirmation, 'step' | 'note' | 'by'>,
  clock: Clock,
): ProfileState {
  stepOf(profile, state, code);
  if (state.confirmations[code] === undefined) return state;
  const { [code]: _gone, ...confirmations } = state.confirmations;
  const said = note?.trim() ?? '';
  const noted = said === '' ? {} : { note: said };
  return {
    ...state,
    confirmations,
    history: withHistory(state.history, [
      { at: isoTime(clock.now()), step: code, what: 'withdrawn', by, ...noted },
    ]),
  };
}
