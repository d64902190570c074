/** Longer values say nothing more to a rule. */
const longest = 200;

/** A value of a row as text: what a comparison with a configured word needs. Bytes are read as UTF-8. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return Buffer.from(value)
      .toString('utf8', 0, longest * 4)
      .slice(0, longest);
  if (typeof value === 'object') return JSON.stringify(value).slice(0, longest);
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  return plain || typeof value === 'boolean' ? String(value).slice(0, longest) : null;
}
