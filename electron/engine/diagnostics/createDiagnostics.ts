import { isAbsolute, join } from 'node:path';
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
import { builtInProfiles } from './builtInProfiles.ts';
import { createChecks } from './createChecks.ts';
import { fieldValues } from './fieldValues.ts';
import { loadProfile } from './loadProfile.ts';
import { planChecks } from './planChecks.ts';
import type { PlannedCheck } from './planChecks.ts';
import type { DiagnosticsParts } from './ports.ts';
import type { Profile } from './profileSchema.ts';
import { readProfile } from './readProfile.ts';
import { runChecks } from './runChecks.ts';
import { verdictOf } from './verdict.ts';
import { writeReport } from './writeReport.ts';

/** A complete profile answers within this, whatever is broken. */
const wholeBudgetMs = 10_000;
/** Runs that are remembered; a report is some kilobytes. */
const remembered = 50;
const runsKey = 'diagnosis-runs';

export interface DiagnosisRequest {
  /** The id of a built-in profile, or the absolute path of a file with one. */
  readonly profile: string;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  /** Secrets for this run only; else those of the vault are used. */
  readonly secrets?: Readonly<Record<string, string>> | undefined;
  /** One check, with what it needs. */
  readonly only?: string | undefined;
}

export interface Diagnostics {
  profiles(): ProfileView[];
  /** One of the profiles, or one from a file. @throws EloError `profile-not-found`, `profile-file-not-found`, `profile-invalid` */
  profile(name: string): Promise<Profile>;
  /**
   * Runs a profile; every step is told as it comes, the last one is `done`. What is lacking is told by the checks.
   * @throws EloError `profile-not-found`, `profile-file-not-found`, `profile-invalid`, `check-not-found`,
   * `field-unknown`, `field-invalid`, `field-secret`, `cancelled`
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
function withNeeds(planned: readonly PlannedCheck[], only: string): PlannedCheck[] {
  const byCode = new Map(planned.map((check) => [check.code, check]));
  const wanted = new Set<string>();
  const take = (code: string): void => {
    if (wanted.has(code)) return;
    wanted.add(code);
    for (const need of byCode.get(code)?.needs ?? []) take(need);
  };
  take(only);
  return planned.filter(({ code }) => wanted.has(code));
}

const profileView = (profile: Profile): ProfileView => ({
  profile: profile.id,
  ...(profile.label === undefined ? {} : { label: profile.label }),
  fields: profile.fields.map((field) => ({
    ...field,
    required: field.required ?? false,
    secret: field.type === 'secret',
  })),
  checks: profile.checks.map(({ code }) => code),
  goal: profile.goal,
});

/** The checks of this machine: run, remembered, written down. */
export function createDiagnostics(parts: DiagnosticsParts): Diagnostics {
  const { ledger, clock } = parts;
  const kinds = createChecks(parts);
  const known = (): Diagnosis[] => {
    const stored = z.array(diagnosisSchema).safeParse(ledger.values.get(runsKey));
    return stored.success ? stored.data : [];
  };
  const get = (runId: string): Diagnosis => {
    const found = known().find((run) => run.runId === runId);
    if (found === undefined) throw new EloError('diagnosis-not-found', 'no such run');
    return found;
  };
  const builtIn = builtInProfiles.map((data) => readProfile(data, new Set(kinds.keys())));
  const profileOf = async (name: string): Promise<Profile> => {
    const found = builtIn.find(({ id }) => id === name);
    if (found !== undefined) return found;
    if (!isAbsolute(name)) throw new EloError('profile-not-found', `no profile ${name}`);
    return loadProfile(name, new Set(kinds.keys()));
  };

  return {
    profiles: () => builtIn.map(profileView),
    profile: profileOf,
    async run({ profile: name, fields: given = {}, secrets = {}, only }, onStep, signal) {
      const profile = await profileOf(name);
      if (only !== undefined && !profile.checks.some(({ code }) => code === only)) {
        throw new EloError('check-not-found', `profile ${profile.id} has no check ${only}`);
      }
      const fields = fieldValues(profile, given);
      const planned = planChecks(profile, kinds, fields);
      const chosen = only === undefined ? planned : withNeeds(planned, only);
      const startedAt = isoTime(clock.now());
      const begun = clock.monotonic();
      onStep({ step: 'started', checks: chosen.map(({ code }) => code) });
      let done = 0;
      const results = await runChecks(chosen, {
        clock,
        fields,
        secret: async (field) => secrets[field] ?? (await parts.secrets.read(`${profile.id}/${field}`)),
        budgetMs: wholeBudgetMs,
        platform: parts.platform,
        machine: parts.lookAtMachine(),
        signal,
        onResult(result) {
          done += 1;
          onStep({ step: 'checked', result, done, of: chosen.length });
        },
      });
      const diagnosis: Diagnosis = {
        schema: 1,
        runId: uuid(),
        profile: profile.id,
        startedAt,
        durationMs: Math.round(clock.monotonic() - begun),
        ...verdictOf(results, only === undefined ? profile.goal : [only]),
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
