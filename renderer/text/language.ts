import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { en } from '../../shared/text/en.ts';
import { es } from '../../shared/text/es.ts';
import { fillIn } from '../../shared/text/fillIn.ts';
import type { TextParams } from '../../shared/text/fillIn.ts';
import { ptBR } from '../../shared/text/pt-BR.ts';
import { errorText, healthText, maybeText } from '../../shared/text/text.ts';
import type { ErrorText, Locale, TextKey } from '../../shared/text/text.ts';

/** Our own places in sentences (`{name:form}`, optional parts), as the command line fills them. */
const format = {
  type: 'i18nFormat',
  name: 'fillIn',
  init: () => undefined,
  parse: (template: string, params: TextParams, language: string) => fillIn(template, params, language),
  addLookupKeys: (keys: string[]) => keys,
} as const;

const resource = (texts: Readonly<Record<string, string>>) => ({ translation: texts });

/** Makes the texts ready, in Portuguese until the settings say otherwise. */
export function startText(): void {
  void i18next.use(format).init({
    lng: 'pt-BR',
    fallbackLng: 'pt-BR',
    supportedLngs: ['pt-BR', 'en', 'es'],
    initAsync: false,
    // Keys have dots in them and no name spaces.
    keySeparator: false,
    nsSeparator: false,
    resources: { 'pt-BR': resource(ptBR), en: resource(en), es: resource(es) },
  });
}

export function setLanguage(language: Locale): void {
  if (i18next.language === language) return;
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

/** What a component says things with. */
export interface Say {
  readonly locale: Locale;
  (key: TextKey, params?: TextParams): string;
  /** The word for a state, kind or code; the code itself where no text has it. */
  word(area: string, code: string, params?: TextParams): string;
  /** The sentence for a code that may have none. */
  maybe(key: string, params?: TextParams): string | null;
  /** What happened, what helps, and the code for support. */
  error(error: {
    readonly code: string;
    readonly remedy?: string | undefined;
    readonly details?: TextParams;
  }): ErrorText;
  health(code: string): string;
}

function sayIn(locale: Locale): Say {
  const say = (key: TextKey, params: TextParams = {}): string => i18next.t(key, { ...params, lng: locale });
  return Object.assign(say, {
    locale,
    word: (area: string, code: string, params: TextParams = {}) =>
      maybeText(`${area}.${code}`, params, locale) ?? code,
    maybe: (key: string, params: TextParams = {}) => maybeText(key, params, locale),
    error: (error: Parameters<Say['error']>[0]) => errorText(error, locale),
    health: (code: string) => healthText(code, locale),
  });
}

const says: Readonly<Record<Locale, Say>> = { 'pt-BR': sayIn('pt-BR'), en: sayIn('en'), es: sayIn('es') };

const current = (): Say => says[i18next.language as Locale] ?? says['pt-BR'];

/** The same outside of components, for what is said once. */
export const saying = current;

const subscribe = (listener: () => void): (() => void) => {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
};

/** The texts in the user's language; the component is drawn again when it changes. */
export function useSay(): Say {
  return useSyncExternalStore(subscribe, current);
}
