import type { CheckResult, CheckStatus } from '../../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';

/** What was seen, as typed facts: texts, numbers, truths, and lists of them. No prose. */
export type Evidence = CheckResult['evidence'];

/** What one check found. */
export interface Finding {
  readonly status: CheckStatus;
  readonly evidence?: Evidence;
  /** Codes of what helps, the best first. */
  readonly remedies?: readonly string[];
}

/** What a check may ask while it runs. */
export interface CheckContext {
  readonly clock: Clock;
  /** What the user filled in for the profile. */
  readonly fields: Readonly<Record<string, string>>;
  /** Aborted when the check's time is over or the run is cancelled. */
  readonly signal: AbortSignal;
  /** The finding of a check this one needs; it has ended by then. */
  readonly result: (code: string) => CheckResult | undefined;
}

/** One thing looked at. It only looks: nothing on the machine is changed. */
export interface Check {
  /** Lower-kebab-case, stable; the key of its texts. */
  readonly code: string;
  /** Checks whose failure makes this one meaningless; they end before it begins. */
  readonly needs: readonly string[];
  /** Milliseconds after which it is `unknown`. */
  readonly budgetMs: number;
  /** Where it makes sense; everywhere where absent. */
  readonly platforms?: readonly NodeJS.Platform[];
  run(context: CheckContext): Promise<Finding> | Finding;
}
