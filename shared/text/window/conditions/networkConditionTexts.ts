import { defineTexts } from '../defineTexts.ts';

/** Network, router, ports and the way in from outside. */
export const networkConditionTexts = defineTexts({ 'pt-BR': {}, en: {}, es: {} });
