import type { Check } from './check.ts';
import { accountChecks } from './checks/accountChecks.ts';
import { checklistChecks } from './checks/checklistChecks.ts';
import { integrationChecks } from './checks/integrations/integrationChecks.ts';
import { databaseChecks } from './checks/databases/databaseChecks.ts';
import { eloChecks } from './checks/elo/eloChecks.ts';
import { localServiceChecks } from './checks/machine/localServiceChecks.ts';
import { systemChecks } from './checks/machine/systemChecks.ts';
import { machineChecks } from './checks/machineChecks.ts';
import { networkChecks } from './checks/network/networkChecks.ts';
import { portChecks } from './checks/port/portChecks.ts';
import { promobChecks } from './checks/promob/promobChecks.ts';
import { serverChecks } from './checks/serverChecks.ts';
import { serviceChecks } from './checks/services/serviceChecks.ts';
import type { DiagnosticsParts } from './ports.ts';

/** Every kind of check there is, by its code. */
export function createChecks(parts: DiagnosticsParts): ReadonlyMap<string, Check> {
  const all = [
    ...serverChecks(parts),
    ...accountChecks(parts),
    ...machineChecks(parts),
    ...systemChecks(),
    ...localServiceChecks(),
    ...eloChecks(parts),
    ...networkChecks(parts),
    ...portChecks(parts),
    ...serviceChecks(parts),
    ...databaseChecks(parts),
    ...integrationChecks(parts),
    ...promobChecks(parts),
    ...checklistChecks(),
  ];
  return new Map(all.map((check) => [check.code, check]));
}
