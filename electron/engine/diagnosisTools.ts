import type { Diagnosis, ProfileView } from '../../shared/contract/diagnosisSchemas.ts';
import type { Locale } from '../../shared/text/text.ts';
import { createChecks } from './diagnostics/createChecks.ts';
import { fieldValues } from './diagnostics/fieldValues.ts';
import type { DiagnosticsParts } from './diagnostics/ports.ts';
import { createProfileBook, profileView } from './diagnostics/profileBook.ts';
import { reportBytes } from './diagnostics/report/writeReport.ts';

// Of the kinds of checks only the names are wanted, and making one touches nothing.
const book = () => createProfileBook(new Set(createChecks({} as unknown as DiagnosticsParts).keys()));

/** Every profile that comes with Elo. */
export function builtInViews(): ProfileView[] {
  return book().all.map(profileView);
}

/**
 * A profile and the fields given for it, understood without any engine.
 * @throws EloError `profile-not-found`, `profile-file-not-found`, `profile-invalid`, `field-unknown`, `field-invalid`,
 * `field-secret`
 */
export async function understandProfile(
  name: string,
  fields: Readonly<Record<string, string>>,
): Promise<ProfileView> {
  const profile = await book().get(name);
  fieldValues(profile, fields);
  return profileView(profile);
}

/** A report as the bytes of a PDF. */
export async function reportAsPdf(diagnosis: Diagnosis, locale: Locale, forOthers: boolean): Promise<Buffer> {
  return reportBytes({ diagnosis, forOthers, format: 'pdf', language: locale });
}
