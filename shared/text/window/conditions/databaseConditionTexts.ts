import { defineTexts } from '../defineTexts.ts';

/** Databases: reach, login, rights. */
export const databaseConditionTexts = defineTexts({ 'pt-BR': {}, en: {}, es: {} });
