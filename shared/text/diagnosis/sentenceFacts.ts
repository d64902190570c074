import type { Diagnosis } from '../../contract/diagnosisSchemas.ts';
import type { TextParams } from '../fillIn.ts';

/** The facts of an evidence that a sentence can name: texts, numbers and truths; lists by their entries, joined. */
export function sentenceFacts(evidence: Readonly<Record<string, unknown>>): TextParams {
  const facts: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(evidence)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      facts[name] = value;
    else if (
      Array.isArray(value) &&
      value.every((entry) => typeof entry === 'string' || typeof entry === 'number')
    )
      facts[name] = value.join(', ');
  }
  return facts;
}

/** Facts that say something about one check alone. */
const own = new Set(['reason', 'needs', 'lacks', 'error', 'budgetMs', 'count']);

const camel = (name: string): string =>
  name.replaceAll(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

/**
 * What the whole run knows, for texts that need more than their own check saw: the router's model in the message about
 * the port, the fields as they were filled in (`store-name` as `storeName`), and `testedAt`.
 */
export function runFacts(diagnosis: Pick<Diagnosis, 'checks' | 'fields' | 'startedAt'>): TextParams {
  const facts: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(diagnosis.fields ?? {})) facts[camel(name)] = value;
  for (const { evidence } of diagnosis.checks) {
    for (const [name, value] of Object.entries(sentenceFacts(evidence))) {
      if (!own.has(name)) facts[name] ??= value;
    }
  }
  return { ...facts, testedAt: diagnosis.startedAt };
}
