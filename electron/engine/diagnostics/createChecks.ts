import type { Check } from './check.ts';
import { accountChecks } from './checks/accountChecks.ts';
import { machineChecks } from './checks/machineChecks.ts';
import { serverChecks } from './checks/serverChecks.ts';
import type { DiagnosticsParts } from './ports.ts';

/** Every check there is, by its code. */
export function createChecks(parts: DiagnosticsParts): ReadonlyMap<string, Check> {
  const all = [...serverChecks(parts), ...accountChecks(parts), ...machineChecks(parts)];
  return new Map(all.map((check) => [check.code, check]));
}
