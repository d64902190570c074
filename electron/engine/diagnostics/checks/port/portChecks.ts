import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** One port, from inside out. */
export function portChecks(_parts: DiagnosticsParts): readonly Check[] {
  return [];
}
