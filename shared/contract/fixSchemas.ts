import { z } from 'zod';

/** What Elo can change on this machine, each only when asked, shown and agreed to. */
export const fixCodes = ['open-port', 'remove-block-rules', 'start-service', 'keep-awake'] as const;

/** What a fix is to be for. Everything comes from outside: bounded, and checked again where it is put into a command. */
export const fixFactsSchema = z.strictObject({
  port: z.int().min(1).max(65_535).optional(),
  /** Full path of the program that listens. */
  program: z.string().min(1).max(1_024).optional(),
  /** Short name of a service. */
  service: z.string().min(1).max(256).optional(),
  /** Literal addresses or networks that alone are to be let in. */
  remote: z.array(z.string().min(2).max(60)).max(20).optional(),
});

const facts = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));

/** What would be done, letter by letter; nothing has been done yet. */
export const fixPlanSchema = z.object({
  /** Names exactly these commands: agreeing to it agrees to them. */
  planId: z.string(),
  code: z.enum(fixCodes),
  /** For the sentences `fix.CODE.text` and `fix.CODE.undo`. */
  facts,
  commands: z.array(z.string()),
  undo: z.array(z.string()),
});

/** A fix that was run: kept, with its way back. */
export const appliedFixSchema = z.object({
  fixId: z.string(),
  code: z.enum(fixCodes),
  facts,
  at: z.string(),
  commands: z.array(z.string()),
  undo: z.array(z.string()),
  /** `begun` and nothing else: Elo ended meanwhile, so nobody knows. */
  state: z.enum(['begun', 'applied', 'failed', 'undone']),
  /** Code of the error of a failed one. */
  error: z.string().nullable(),
  undoneAt: z.string().nullable(),
});

export const fixRequestSchema = z.object({ code: z.string().max(60), facts: fixFactsSchema.optional() });

export type FixCode = (typeof fixCodes)[number];
export type FixFacts = z.infer<typeof fixFactsSchema>;
export type ShownFixPlan = z.infer<typeof fixPlanSchema>;
export type AppliedFix = z.infer<typeof appliedFixSchema>;
