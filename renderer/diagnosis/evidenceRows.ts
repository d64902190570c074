/** A fact may hold a list of rules or addresses; more of one is for the report. */
const longestValue = 600;

export interface EvidenceRow {
  readonly name: string;
  readonly value: string;
}

function spell(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(spell).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${spell(inner)}`)
      .join(' · ');
  }
  return String(value);
}

/** The facts of an evidence as lines of a table, by their own names: they are for support, in every language the same. */
export function evidenceRows(evidence: Readonly<Record<string, unknown>>): EvidenceRow[] {
  return Object.entries(evidence)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => {
      const text = spell(value);
      return { name, value: text.length > longestValue ? `${text.slice(0, longestValue)} …` : text };
    });
}
