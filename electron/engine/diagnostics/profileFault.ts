import type { z } from 'zod';
import { EloError } from '../../../shared/domain/eloError.ts';

/** What can be wrong with the file of a profile; each has its sentence at `error.profile-invalid.CODE`. */
export const profileFaults = [
  'choices-misplaced',
  'choices-missing',
  'circle',
  'default-not-a-choice',
  'default-unfit',
  'duplicate',
  'id-taken',
  'malformed',
  'missing',
  'not-a-code',
  'not-allowed',
  'not-json',
  'not-utf8',
  'secret-decides',
  'secret-default',
  'secret-not-alone',
  'step-never-done',
  'too-large',
  'too-long',
  'too-short',
  'unknown-check',
  'unknown-field',
  'unknown-key',
  'unknown-kind',
  'unknown-step',
  'wrong-type',
] as const;
export type ProfileFault = (typeof profileFaults)[number];

/** `where` in the file; `name`, `allowed` as they stand there; `limit`, `line`, `column`; types as codes. */
type Facts = Readonly<
  Partial<Record<'where' | 'name' | 'allowed' | 'fieldType' | 'jsonType', string>> &
    Partial<Record<'limit' | 'line' | 'column', number>>
>;

/** The refusal of a profile's file: codes and names only, the sentence stands in `shared/text`. */
export function profileFault(reason: ProfileFault, facts: Facts, cause?: unknown): EloError {
  return new EloError('profile-invalid', `${reason} ${facts.where ?? ''}`.trim(), {
    cause,
    details: { reason, ...facts },
  });
}

/** Where in the file something is wrong, as people write it: `checks[2].code`. */
const spell = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

/** Names of JSON's own types that have words; a parameter may be any of several. */
const jsonTypes = new Set(['string', 'number', 'boolean', 'array', 'object']);
const jsonType = (expected: string): string =>
  expected === 'record' ? 'object' : jsonTypes.has(expected) ? expected : 'value';

/** The first thing that is wrong with the shape of a profile. */
export function shapeFault(error: z.ZodError): EloError {
  const [issue] = error.issues;
  return issue === undefined ? profileFault('malformed', {}) : faultOf(issue, spell(issue.path));
}

function faultOf(issue: z.core.$ZodIssue, where: string): EloError {
  switch (issue.code) {
    case 'unrecognized_keys':
      return profileFault('unknown-key', { where, name: issue.keys.join(', ') });
    case 'invalid_type':
      return issue.input === undefined
        ? profileFault('missing', { where })
        : profileFault('wrong-type', { where, jsonType: jsonType(issue.expected) });
    case 'invalid_union': {
      if (issue.input === undefined) return profileFault('missing', { where });
      // Of the right type, and wrong in another way.
      const nearest = issue.errors.flat().find(({ code }) => code !== 'invalid_type');
      return nearest === undefined
        ? profileFault('wrong-type', { where, jsonType: 'value' })
        : faultOf(nearest, where);
    }
    case 'invalid_value':
      return issue.input === undefined
        ? profileFault('missing', { where })
        : profileFault('not-allowed', { where, allowed: issue.values.map(String).join(', ') });
    case 'too_small':
      return profileFault('too-short', { where, limit: Number(issue.minimum) });
    case 'too_big':
      return profileFault('too-long', { where, limit: Number(issue.maximum) });
    case 'invalid_format':
      return profileFault('not-a-code', { where });
    case 'invalid_key':
      return profileFault('not-a-code', { where });
    default:
      return profileFault('malformed', { where });
  }
}
