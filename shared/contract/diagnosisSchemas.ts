/**
 * Shapes of the diagnosis: profiles, results, report, checklist, watch. A report is versioned (`schema`): additions
 * only. Times UTC ISO-8601, durations milliseconds.
 */
import { z } from 'zod';
import { responsibles } from '../domain/conditions/defineConditions.ts';

const time = z.iso.datetime();
const runId = z.string().min(1).max(200);
const who = z.enum(responsibles);

export const checkStatuses = ['ok', 'warning', 'failed', 'skipped', 'unknown'] as const;
const status = z.enum(checkStatuses);

/** What a check found: typed facts, no prose. */
export const checkResultSchema = z.object({
  code: z.string(),
  status,
  durationMs: z.int(),
  evidence: z.record(z.string(), z.unknown()),
  remedies: z.array(z.string()),
  /** What was found, finer than the check's code; key of its texts. */
  condition: z.string().optional(),
  /** Who takes the next step. */
  who: who.optional(),
  /** Another condition of the same run explains this one. */
  hiddenBy: z.string().optional(),
  /** The kind of check, where the profile calls it otherwise. */
  check: z.string().optional(),
  /** The goal is proved without it. */
  optional: z.boolean().optional(),
});

/** What the user fills in. */
export const profileFieldSchema = z.object({
  name: z.string(),
  required: z.boolean(),
  secret: z.boolean(),
  type: z.string().optional(),
  default: z.string().optional(),
  choices: z.array(z.string()).optional(),
  /** What the user reads; absent: the text `field.NAME`. */
  label: z.string().optional(),
});

/** `done`; `open`: to be done now; `waiting`: others come first; `failed`: proved not to stand. */
export const stepStates = ['done', 'open', 'waiting', 'failed'] as const;
/** How a person confirms a step: simply, with a note of what was done, or by typing the store's name. */
export const confirmations = ['manual', 'note', 'typed-store-name'] as const;

/** One step of the checklist, as it stands. */
export const checklistStepSchema = z.object({
  code: z.string(),
  responsible: z.string(),
  state: z.enum(stepStates),
  /** The first check that proves it, where checks do. */
  check: z.string().optional(),
  checks: z.array(z.string()).optional(),
  /** Absent where checks alone decide. */
  confirm: z.enum(confirmations).optional(),
  /** Texts of the user's own profile; absent: `step.CODE`, `step.CODE.need`, `step.CODE.procedure`. */
  label: z.string().optional(),
  need: z.string().optional(),
  procedure: z.string().optional(),
  /** Steps that must be done before, and are not. */
  waitsFor: z.array(z.string()).optional(),
  /** What it was for stands by itself: it counts as done. */
  needless: z.boolean().optional(),
  /** What the checks said last. */
  proof: z.object({ at: time, runId, results: z.array(z.object({ code: z.string(), status })) }).optional(),
  confirmed: z.object({ at: time, by: z.string(), note: z.string().optional() }).optional(),
  /** A text to send stands ready (`step.CODE.message`), to this party. */
  message: who.optional(),
});

export const profileSchema = z.object({
  profile: z.string(),
  label: z.string().optional(),
  fields: z.array(profileFieldSchema),
  checks: z.array(z.string()),
  /** The checks that prove it. */
  goal: z.array(z.string()).optional(),
  checklist: z.array(checklistStepSchema.pick({ code: true, responsible: true })).optional(),
  /** Addresses the store's protection must admit. */
  allowlist: z.array(z.string()).optional(),
});

