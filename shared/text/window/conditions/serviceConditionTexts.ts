import { serviceAnswerTexts } from './serviceAnswerTexts.ts';
import { serviceCertificateTexts } from './serviceCertificateTexts.ts';
import { serviceReachTexts } from './serviceReachTexts.ts';

function all<const L extends 'pt-BR' | 'en' | 'es'>(language: L) {
  return {
    ...serviceReachTexts[language],
    ...serviceCertificateTexts[language],
    ...serviceAnswerTexts[language],
  };
}

/** Services by address and port: connection, encryption, HTTP, web services. */
export const serviceConditionTexts = { 'pt-BR': all('pt-BR'), en: all('en'), es: all('es') } as const;
