import type { TextParams } from './fillIn.ts';
import { maybeText } from './text.ts';
import type { Locale } from './text.ts';

/** A check's result, as far as its words need it. */
interface Found {
  readonly condition?: string | undefined;
  readonly evidence: Readonly<Record<string, unknown>>;
}
/** The run it is of. */
interface Run {
  readonly startedAt: string;
  readonly checks: readonly Pick<Found, 'evidence'>[];
  /** What the user filled in. */
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** What a person reads of something that was found. */
export interface ConditionWords {
  readonly title: string;
  /** What it is and what it means. */
  readonly text: string;
  /** What to do. */
  readonly next: string;
  /** Ready to be sent to whoever acts; `null` where nobody has to be told. */
  readonly message: string | null;
}

/** The facts of an evidence that a sentence can name: texts, numbers and truths; lists by their entries, joined. */
export function sentenceFacts(evidence: Readonly<Record<string, unknown>>): TextParams {
  const facts: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(evidence)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts[name] = value;
    else if (Array.isArray(value) && value.every((entry) => typeof entry === 'string'))
      facts[name] = value.join(', ');
  }
  return facts;
}

/** What the whole run knows: the router's model, found by one check, stands in the message of another. */
function runFacts(run: Run): TextParams {
  const parts = run.checks.map(({ evidence }) => sentenceFacts(evidence));
  return Object.assign({}, ...parts, run.fields, { testedAt: run.startedAt }) as TextParams;
}

/**
 * The texts of what a check found, filled in with its evidence over that of the whole run; `null` where nothing was found
 * or the catalogue has no such condition.
 */
export function conditionWords(found: Found, run: Run, locale: Locale): ConditionWords | null {
  const { condition } = found;
  if (condition === undefined) return null;
  const facts = { ...runFacts(run), ...sentenceFacts(found.evidence) };
  const say = (part: string): string | null => maybeText(`condition.${condition}.${part}`, facts, locale);
  const [title, text, next] = [say('title'), say('text'), say('next')];
  if (title === null || text === null || next === null) return null;
  return { title, text, next, message: say('message') };
}
