import type { CheckResult } from '../../shared/contract/diagnosisSchemas.ts';
import type { FixFacts } from '../../shared/contract/fixSchemas.ts';
import { conditionOf } from '../../shared/domain/conditions.ts';

/** What a repair of a finding is to be for: the port, program and service that the check saw. */
export function fixOf(result: CheckResult): { readonly code: string; readonly facts: FixFacts } | null {
  const code = result.condition === undefined ? undefined : conditionOf(result.condition)?.fix;
  if (code === undefined || result.status === 'ok') return null;
  const { port, program, service } = result.evidence;
  return {
    code,
    facts: {
      ...(typeof port === 'number' ? { port } : {}),
      ...(typeof program === 'string' && program !== '' ? { program } : {}),
      ...(typeof service === 'string' && service !== '' ? { service } : {}),
    },
  };
}
