import { enCommands } from './enCommands.ts';
import { enErrors } from './enErrors.ts';
import { enWords } from './enWords.ts';
import type { ptBR } from './pt-BR.ts';
import { windowTexts } from './window/windowTexts.ts';

/** English. */
export const en: Readonly<Record<keyof typeof ptBR, string>> = {
  ...enErrors,
  ...enWords,
  ...enCommands,
  ...windowTexts.en,
};
