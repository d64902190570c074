import { z } from 'zod';
import { Decimal, Id, Line, PageQuery, Time, Totals, WebAddress, listOf, pageOf } from './common.ts';
import { Environment, Item } from './environments.ts';
import { operations } from './operation.ts';
import { Receipt } from './receipts.ts';

const environmentParams = z.strictObject({ environmentId: Id });
const environmentAnswer = {
  status: 200,
  description: 'The environment',
  body: { mediaType: 'application/json', schema: Environment },
  headers: ['ETag'],
} as const;

/** Preparar para Negociação / Negociar. */
export const NewNegotiation = z
  .strictObject({
    saveId: Id,
    listingId: Id,
    mode: z.enum(['prepare', 'negotiate']),
    optionName: z.string().min(1).max(300).optional(),
  })
  .meta({ id: 'NewNegotiation', description: 'Preparar para Negociação / Negociar' });

/** What was priced, and where to go with Negociar. */
export const NegotiationResult = z
  .object({
    importId: Id,
    receipt: Receipt,
    quote: z.object({ total: Decimal.nullable(), totals: Totals }),
    openUrl: WebAddress.optional().describe('mode negotiate: Ambiente before conversion, Revisão after'),
  })
  .meta({ id: 'NegotiationResult', description: 'What was priced, and where to go' });
export type NegotiationResult = z.infer<typeof NegotiationResult>;

/** A technical-assistance occurrence of a locked environment. */
export const Occurrence = z
  .object({
    id: Id,
    number: z.int().min(1),
    description: z.string().max(1000),
    environmentId: Id,
    environmentName: Line.optional().describe('name of the locked environment it hangs on'),
    createdAt: Time.optional(),
    items: z
      .array(Item)
      .max(500)
      .optional()
      .describe('items added by hand: what is partly integrated needs nothing of Promob'),
    assistanceEnvironmentId: Id.optional(),
    assistanceEnvironmentName: Line.optional(),
  })
  .meta({ id: 'Occurrence', description: 'A technical-assistance occurrence' });
export type Occurrence = z.infer<typeof Occurrence>;

/** An environment made for an occurrence and the file to start it from. */
export const AssistanceResult = z
  .object({
    environment: Environment,
    fileUrl: WebAddress,
    file: z
      .discriminatedUnion('from', [
        z.object({ from: z.literal('blank') }),
        z.object({ from: z.literal('review'), environmentId: Id, number: z.int().min(1) }),
      ])
      .describe('the same file, as the operation to fetch it: getBlankProject or getVersionFile'),
  })
  .meta({ id: 'AssistanceResult', description: 'An environment made for an occurrence' });

/** Negotiation, approval, release, review, technical assistance. */
export const negotiationOperations = operations({
  createNegotiation: {
    group: 'Negotiations',
    method: 'POST',
    path: '/environments/{environmentId}/negotiations',
    summary: 'Hand a listing and the save it was made from to be priced',
    auth: 'bearer',
    idempotent: true,
    params: environmentParams,
    body: { mediaType: 'application/json', schema: NewNegotiation },
    success: {
      status: 201,
      description: 'Priced',
      body: { mediaType: 'application/json', schema: NegotiationResult },
    },
    refusals: [
      'promob-link-required',
      'environment-locked',
      'listing-not-fresh',
      'listing-other-project',
      'machines-disagree',
    ],
  },
  approveQuote: {
    group: 'Negotiations',
    method: 'POST',
    path: '/environments/{environmentId}/approval',
    summary: 'Approve the quote; never of an outdated environment',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: environmentParams,
    success: environmentAnswer,
    refusals: ['promob-link-required', 'quote-outdated', 'environment-locked', 'wrong-state'],
  },
  releaseContract: {
    group: 'Negotiations',
    method: 'POST',
    path: '/environments/{environmentId}/release',
    summary: 'Release the contract financially',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: environmentParams,
    success: environmentAnswer,
    refusals: ['promob-link-required', 'not-approved', 'environment-locked', 'wrong-state'],
  },
  startReview: {
    group: 'Negotiations',
    method: 'POST',
    path: '/environments/{environmentId}/review',
    summary: "Reviser's access to the review; the first one makes an update mandatory",
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: environmentParams,
    success: environmentAnswer,
    refusals: ['promob-link-required', 'forbidden', 'not-released', 'environment-locked'],
  },
  completeReview: {
    group: 'Negotiations',
    method: 'POST',
    path: '/environments/{environmentId}/review/completion',
    summary: 'Complete the review: purchase orders are generated, the environment is locked',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: environmentParams,
    success: environmentAnswer,
    refusals: [
      'promob-link-required',
      'forbidden',
      'not-released',
      'update-required',
      'environment-locked',
      'wrong-state',
    ],
  },
  listOccurrences: {
    group: 'Negotiations',
    method: 'GET',
    path: '/environments/{environmentId}/occurrences',
    summary: 'Technical-assistance occurrences of an environment',
    auth: 'bearer',
    idempotent: false,
    params: environmentParams,
    success: {
      status: 200,
      description: 'All of them',
      body: { mediaType: 'application/json', schema: listOf(Occurrence, 10_000) },
    },
    refusals: [],
  },
  listAllOccurrences: {
    group: 'Negotiations',
    method: 'GET',
    path: '/occurrences',
    summary: 'Technical-assistance occurrences of the store, oldest first',
    auth: 'bearer',
    idempotent: false,
    query: PageQuery,
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(Occurrence) },
    },
    refusals: [],
  },
  createOccurrence: {
    group: 'Negotiations',
    method: 'POST',
    path: '/environments/{environmentId}/occurrences',
    summary: 'Open an occurrence on a locked environment',
    auth: 'bearer',
    idempotent: true,
    params: environmentParams,
    body: {
      mediaType: 'application/json',
      schema: z.strictObject({ description: z.string().min(1).max(1000) }).meta({ id: 'NewOccurrence' }),
    },
    success: {
      status: 201,
      description: 'Opened',
      body: { mediaType: 'application/json', schema: Occurrence },
    },
    refusals: ['promob-link-required', 'wrong-state'],
  },
  startAssistance: {
    group: 'Negotiations',
    method: 'POST',
    path: '/occurrences/{occurrenceId}/assistance',
    summary: 'Make the environment of an occurrence, from the blank file or from the review',
    description: 'Its name is the original name followed by "ocorrência:" and the number (rule 13).',
    auth: 'bearer',
    idempotent: true,
    params: z.strictObject({ occurrenceId: Id }),
    body: {
      mediaType: 'application/json',
      schema: z.strictObject({ from: z.enum(['blank', 'review']) }).meta({ id: 'NewAssistance' }),
    },
    success: {
      status: 201,
      description: 'The environment and the file to start from',
      body: { mediaType: 'application/json', schema: AssistanceResult },
    },
    refusals: ['promob-link-required', 'wrong-state', 'blank-project-not-set'],
  },
});
