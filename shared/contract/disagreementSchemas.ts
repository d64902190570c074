/** Two machines worked on one environment apart: what clients see and answer. */
import { z } from 'zod';
import { environmentSchema, idSchema } from './schemas.ts';

const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const disagreementSchema = z.object({
  environmentId: idSchema,
  /** What the user compared; deciding with it is refused where anything changed since. */
  versionToken: z.string(),
  /** This machine's drawing; `null` where none of the sides is its own. */
  mine: z
    .object({
      saveId: idSchema,
      number: z.int(),
      keptAt: time,
      sha256,
      /** The version made of it, where one was. */
      version: z.int().optional(),
    })
    .nullable(),
  theirs: z.array(
    z.object({
      /** FoccoLojas' name of the save. */
      saveId: idSchema,
      sha256,
      fileName: z.string(),
      receivedAt: time,
      /** The drawing of the environment until it is decided. */
      current: z.boolean(),
      version: z.int().optional(),
    }),
  ),
});
export type DisagreementView = z.infer<typeof disagreementSchema>;

/** How a disagreement is decided. */
export const resolutionSchema = z.object({
  environmentId: idSchema,
  choice: z.enum(['mine', 'theirs']),
  /** Which of several others, as FoccoLojas names the save. */
  saveId: idSchema.optional(),
  /** See `disagreementSchema`; absent: as it is now. */
  versionToken: z.string().min(1).max(64).optional(),
});
export type Resolution = z.infer<typeof resolutionSchema>;

export const resolvedSchema = z.object({
  environment: environmentSchema,
  /** The version made of this machine's drawing; absent where its listing is still to be exported. */
  version: z.int().optional(),
  /** The copy of the other machine's drawing, in Elo's own folder. */
  path: z.string().optional(),
  /** Whether a program opened it. */
  opened: z.boolean().optional(),
});
export type Resolved = z.infer<typeof resolvedSchema>;
