import { errorText, maybeText, text } from './text.ts';
import type { Locale } from './text.ts';

/** What is said of a file that cannot be read: since when, why, what to do, and what happens by itself. */
function unreadableText(
  file: { readonly problem: string; readonly unreadableSince: string },
  locale: Locale = 'pt-BR',
): string {
  const { text: reason, remedy } = errorText({ code: file.problem }, locale);
  const what =
    remedy ??
    // Promob opens no file that is none of its own.
    maybeText(`file.unreadable.do.${file.problem}`, {}, locale) ??
    text('file.unreadable.do', {}, locale);
  return text('file.unreadable', { since: file.unreadableSince, reason, what }, locale);
}

/** What is wrong with what lies at a file's place, in words; `null` where nothing is. */
export function fileProblemText(
  file: { readonly problem?: string | undefined; readonly unreadableSince?: string | undefined },
  locale: Locale = 'pt-BR',
): string | null {
  const { problem, unreadableSince } = file;
  if (problem === undefined) return null;
  return unreadableSince === undefined
    ? errorText({ code: problem }, locale).text
    : unreadableText({ problem, unreadableSince }, locale);
}
