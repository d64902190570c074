import { isAbsolute } from 'node:path';
import type { ProfileView } from '../../../shared/contract/diagnosisSchemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { builtInProfiles } from './builtInProfiles.ts';
import { loadProfile } from './loadProfile.ts';
import { profileFault } from './profileFault.ts';
import type { Profile } from './profileSchema.ts';
import { readProfile } from './readProfile.ts';

export interface ProfileBook {
  /** The built-in ones. */
  readonly all: readonly Profile[];
  /**
   * @param name the id of a built-in profile, or the absolute path of a file with one
   * @throws EloError `profile-not-found`, `profile-file-not-found`, `profile-invalid`
   */
  get(name: string): Promise<Profile>;
}

/** @param kinds the kinds of checks there are */
export function createProfileBook(kinds: ReadonlySet<string>): ProfileBook {
  const all = builtInProfiles.map((data) => readProfile(data, kinds));
  return {
    all,
    async get(name) {
      const found = all.find(({ id }) => id === name);
      if (found !== undefined) return found;
      if (!isAbsolute(name)) throw new EloError('profile-not-found', `no profile ${name}`);
      const loaded = await loadProfile(name, kinds);
      // What is kept of a profile is kept by its id: a file must not pass for one of Elo's.
      if (all.some(({ id }) => id === loaded.id)) {
        throw profileFault('id-taken', { where: 'id', name: loaded.id });
      }
      return loaded;
    },
  };
}

/** A profile as clients see it. */
export function profileView(profile: Profile): ProfileView {
  return {
    profile: profile.id,
    ...(profile.label === undefined ? {} : { label: profile.label }),
    fields: profile.fields.map((field) => ({
      ...field,
      required: field.required ?? false,
      secret: field.type === 'secret',
    })),
    checks: profile.checks.map(({ code }) => code),
    goal: [...profile.goal],
    checklist: profile.checklist.map(({ code, responsible }) => ({ code, responsible })),
    ...(profile.allowlist === undefined ? {} : { allowlist: [...profile.allowlist] }),
  };
}

/** The names a user's own profile gives, by code; built-in ones have texts in three languages. */
export function profileLabels(profile: Profile): Record<string, string> | null {
  const named = [
    ...(profile.label === undefined ? [] : [[profile.id, profile.label] as const]),
    ...profile.checks.flatMap(({ code, label }) => (label === undefined ? [] : [[code, label] as const])),
    ...profile.fields.flatMap(({ name, label }) => (label === undefined ? [] : [[name, label] as const])),
  ];
  return named.length === 0 ? null : Object.fromEntries(named);
}
