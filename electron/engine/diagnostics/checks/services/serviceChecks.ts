import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** Services by address and port. */
export function serviceChecks(_parts: DiagnosticsParts): readonly Check[] {
  return [];
}
