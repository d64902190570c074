import type { Unread } from '../../platform/machine/machineTypes.ts';
import type { OpenFinding } from '../check.ts';

/** The machine could not be asked: that is neither good nor bad. */
export function unread(answer: Unread): OpenFinding {
  return { status: 'unknown', evidence: { reason: answer.reason, what: answer.what } };
}
