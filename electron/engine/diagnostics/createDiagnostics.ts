import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { diagnosisSchema } from '../../../shared/contract/windowSchemas.ts';
import type {
  Diagnosis,
  DiagnosisRun,
  DiagnosisStep,
  ProfileView,
} from '../../../shared/contract/windowSchemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { createChecks } from './createChecks.ts';
import type { DiagnosticsParts } from './ports.ts';
import { profiles } from './profiles.ts';
import type { Profile } from './profiles.ts';
import { runChecks } from './runChecks.ts';
import { verdictOf } from './verdict.ts';
import { writeReport } from './writeReport.ts';

/** A complete profile answers within this, whatever is broken. */
const wholeBudgetMs = 10_000;
/** Runs that are remembered; a report is some kilobytes. */
const remembered = 50;
const runsKey = 'diagnosis-runs';

export interface DiagnosisRequest {
  readonly profile: string;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** One check, with what it needs. */
  readonly only?: string | undefined;
}

export interface Diagnostics {
  profiles(): ProfileView[];
  /**
   * Runs a profile; every step is told as it comes, the last one is `done`.
   * @throws EloError `profile-not-found`, `check-not-found`, `field-missing`, `cancelled`
   */
  run(
    request: DiagnosisRequest,
    onStep: (step: DiagnosisStep) => void,
    signal: AbortSignal,
  ): Promise<Diagnosis>;
  /** The newest first. */
  runs(): DiagnosisRun[];
  /** @throws EloError `diagnosis-not-found` */
  get(runId: string): Diagnosis;
  /**
   * Writes a report as a file, never over another one.
   * @param o.forOthers without addresses, names and secrets
   */
  save(o: {
    readonly runId: string;
    readonly folder?: string | undefined;
    readonly forOthers?: boolean | undefined;
  }): Promise<{ readonly path: string; readonly bytes: number }>;
}

/** A check and everything it needs, directly and through others, in the order of the profile. */
function withNeeds(profile: Profile, only: string, needsOf: (code: string) => readonly string[]): string[] {
  const wanted = new Set<string>();
  const take = (code: string): void => {
    if (wanted.has(code)) return;
    wanted.add(code);
    for (const need of needsOf(code)) take(need);
  };
  take(only);
  return profile.checks.filter((code) => wanted.has(code));
}

/** The checks of this machine: run, remembered, written down. */
export function createDiagnostics(parts: DiagnosticsParts): Diagnostics {
  const { ledger, clock } = parts;
  const checks = createChecks(parts);
  const known = (): Diagnosis[] => {
    const stored = z.array(diagnosisSchema).safeParse(ledger.values.get(runsKey));
    return stored.success ? stored.data : [];
  };
  const get = (runId: string): Diagnosis => {
    const found = known().find((run) => run.runId === runId);
    if (found === undefined) throw new EloError('diagnosis-not-found', 'no such run');
    return found;
  };

  return {
    profiles: () =>
      profiles.map(({ profile, fields, checks: codes }) => ({
        profile,
        fields: fields.map((field) => ({ ...field })),
        checks: [...codes],
      })),
    async run({ profile: name, fields = {}, only }, onStep, signal) {
      const profile = profiles.find((candidate) => candidate.profile === name);
      if (profile === undefined) throw new EloError('profile-not-found', `no profile ${name}`);
      if (only !== undefined && !profile.checks.includes(only)) {
        throw new EloError('check-not-found', `profile ${name} has no check ${only}`);
      }
      const missing = profile.fields.find((field) => field.required && (fields[field.name] ?? '') === '');
      if (missing !== undefined) {
        throw new EloError('field-missing', `${missing.name} is needed`, {
          details: { field: missing.name },
        });
      }
      const codes =
        only === undefined
          ? profile.checks
          : withNeeds(profile, only, (code) => checks.get(code)?.needs ?? []);
      const chosen = codes.flatMap((code) => checks.get(code) ?? []);
      const startedAt = isoTime(clock.now());
      const begun = clock.monotonic();
      onStep({ step: 'started', checks: [...codes] });
      let done = 0;
      const results = await runChecks(chosen, {
        clock,
        fields,
        budgetMs: wholeBudgetMs,
        platform: parts.platform,
        signal,
        onResult(result) {
          done += 1;
          onStep({ step: 'checked', result, done, of: chosen.length });
        },
      });
      const diagnosis: Diagnosis = {
        schema: 1,
        runId: uuid(),
        profile: name,
        startedAt,
        durationMs: Math.round(clock.monotonic() - begun),
        ...verdictOf(results),
        checks: results,
        checklist: [],
      };
      ledger.values.set(runsKey, [diagnosis, ...known()].slice(0, remembered));
      onStep({ step: 'done', diagnosis });
      return diagnosis;
    },
    runs: () =>
      known().map(({ runId, profile, startedAt, durationMs, verdict, brokenLink }) => ({
        runId,
        profile,
        startedAt,
        durationMs,
        verdict,
        brokenLink,
      })),
    get,
    async save({ runId, folder, forOthers = false }) {
      const diagnosis = get(runId);
      const place = folder ?? (await parts.documentsFolder());
      const stamp = diagnosis.startedAt.slice(0, 19).replaceAll(':', '').replace('T', '-');
      return writeReport({
        diagnosis,
        path: join(place, `elo-diagnostico-${stamp}${forOthers ? '-sem-enderecos' : ''}.json`),
        forOthers,
      });
    },
  };
}
