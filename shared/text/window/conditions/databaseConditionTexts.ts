import { databaseLoginTexts } from './databaseLoginTexts.ts';
import { databaseReachTexts } from './databaseReachTexts.ts';
import { databaseRightsTexts } from './databaseRightsTexts.ts';

function all<const L extends 'pt-BR' | 'en' | 'es'>(language: L) {
  return {
    ...databaseReachTexts[language],
    ...databaseLoginTexts[language],
    ...databaseRightsTexts[language],
  };
}

/** Databases: reach, login, rights. */
export const databaseConditionTexts = { 'pt-BR': all('pt-BR'), en: all('en'), es: all('es') } as const;
