import { environmentItemTexts } from './environmentItemTexts.ts';
import { environmentPageTexts } from './environmentPageTexts.ts';
import { environmentStateTexts } from './environmentStateTexts.ts';

/** All texts of the environment's page in one language. */
const all = <const L extends 'pt-BR' | 'en' | 'es'>(language: L) => ({
  ...environmentPageTexts[language],
  ...environmentItemTexts[language],
  ...environmentStateTexts[language],
});

/** The page of one environment: its head and what is due, items, versions, saves, history. */
export const environmentTexts = { 'pt-BR': all('pt-BR'), en: all('en'), es: all('es') } as const;
