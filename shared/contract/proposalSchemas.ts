/** Projects that exist in Promob already, proposed as drawings of an environment. */
import { z } from 'zod';
import { idSchema } from './schemas.ts';

export const evidenceStrengths = ['strong', 'medium', 'weak'] as const;
export type EvidenceStrength = (typeof evidenceStrengths)[number];

export const evidenceCodes = [
  'same-content',
  'project-guid',
  'project-guid-sibling',
  'customer-document',
  'customer-name',
  'environment-name',
  'file-name',
  'file-names-customer',
  'folder-names-customer',
  'names-project',
  'same-folder',
] as const;

export const evidenceSchema = z.object({
  code: z.enum(evidenceCodes),
  strength: z.enum(evidenceStrengths),
  /** What it was seen in: a name, a number; '' where the code says all. */
  fact: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const proposalSchema = z.object({
  fileId: idSchema,
  path: z.string(),
  /** Of all evidence together. */
  strength: z.enum(evidenceStrengths),
  evidence: z.array(evidenceSchema),
  saves: z.int(),
  lastSave: z.object({ saveId: idSchema, number: z.int(), keptAt: z.iso.datetime() }),
  /** Environments it is the drawing of already. */
  boundTo: z.array(z.object({ environmentId: idSchema, name: z.string() })),
  /** The 3D environment inside it that carries the name, where there are several. */
  ambient: z.object({ guid: z.string(), name: z.string() }).optional(),
});
export type Proposal = z.infer<typeof proposalSchema>;
