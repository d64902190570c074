/** Shapes of the acts of designing: waiting for a listing, opened versions. Times UTC ISO-8601. */
import { z } from 'zod';
import { waitModes, waitStates } from '../domain/states.ts';
import { idSchema } from './schemas.ts';

const time = z.iso.datetime();

/** Why no listing can be handed over: none was exported, it is from before the newest save, or of another project. */
export const notFreshReasons = ['missing', 'older-than-save', 'other-project'] as const;

/**
 * An act that waits for a fresh listing, also over restarts, until the user ends it. *Preparar* and *Negociar* go on by
 * themselves: `waiting` → `handing-over` → `done` or `refused` (`code` says why). *Atualizar* becomes `ready`: what it
 * changes is shown before anybody confirms it; saved again, it waits again.
 */
export const listingWaitSchema = z.object({
  environmentId: idSchema,
  environmentName: z.string().optional(),
  mode: z.enum(waitModes),
  since: time,
  state: z.enum(waitStates),
  /** While it waits. */
  reason: z.enum(notFreshReasons).optional(),
  code: z.string().optional(),
  importId: idSchema.optional(),
  /** Where FoccoLojas goes on, after *Negociar*. */
  openUrl: z.url().optional(),
});

/**
 * A copy in Elo's own folder, of a version or of another machine's drawing; `question` where something was saved in it
 * that nobody decided about.
 */
export const openedCopySchema = z.object({
  path: z.string(),
  /** Once something was saved in it. */
  fileId: idSchema.optional(),
  environmentId: idSchema,
  environmentName: z.string().optional(),
  customerName: z.string().optional(),
  /** Absent where it is another machine's drawing. */
  version: z.int().optional(),
  openedAt: time,
  answer: z.enum(['current', 'apart']).optional(),
  question: z
    .object({
      saveId: idSchema,
      number: z.int(),
      keptAt: time,
      /** The environment's file on this machine; absent where it has none here. */
      current: z
        .object({
          fileId: idSchema,
          path: z.string(),
          /** Its newest save, to be named in the answer. */
          saveId: idSchema.optional(),
          /** Saves it got after the copy was opened: they stay kept. */
          savesSince: z.int(),
          /** Names of other environments it is the drawing of. */
          otherEnvironments: z.array(z.string()),
        })
        .optional(),
    })
    .optional(),
});

export type NotFreshReason = (typeof notFreshReasons)[number];
export type ListingWaitView = z.infer<typeof listingWaitSchema>;
export type OpenedCopyView = z.infer<typeof openedCopySchema>;
