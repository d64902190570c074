import type { Check } from '../../check.ts';
import type { DiagnosticsParts } from '../../ports.ts';

/** Databases, by their own drivers. */
export function databaseChecks(_parts: DiagnosticsParts): readonly Check[] {
  return [];
}
