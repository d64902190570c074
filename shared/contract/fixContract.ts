import { oc } from '@orpc/contract';
import { z } from 'zod';
import { appliedFixSchema, fixPlanSchema, fixRequestSchema } from './fixSchemas.ts';
import { idSchema } from './schemas.ts';

/** Changes to this machine that mend what a diagnosis found: shown, agreed to, noted, and taken back. */
export const fixContract = {
  /** What would be done; changes nothing. */
  plan: oc.input(fixRequestSchema).output(fixPlanSchema),
  /** Refusals `fix-consent-missing`, `fix-plan-changed`, `fix-declined`, `fix-failed`, `fix-needs-rights`. */
  apply: oc
    .input(fixRequestSchema.extend({ planId: z.string().max(100), consent: z.boolean() }))
    .output(appliedFixSchema),
  undo: oc.input(z.object({ fixId: idSchema, consent: z.boolean() })).output(appliedFixSchema),
  /** Those that were run, the newest first. */
  list: oc.input(z.object({}).optional()).output(z.array(appliedFixSchema)),
};
