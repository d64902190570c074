import type { CheckResult, CheckStatus } from '../../../shared/contract/diagnosisSchemas.ts';

/** Worst first. What could not be tested outweighs a warning: it may hide a failure. */
const order: readonly CheckStatus[] = ['failed', 'unknown', 'warning', 'ok'];

export interface Verdict {
  readonly verdict: CheckStatus;
  /** Whether every check of the goal stands: what exit code 0 says. */
  readonly proved: boolean;
  /**
   * The first check, in the order of the profile, that is broken and no echo of another; everything after it may only
   * be its consequence. `null` where the goal is proved all the same.
   */
  readonly brokenLink: string | null;
}

const stands = (result: CheckResult | undefined): boolean =>
  result?.status === 'ok' || result?.status === 'warning';

/** An optional part that nobody asked for: what it needs was not given, or it depends on a part of that kind. */
function leftOut(result: CheckResult | undefined, byCode: ReadonlyMap<string, CheckResult>): boolean {
  if (result?.optional !== true || result.status !== 'skipped') return false;
  const { reason, needs } = result.evidence;
  return reason === 'lacks' || (reason === 'needs' && leftOut(byCode.get(String(needs)), byCode));
}

/**
 * What all results together say. Proved only where every check of the goal was seen to stand; what else is wrong is
 * then a warning. Without a goal, everything that was looked at is the goal.
 */
export function verdictOf(results: readonly CheckResult[], goal?: readonly string[]): Verdict {
  const applies = results.filter(({ status }) => status !== 'skipped');
  const byCode = new Map(results.map((result) => [result.code, result]));
  // An optional part of the goal that nobody asked for (no tables were named) is no part of it.
  const aim = (goal ?? applies.map(({ code }) => code)).filter((code) => !leftOut(byCode.get(code), byCode));
  const proved = aim.length > 0 && aim.every((code) => stands(byCode.get(code)));
  const counted = results.filter(({ optional, code }) => optional !== true || aim.includes(code));
  if (proved) {
    const blemish = counted.some(({ status }) => status === 'failed' || status === 'warning');
    return { verdict: blemish ? 'warning' : 'ok', proved, brokenLink: null };
  }
  const failed = counted.filter(({ status }) => status === 'failed');
  const cause = failed.find(({ hiddenBy }) => hiddenBy === undefined) ?? failed[0];
  if (cause !== undefined) return { verdict: 'failed', proved, brokenLink: cause.code };
  const worst = order.find((status) => counted.some((result) => result.status === status)) ?? 'skipped';
  // Something of the goal is still open: what stands beside it makes nothing green.
  return { verdict: worst === 'skipped' ? 'skipped' : 'unknown', proved, brokenLink: null };
}
