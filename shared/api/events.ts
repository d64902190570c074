import { z } from 'zod';
import { Id, Time } from './common.ts';
import { operations } from './operation.ts';

/** Types of events of the stream. A client ignores types it does not know. */
export const EventType = z
  .enum([
    'environment-changed',
    'notification',
    'promob-link-changed',
    'customer-changed',
    'job-changed',
    'store-changed',
    'user-changed',
    'session-ended',
    'resync',
  ])
  .meta({ id: 'EventType', description: 'Type of an event' });
export type EventType = z.infer<typeof EventType>;

/** `data` of one server-sent event: what to look at again, never the thing itself. */
export const StreamEvent = z
  .object({
    type: EventType,
    at: Time,
    environmentId: Id.optional(),
    notificationId: Id.optional(),
    customerId: Id.optional(),
    jobId: Id.optional(),
  })
  .meta({ id: 'StreamEvent', description: 'data of one server-sent event' });
export type StreamEvent = z.infer<typeof StreamEvent>;

/** Answer of a probe of the caller's own address. */
export const PortProbe = z
  .object({
    address: z.string().max(60),
    family: z.enum(['IPv4', 'IPv6']),
    port: z.int().min(1).max(65_535),
    reachable: z.boolean(),
    nonceMatched: z.boolean().optional(),
    source: z
      .object({ address: z.string().max(60), port: z.int().min(1).max(65_535) })
      .optional()
      .describe("the server's own side of the connection, as it left; absent where none was made"),
    answeredAt: Time,
    reason: z.string().max(60).optional().describe('why not reachable, lower-kebab-case'),
  })
  .meta({ id: 'PortProbe', description: "Probe of the caller's own address" });
export type PortProbe = z.infer<typeof PortProbe>;

/** The stream of events, and the probe of the caller's own port. */
export const eventOperations = operations({
  streamEvents: {
    group: 'Events',
    method: 'GET',
    path: '/events',
    summary: 'What changed, as it happens',
    description:
      'Server-sent events. `id` rises; `event` and data.type are the same word. With Last-Event-ID the stream goes on after it; without, or where that place is unknown or too old, the first event is resync: read everything again, its id is the new place. A comment line every 15 seconds shows life.',
    auth: 'bearer',
    idempotent: false,
    lastEventId: true,
    success: {
      status: 200,
      description: 'The stream',
      body: { mediaType: 'text/event-stream', eventSchema: StreamEvent },
    },
    refusals: [],
  },
  probePort: {
    group: 'Events',
    method: 'POST',
    path: '/port-probes',
    summary: "Try a port of the caller's own address from outside",
    description:
      'Only ever connects to the address the request came from, and sends nothing. Changes nothing, so it needs no Idempotency-Key.',
    auth: 'bearer',
    idempotent: false,
    body: {
      mediaType: 'application/json',
      schema: z
        .strictObject({
          port: z.int().min(1).max(65_535),
          nonce: z.string().min(8).max(128).optional().describe('what the port is expected to say'),
          holdMs: z
            .int()
            .min(0)
            .max(5_000)
            .optional()
            .describe('how long the connection stays open, so that the caller can find it among its own'),
        })
        .meta({ id: 'NewPortProbe' }),
    },
    success: {
      status: 200,
      description: 'What was found',
      body: { mediaType: 'application/json', schema: PortProbe },
    },
    refusals: [],
  },
});
