import { isIP } from 'node:net';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Profile, ProfileField } from './profileSchema.ts';

/** RFC 1123 names, and what people type for the machines of their own network. */
const hostName =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
const yes = new Set(['true', 'yes', 'sim', 'si', '1', 'on']);
const no = new Set(['false', 'no', 'nao', '0', 'off']);

/** The value as the checks get it, or `null` where it is none of the field's type. */
export function understood(field: ProfileField, given: string): string | null {
  // Secrets keep their spaces; of everything else a space at the edge was pasted along.
  const value = field.type === 'secret' ? given : given.trim();
  switch (field.type) {
    case 'host': {
      const bare = value.replace(/^\[|\]$/g, '');
      return isIP(bare) !== 0 ? bare : hostName.test(value) ? value : null;
    }
    case 'port':
      return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
        ? String(Number(value))
        : null;
    case 'number':
      return /^-?\d{1,15}(\.\d{1,12})?$/.test(value.replace(',', '.')) ? value.replace(',', '.') : null;
    case 'url':
      return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? value : null;
    case 'choice':
      return field.choices?.includes(value) === true ? value : null;
    case 'boolean': {
      // In the user's own language, accents or not.
      const word = value.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
      return yes.has(word) ? 'true' : no.has(word) ? 'false' : null;
    }
    case 'path':
    case 'text':
    case 'secret':
      return value.length <= 2_000 && !value.includes('\u0000') ? value : null;
  }
}

/**
 * What the user gave for a profile, checked, with the defaults of what he left out. Empty values count as left out.
 * @throws EloError `field-unknown`, `field-invalid` (with `field`, `fieldType`), `field-secret` where a secret came as a plain field
 */
export function fieldValues(
  profile: Pick<Profile, 'fields'>,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const known = new Map(profile.fields.map((field) => [field.name, field]));
  const values: Record<string, string> = {};
  for (const field of profile.fields) {
    const fallback = field.default ?? '';
    if (fallback !== '') values[field.name] = understood(field, fallback) ?? fallback;
  }
  for (const [name, text] of Object.entries(given)) {
    const field = known.get(name);
    if (field === undefined)
      throw new EloError('field-unknown', `no field ${name}`, { details: { field: name } });
    if (field.type === 'secret') {
      throw new EloError('field-secret', `${name} is a secret`, { details: { field: name } });
    }
    if (text.trim() === '') continue;
    const value = understood(field, text);
    if (value === null)
      throw new EloError('field-invalid', `${name} is no ${field.type}`, {
        details: { field: name, fieldType: field.type },
      });
    values[name] = value;
  }
  return values;
}
