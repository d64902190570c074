import { accountConditions } from './conditions/accountConditions.ts';
import { checklistConditions } from './conditions/checklistConditions.ts';
import { databaseConditions } from './conditions/databaseConditions.ts';
import type { Condition } from './conditions/defineConditions.ts';
import { integrationConditions } from './conditions/integrationConditions.ts';
import { machineConditions } from './conditions/machineConditions.ts';
import { neighbourConditions } from './conditions/neighbourConditions.ts';
import { networkConditions } from './conditions/networkConditions.ts';
import { portConditions } from './conditions/portConditions.ts';
import { promobConditions } from './conditions/promobConditions.ts';
import { serviceConditions } from './conditions/serviceConditions.ts';
import { systemConditions } from './conditions/systemConditions.ts';

/** Everything a check can find wrong, by its code; finer than the check's code. */
export const conditions = {
  ...accountConditions,
  ...machineConditions,
  ...systemConditions,
  ...promobConditions,
  ...networkConditions,
  ...portConditions,
  ...serviceConditions,
  ...databaseConditions,
  ...integrationConditions,
  ...checklistConditions,
  ...neighbourConditions,
} as const;

export type ConditionCode = keyof typeof conditions;

/** A condition by a code that came from outside; `null` where the catalogue does not have it. */
export function conditionOf(code: string): Condition | null {
  return Object.hasOwn(conditions, code) ? conditions[code as ConditionCode] : null;
}
