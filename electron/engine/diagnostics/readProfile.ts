import { profileFault, shapeFault } from './profileFault.ts';
import type { ProfileFault } from './profileFault.ts';
import { understood } from './fieldValues.ts';
import { profileFileSchema } from './profileSchema.ts';
import type { Profile } from './profileSchema.ts';

/** The names of the fields a text has places for: `{host}:{port}`. */
export function placesOf(template: string): string[] {
  return [...template.matchAll(/\{([a-z][a-z0-9-]*)\}/g)].map((match) => match[1] ?? '');
}

function refuseDoubles(where: string, names: readonly string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw profileFault('duplicate', { where, name: double });
}
function refuseUnknown(
  reason: ProfileFault,
  where: string,
  names: readonly string[] | undefined,
  known: ReadonlySet<string>,
): void {
  const stranger = names?.find((name) => !known.has(name));
  if (stranger !== undefined) throw profileFault(reason, { where, name: stranger });
}

/** A circle of needs would wait for itself for ever. */
function refuseCircles(checks: Profile['checks']): void {
  const needs = new Map(checks.map((check) => [check.code, check.needs ?? []]));
  const sound = new Set<string>();
  const walk = (code: string, above: readonly string[]): void => {
    if (sound.has(code)) return;
    if (above.includes(code)) {
      const index = checks.findIndex((check) => check.code === code);
      const name = [...above.slice(above.indexOf(code)), code].join(' → ');
      throw profileFault('circle', { where: `checks[${index}].needs`, name });
    }
    for (const need of needs.get(code) ?? []) walk(need, [...above, code]);
    sound.add(code);
  };
  for (const { code } of checks) walk(code, []);
}

/**
 * A profile from data that came from outside, whole and sound.
 * @param kinds the kinds of checks there are
 * @throws EloError `profile-invalid` with the `reason` as a code and `where` in the file
 */
export function readProfile(data: unknown, kinds: ReadonlySet<string>): Profile {
  // With what was given: only so a value that is missing is told from one of another type.
  const parsed = profileFileSchema.safeParse(data, { reportInput: true });
  if (!parsed.success) throw shapeFault(parsed.error);
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
  refuseUnknown('unknown-check', 'goal', profile.goal, checks);
  profile.fields.forEach((field, index) => {
    const where = `fields[${index}]`;
    const { type, choices, default: fallback } = field;
    if (type === 'choice' && choices === undefined) throw profileFault('choices-missing', { where });
    if (type !== 'choice' && choices !== undefined) throw profileFault('choices-misplaced', { where });
    if (fallback === undefined) return;
    if (type === 'secret') throw profileFault('secret-default', { where });
    if (choices?.includes(fallback) === false) throw profileFault('default-not-a-choice', { where });
    if (fallback !== '' && understood(field, fallback) === null)
      throw profileFault('default-unfit', { where, fieldType: type });
  });
  profile.checks.forEach((check, index) => {
    const where = `checks[${index}]`;
    const kind = check.check ?? check.code;
    if (!kinds.has(kind)) throw profileFault('unknown-kind', { where, name: kind });
    refuseUnknown('unknown-check', `${where}.needs`, check.needs, checks);
    if (check.when !== undefined) {
      refuseUnknown('unknown-field', `${where}.when`, [check.when.field], new Set(fields.keys()));
      if (fields.get(check.when.field)?.type === 'secret')
        throw profileFault('secret-decides', { where: `${where}.when` });
    }
    for (const [name, value] of Object.entries(check.with ?? {})) {
      const places = placesOf(String(value));
      refuseUnknown('unknown-field', `${where}.with.${name}`, places, new Set(fields.keys()));
      const secret = places.some((place) => fields.get(place)?.type === 'secret');
      if (secret && value !== `{${places[0] ?? ''}}`) {
        throw profileFault('secret-not-alone', { where: `${where}.with.${name}` });
      }
    }
  });
  refuseCircles(profile.checks);
  profile.checklist.forEach((step, index) => {
    const where = `checklist[${index}]`;
    refuseUnknown('unknown-check', `${where}.checks`, step.checks, checks);
    refuseUnknown('unknown-check', `${where}.unless`, step.unless, checks);
    // Only steps above: so the order of the file is an order to go by, without circles.
    refuseUnknown('unknown-step', `${where}.after`, step.after, new Set(steps.slice(0, index)));
    if (step.checks === undefined && step.confirm === undefined) {
      throw profileFault('step-never-done', { where });
    }
  });
  return profile;
}
