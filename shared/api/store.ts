import { z } from 'zod';
import { ByteCount, Id, Line, MAX_FILE_BYTES, Sha256, Time, VersionToken, listOf } from './common.ts';
import { operations } from './operation.ts';

/** Settings of the integration that the responsible user decides once for the store. */
export const StoreSettings = z
  .object({
    fileNameConvention: z
      .string()
      .min(1)
      .max(200)
      .describe('name of a new project file, with {customer}, {project} and {environment}'),
    blankProject: z
      .object({ sha256: Sha256, bytes: ByteCount })
      .nullable()
      .describe("the store's blank project file, null where none is set"),
  })
  .meta({ id: 'StoreSettings', description: 'Settings of the integration' });

/** The store and its Promob Portal account. */
export const Store = z
  .object({
    id: Id,
    name: Line,
    cnpj: z.string().max(20),
    accountId: z.string().max(60).describe('account of the store in the Promob Portal'),
    portalState: z
      .enum(['linked', 'unlinked'])
      .describe('whether the Promob Portal still knows CNPJ and AccountID as belonging together'),
    serialNumbers: z
      .array(z.string().min(1).max(60))
      .max(500)
      .describe('serial numbers of Promob bound to the account; empty where the Portal names none'),
    responsibleUserId: Id.nullable(),
    configured: z.boolean(),
    settings: StoreSettings,
    versionToken: VersionToken,
  })
  .meta({ id: 'Store', description: 'The store' });
export type Store = z.infer<typeof Store>;

/** What the responsible user may set. */
export const StoreChange = z
  .strictObject({
    accountId: z.string().min(1).max(60).optional(),
    cnpj: z.string().min(14).max(20).optional(),
    fileNameConvention: z.string().min(1).max(200).optional(),
  })
  .meta({ id: 'StoreChange', description: 'Changes to the store; what is absent stays' });

/** Prerequisites of the integration (rule 1). */
export const PrerequisiteCode = z
  .enum(['portal-account', 'serial-number', 'users-linked', 'webstart-absent', 'assessment'])
  .meta({ id: 'PrerequisiteCode', description: 'Which prerequisite' });

/**
 * How it was found out: a code and its facts, never prose; whoever shows it has the sentence. Known codes:
 * `portal-account-linked`, `portal-account-unlinked` (cnpj, accountId), `portal-account-missing`, `all-users-linked`
 * (users), `users-not-linked` (count, names), `nobody-reported`, `not-assessed`, `serial-of-account`,
 * `serial-of-other-account` (serialNumber), `webstart-not-found` (promob), `webstart-found` (where, name),
 * `confirmed-by-user`. A client shows one it does not know by its code.
 */
export const PrerequisiteEvidence = z
  .strictObject({
    code: z
      .string()
      .max(60)
      .regex(/^[a-z]+(?:-[a-z0-9]+)*$/),
    facts: z
      .record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.union([z.string().max(300), z.number(), z.boolean()]))
      .refine((facts) => Object.keys(facts).length <= 10, 'at most ten facts'),
  })
  .meta({ id: 'PrerequisiteEvidence', description: 'How it was found out: a code and its facts' });

/** One prerequisite and how it was found out. */
export const Prerequisite = z
  .object({
    code: PrerequisiteCode,
    status: z.enum(['ok', 'failed', 'unknown']),
    evidence: PrerequisiteEvidence,
    confirmedBy: Line.optional(),
    confirmedAt: Time.optional(),
  })
  .meta({ id: 'Prerequisite', description: 'One prerequisite and how it was found out' });
export type Prerequisite = z.infer<typeof Prerequisite>;

/** A finding about a prerequisite. */
export const PrerequisiteFinding = z
  .strictObject({ status: z.enum(['ok', 'failed', 'unknown']), evidence: PrerequisiteEvidence })
  .meta({ id: 'PrerequisiteFinding', description: 'A finding about a prerequisite' });

/** The store, its prerequisites, its blank project. */
export const storeOperations = operations({
  getStore: {
    group: 'Store',
    method: 'GET',
    path: '/store',
    summary: 'The store and its settings',
    auth: 'bearer',
    idempotent: false,
    success: {
      status: 200,
      description: 'The store',
      body: { mediaType: 'application/json', schema: Store },
      headers: ['ETag'],
    },
    refusals: [],
  },
  configureStore: {
    group: 'Store',
    method: 'PATCH',
    path: '/store',
    summary: 'Configure the integration (responsible user only)',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    body: { mediaType: 'application/json', schema: StoreChange },
    success: {
      status: 200,
      description: 'The store',
      body: { mediaType: 'application/json', schema: Store },
      headers: ['ETag'],
    },
    refusals: ['forbidden'],
  },
  listPrerequisites: {
    group: 'Store',
    method: 'GET',
    path: '/store/prerequisites',
    summary: 'Prerequisites of the integration',
    auth: 'bearer',
    idempotent: false,
    success: {
      status: 200,
      description: 'All of them',
      body: { mediaType: 'application/json', schema: listOf(Prerequisite, 20) },
    },
    refusals: [],
  },
  confirmPrerequisite: {
    group: 'Store',
    method: 'PUT',
    path: '/store/prerequisites/{code}',
    summary: 'Report a finding about a prerequisite',
    description:
      'Anyone may report webstart-absent of his machine; serial-number and assessment are confirmed by the responsible user. portal-account and users-linked are found out by FoccoLojas itself and refused with wrong-state.',
    auth: 'bearer',
    idempotent: true,
    params: z.strictObject({ code: PrerequisiteCode }),
    body: { mediaType: 'application/json', schema: PrerequisiteFinding },
    success: {
      status: 200,
      description: 'The prerequisite',
      body: { mediaType: 'application/json', schema: Prerequisite },
    },
    refusals: ['forbidden', 'wrong-state'],
  },
  getBlankProject: {
    group: 'Store',
    method: 'GET',
    path: '/store/blank-project',
    summary: "The store's blank project file",
    auth: 'bearer',
    idempotent: false,
    success: {
      status: 200,
      description: 'The file',
      body: { mediaType: 'application/octet-stream', maxBytes: MAX_FILE_BYTES, digest: true },
      headers: ['Content-Digest'],
    },
    refusals: ['blank-project-not-set'],
  },
});
