/**
 * PowerShell's JSON is what its objects happened to be: one element of a list comes bare, none as `""` or `null`, a list
 * may be `{"value":[…],"Count":n}`, an enumeration a number or its name. These take every shape.
 */

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is inside `{"value":…,"Count":…}` and `{"value":…,"DisplayHint":…}`. */
function inner(value: unknown): unknown {
  return isFields(value) && 'value' in value && Object.keys(value).length <= 3 ? value['value'] : value;
}

/** A list, whatever became of it. */
export function listOf(value: unknown): readonly unknown[] {
  const found = inner(value);
  if (Array.isArray(found)) return found;
  return found === undefined || found === null || found === '' ? [] : [found];
}

/** A whole number, also as text (`"6"`). */
export function numberOf(value: unknown): number | null {
  const found = inner(value);
  if (typeof found === 'number') return Number.isInteger(found) ? found : null;
  if (typeof found === 'string' && /^-?\d+$/.test(found.trim())) return Number(found);
  return null;
}

/** Text that is not empty. */
export function textOf(value: unknown): string | null {
  const found = inner(value);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found !== '' ? found : null;
}

export function booleanOf(value: unknown): boolean | null {
  const found = inner(value);
  if (typeof found === 'boolean') return found;
  if (typeof found === 'string' && /^(true|false)$/i.test(found)) return found.toLowerCase() === 'true';
  return null;
}

/** Texts of a list: bare, listed, or in one text with commas between them. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value)
    .flatMap((each) => (textOf(each) ?? '').split(','))
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}
