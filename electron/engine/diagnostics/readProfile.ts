import type { z } from 'zod';
import { EloError } from '../../../shared/domain/eloError.ts';
import { understood } from './fieldValues.ts';
import { profileFileSchema } from './profileSchema.ts';
import type { Profile } from './profileSchema.ts';

const refused = (where: string, why: string): EloError =>
  new EloError('profile-invalid', `${where}: ${why}`, { details: { where, why } });

/** Where in the file something is wrong, as people write it: `checks[2].code`. */
const spell = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');

const first = (error: z.ZodError): EloError => {
  const [issue] = error.issues;
  if (issue === undefined) return refused('', 'invalid');
  const why = issue.code === 'unrecognized_keys' ? `unknown: ${issue.keys.join(', ')}` : issue.message;
  return refused(spell(issue.path), why);
};

/** The names of the fields a text has places for: `{host}:{port}`. */
export function placesOf(template: string): string[] {
  return [...template.matchAll(/\{([a-z][a-z0-9-]*)\}/g)].map((match) => match[1] ?? '');
}

function refuseDoubles(where: string, names: readonly string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw refused(where, `twice: ${double}`);
}
function refuseUnknown(
  where: string,
  names: readonly string[] | undefined,
  known: ReadonlySet<string>,
): void {
  const stranger = names?.find((name) => !known.has(name));
  if (stranger !== undefined) throw refused(where, `there is no ${stranger}`);
}

/** A circle of needs would wait for itself for ever. */
function refuseCircles(checks: Profile['checks']): void {
  const needs = new Map(checks.map((check) => [check.code, check.needs ?? []]));
  const sound = new Set<string>();
  const walk = (code: string, above: readonly string[]): void => {
    if (sound.has(code)) return;
    if (above.includes(code)) {
      const index = checks.findIndex((check) => check.code === code);
      throw refused(`checks[${index}].needs`, [...above.slice(above.indexOf(code)), code].join(' → '));
    }
    for (const need of needs.get(code) ?? []) walk(need, [...above, code]);
    sound.add(code);
  };
  for (const { code } of checks) walk(code, []);
}

/**
 * A profile from data that came from outside, whole and sound.
 * @param kinds the kinds of checks there are
 * @throws EloError `profile-invalid` with `where` in the file and `why`
 */
export function readProfile(data: unknown, kinds: ReadonlySet<string>): Profile {
  const parsed = profileFileSchema.safeParse(data);
  if (!parsed.success) throw first(parsed.error);
  const profile = parsed.data;
  const checks = new Set(profile.checks.map(({ code }) => code));
  const steps = profile.checklist.map(({ code }) => code);
  const fields = new Map(profile.fields.map((field) => [field.name, field]));

  refuseDoubles(
    'checks',
    profile.checks.map(({ code }) => code),
  );
  refuseDoubles('checklist', steps);
  refuseDoubles(
    'fields',
    profile.fields.map(({ name }) => name),
  );
  refuseUnknown('goal', profile.goal, checks);
  profile.fields.forEach((field, index) => {
    const where = `fields[${index}]`;
    if ((field.type === 'choice') !== (field.choices !== undefined)) {
      throw refused(where, 'choices belong to a choice, and a choice needs them');
    }
    if (field.type === 'secret' && field.default !== undefined)
      throw refused(where, 'a secret has no default');
    if (field.default !== undefined && field.choices?.includes(field.default) === false) {
      throw refused(where, 'the default is none of the choices');
    }
    if (field.default !== undefined && field.default !== '' && understood(field, field.default) === null)
      throw refused(where, `the default is no ${field.type}`);
  });
  profile.checks.forEach((check, index) => {
    const where = `checks[${index}]`;
    const kind = check.check ?? check.code;
    if (!kinds.has(kind)) throw refused(where, `there is no check ${kind}`);
    refuseUnknown(`${where}.needs`, check.needs, checks);
    if (check.when !== undefined) {
      refuseUnknown(`${where}.when`, [check.when.field], new Set(fields.keys()));
      if (fields.get(check.when.field)?.type === 'secret')
        throw refused(`${where}.when`, 'a secret decides nothing');
    }
    for (const [name, value] of Object.entries(check.with ?? {})) {
      const places = placesOf(String(value));
      refuseUnknown(`${where}.with.${name}`, places, new Set(fields.keys()));
      const secret = places.some((place) => fields.get(place)?.type === 'secret');
      if (secret && value !== `{${places[0] ?? ''}}`) {
        throw refused(`${where}.with.${name}`, 'a secret stands alone');
      }
    }
  });
  refuseCircles(profile.checks);
  profile.checklist.forEach((step, index) => {
    const where = `checklist[${index}]`;
    refuseUnknown(`${where}.checks`, step.checks, checks);
    refuseUnknown(`${where}.unless`, step.unless, checks);
    // Only steps above: so the order of the file is an order to go by, without circles.
    refuseUnknown(`${where}.after`, step.after, new Set(steps.slice(0, index)));
    if (step.checks === undefined && step.confirm === undefined) {
      throw refused(where, 'nothing says when the step is done');
    }
  });
  return profile;
}
