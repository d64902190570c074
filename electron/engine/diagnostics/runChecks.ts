import type { CheckResult } from '../../../shared/contract/diagnosisSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { conditionOf } from '../../../shared/domain/conditions.ts';
import { EloError, toEloError } from '../../../shared/domain/eloError.ts';
import type { MachineReader } from '../platform/machine/machineTypes.ts';
import type { CheckContext, Finding, Lacking } from './check.ts';
import type { PlannedCheck } from './planChecks.ts';

export interface RunChecksOptions {
  readonly clock: Clock;
  readonly fields: Readonly<Record<string, string>>;
  /** A secret field of the profile, from the vault or as it was given for this run; `null` where there is none. */
  readonly secret: (field: string) => Promise<string | null>;
  /** Whether a person confirmed this step of the checklist. */
  readonly confirmed?: (step: string) => boolean;
  /** Milliseconds for all of them together; what has not answered by then is `unknown`. */
  readonly budgetMs: number;
  readonly platform: NodeJS.Platform;
  /** One look at the machine, for all checks of the run. */
  readonly machine: MachineReader;
  readonly signal: AbortSignal;
  readonly onResult: (result: CheckResult) => void;
}

/** What is not there is no failure: nothing was tested. */
const lacking = (what: Lacking, optional: boolean): Finding =>
  optional
    ? { status: 'skipped', evidence: { reason: 'lacks', lacks: what } }
    : { status: 'unknown', evidence: { reason: 'lacks', lacks: what } };

/** The time is over: told apart from an error of the check itself. */
const late = Symbol('late');

/** A need that does not stand makes a check meaningless; a warning still lets it say something. */
const stands = (result: CheckResult | undefined): boolean =>
  result === undefined || result.status === 'ok' || result.status === 'warning';

/**
 * Runs checks all at once, each after those it needs. Resolves with one result each, in the order given; a check that
 * throws or takes too long is `unknown`, one whose need is broken or that does not fit the platform is `skipped`.
 * @throws EloError `cancelled` when the signal aborts; `check-cycle` where checks need each other (a mistake of ours)
 */
export async function runChecks(
  checks: readonly PlannedCheck[],
  options: RunChecksOptions,
): Promise<CheckResult[]> {
  const { clock, signal, onResult } = options;
  const byCode = new Map(checks.map((check) => [check.code, check]));
  refuseCycles(checks, byCode);
  const results = new Map<string, CheckResult>();
  const running = new Map<string, Promise<CheckResult>>();
  const end = clock.monotonic() + options.budgetMs;

  const judge = async (check: PlannedCheck): Promise<Finding> => {
    if (check.notChosen === true) return { status: 'skipped', evidence: { reason: 'not-chosen' } };
    if (check.platforms !== undefined && !check.platforms.includes(options.platform)) {
      return { status: 'skipped', evidence: { reason: 'other-platform' } };
    }
    const broken = check.needs.find(
      (code) => byCode.has(code) && byCode.get(code)?.notChosen !== true && !stands(results.get(code)),
    );
    if (broken !== undefined) return { status: 'skipped', evidence: { reason: 'needs', needs: broken } };
    if (check.lacking !== undefined) return lacking(check.lacking, check.optional ?? false);
    const budgetMs = Math.min(check.budgetMs, Math.max(0, end - clock.monotonic()));
    return within(check, budgetMs);
  };

  /** The check against its time; whatever it still does afterwards is given up and not listened to. */
  const within = async (check: PlannedCheck, budgetMs: number): Promise<Finding> => {
    const leave = new AbortController();
    const context: CheckContext = {
      clock,
      fields: options.fields,
      with: check.with ?? {},
      secret: (name) => options.secret(check.secrets?.[name] ?? name),
      lacks: (what) => lacking(what, check.optional ?? false),
      machine: options.machine,
      confirmed: (step) => options.confirmed?.(step) ?? false,
      signal: AbortSignal.any([signal, leave.signal]),
      result: (code) =>
        results.get(code) ?? results.get(check.needs.find((need) => byCode.get(need)?.kind === code) ?? ''),
    };
    let stopTimer = (): void => undefined;
    const timer = new Promise<typeof late>((resolve) => {
      stopTimer = clock.after(budgetMs, () => resolve(late));
    });
    const cancelled = new Promise<never>((_resolve, reject) => {
      context.signal.addEventListener('abort', () => {
        if (signal.aborted) reject(new EloError('cancelled', 'the run was given up'));
      });
    });
    const work = (async () => check.run(context))();
    try {
      const found = await Promise.race([work, timer, cancelled]);
      return found === late ? { status: 'unknown', evidence: { reason: 'took-too-long', budgetMs } } : found;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      return { status: 'unknown', evidence: { reason: 'check-failed', error: toEloError(thrown).code } };
    } finally {
      stopTimer();
      leave.abort();
      work.catch(() => undefined);
      cancelled.catch(() => undefined);
    }
  };

  const runOne = (check: PlannedCheck): Promise<CheckResult> => {
    const known = running.get(check.code);
    if (known !== undefined) return known;
    const made = (async () => {
      const needed = check.needs.flatMap((code) => byCode.get(code) ?? []);
      await Promise.all(needed.map(runOne));
      const begun = clock.monotonic();
      const { status, condition, evidence = {}, remedies = [] } = await judge(check);
      const durationMs = Math.round(clock.monotonic() - begun);
      const result: CheckResult = {
        code: check.code,
        status,
        durationMs,
        evidence: { ...evidence },
        remedies: [...remedies],
        ...(condition === undefined
          ? {}
          : { condition, who: check.responsible ?? conditionOf(condition)?.who }),
        ...(check.kind === undefined || check.kind === check.code ? {} : { check: check.kind }),
        ...(check.optional === true ? { optional: true } : {}),
      };
      results.set(check.code, result);
      onResult(result);
      return result;
    })();
    running.set(check.code, made);
    return made;
  };

  if (signal.aborted) throw new EloError('cancelled', 'the run was given up');
  return withEchoes(await Promise.all(checks.map(runOne)));
}

/** Marks conditions that another one of the same run explains: told, but not as the cause. */
function withEchoes(results: readonly CheckResult[]): CheckResult[] {
  const found = results.flatMap(({ condition }) => condition ?? []);
  return results.map((result) => {
    const by = found.find(
      (code) =>
        code !== result.condition && conditionOf(code)?.hides?.includes(result.condition ?? '') === true,
    );
    return by === undefined ? result : { ...result, hiddenBy: by };
  });
}

/** A circle of needs would wait for itself for ever. */
function refuseCycles(checks: readonly PlannedCheck[], byCode: ReadonlyMap<string, PlannedCheck>): void {
  const done = new Set<string>();
  const walk = (check: PlannedCheck, above: readonly string[]): void => {
    if (done.has(check.code)) return;
    if (above.includes(check.code)) {
      throw new EloError('check-cycle', `checks need each other: ${[...above, check.code].join(' → ')}`);
    }
    for (const code of check.needs) {
      const needed = byCode.get(code);
      if (needed !== undefined) walk(needed, [...above, check.code]);
    }
    done.add(check.code);
  };
  for (const check of checks) walk(check, []);
}
