import { z } from 'zod';
import { Count, Decimal, Id, Line, PageQuery, Sha256, Time, VersionToken, listOf, pageOf } from './common.ts';
import { operations } from './operation.ts';

/** State of an environment, decided by FoccoLojas. */
export const EnvironmentState = z
  .enum([
    'created',
    'synchronized',
    'outdated',
    'converted',
    'financially-released',
    'in-review',
    'review-complete',
  ])
  .meta({ id: 'EnvironmentState', description: 'State of an environment' });
export type EnvironmentState = z.infer<typeof EnvironmentState>;

/** What someone must do next with an environment. */
export const EnvironmentDue = z
  .enum(['update', 'start-review', 'complete-review'])
  .meta({ id: 'EnvironmentDue', description: 'What is due next' });

/** One of the drawings that stand against each other. */
export const RivalSave = z
  .object({
    saveId: Id,
    sha256: Sha256,
    number: z.int().min(1).describe('number of the save of its project file, on its machine'),
    fileName: z.string().min(1).max(255),
    receivedAt: Time,
    current: z
      .boolean()
      .describe('the one that came first: the drawing of the environment until it is decided'),
  })
  .meta({ id: 'RivalSave', description: 'One of the drawings that stand against each other' });
export type RivalSave = z.infer<typeof RivalSave>;

/** An environment (ambiente) of a project. */
export const Environment = z
  .object({
    id: Id,
    projectId: Id,
    projectName: Line,
    customerId: Id,
    customerName: Line,
    name: Line,
    state: EnvironmentState,
    outdated: z.boolean().describe('a save newer than the last version was received (yellow)'),
    locked: z.boolean().describe('purchase orders were issued: nothing of Promob is accepted any more'),
    due: EnvironmentDue.optional(),
    lastVersion: z.object({ number: z.int().min(1), importedAt: Time, saveSha256: Sha256 }).nullable(),
    convertedVersion: z.int().min(1).nullable().describe('number of the version that was approved'),
    lastSave: z
      .object({ saveId: Id, sha256: Sha256, number: z.int().min(1), receivedAt: Time })
      .nullable()
      .describe('the save received last'),
    purchaseOrders: Count,
    situation: z.string().max(100).describe('Situação, as Connect shows it'),
    stage: z.string().max(100).describe('Estágio, as Connect shows it'),
    occurrence: z
      .object({ id: Id, number: z.int().min(1), ofEnvironmentId: Id })
      .optional()
      .describe('of an environment made for technical assistance'),
    drawing: z
      .object({ saveId: Id, sha256: Sha256 })
      .optional()
      .describe('the save that is the drawing now; mostly the last received'),
    disagreement: z
      .object({ saves: z.array(RivalSave).min(2).max(20) })
      .optional()
      .describe(
        'machines work on it apart: drawings of which none follows from another, the current one first',
      ),
    createdAt: Time,
    versionToken: VersionToken,
  })
  .meta({ id: 'Environment', description: 'An environment of a project' });
export type Environment = z.infer<typeof Environment>;

/** A new environment. */
export const NewEnvironment = z
  .strictObject({ projectId: Id, name: z.string().min(1).max(200) })
  .meta({ id: 'NewEnvironment', description: 'A new environment' });

/** Work FoccoLojas does in its own time. */
export const Job = z
  .object({
    id: Id,
    kind: z.literal('environment'),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    environmentId: Id.optional().describe('once done'),
    error: z.string().max(500).optional(),
  })
  .meta({ id: 'Job', description: 'Work done in its own time' });
export type Job = z.infer<typeof Job>;

/** One item of an environment: made by Promob, or added by hand in FoccoLojas and then never touched by an update. */
export const Item = z
  .object({
    id: Id,
    source: z.enum(['promob', 'manual']),
    code: z.string().max(200).optional(),
    description: z.string().max(1000),
    quantity: Decimal,
    unit: z.string().max(40).optional(),
    total: Decimal,
    guid: z.string().max(100).optional().describe('ITEM@GUID of the listing'),
    flags: z.array(z.string().max(60)).max(10).describe('what is odd about it, lower-kebab-case'),
  })
  .meta({ id: 'Item', description: 'One item of an environment' });
export type Item = z.infer<typeof Item>;

/** Environments, their asynchronous creation, their items. */
export const environmentOperations = operations({
  listEnvironments: {
    group: 'Environments',
    method: 'GET',
    path: '/environments',
    summary: 'Environments of the store',
    auth: 'bearer',
    idempotent: false,
    query: z.strictObject({ ...PageQuery.shape, projectId: Id.optional() }),
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(Environment) },
    },
    refusals: [],
  },
  createEnvironment: {
    group: 'Environments',
    method: 'POST',
    path: '/environments',
    summary: 'Create an environment, asynchronously',
    description: 'Answers at once with a job; the next one can be started without waiting (rule 5).',
    auth: 'bearer',
    idempotent: true,
    body: { mediaType: 'application/json', schema: NewEnvironment },
    success: {
      status: 202,
      description: 'Accepted',
      body: { mediaType: 'application/json', schema: z.object({ jobId: Id, state: z.literal('queued') }) },
      headers: ['Location'],
    },
    refusals: ['promob-link-required', 'not-found'],
  },
  getJob: {
    group: 'Environments',
    method: 'GET',
    path: '/jobs/{jobId}',
    summary: 'How far a job is',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ jobId: Id }),
    success: { status: 200, description: 'The job', body: { mediaType: 'application/json', schema: Job } },
    refusals: [],
  },
  getEnvironment: {
    group: 'Environments',
    method: 'GET',
    path: '/environments/{environmentId}',
    summary: 'One environment',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ environmentId: Id }),
    success: {
      status: 200,
      description: 'The environment',
      body: { mediaType: 'application/json', schema: Environment },
      headers: ['ETag'],
    },
    refusals: [],
  },
  listItems: {
    group: 'Environments',
    method: 'GET',
    path: '/environments/{environmentId}/items',
    summary: 'Items of an environment, by Promob and by hand',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ environmentId: Id }),
    success: {
      status: 200,
      description: 'All items',
      body: { mediaType: 'application/json', schema: listOf(Item) },
    },
    refusals: [],
  },
});
