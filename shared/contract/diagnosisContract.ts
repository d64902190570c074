import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import * as d from './diagnosisSchemas.ts';
import { idSchema, pathSchema } from './schemas.ts';
import { writtenFileSchema } from './windowSchemas.ts';

const none = z.object({}).optional();
/** The id of a built-in profile, or the absolute path of a file with one. */
const profile = z.object({ profile: z.string().min(1).max(2_000) });
const fields = z.record(z.string().max(60), z.string().max(2_000));
const run = z.object({ runId: idSchema });
const step = profile.extend({ step: z.string().min(1).max(100) });
const language = z.enum(['pt-BR', 'en', 'es']).optional();

/** What is wrong on this machine, and who mends it. */
export const diagnosisContract = {
  profiles: oc.input(none).output(z.array(d.profileSchema)),
  /** Refusals: `profile-not-found`, `profile-file-not-found`, `profile-invalid` (with `reason` and `where`). */
  profile: oc.input(profile).output(d.profileSchema),
  /** Steps as they come, `done` last. What is lacking is told by the checks, never refused. */
  run: oc
    .input(
      profile.extend({
        fields: fields.optional(),
        /** For this run only; the vault's otherwise. */
        secrets: fields.optional(),
        only: z.string().max(100).optional(),
      }),
    )
    .output(eventIterator(d.diagnosisStepSchema)),
  /** The newest first, at most 50. */
  runs: oc.input(none).output(z.array(d.diagnosisRunSchema)),
  get: oc.input(run).output(d.diagnosisSchema),
  /** Writes the report as a file; what is meant for others carries no address and no secret. */
  save: oc
    .input(
      run.extend({
        folder: pathSchema.optional(),
        forOthers: z.boolean().optional(),
        format: z.enum(['json', 'pdf']).optional(),
        language,
      }),
    )
    .output(writtenFileSchema),
  /** The report as text to copy; without addresses unless `forOthers` is false. */
  text: oc
    .input(run.extend({ forOthers: z.boolean().optional(), language }))
    .output(z.object({ text: z.string() })),

  /** The fields as last used (a run remembers them), and which secrets the vault keeps. */
  remembered: oc.input(profile).output(d.rememberedFieldsSchema),
  /** Refusals: `field-unknown`, `field-not-secret`, `vault-unavailable`. */
  keepSecret: oc
    .input(profile.extend({ field: z.string().max(60), value: z.string().min(1).max(2_000) }))
    .output(d.rememberedFieldsSchema),
  forgetSecret: oc.input(profile.extend({ field: z.string().max(60) })).output(d.rememberedFieldsSchema),

  checklist: oc.input(profile).output(d.checklistSchema),
  /**
   * Refusals: `step-not-found`, `step-not-manual`, `step-waits`, `step-needs-note`, `store-name-unknown`,
   * `store-name-differs`.
   */
  confirmStep: oc
    .input(
      step.extend({
        note: z.string().max(1_000).optional(),
        /** The store's name, typed by hand, where the step asks for it. */
        typed: z.string().max(200).optional(),
        /** Who confirms; else the user who is signed in, else the one of this computer. */
        by: z.string().max(200).optional(),
      }),
    )
    .output(d.checklistSchema),
  withdrawStep: oc.input(step.extend({ note: z.string().max(1_000).optional() })).output(d.checklistSchema),

  /** What Elo looks at again in the background after a failure. */
  watches: oc.input(none).output(z.array(d.watchSchema)),
  /** The user followed advice: looked at again soon. Refusal `watch-not-found`. */
  adviceTaken: oc
    .input(profile.extend({ advice: z.enum(d.adviceTaken), note: z.string().max(1_000).optional() }))
    .output(d.watchSchema),
  stopWatch: oc.input(profile).output(d.watchSchema),
};
