import type { Locale } from './text.ts';

/** A page the browser shows at the end of a sign-in. */
export interface PageText {
  readonly lang: string;
  readonly title: string;
  readonly text: string;
}

/** The last page in the browser: signed in, or not. */
export interface FinalPageTexts {
  readonly done: PageText;
  readonly failed: PageText;
}

const pages: Readonly<Record<Locale, FinalPageTexts>> = {
  'pt-BR': {
    done: {
      lang: 'pt-BR',
      title: 'Você entrou no FoccoLojas',
      text: 'Pode fechar esta página e voltar ao Elo.',
    },
    failed: {
      lang: 'pt-BR',
      title: 'Não foi possível entrar',
      text: 'Nada mudou. Feche esta página, volte ao Elo e tente de novo.',
    },
  },
  en: {
    done: {
      lang: 'en',
      title: 'You are signed in to FoccoLojas',
      text: 'You can close this page and go back to Elo.',
    },
    failed: {
      lang: 'en',
      title: 'Signing in did not work',
      text: 'Nothing changed. Close this page, go back to Elo and try again.',
    },
  },
  es: {
    done: { lang: 'es', title: 'Entró en FoccoLojas', text: 'Puede cerrar esta página y volver a Elo.' },
    failed: {
      lang: 'es',
      title: 'No fue posible entrar',
      text: 'Nada cambió. Cierre esta página, vuelva a Elo e intente de nuevo.',
    },
  },
};

export function finalPages(locale: Locale = 'pt-BR'): FinalPageTexts {
  return pages[locale];
}

const suffixes: Readonly<Record<Locale, string>> = { 'pt-BR': 'salvamento', en: 'save', es: 'guardado' };

/** What stands behind a file's name in a restored save: ` (salvamento 3)`. */
export function restoredSuffix(number: number, locale: Locale = 'pt-BR'): string {
  return ` (${suffixes[locale]} ${number})`;
}

const ofWords: Readonly<Record<Locale, string>> = { 'pt-BR': 'de', en: 'of', es: 'del' };
const versionWords: Readonly<Record<Locale, string>> = { 'pt-BR': 'versão', en: 'version', es: 'versión' };

/**
 * The name of the copy that opens a version: `Cozinha (versão 3 de 29-11-2026)`.
 * @param importedAt UTC ISO-8601; the day is this machine's
 */
export function versionCopyName(
  environment: string,
  number: number,
  importedAt: string,
  locale: Locale = 'pt-BR',
): string {
  const day = new Date(importedAt);
  const two = (part: number): string => String(part).padStart(2, '0');
  const date =
    locale === 'en'
      ? `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
      : `${two(day.getDate())}-${two(day.getMonth() + 1)}-${day.getFullYear()}`;
  return `${environment} (${versionWords[locale]} ${number} ${ofWords[locale]} ${date})`;
}

const otherMachineWords: Readonly<Record<Locale, string>> = {
  'pt-BR': 'de outro computador',
  en: 'from another computer',
  es: 'de otra computadora',
};

/** The name of the copy of another machine's drawing: `Cozinha (de outro computador)`. */
export function otherMachineCopyName(environment: string, locale: Locale = 'pt-BR'): string {
  return `${environment} (${otherMachineWords[locale]})`;
}