/** The report: everything a screen, a file or another program shows is made from it. */
export const diagnosisSchema = z.object({
  schema: z.literal(1),
  runId,
  profile: z.string(),
  startedAt: time,
  durationMs: z.int(),
  verdict: status,
  brokenLink: z.string().nullable(),
  /** Every check of the goal was seen to stand. */
  proved: z.boolean().optional(),
  /** Which checks those are; one alone where only one was asked for. */
  goal: z.array(z.string()).optional(),
  /** What the user filled in, defaults included; never a secret. */
  fields: z.record(z.string(), z.string()).optional(),
  checks: z.array(checkResultSchema),
  checklist: z.array(checklistStepSchema),
  /** Names of the user's own profile, by code; built-in ones have texts. */
  labels: z.record(z.string(), z.string()).optional(),
});
export const diagnosisStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('started'), checks: z.array(z.string()) }),
  z.object({ step: z.literal('checked'), result: checkResultSchema, done: z.int(), of: z.int() }),
  z.object({ step: z.literal('done'), diagnosis: diagnosisSchema }),
]);
export const diagnosisRunSchema = diagnosisSchema.pick({
  runId: true,
  profile: true,
  startedAt: true,
  durationMs: true,
  verdict: true,
  brokenLink: true,
  proved: true,
});

/** What is remembered of a profile: the fields as last used, and which secrets are in the vault (never their values). */
export const rememberedFieldsSchema = z.object({
  fields: z.record(z.string(), z.string()),
  /** `true`: kept in the vault, `false`: not kept, `null`: the vault cannot be asked. */
  secrets: z.record(z.string(), z.boolean().nullable()),
});

/** Something that happened to a step. */
export const checklistHappeningSchema = z.object({
  at: time,
  step: z.string(),
  what: z.enum(['confirmed', 'withdrawn', 'proved', 'broken']),
  by: z.string().optional(),
  note: z.string().optional(),
});
export const checklistSchema = z.object({
  profile: z.string(),
  steps: z.array(checklistStepSchema),
  /** Every step is done. */
  complete: z.boolean(),
  /** The newest first. */
  history: z.array(checklistHappeningSchema),
});

/** What the user did after advice; each makes Elo look again sooner. */
export const adviceTaken = ['told-responsible', 'did-it', 'ran-fix'] as const;

/** Something that happened while Elo watched whether a fault is mended. */
export const timelineEntrySchema = z.object({
  at: time,
  what: z.enum(['broken', 'changed', 'mended', 'advice-taken', 'stopped']),
  verdict: status.optional(),
  brokenLink: z.string().nullable().optional(),
  condition: z.string().optional(),
  /** Of `advice-taken`. */
  advice: z.enum(adviceTaken).optional(),
  note: z.string().optional(),
});
export const watchSchema = z.object({
  profile: z.string(),
  /** `mended`: it was, and the watch ended; `stopped`: by the user, or after a long time. */
  state: z.enum(['watching', 'mended', 'stopped']),
  since: time,
  /** As last told; a change is told only when it stood for a while. */
  verdict: status,
  brokenLink: z.string().nullable(),
  condition: z.string().optional(),
  /** The last time it was looked at, and whether that gave an answer. */
  lastCheckAt: time.optional(),
  lastCheck: z.enum(['answered', 'could-not-test']).optional(),
  nextCheckAt: time.optional(),
  /** The newest first. */
  timeline: z.array(timelineEntrySchema),
});

export type CheckStatus = (typeof checkStatuses)[number];
export type CheckResult = z.infer<typeof checkResultSchema>;
export type ProfileView = z.infer<typeof profileSchema>;
export type ProfileFieldView = z.infer<typeof profileFieldSchema>;
export type Diagnosis = z.infer<typeof diagnosisSchema>;
export type DiagnosisStep = z.infer<typeof diagnosisStepSchema>;
export type DiagnosisRun = z.infer<typeof diagnosisRunSchema>;
export type RememberedFields = z.infer<typeof rememberedFieldsSchema>;
export type ChecklistStep = z.infer<typeof checklistStepSchema>;
export type ChecklistHappening = z.infer<typeof checklistHappeningSchema>;
export type ChecklistView = z.infer<typeof checklistSchema>;
export type AdviceTaken = (typeof adviceTaken)[number];
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type WatchView = z.infer<typeof watchSchema>;
