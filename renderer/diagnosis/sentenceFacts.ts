import type { TextParams } from '../../shared/text/text.ts';

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
