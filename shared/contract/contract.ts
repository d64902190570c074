/**
 * The contract between the engine and its clients: procedures and event streams, schema first, types inferred.
 * One transport-free description serves the message port (window), the WebSocket (browser window) and the local
 * socket (command line).
 */
import { eventIterator, oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import * as s from './schemas.ts';

const none = z.object({}).optional();
const environment = z.object({ environmentId: s.idSchema });
const handOver = environment.extend({ listing: s.pathSchema.optional() });

/** A file is named by its id or its path. */
const file = z.object({ file: s.pathSchema });

const prerequisite = z.object({
  code: z.string(),
  status: z.enum(['ok', 'failed', 'unknown']),
  evidence: z.string(),
  confirmedAt: z.iso.datetime().optional(),
});
/** Where Promob posts listings to (*Enviar URL*); the address is there only while it is on. */
const receiver = z.object({ on: z.boolean(), address: z.url().optional() });
const store = z.object({
  id: s.idSchema,
  name: z.string(),
  cnpj: z.string().optional(),
  accountId: z.string().optional(),
  configured: z.boolean(),
});

export const contract = {
  status: oc.input(none).output(s.statusSchema),
  events: oc.input(none).output(eventIterator(s.engineEventSchema)),

  account: {
    get: oc.input(none).output(s.accountSchema),
    signIn: oc.input(z.object({ device: z.boolean().optional() })).output(eventIterator(s.accountStepSchema)),
    signOut: oc.input(none).output(s.accountSchema),
    link: oc.input(none).output(eventIterator(s.accountStepSchema)),
    unlink: oc.input(none).output(s.accountSchema),
  },

  folders: {
    list: oc.input(none).output(z.array(s.folderSchema)),
    add: oc
      .input(z.object({ path: s.pathSchema, share: z.boolean().optional() }))
      .output(z.array(s.folderSchema)),
    remove: oc.input(z.object({ path: s.pathSchema })).output(z.array(s.folderSchema)),
  },

  files: {
    list: oc.input(none).output(z.array(s.fileSchema)),
    answer: oc
      .input(file.extend({ answer: z.enum(['moved', 'copy', 'ignore']) }))
      .output(z.array(s.fileSchema)),
  },

  saves: {
    list: oc.input(file).output(z.array(s.saveSchema)),
    restore: oc.input(z.object({ saveId: s.idSchema, to: s.pathSchema })).output(s.restoredSchema),
  },

  customers: {
    list: oc.input(none).output(z.array(s.customerSchema)),
    create: oc.input(s.newCustomerSchema).output(s.customerSchema),
  },
  projects: { list: oc.input(none).output(z.array(s.projectSchema)) },

  environments: {
    list: oc.input(none).output(z.array(s.environmentSchema)),
    create: oc
      .input(
        z.object({ projectId: s.idSchema, name: z.string().min(1).max(200), file: s.pathSchema.optional() }),
      )
      .output(s.environmentSchema),
    // Not `bind`: a client is a proxy over a function, which has a `bind` of its own.
    bindFile: oc
      .input(environment.extend({ file: s.pathSchema, ambientGuid: s.idSchema.optional() }))
      .output(s.environmentSchema),
    unbindFile: oc.input(environment).output(s.environmentSchema),
  },

  listings: { list: oc.input(none).output(z.array(s.listingSchema)) },

  acts: {
    prepare: oc.input(handOver).output(s.handedOverSchema),
    negotiate: oc.input(handOver).output(s.handedOverSchema),
    update: oc
      .input(
        z.object({
          environmentId: s.idSchema.optional(),
          notificationId: s.idSchema.optional(),
          dryRun: z.boolean().optional(),
        }),
      )
      .output(s.updatedSchema),
    startReview: oc.input(environment).output(s.environmentSchema),
    completeReview: oc.input(environment).output(s.environmentSchema),
    assistance: oc
      .input(z.object({ occurrenceId: s.idSchema, from: z.enum(['blank', 'review']) }))
      .output(z.object({ environment: s.environmentSchema, path: z.string() })),
  },

  versions: {
    list: oc.input(environment).output(z.array(s.versionSchema)),
    open: oc
      .input(environment.extend({ version: z.int().min(1) })) // `opened` is false where the system has no program for it; the file is there.
      .output(z.object({ path: z.string(), opened: z.boolean() })),
    makeCurrent: oc
      .input(environment.extend({ version: z.int().min(1), dryRun: z.boolean().optional() }))
      .output(z.object({ version: z.int().optional(), outdatedQuotes: z.array(z.string()) })),
  },

  notifications: {
    list: oc.input(none).output(z.array(s.notificationSchema)),
    open: oc.input(z.object({ id: s.idSchema })).output(s.notificationSchema),
  },

  outbox: {
    list: oc
      .input(z.object({ all: z.boolean().optional(), limit: z.int().min(1).max(10_000).optional() }))
      .output(z.array(s.deliverySchema)),
    retry: oc.input(z.object({ id: s.idSchema })).output(s.deliverySchema),
  },
  audit: oc.input(none).output(s.auditSchema),
  receiver: {
    get: oc.input(none).output(receiver),
    set: oc.input(z.object({ on: z.boolean() })).output(receiver),
  },
  supportBundle: oc
    .input(z.object({ path: s.pathSchema }))
    .output(z.object({ path: z.string(), bytes: z.int() })),

  prerequisites: {
    list: oc.input(none).output(z.array(prerequisite)),
    confirm: oc.input(z.object({ code: z.string().min(1).max(60) })).output(z.array(prerequisite)),
  },
  store: {
    get: oc.input(none).output(store),
    configure: oc
      .input(z.object({ cnpj: z.string().max(30).optional(), accountId: z.string().max(100).optional() }))
      .output(store),
  },
};

/** The client's side of the contract, typed. */
export type EngineClient = ContractRouterClient<typeof contract>;
