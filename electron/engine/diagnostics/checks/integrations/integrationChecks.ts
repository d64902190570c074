import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';
import { publicAddressCheck } from './publicAddressCheck.ts';
import { routerboxChecks } from './routerboxChecks.ts';

/** The neighbours' own: what is beyond a database or a service. */
export function integrationChecks(parts: DiagnosticsParts): readonly Check[] {
  return [publicAddressCheck(parts), ...routerboxChecks(parts)];
}
