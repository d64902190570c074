import { defineTexts } from '../defineTexts.ts';

/** Services by address and port: connection, encryption, HTTP, web services. */
export const serviceConditionTexts = defineTexts({ 'pt-BR': {}, en: {}, es: {} });
