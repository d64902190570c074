import { defineTexts } from '../defineTexts.ts';

/** The neighbours: Promob, Senior, OZmap, Routerbox, DMaster. */
export const integrationConditionTexts = defineTexts({ 'pt-BR': {}, en: {}, es: {} });
