import { accountTexts } from './accountTexts.ts';
import { actTexts } from './actTexts.ts';
import { checkTexts } from './checkTexts.ts';
import { compareTexts } from './compareTexts.ts';
import { conditionTexts } from './conditionTexts.ts';
import { databaseCheckTexts } from './databaseCheckTexts.ts';
import { creationTexts } from './creationTexts.ts';
import { customerTexts } from './customerTexts.ts';
import { diagnosisTexts } from './diagnosisTexts.ts';
import { diagnosisPageTexts } from './diagnosisPageTexts.ts';
import { dmasterTexts } from './dmasterTexts.ts';
import { environmentTexts } from './environmentTexts.ts';
import { firstRunTexts } from './firstRunTexts.ts';
import { fixTexts } from './fixTexts.ts';
import { frameTexts } from './frameTexts.ts';
import { happeningTexts } from './happeningTexts.ts';
import { homeTexts } from './homeTexts.ts';
import { integrationProfileTexts } from './integrationProfileTexts.ts';
import { machinesTexts } from './machinesTexts.ts';
import { machineCheckTexts } from './machineCheckTexts.ts';
import { notificationsTexts } from './notificationsTexts.ts';
import { occurrenceTexts } from './occurrenceTexts.ts';
import { networkCheckTexts } from './networkCheckTexts.ts';
import { portCheckTexts } from './portCheckTexts.ts';
import { reviewTexts } from './reviewTexts.ts';
import { prerequisiteTexts } from './prerequisiteTexts.ts';
import { profileFaultTexts } from './profileFaultTexts.ts';
import { sendingTexts } from './sendingTexts.ts';
import { serviceCheckTexts } from './serviceCheckTexts.ts';
import { settingsTexts } from './settingsTexts.ts';
import { shellTexts } from './shellTexts.ts';
import { standingTexts } from './standingTexts.ts';
import { startTexts } from './startTexts.ts';
import { waitTexts } from './waitTexts.ts';

/** Everything the window and the tray say in one language, by its name. */
function all<const L extends 'pt-BR' | 'en' | 'es'>(language: L) {
  return {
    ...frameTexts[language],
    ...actTexts[language],
    ...firstRunTexts[language],
    ...homeTexts[language],
    ...environmentTexts[language],
    ...happeningTexts[language],
    ...compareTexts[language],
    ...machinesTexts[language],
    ...creationTexts[language],
    ...notificationsTexts[language],
    ...reviewTexts[language],
    ...occurrenceTexts[language],
    ...sendingTexts[language],
    ...diagnosisTexts[language],
    ...diagnosisPageTexts[language],
    ...checkTexts[language],
    ...machineCheckTexts[language],
    ...databaseCheckTexts[language],
    ...networkCheckTexts[language],
    ...portCheckTexts[language],
    ...serviceCheckTexts[language],
    ...integrationProfileTexts[language],
    ...profileFaultTexts[language],
    ...conditionTexts[language],
    ...dmasterTexts[language],
    ...fixTexts[language],
    ...accountTexts[language],
    ...customerTexts[language],
    ...prerequisiteTexts[language],
    ...standingTexts[language],
    ...settingsTexts[language],
    ...shellTexts[language],
    ...startTexts[language],
    ...waitTexts[language],
  };
}

export const windowTexts = { 'pt-BR': all('pt-BR'), en: all('en'), es: all('es') } as const;
