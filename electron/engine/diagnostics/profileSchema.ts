import { z } from 'zod';
import { responsibles } from '../../../shared/domain/conditions/defineConditions.ts';

/** Lower-kebab-case, as every code of the house. */
const code = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
const codes = z.array(code).max(60);
const line = z.string().min(1).max(300);
const paragraph = z.string().min(1).max(2_000);
const parameter = z.union([z.string().max(2_000), z.number(), z.boolean()]);

export const fieldTypes = [
  'host',
  'port',
  'text',
  'number',
  'path',
  'url',
  'choice',
  'secret',
  'boolean',
] as const;

const field = z.strictObject({
  name: code,
  type: z.enum(fieldTypes),
  /** Without it the checks that use it say that it is lacking; the run goes on. Default false. */
  required: z.boolean().optional(),
  default: z.string().max(2_000).optional(),
  /** Of a `choice`. */
  choices: z.array(z.string().min(1).max(60)).min(1).max(30).optional(),
  /** What the user reads; absent: the text `field.NAME`. */
  label: line.optional(),
});

const check = z.strictObject({
  /** Unique in the profile: what `--only` and the report use. */
  code,
  /** Which kind of check; absent: the one of the same code. */
  check: code.optional(),
  /** Parameters: literals, or texts with `{field}` in them. */
  with: z.record(code.or(z.string().regex(/^[a-z][a-zA-Z0-9]{0,59}$/)), parameter).optional(),
  /** Codes of this profile that come first; absent: what the kind needs, where the profile has it. */
  needs: codes.optional(),
  /** Only where the user chose so: a field that has one of these values. Else it is `skipped` and no part of the goal. */
  when: z.strictObject({ field: code, is: z.array(z.string().max(200)).min(1).max(30) }).optional(),
  /** The goal is proved without it; what it finds is told all the same. */
  optional: z.boolean().optional(),
  /** Who acts when it fails, where that differs from the catalogue of conditions. */
  responsible: z.enum(responsibles).optional(),
  /** What the user reads; absent: the text `check.CODE`, else that of the kind. */
  label: line.optional(),
});

/** How a person confirms a step. */
export const confirmations = ['manual', 'note', 'typed-store-name'] as const;

const step = z.strictObject({
  code,
  responsible: z.enum(responsibles),
  /** What the user reads; absent: the texts `step.CODE`, `step.CODE.need`, `step.CODE.procedure`. */
  label: line.optional(),
  need: paragraph.optional(),
  procedure: paragraph.optional(),
  /** Done by itself when all of these stand. */
  checks: codes.optional(),
  /** Where all of these stand the step has become needless and counts as done. */
  unless: codes.optional(),
  /** Done when a person says so: simply, with a note of what was done, or by typing the store's name. */
  confirm: z.enum(confirmations).optional(),
  /** A text ready to send stands at `step.CODE.message`, to this party. */
  message: z.enum(responsibles).optional(),
  /** Steps that must be done before. */
  after: codes.optional(),
});

/** Which checks belong together, what they prove, what the user fills in, and the ordered steps to get there. */
export const profileFileSchema = z.strictObject({
  $schema: z.string().max(300).optional(),
  schema: z.literal(1),
  id: code,
  /** What the user reads; absent: the text `profile.ID`. */
  label: line.optional(),
  /** The checks that prove it; the profile is proved when all of them stand. */
  goal: codes.min(1),
  fields: z.array(field).max(40).default([]),
  /** In the order a person would go through them: the first broken one is the cause. */
  checks: z.array(check).min(1).max(60),
  checklist: z.array(step).max(60).default([]),
  /** Addresses the store's protection must admit. */
  allowlist: z.array(z.string().max(60)).max(20).optional(),
});

export type Profile = z.infer<typeof profileFileSchema>;
export type ProfileCheck = Profile['checks'][number];
export type ProfileField = Profile['fields'][number];
export type ProfileStep = Profile['checklist'][number];
