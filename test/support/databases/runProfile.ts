import { builtInProfiles } from '../../../electron/engine/diagnostics/builtInProfiles.ts';
import { createChecks } from '../../../electron/engine/diagnostics/createChecks.ts';
import { fieldValues } from '../../../electron/engine/diagnostics/fieldValues.ts';
import { planChecks } from '../../../electron/engine/diagnostics/planChecks.ts';
import type { DiagnosticsParts } from '../../../electron/engine/diagnostics/ports.ts';
import { readProfile } from '../../../electron/engine/diagnostics/readProfile.ts';
import { runChecks } from '../../../electron/engine/diagnostics/runChecks.ts';
import { verdictOf } from '../../../electron/engine/diagnostics/verdict.ts';
import type { Verdict } from '../../../electron/engine/diagnostics/verdict.ts';
import { createHttp } from '../../../electron/engine/net/createHttp.ts';
import type { MachineReader } from '../../../electron/engine/platform/machine/machineTypes.ts';
import type { CheckResult } from '../../../shared/contract/diagnosisSchemas.ts';
import { systemClock } from '../../../shared/domain/clock.ts';

export interface ProfileRun extends Verdict {
  readonly results: readonly CheckResult[];
  readonly ms: number;
  of(code: string): CheckResult;
}

export interface ProfileRunOptions {
  readonly profile: string | object;
  readonly fields?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Certificates trusted besides the usual ones. */
  readonly ca?: readonly string[];
  readonly parts?: Partial<DiagnosticsParts>;
}

/** A profile as the engine runs it, without an engine around it. */
export async function runProfile(o: ProfileRunOptions): Promise<ProfileRun> {
  const http = createHttp({ userAgent: 'elo-test', clock: systemClock, ca: o.ca ?? [] });
  const values = new Map<string, unknown>();
  const ledger = {
    values: {
      get: (key: string) => values.get(key),
      set: (key: string, value: unknown) => void values.set(key, value),
    },
  };
  const parts = {
    http,
    clock: systemClock,
    platform: process.platform,
    ledger,
    ...o.parts,
  } as unknown as DiagnosticsParts;
  const kinds = createChecks(parts);
  const data =
    typeof o.profile === 'string'
      ? builtInProfiles.find((one) => (one as { id: string }).id === o.profile)
      : o.profile;
  const profile = readProfile(data, new Set(kinds.keys()));
  const fields = fieldValues(profile, o.fields ?? {});
  const begun = performance.now();
  const results = await runChecks(planChecks(profile, kinds, fields), {
    clock: systemClock,
    fields,
    secret: async (name) => o.secrets?.[name] ?? null,
    budgetMs: 10_000,
    platform: process.platform,
    machine: {} as MachineReader,
    confirmed: () => false,
    signal: new AbortController().signal,
    onResult: () => undefined,
  });
  http.close();
  return {
    ...verdictOf(results, profile.goal),
    results,
    ms: performance.now() - begun,
    of: (code) => {
      const found = results.find((result) => result.code === code);
      if (found === undefined) throw new Error(`no check ${code}`);
      return found;
    },
  };
}
