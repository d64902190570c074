import { z } from 'zod';
import { Id, Line, Time, WebAddress } from './common.ts';
import { operations } from './operation.ts';

/** What a user of the store may do. */
export const Role = z
  .enum(['designer', 'reviser', 'responsible'])
  .meta({ id: 'Role', description: 'Role in the store' });
export type Role = z.infer<typeof Role>;

/** Whether the server lives, what time it has, and where to sign in. */
export const Health = z
  .object({
    status: z.literal('ok'),
    time: Time,
    product: z.literal('foccolojas'),
    apiVersion: z.string().max(20),
    issuer: WebAddress.describe('OpenID Connect issuer to sign in at'),
    clientId: z.string().max(60).describe('public OAuth client of this companion'),
  })
  .meta({ id: 'Health', description: 'Life, time and where to sign in' });
export type Health = z.infer<typeof Health>;

/** The signed-in user. */
export const Me = z
  .object({
    id: Id,
    name: Line,
    username: Line,
    roles: z.array(Role).max(10),
    store: z.object({ id: Id, name: Line }),
  })
  .meta({ id: 'Me', description: 'The signed-in user' });
export type Me = z.infer<typeof Me>;

/** Whether the signed-in user's Promob user is linked inside FoccoLojas. */
export const PromobLink = z
  .object({
    state: z.enum(['not-linked', 'linked', 'relink-required']),
    promobUser: Line.optional(),
    linkedAt: Time.optional(),
    changedAt: Time.optional().describe('when the Promob password changed'),
  })
  .meta({ id: 'PromobLink', description: 'Link of the user with his Promob user' });
export type PromobLink = z.infer<typeof PromobLink>;

/** A started attempt to link; the user opens `authorizationUrl` in his browser. */
export const PromobLinkStart = z
  .object({ attemptId: Id, authorizationUrl: WebAddress, expiresAt: Time })
  .meta({ id: 'PromobLinkStart', description: 'A started attempt to link' });
export type PromobLinkStart = z.infer<typeof PromobLinkStart>;

/** What became of an attempt to link. */
export const PromobLinkAttempt = z
  .object({ state: z.enum(['waiting', 'linked', 'refused', 'expired']) })
  .meta({ id: 'PromobLinkAttempt', description: 'What became of an attempt to link' });
export type PromobLinkAttempt = z.infer<typeof PromobLinkAttempt>;

/** Life, the user, his Promob link. */
export const accountOperations = operations({
  getHealth: {
    group: 'Account',
    method: 'GET',
    path: '/health',
    summary: 'Life, time, and where to sign in',
    auth: 'none',
    idempotent: false,
    success: { status: 200, description: 'Alive', body: { mediaType: 'application/json', schema: Health } },
    refusals: [],
  },
  getMe: {
    group: 'Account',
    method: 'GET',
    path: '/me',
    summary: 'The signed-in user',
    auth: 'bearer',
    idempotent: false,
    success: { status: 200, description: 'The user', body: { mediaType: 'application/json', schema: Me } },
    refusals: [],
  },
  getPromobLink: {
    group: 'Account',
    method: 'GET',
    path: '/me/promob-link',
    summary: "Link with the user's Promob user",
    auth: 'bearer',
    idempotent: false,
    success: {
      status: 200,
      description: 'The link',
      body: { mediaType: 'application/json', schema: PromobLink },
    },
    refusals: [],
  },
  startPromobLink: {
    group: 'Account',
    method: 'POST',
    path: '/me/promob-link/attempts',
    summary: "Start linking through Promob's own sign-in page",
    description:
      "The browser goes to authorizationUrl, a page of FoccoLojas that leads on to Promob's sign-in. FoccoLojas is the OAuth client of Promob; the companion never sees a Promob password or token.",
    auth: 'bearer',
    idempotent: true,
    success: {
      status: 201,
      description: 'Started',
      body: { mediaType: 'application/json', schema: PromobLinkStart },
    },
    refusals: [],
  },
  getPromobLinkAttempt: {
    group: 'Account',
    method: 'GET',
    path: '/me/promob-link/attempts/{attemptId}',
    summary: 'What became of an attempt to link',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ attemptId: Id }),
    success: {
      status: 200,
      description: 'The attempt',
      body: { mediaType: 'application/json', schema: PromobLinkAttempt },
    },
    refusals: [],
  },
  unlinkPromob: {
    group: 'Account',
    method: 'DELETE',
    path: '/me/promob-link',
    summary: 'Undo the link',
    auth: 'bearer',
    idempotent: true,
    success: { status: 204, description: 'Not linked any more' },
    refusals: [],
  },
});
