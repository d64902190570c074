import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** The network this machine is in. */
export function networkChecks(_parts: DiagnosticsParts): readonly Check[] {
  return [];
}
