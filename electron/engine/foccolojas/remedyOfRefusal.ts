import type { Remedy } from '../../../shared/domain/remedy.ts';

/** What helps after a refusal of FoccoLojas, by its code; a code without an entry has its own sentence only. */
const remedies: Readonly<Record<string, Remedy>> = {
  unauthenticated: 'sign-in',
  'promob-link-required': 'link-again',
  'account-disabled': 'ask-responsible',
  'account-expired': 'ask-responsible',
  'store-not-linked': 'ask-responsible',
  'environment-locked': 'assistance-or-new-option',
  'listing-not-fresh': 'export-listing',
  'listing-other-project': 'choose-another-file',
  'quote-outdated': 'update-environment',
  'update-required': 'update-environment',
  'machines-disagree': 'compare',
  'other-machine-ahead': 'open-drawing',
  forbidden: 'ask-responsible',
};

/** What helps after a refusal of this code, however it came to be known. */
export const remedyOfRefusal = (code: string): Remedy | undefined =>
  Object.hasOwn(remedies, code) ? remedies[code] : undefined;
