import type { Check } from './check.ts';
import type { ProfileCheck, Profile } from './profileSchema.ts';
import { placesOf } from './readProfile.ts';

/** A check as one profile uses it. */
export interface PlannedCheck extends Check {
  /** The kind it is made from. */
  readonly kind?: string;
  readonly with?: Readonly<Record<string, string>>;
  /** The secret field behind a parameter. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** A required field that is empty: the check is not run. */
  readonly lacking?: `field:${string}`;
  /** The user chose otherwise: neither run nor wanted. */
  readonly notChosen?: boolean;
  readonly optional?: boolean;
  readonly responsible?: ProfileCheck['responsible'];
}

/** Which codes of the profile a check needs: as it says itself, else those of the kinds it needs. */
function needsOf(entry: ProfileCheck, kind: Check, profile: Profile): string[] {
  if (entry.needs !== undefined) return entry.needs;
  return kind.needs.flatMap((need) => {
    if (profile.checks.some(({ code }) => code === need)) return [need];
    const [only, ...more] = profile.checks.filter(({ check }) => check === need);
    return only === undefined || more.length > 0 ? [] : [only.code];
  });
}

/**
 * The checks of a profile, filled in.
 * @param fields what the user gave, defaults included
 */
export function planChecks(
  profile: Profile,
  kinds: ReadonlyMap<string, Check>,
  fields: Readonly<Record<string, string>>,
): PlannedCheck[] {
  const typeOf = new Map(profile.fields.map((field) => [field.name, field]));
  return profile.checks.flatMap((entry): PlannedCheck[] => {
    const kind = kinds.get(entry.check ?? entry.code);
    if (kind === undefined) return [];
    const filled: Record<string, string> = {};
    const secrets: Record<string, string> = {};
    let lacking: `field:${string}` | undefined;
    for (const [name, value] of Object.entries(entry.with ?? {})) {
      const template = String(value);
      const places = placesOf(template);
      const secret = places.find((place) => typeOf.get(place)?.type === 'secret');
      if (secret !== undefined) {
        secrets[name] = secret;
        continue;
      }
      const empty = places.find((place) => (fields[place] ?? '') === '');
      if (empty === undefined) {
        filled[name] = template.replaceAll(
          /\{([a-z][a-z0-9-]*)\}/g,
          (_all, place: string) => fields[place] ?? '',
        );
      } else if (typeOf.get(empty)?.required === true) lacking ??= `field:${empty}`;
    }
    return [
      {
        ...kind,
        run: (context) => kind.run(context),
        code: entry.code,
        kind: kind.code,
        needs: needsOf(entry, kind, profile),
        with: filled,
        secrets,
        optional: entry.optional ?? false,
        notChosen: entry.when !== undefined && !entry.when.is.includes(fields[entry.when.field] ?? ''),
        ...(lacking === undefined ? {} : { lacking }),
        ...(entry.responsible === undefined ? {} : { responsible: entry.responsible }),
      },
    ];
  });
}
