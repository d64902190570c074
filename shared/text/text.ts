import { en } from './en.ts';
import { es } from './es.ts';
import { fillIn } from './fillIn.ts';
import type { TextParams } from './fillIn.ts';
import { ptBR } from './pt-BR.ts';

export type { TextParams };
export type TextKey = keyof typeof ptBR;
export type Locale = 'pt-BR' | 'en' | 'es';

const languages: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { 'pt-BR': ptBR, en, es };

/** The text of a key, filled in; times and numbers in the language's own spelling and local time. */
export function text(key: TextKey, params: TextParams = {}, locale: Locale = 'pt-BR'): string {
  return fillIn(languages[locale][key] ?? key, params, locale);
}

/** The same for a key that came from outside (a state, a kind, a code); `null` where no text has it. */
export function maybeText(key: string, params: TextParams = {}, locale: Locale = 'pt-BR'): string | null {
  const template = Object.hasOwn(languages[locale], key) ? languages[locale][key] : undefined;
  return template === undefined ? null : fillIn(template, params, locale);
}

/** The word for a state or kind, e.g. `word('save', 'kept')`; the code itself where no text has it. */
export function word(area: string, code: string, params: TextParams = {}, locale: Locale = 'pt-BR'): string {
  return maybeText(`${area}.${code}`, params, locale) ?? code;
}

/** What a person reads of an error. */
export interface ErrorText {
  /** What happened and what it means. */
  readonly text: string;
  /** What to do; `null` where nothing can be said. */
  readonly remedy: string | null;
  /** What is wrong with each field, where the error names fields; in their order. */
  readonly fields: readonly FieldText[];
  /** For support, shown small: stable. */
  readonly supportCode: string;
}

/** What is wrong with one field of what was handed over. */
export interface FieldText {
  /** The field's own name, e.g. `phone`. */
  readonly field: string;
  readonly code: string;
  /** What it is called. */
  readonly label: string;
  /** What to do about it. */
  readonly text: string;
}

/** A refusal names at most so many fields. */
const mostFields = 20;

/**
 * The sentences of the fields an error's details name: `name:name-too-short, phone:phone-area-code`, the field as the
 * last part of a path.
 */
export function fieldTexts(fields: unknown, locale: Locale = 'pt-BR'): FieldText[] {
  if (typeof fields !== 'string' || fields === '') return [];
  return fields
    .split(', ')
    .slice(0, mostFields)
    .map((entry) => {
      const [path = '', code = ''] = entry.split(':');
      const field = path.slice(path.lastIndexOf('.') + 1);
      return {
        field,
        code,
        label: word('field', field, {}, locale),
        text: maybeText(`field-fault.${code}`, {}, locale) ?? text('field-fault.other', {}, locale),
      };
    });
}

/** Facts of errors that are codes themselves, and where their words stand. */
const codedFacts: Readonly<Record<string, string>> = {
  fieldType: 'field-type',
  jsonType: 'json-type',
  waits: 'acts',
};

function codesInWords(details: TextParams, locale: Locale): TextParams {
  const coded = Object.entries(codedFacts).filter(([name]) => details[name] !== undefined);
  return Object.fromEntries(
    coded.map(([name, area]) => [name, word(area, String(details[name]), {}, locale)]),
  );
}

/**
 * The sentences of an error code. A code without text gets the general sentence, with the code in it.
 * @param error what an `EloError` carries: its `details` fill the sentence in
 */
export function errorText(
  error: { readonly code: string; readonly remedy?: string | undefined; readonly details?: TextParams },
  locale: Locale = 'pt-BR',
): ErrorText {
  const { code } = error;
  const fields = fieldTexts(error.details?.['fields'], locale);
  const details: TextParams = {
    ...(fields.length === 0 ? {} : { field: fields.map(({ label }) => label).join(', ') }),
    ...error.details,
    ...codesInWords(error.details ?? {}, locale),
  };
  const reason = error.details?.['reason'];
  // What was wrong in particular, where the error names it and a text has it.
  const particular =
    typeof reason === 'string' ? maybeText(`error.${code}.${reason}`, details, locale) : null;
  const own = particular ?? maybeText(`error.${code}`, details, locale);
  return {
    text: own ?? text('error.unexpected-error', {}, locale),
    remedy:
      maybeText(`error.${code}.do`, details, locale) ??
      (error.remedy === undefined ? null : maybeText(`remedy.${error.remedy}`, details, locale)),
    fields,
    supportCode: supportCode(code),
  };
}

/** What stands in the way, by the code of the health list: a short word, or the sentence of the same error. */
export function healthText(code: string, locale: Locale = 'pt-BR'): string {
  return maybeText(`health.${code}`, {}, locale) ?? errorText({ code }, locale).text;
}

/** The spelling of a code for support: `listing-not-fresh` is `ELO-LISTING-NOT-FRESH`. */
export function supportCode(code: string): string {
  return `ELO-${code.toUpperCase()}`;
}
