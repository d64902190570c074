import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { diagnosisSchema } from '../../../shared/contract/diagnosisSchemas.ts';
import type {
  AdviceTaken,
  ChecklistView,
  Diagnosis,
  DiagnosisRun,
  DiagnosisStep,
  ProfileView,
  RememberedFields,
  WatchView,
} from '../../../shared/contract/diagnosisSchemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { reportText } from '../../../shared/text/diagnosis/reportText.ts';
import type { Locale } from '../../../shared/text/text.ts';
import { afterRun, checklistOf } from './checklist.ts';
import { confirmStep, withdrawStep } from './confirmations.ts';
import { createChecks } from './createChecks.ts';
import { fieldValues } from './fieldValues.ts';
import { planChecks } from './planChecks.ts';
import type { PlannedCheck } from './planChecks.ts';
import type { DiagnosticsParts } from './ports.ts';
import { createProfileBook, profileLabels, profileView } from './profileBook.ts';
import { createProfileStates } from './profileStates.ts';
import type { Profile } from './profileSchema.ts';
import { reportForOthers } from './report/reportForOthers.ts';
import { writeReport } from './report/writeReport.ts';
import { runChecks } from './runChecks.ts';
import { verdictOf } from './verdict.ts';
import { createFixWatch } from './watchFix.ts';

/** A complete profile answers within this, whatever is broken. */
const wholeBudgetMs = 10_000;
/** Runs that are remembered; a report is some kilobytes. */
const remembered = 50;
const runsKey = 'diagnosis-runs';
/** Support reads the last ones. */
const supportReports = 5;

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
  /** @throws EloError `profile-not-found`, `profile-file-not-found`, `profile-invalid` */
  profile(name: string): Promise<ProfileView>;
  /**
   * Runs a profile; every step is told as it comes, the last one is `done`. What is lacking is told by the checks.
   * @throws EloError as `profile`; `check-not-found`, `field-unknown`, `field-invalid`, `field-secret`, `cancelled`
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
    readonly format?: 'json' | 'pdf' | undefined;
    readonly language?: Locale | undefined;
  }): Promise<{ readonly path: string; readonly bytes: number }>;
  /** The report in words, to be copied. */
  text(o: {
    readonly runId: string;
    readonly forOthers?: boolean | undefined;
    readonly language?: Locale | undefined;
  }): string;
  /** The newest reports as support may see them: without addresses, names and secrets. */
  forSupport(): Diagnosis[];
  remembered(name: string): Promise<RememberedFields>;
  /** @throws EloError `field-unknown`, `field-not-secret`, `vault-unavailable` */
  keepSecret(name: string, field: string, value: string): Promise<RememberedFields>;
  /** @throws EloError `field-unknown`, `field-not-secret`, `vault-unavailable` */
  forgetSecret(name: string, field: string): Promise<RememberedFields>;
  checklist(name: string): Promise<ChecklistView>;
  /** @throws EloError as `confirmStep` */
  confirm(o: {
    readonly profile: string;
    readonly step: string;
    readonly note?: string | undefined;
    readonly typed?: string | undefined;
    readonly by?: string | undefined;
  }): Promise<ChecklistView>;
  withdraw(o: {
    readonly profile: string;
    readonly step: string;
    readonly note?: string | undefined;
  }): Promise<ChecklistView>;
  watches(): WatchView[];
  /** @throws EloError `watch-not-found` */
  adviceTaken(o: {
    readonly profile: string;
    readonly advice: AdviceTaken;
    readonly note?: string | undefined;
  }): Promise<WatchView>;
  /** @throws EloError `watch-not-found` */
  stopWatch(profile: string): Promise<WatchView>;
  /** From now on what was broken is looked at again in the background. */
  start(): void;
  /** The machine woke up: looked at again soon. */
  wake(): void;
  stop(): void;
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

