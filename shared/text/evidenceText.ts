import { writtenCnpj } from '../domain/taxNumber.ts';
import type { TextParams } from './fillIn.ts';
import { text, word } from './text.ts';
import type { Locale } from './text.ts';

/** What is told of a prerequisite: how it was found out, who said so, and from when it is. */
interface Told {
  readonly found: { readonly code: string; readonly facts: TextParams };
  readonly confirmedBy?: string | undefined;
  readonly confirmedAt?: string | undefined;
  /** FoccoLojas could not be asked; this is from then. */
  readonly asOf?: string | undefined;
}

/** How a prerequisite was found out, as sentences. */
export function evidenceText(
  { found, confirmedBy, confirmedAt, asOf }: Told,
  locale: Locale = 'pt-BR',
): string {
  const { place, cnpj } = found.facts;
  const facts = {
    ...found.facts,
    ...(typeof place === 'string' ? { place: word('trace-place', place, {}, locale) } : {}),
    ...(typeof cnpj === 'string' ? { cnpj: writtenCnpj(cnpj) } : {}),
  };
  const sentences = [word('evidence', found.code, facts, locale)];
  if (confirmedBy !== undefined) {
    const at = confirmedAt === undefined ? {} : { at: confirmedAt };
    sentences.push(text('prerequisite.confirmed-by', { by: confirmedBy, ...at }, locale));
  }
  if (asOf !== undefined) sentences.push(text('prerequisite.as-of', { at: asOf }, locale));
  return sentences.join(' ');
}
