import type { QueryRows } from '../databases/types.ts';

/** How a row of Routerbox is understood: names of columns, and the words that tell each situation. */
export interface RouterboxRules {
  readonly codeColumn: string;
  readonly situationColumn: string;
  readonly connectionColumn: string | null;
  readonly nameColumn: string | null;
  readonly previousCodeColumn: string | null;
  readonly active: readonly string[];
  readonly cancelled: readonly string[];
  readonly transferred: readonly string[];
  readonly connected: readonly string[];
  readonly disconnected: readonly string[];
  /** Off by default at the vendor. */
  readonly codeChange: boolean;
}

export interface RuleOutcome {
  readonly rows: number;
  readonly activations: number;
  /** Removed from OZmap, with a note on the property. */
  readonly cancellations: number;
  readonly statusOk: number;
  readonly statusError: number;
  readonly codeChanges: number;
  /** Transferred contracts that nothing is done with, code change being off. */
  readonly transfersIgnored: number;
  readonly withoutCode: number;
  /** Codes that stand in several rows which say different things. */
  readonly doubled: number;
  readonly unknown: number;
  /** The first unknown situations, as they are written. */
  readonly words: readonly string[];
  /** The first few, by contract code. */
  readonly examples: readonly string[];
  /** The note a cancellation leaves, with the name shortened to its initials. */
  readonly note: string | null;
}

/** Capitals, accents and spaces at the edge do not make another situation. */
const plain = (text: string): string => text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const has = (words: readonly string[], value: string | null): boolean =>
  value !== null && words.some((word) => plain(word) === plain(value));

/** `Maria da Silva` → `M. d. S.`: enough to be recognised by who knows her, and nobody's name in a report. */
const initials = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 5)
    .map((part) => `${part.slice(0, 1)}.`)
    .join(' ');

const mostExamples = 8;
const mostWords = 5;

/** The configured columns that the rows do not have; names match whatever their capitals. */
export function missingColumns(rules: RouterboxRules, columns: readonly string[]): string[] {
  const known = new Set(columns.map(plain));
  const wanted = [rules.codeColumn, rules.situationColumn, rules.connectionColumn, rules.nameColumn];
  const all = rules.codeChange ? [...wanted, rules.previousCodeColumn] : wanted;
  return all.filter((column): column is string => column !== null && !known.has(plain(column)));
}

/**
 * What the routine of OZmap would do with rows of Routerbox; nothing is done. Clients are matched by contract code alone.
 * @param today the date of a removal, as it would stand in the note
 */
export function applyRules(rules: RouterboxRules, answer: QueryRows, today: string): RuleOutcome {
  const columns = answer.columns.map(plain);
  const valueOf = (row: readonly (string | null)[], column: string | null): string | null => {
    const at = column === null ? -1 : columns.indexOf(plain(column));
    const value = at < 0 ? null : (row[at] ?? null);
    return value === null || value.trim() === '' ? null : value.trim();
  };
  const count = {
    activations: 0,
    cancellations: 0,
    statusOk: 0,
    statusError: 0,
    codeChanges: 0,
    transfersIgnored: 0,
    withoutCode: 0,
    unknown: 0,
  };
  const words = new Set<string>();
  const examples: string[] = [];
  const saidOf = new Map<string, string>();
  const doubled = new Set<string>();
  let note: string | null = null;
  for (const row of answer.rows) {
    const code = valueOf(row, rules.codeColumn);
    if (code === null) {
      count.withoutCode += 1;
      continue;
    }
    const situation = valueOf(row, rules.situationColumn);
    const connection = valueOf(row, rules.connectionColumn);
    const said = plain(`${situation ?? ''}|${connection ?? ''}`);
    const before = saidOf.get(code);
    if (before !== undefined && before !== said) doubled.add(code);
    saidOf.set(code, said);
    const acts: string[] = [];
    if (has(rules.cancelled, situation)) {
      count.cancellations += 1;
      acts.push('remove');
      const name = valueOf(row, rules.nameColumn);
      note ??= `${name === null ? code : initials(name)} · ${today}`;
    } else if (has(rules.active, situation)) {
      count.activations += 1;
      acts.push('activate');
      if (has(rules.connected, connection)) {
        count.statusOk += 1;
        acts.push('OK');
      } else if (has(rules.disconnected, connection)) {
        count.statusError += 1;
        acts.push('ERROR');
      }
    } else if (has(rules.transferred, situation)) {
      const previous = valueOf(row, rules.previousCodeColumn);
      if (!rules.codeChange) count.transfersIgnored += 1;
      else if (previous !== null && previous !== code) {
        count.codeChanges += 1;
        acts.push(`${previous} → ${code}`);
      }
    } else {
      count.unknown += 1;
      if (situation !== null && words.size < mostWords) words.add(situation.slice(0, 40));
    }
    if (acts.length > 0 && examples.length < mostExamples) examples.push(`${code}: ${acts.join(', ')}`);
  }
  return { rows: answer.rows.length, ...count, doubled: doubled.size, words: [...words], examples, note };
}