/** The checks of this machine: run, remembered, written down, watched until they are mended. */
export function createDiagnostics(parts: DiagnosticsParts): Diagnostics {
  const { ledger, clock } = parts;
  const kinds = createChecks(parts);
  const states = createProfileStates(ledger.values);
  const known = (): Diagnosis[] => {
    const stored = z.array(diagnosisSchema).safeParse(ledger.values.get(runsKey));
    return stored.success ? stored.data : [];
  };
  const get = (runId: string): Diagnosis => {
    const found = known().find((run) => run.runId === runId);
    if (found === undefined) throw new EloError('diagnosis-not-found', 'no such run');
    return found;
  };
  const book = createProfileBook(new Set(kinds.keys()));

  /** One run to its end; nothing is remembered. */
  const runProfile = async (
    profile: Profile,
    request: Pick<DiagnosisRequest, 'fields' | 'secrets' | 'only'>,
    onStep: (step: DiagnosisStep) => void,
    signal: AbortSignal,
  ): Promise<Diagnosis> => {
    const { fields: given = {}, secrets = {}, only } = request;
    if (only !== undefined && !profile.checks.some(({ code }) => code === only)) {
      throw new EloError('check-not-found', `profile ${profile.id} has no check ${only}`, {
        details: { check: only },
      });
    }
    const fields = fieldValues(profile, given);
    const planned = planChecks(profile, kinds, fields);
    const chosen = only === undefined ? planned : withNeeds(planned, only);
    const startedAt = isoTime(clock.now());
    const begun = clock.monotonic();
    const { confirmations } = states.get(profile.id);
    onStep({ step: 'started', checks: chosen.map(({ code }) => code) });
    let done = 0;
    const results = await runChecks(chosen, {
      clock,
      fields,
      // Without a vault a credential is lacking like one that was never given.
      secret: async (field) =>
        secrets[field] ?? (await parts.secrets.read(`${profile.id}/${field}`).catch(() => null)),
      confirmed: (step) => confirmations[step] !== undefined,
      budgetMs: wholeBudgetMs,
      platform: parts.platform,
      machine: parts.lookAtMachine(),
      signal,
      onResult(result) {
        done += 1;
        onStep({ step: 'checked', result, done, of: chosen.length });
      },
    });
    const runId = uuid();
    const labels = profileLabels(profile);
    const leftOut = new Set(planned.flatMap(({ code, notChosen }) => (notChosen === true ? [code] : [])));
    const goal = only === undefined ? profile.goal.filter((code) => !leftOut.has(code)) : [only];
    const state = afterRun(profile, states.get(profile.id), { runId, at: startedAt, fields, results });
    states.set(profile.id, state);
    return {
      schema: 1,
      runId,
      profile: profile.id,
      startedAt,
      durationMs: Math.round(clock.monotonic() - begun),
      ...verdictOf(results, goal),
      goal,
      fields: { ...fields },
      checks: results,
      checklist: checklistOf(profile, state),
      ...(labels === null ? {} : { labels }),
    };
  };
  const remember = (diagnosis: Diagnosis): void => {
    ledger.values.set(runsKey, [diagnosis, ...known()].slice(0, remembered));
  };

  const watch = createFixWatch({
    clock,
    states,
    look: async (source, fields, signal) =>
      runProfile(await book.get(source), { fields }, () => undefined, signal),
    onChange: parts.onFixChange,
    onMoved: parts.onMoved,
    onFailed: parts.onFailed,
  });

  const checklistView = (profile: Profile): ChecklistView => {
    const state = states.get(profile.id);
    const steps = checklistOf(profile, state);
    return {
      profile: profile.id,
      steps,
      complete: steps.every((step) => step.state === 'done'),
      history: state.history,
    };
  };
  const secretField = (profile: Profile, name: string): string => {
    const field = profile.fields.find((one) => one.name === name);
    const details = { field: name };
    if (field === undefined) throw new EloError('field-unknown', `no field ${name}`, { details });
    if (field.type !== 'secret') throw new EloError('field-not-secret', `${name} is no secret`, { details });
    return `${profile.id}/${name}`;
  };
  const rememberedOf = async (profile: Profile): Promise<RememberedFields> => {
    const secrets: Record<string, boolean | null> = {};
    for (const { name, type } of profile.fields) {
      if (type !== 'secret') continue;
      const kept = await parts.secrets.read(`${profile.id}/${name}`).catch(() => undefined);
      secrets[name] = kept === undefined ? null : kept !== null;
    }
    return { fields: { ...states.get(profile.id).fields }, secrets };
  };

  return {
    profiles: () => book.all.map(profileView),
    profile: async (name) => profileView(await book.get(name)),
    async run(request, onStep, signal) {
      const profile = await book.get(request.profile);
      const diagnosis = await runProfile(profile, request, onStep, signal);
      remember(diagnosis);
      // One check alone says nothing about the whole.
      if (request.only === undefined) watch.noteRun(request.profile, diagnosis);
      onStep({ step: 'done', diagnosis });
      return diagnosis;
    },
    runs: () =>
      known().map(({ runId, profile, startedAt, durationMs, verdict, brokenLink, proved }) => ({
        runId,
        profile,
        startedAt,
        durationMs,
        verdict,
        brokenLink,
        ...(proved === undefined ? {} : { proved }),
      })),
    get,
    async save({ runId, folder, forOthers = false, format = 'json', language = 'pt-BR' }) {
      const diagnosis = get(runId);
      const place = folder ?? (await parts.documentsFolder());
      const stamp = diagnosis.startedAt.slice(0, 19).replaceAll(':', '').replace('T', '-');
      const name = `elo-diagnostico-${diagnosis.profile}-${stamp}${forOthers ? '-sem-enderecos' : ''}.${format}`;
      return writeReport({ diagnosis, path: join(place, name), forOthers, format, language });
    },
    text({ runId, forOthers = true, language = 'pt-BR' }) {
      const diagnosis = get(runId);
      return reportText(forOthers ? reportForOthers(diagnosis) : diagnosis, language);
    },
    forSupport: () => known().slice(0, supportReports).map(reportForOthers),
    remembered: async (name) => rememberedOf(await book.get(name)),
    async keepSecret(name, field, value) {
      const profile = await book.get(name);
      await parts.secrets.write(secretField(profile, field), value);
      return rememberedOf(profile);
    },
    async forgetSecret(name, field) {
      const profile = await book.get(name);
      await parts.secrets.remove(secretField(profile, field));
      return rememberedOf(profile);
    },
    checklist: async (name) => checklistView(await book.get(name)),
    async confirm({ profile: name, step, note, typed, by }) {
      const profile = await book.get(name);
      const storeName = (await parts.storeName()) ?? states.get(profile.id).fields['store-name'] ?? null;
      const who = by?.trim() || (await parts.userName());
      states.set(
        profile.id,
        confirmStep(profile, states.get(profile.id), { step, note, typed, by: who, storeName }, clock),
      );
      // Whoever was told what to send is now waited for.
      const told = profile.checklist.find(({ code }) => code === step)?.message;
      const watched = watch.list().some((one) => one.profile === profile.id && one.state === 'watching');
      if (told !== undefined && watched) watch.adviceTaken(profile.id, 'told-responsible', note);
      parts.onMoved();
      return checklistView(profile);
    },
    async withdraw({ profile: name, step, note }) {
      const profile = await book.get(name);
      const by = await parts.userName();
      states.set(profile.id, withdrawStep(profile, states.get(profile.id), { step, note, by }, clock));
      parts.onMoved();
      return checklistView(profile);
    },
    watches: () => watch.list(),
    adviceTaken: async ({ profile, advice, note }) =>
      watch.adviceTaken((await book.get(profile)).id, advice, note),
    stopWatch: async (name) => watch.stopWatching((await book.get(name)).id),
    start: () => watch.start(),
    wake: () => watch.wake(),
    stop: () => watch.close(),
  };
}
