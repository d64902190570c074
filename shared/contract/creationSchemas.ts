/** Environments and their files in creation: what clients see. */
import { z } from 'zod';
import { idSchema, pathSchema } from './schemas.ts';

/** How far a creation is; a stable order of the way it goes. */
export const creationStates = ['queued', 'creating', 'making-file', 'done', 'failed'] as const;

export const creationSchema = z.object({
  creationId: idSchema,
  name: z.string(),
  projectId: idSchema.optional(),
  /** Once FoccoLojas has made it. */
  environmentId: idSchema.optional(),
  /** Where its project file is wished, or made. */
  file: z.string().optional(),
  state: z.enum(creationStates),
  /** Error code of a failure. */
  reason: z.string().optional(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type CreationView = z.infer<typeof creationSchema>;

export const newCreationSchema = z.object({
  projectId: idSchema,
  name: z.string().trim().min(1).max(200),
  file: pathSchema.optional(),
});

/** Where a project file would be made, by the store's way of naming. */
export const proposedFileSchema = z.object({
  path: z.string(),
  folder: z.string(),
  fileName: z.string(),
  /** The store's convention, or Elo's own where it has none. */
  convention: z.string(),
});
export type ProposedFile = z.infer<typeof proposedFileSchema>;

/** For a new environment of a project, or for one that exists; in a folder, or where it fits best. */
export const fileProposalFor = z.union([
  z.object({ environmentId: idSchema, folder: pathSchema.optional() }),
  z.object({ projectId: idSchema, name: z.string().min(1).max(200), folder: pathSchema.optional() }),
]);
export type FileProposalFor = z.infer<typeof fileProposalFor>;
