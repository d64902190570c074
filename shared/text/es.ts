import { esCommands } from './esCommands.ts';
import { esErrors } from './esErrors.ts';
import { esWords } from './esWords.ts';
import type { ptBR } from './pt-BR.ts';
import { windowTexts } from './window/windowTexts.ts';

/** Spanish. */
export const es: Readonly<Record<keyof typeof ptBR, string>> = {
  ...esErrors,
  ...esWords,
  ...esCommands,
  ...windowTexts.es,
};
