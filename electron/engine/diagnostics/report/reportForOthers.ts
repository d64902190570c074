import { homedir } from 'node:os';
import type { Diagnosis } from '../../../../shared/contract/diagnosisSchemas.ts';
import { redaction } from '../../../../shared/domain/redaction.ts';

/**
 * Texts that name no place, no person and no secret whatever the check: codes, protocols, products. Every other text of
 * an evidence is left out; numbers and truths stay. A new name is private until it is entered here.
 */
const harmless = new Set([
  'reason',
  'needs',
  'lacks',
  'error',
  'link',
  'protocol',
  'answer',
  'because',
  'why',
  'proof',
  'system',
  'family',
  'class',
  'status',
  'engine',
  'version',
  'product',
  'issuer',
  'routerModel',
  'state',
  'profile',
  'method',
  'from',
  'steps',
  'testedAt',
  'at',
  'serverCode',
  'serverVersion',
  'system',
  'code',
  'faultCode',
  'found',
  'answer',
  'startsBy',
  'update',
  'newVersion',
  'mtuBy',
  'mtuReason',
]);

/** Stands where something private was, in any language. */
const omitted = '[…]';

function publicEvidence(evidence: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      if (typeof value === 'number' || typeof value === 'boolean' || value === null) return [name, value];
      if (harmless.has(name)) return [name, value];
      // How many there were helps; which they were is nobody's business.
      return [name, Array.isArray(value) ? value.length : omitted];
    }),
  );
}

/** A report that may be sent to anyone: without addresses, paths, names and notes. Its shape is the same. */
export function reportForOthers(diagnosis: Diagnosis): Diagnosis {
  const clean = redaction({ homes: [homedir()], addresses: true });
  const checks = diagnosis.checks.map((check) => ({
    ...check,
    evidence: clean.value(publicEvidence(check.evidence)) as Record<string, unknown>,
  }));
  return {
    ...diagnosis,
    fields: Object.fromEntries(
      Object.entries(diagnosis.fields ?? {}).map(([name, value]) => [
        name,
        // Ports, numbers and choices; a host or a user is somebody's.
        /^\d{1,5}$/.test(value) || value === 'true' || value === 'false' ? value : omitted,
      ]),
    ),
    checks,
    checklist: diagnosis.checklist.map((step) =>
      step.confirmed === undefined ? step : { ...step, confirmed: { at: step.confirmed.at, by: omitted } },
    ),
  };
}
