import { accountConditionTexts } from './conditions/accountConditionTexts.ts';
import { checklistConditionTexts } from './conditions/checklistConditionTexts.ts';
import { databaseConditionTexts } from './conditions/databaseConditionTexts.ts';
import { integrationConditionTexts } from './conditions/integrationConditionTexts.ts';
import { machineConditionTexts } from './conditions/machineConditionTexts.ts';
import { neighbourConditionTexts } from './conditions/neighbourConditionTexts.ts';
import { networkConditionTexts } from './conditions/networkConditionTexts.ts';
import { firewallConditionTexts } from './conditions/firewallConditionTexts.ts';
import { portConditionTexts } from './conditions/portConditionTexts.ts';
import { routerConditionTexts } from './conditions/routerConditionTexts.ts';
import { promobConditionTexts } from './conditions/promobConditionTexts.ts';
import { serviceConditionTexts } from './conditions/serviceConditionTexts.ts';
import { systemConditionTexts } from './conditions/systemConditionTexts.ts';

function all<const L extends 'pt-BR' | 'en' | 'es'>(language: L) {
  return {
    ...accountConditionTexts[language],
    ...machineConditionTexts[language],
    ...systemConditionTexts[language],
    ...promobConditionTexts[language],
    ...networkConditionTexts[language],
    ...portConditionTexts[language],
    ...firewallConditionTexts[language],
    ...routerConditionTexts[language],
    ...serviceConditionTexts[language],
    ...databaseConditionTexts[language],
    ...integrationConditionTexts[language],
    ...checklistConditionTexts[language],
    ...neighbourConditionTexts[language],
  };
}

/** What was found, what it means, what comes next, and what to send to whom, by the condition's code. */
export const conditionTexts = { 'pt-BR': all('pt-BR'), en: all('en'), es: all('es') } as const;
