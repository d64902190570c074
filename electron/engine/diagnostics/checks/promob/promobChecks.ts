import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** Promob on this machine. */
export function promobChecks(_parts: DiagnosticsParts): readonly Check[] {
  return [];
}
