import { ptBRCommands } from './ptBRCommands.ts';
import { ptBRErrors } from './ptBRErrors.ts';
import { ptBRWords } from './ptBRWords.ts';
import { windowTexts } from './window/windowTexts.ts';

/** Brazilian Portuguese: the language of Elo; its keys are the keys of every language. */
export const ptBR = { ...ptBRErrors, ...ptBRWords, ...ptBRCommands, ...windowTexts['pt-BR'] } as const;
