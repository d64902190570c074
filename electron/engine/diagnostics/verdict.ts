import type { CheckResult, CheckStatus } from '../../../shared/contract/windowSchemas.ts';

/** Worst first. What could not be tested outweighs a warning: it may hide a failure. */
const order: readonly CheckStatus[] = ['failed', 'unknown', 'warning', 'ok'];

export interface Verdict {
  readonly verdict: CheckStatus;
  /** The first check, in the order of the profile, that is broken; everything after it may only be its echo. */
  readonly brokenLink: string | null;
}

/** What all results together say. Green only where something was seen and nothing is open; all skipped is `skipped`. */
export function verdictOf(results: readonly CheckResult[]): Verdict {
  const verdict = order.find((status) => results.some((result) => result.status === status)) ?? 'skipped';
  return { verdict, brokenLink: results.find(({ status }) => status === 'failed')?.code ?? null };
}
