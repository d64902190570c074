import { z } from 'zod';
import { Id, Line, PageQuery, Time, pageOf } from './common.ts';
import { operations } from './operation.ts';

/** What a notification is about. */
export const NotificationKind = z
  .enum([
    'environment-outdated',
    'update-required',
    'promob-relink-required',
    'quote-outdated',
    'changed-after-conversion',
    'review-ready',
    'environment-created',
    'occurrence-updated',
  ])
  .meta({ id: 'NotificationKind', description: 'What a notification is about' });
export type NotificationKind = z.infer<typeof NotificationKind>;

/** How far a notification got; it only ever advances. */
export const NotificationState = z
  .enum(['created', 'delivered', 'seen', 'done'])
  .meta({ id: 'NotificationState', description: 'How far a notification got' });
export type NotificationState = z.infer<typeof NotificationState>;

/** Something FoccoLojas asks a person to do; lives until done. */
export const Notification = z
  .object({
    id: Id,
    kind: NotificationKind,
    environmentId: Id.optional(),
    environmentName: Line.optional(),
    occurrenceId: Id.optional(),
    occurrenceNumber: z.int().min(1).optional(),
    byName: Line.optional().describe('whose act caused it last'),
    createdAt: Time,
    updatedAt: Time,
    state: NotificationState,
    deliveredAt: Time.optional().describe('when the first machine had it'),
    seenAt: Time.optional().describe('when somebody opened it first'),
    doneAt: Time.optional(),
    madeVersion: z.int().min(1).optional().describe('the version that settled it'),
  })
  .meta({ id: 'Notification', description: 'Something a person is asked to do' });
export type Notification = z.infer<typeof Notification>;

/** Notifications and their acknowledgement. */
export const notificationOperations = operations({
  listNotifications: {
    group: 'Notifications',
    method: 'GET',
    path: '/notifications',
    summary: 'Notifications of the user, oldest first',
    auth: 'bearer',
    idempotent: false,
    query: z.strictObject({
      ...PageQuery.shape,
      state: z
        .enum(['open', 'created', 'delivered', 'seen', 'done'])
        .optional()
        .describe('open means not done'),
      environmentId: Id.optional(),
    }),
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(Notification) },
    },
    refusals: [],
  },
  getNotification: {
    group: 'Notifications',
    method: 'GET',
    path: '/notifications/{notificationId}',
    summary: 'One notification, and what became of it',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ notificationId: Id }),
    success: {
      status: 200,
      description: 'The notification',
      body: { mediaType: 'application/json', schema: Notification },
    },
    refusals: [],
  },
  acknowledgeNotification: {
    group: 'Notifications',
    method: 'POST',
    path: '/notifications/{notificationId}/acknowledgements',
    summary: 'Say how far a notification got',
    description:
      'Only ever advances. done is refused with wrong-state while what the notification asks for is still to do.',
    auth: 'bearer',
    idempotent: true,
    params: z.strictObject({ notificationId: Id }),
    body: {
      mediaType: 'application/json',
      schema: z
        .strictObject({ state: z.enum(['delivered', 'seen', 'done']) })
        .meta({ id: 'Acknowledgement' }),
    },
    success: {
      status: 200,
      description: 'The notification',
      body: { mediaType: 'application/json', schema: Notification },
    },
    refusals: ['wrong-state'],
  },
});
