const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A GUID in the one spelling Elo compares: lower case, no braces. Null where the text is no GUID or is all zeros. */
export function normalizeGuid(text: string | undefined): string | null {
  if (text === undefined) return null;
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^\{(.*)\}$/, '$1');
  return GUID.test(bare) && /[^0-]/.test(bare) ? bare : null;
}
