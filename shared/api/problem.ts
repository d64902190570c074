import { z } from 'zod';

/** Every refusal FoccoLojas answers, with its HTTP status. Stable: a client decides by the code, never by the text. */
export const PROBLEM_STATUS = {
  'idempotency-key-missing': 400,
  'bad-request': 400,
  unauthenticated: 401,
  'promob-link-required': 403,
  forbidden: 403,
  'account-disabled': 403,
  'account-expired': 403,
  'store-not-linked': 403,
  'not-found': 404,
  'blank-project-not-set': 404,
  'idempotency-in-progress': 409,
  'quote-outdated': 409,
  'environment-locked': 409,
  'listing-not-fresh': 409,
  'listing-other-project': 409,
  'machines-disagree': 409,
  'nothing-to-update': 409,
  'not-released': 409,
  'not-approved': 409,
  'update-required': 409,
  'wrong-state': 409,
  'version-token-mismatch': 412,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'validation-failed': 422,
  'idempotency-key-reused': 422,
  'digest-mismatch': 422,
  'rate-limited': 429,
  'server-error': 500,
  'service-unavailable': 503,
} as const;

/** Stable code of a refusal. */
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** All codes, for schemas and tests. */
export const PROBLEM_CODES = Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]];

/** What is wrong with one field of a request. */
export const FieldError = z
  .object({
    path: z.string().max(300).describe('where, as body.name or query.limit'),
    code: z.string().max(60).describe('lower-kebab-case'),
    message: z.string().max(500),
  })
  .meta({ id: 'FieldError', description: 'What is wrong with one field of a request' });

/** Body of every refusal (RFC 9457, application/problem+json). */
export const Problem = z
  .object({
    type: z.string().max(300).describe('urn:foccolojas:problem:CODE, or about:blank'),
    title: z.string().max(300),
    status: z.int().min(400).max(599),
    code: z.enum(PROBLEM_CODES),
    detail: z.string().max(2000).optional(),
    errors: z.array(FieldError).max(100).optional(),
  })
  .meta({ id: 'Problem', description: 'A refusal (RFC 9457) with a stable code' });
export type Problem = z.infer<typeof Problem>;
