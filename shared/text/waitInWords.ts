import { errorText, maybeText, text } from './text.ts';
import type { Locale } from './text.ts';

/** What is told of an act that waited for its listing, where its own note is not before the user's eyes; `null`: nothing. */
export function waitInWords(
  wait: {
    readonly environmentId: string;
    readonly environmentName?: string | undefined;
    readonly mode: 'prepare' | 'negotiate' | 'update';
    readonly state: string;
    readonly code?: string | undefined;
  },
  locale: Locale,
): string | null {
  return maybeText(
    `acts.wait.told.${wait.state}`,
    {
      name: wait.environmentName ?? wait.environmentId,
      ...(wait.state === 'refused'
        ? {
            act: text(`acts.${wait.mode}`, {}, locale),
            why: errorText({ code: wait.code ?? 'not-delivered' }, locale).text,
          }
        : {}),
    },
    locale,
  );
}
