import type { CheckResult, CheckStatus } from '../../../shared/contract/diagnosisSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { ConditionCode } from '../../../shared/domain/conditions.ts';
import type { MachineReader } from '../platform/machine/machineTypes.ts';

/** What was seen, as typed facts: texts, numbers, truths, and lists of them. No prose, and never a secret. */
export type Evidence = CheckResult['evidence'];

interface Found {
  /** The places of the condition's texts are filled from here: `port`, `protocol`, `lanAddress`, `host`, … */
  readonly evidence?: Evidence;
  /** Codes of what helps, the best first. */
  readonly remedies?: readonly string[];
}
/** It stands, or it does not apply here. */
export interface GoodFinding extends Found {
  readonly status: Extract<CheckStatus, 'ok' | 'skipped'>;
  readonly condition?: undefined;
}
/** Something was found: which of the conditions of the catalogue. */
export interface BadFinding extends Found {
  readonly status: Extract<CheckStatus, 'warning' | 'failed'>;
  readonly condition: ConditionCode;
}
/** It could not be tested: `evidence.reason` says why; a condition where that is something of its own. */
export interface OpenFinding extends Found {
  readonly status: Extract<CheckStatus, 'unknown'>;
  readonly evidence: Evidence & { readonly reason: string };
  readonly condition?: ConditionCode;
}
/** What one check found. */
export type Finding = GoodFinding | BadFinding | OpenFinding;

/** What can be lacking: a field or a secret of the profile, the server, the sign-in, or the user's consent. */
export type Lacking = `field:${string}` | `secret:${string}` | `consent:${string}` | 'server' | 'sign-in';

/** What a check may ask while it runs. */
export interface CheckContext {
  readonly clock: Clock;
  /** What the user filled in for the profile, defaults included; no secrets. */
  readonly fields: Readonly<Record<string, string>>;
  /** The check's parameters as the profile gives them, places filled in; a parameter whose field is empty is absent. */
  readonly with: Readonly<Record<string, string>>;
  /**
   * A secret by the name of the check's parameter (`"password": "{db-password}"`) or of the field itself;
   * `null` where none was given.
   */
  readonly secret: (name: string) => Promise<string | null>;
  /** The finding of a check that lacks something: `unknown` and says what, or `skipped` where the profile calls it optional. */
  readonly lacks: (what: Lacking) => Finding;
  /** The machine as this run looks at it: what several checks ask is read once. */
  readonly machine: MachineReader;
  /** Whether a person confirmed this step of the profile's checklist. */
  readonly confirmed: (step: string) => boolean;
  /** Aborted when the check's time is over or the run is cancelled. */
  readonly signal: AbortSignal;
  /** The finding of a check this one needs, by its kind or its code in the profile; it has ended by then. */
  readonly result: (code: string) => CheckResult | undefined;
}

/** One kind of thing looked at. It only looks: nothing on the machine is changed. */
export interface Check {
  /** Lower-kebab-case, stable; the key of its texts. */
  readonly code: string;
  /** Kinds whose failure makes this one meaningless; where the profile has them, they end before it begins. */
  readonly needs: readonly string[];
  /** Milliseconds after which it is `unknown`. */
  readonly budgetMs: number;
  /** Where it makes sense; everywhere where absent. */
  readonly platforms?: readonly NodeJS.Platform[];
  run(context: CheckContext): Promise<Finding> | Finding;
}
