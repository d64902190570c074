/**
 * The contract between the engine and its clients: procedures and event streams, schema first, types inferred.
 * One transport-free description serves the message port (window), the WebSocket (browser window) and the local
 * socket (command line).
 */
import { eventIterator, oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { diagnosisContract } from './diagnosisContract.ts';
import * as a from './actSchemas.ts';
import { fixContract } from './fixContract.ts';
import * as c from './creationSchemas.ts';
import * as d from './disagreementSchemas.ts';
import * as p from './proposalSchemas.ts';
import * as s from './schemas.ts';
import * as w from './windowSchemas.ts';

const none = z.object({}).optional();
const environment = z.object({ environmentId: s.idSchema });
const handOver = environment.extend({ listing: s.pathSchema.optional() });

/** A file is named by its id or its path. */
const file = z.object({ file: s.pathSchema });

/** Where Promob posts listings to (*Enviar URL*); the address is there only while it is on. */
const receiver = z.object({ on: z.boolean(), address: z.url().optional() });
const store = z.object({
  id: s.idSchema,
  name: z.string(),
  cnpj: z.string().optional(),
  accountId: z.string().optional(),
  /** Whether the Promob Portal knows both as belonging together. */
  portalState: z.enum(['linked', 'unlinked']),
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

  /** The first run: server, sign-in, link (or the store), folders. */
  setup: {
    get: oc.input(none).output(w.setupSchema),
    checkServer: oc.input(z.object({ url: z.string().min(1).max(2_000) })).output(w.checkedServerSchema),
    /** Takes effect at once; refused with `server-mismatch` where environments of another server are bound. */
    setServer: oc.input(z.object({ url: z.string().min(1).max(2_000) })).output(w.setupSchema),
    finish: oc.input(none).output(w.setupSchema),
  },
  settings: {
    get: oc.input(none).output(w.settingsSchema),
    set: oc.input(w.settingsSchema.partial()).output(w.settingsSchema),
  },
  /** What the engine asks of its host in the window's name. */
  desktop: {
    get: oc.input(none).output(w.desktopSchema),
    /** `null`: the user chose none. Refusal `unsupported` where there is no dialog. */
    pickFolder: oc.input(none).output(z.object({ path: z.string().nullable() })),
    setAutostart: oc.input(z.object({ on: z.boolean() })).output(w.desktopSchema),
    /** Only https, and http of this machine. */
    openUrl: oc.input(z.object({ url: z.url().max(4_000) })).output(z.object({})),
    /** Shows a file or folder that Elo made or watches; refusal `path-not-known`. */
    reveal: oc.input(z.object({ path: s.pathSchema })).output(z.object({})),
    openLogs: oc.input(none).output(z.object({})),
    checkForUpdate: oc.input(none).output(w.desktopSchema),
    /** Never during a push: refused with `still-sending`. */
    installUpdate: oc.input(none).output(z.object({})),
  },

  folders: {
    suggest: oc.input(none).output(z.array(w.folderSuggestionSchema)),
    list: oc.input(none).output(z.array(s.folderSchema)),
    add: oc
      .input(z.object({ path: s.pathSchema, share: z.boolean().optional() }))
      .output(z.array(s.folderSchema)),
    remove: oc.input(z.object({ path: s.pathSchema })).output(z.array(s.folderSchema)),
  },

  home: {
    rows: oc.input(none).output(eventIterator(w.homePieceSchema)),
    row: oc.input(environment).output(w.homeRowSchema),
    /** Files without environment, questions first. */
    looseFiles: oc.input(none).output(z.array(w.looseFileSchema)),
  },

  files: {
    list: oc.input(none).output(z.array(s.fileSchema)),
    answer: oc
      // `of`: which of several files it is, moved; by its id or path. `current` and `apart` are answers about what was
      // saved in an opened version.
      .input(
        file.extend({
          answer: z.enum(['moved', 'copy', 'ignore', 'current', 'apart']),
          of: s.pathSchema.optional(),
        }),
      )
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
  projects: {
    list: oc.input(none).output(z.array(s.projectSchema)),
    create: oc
      .input(z.object({ customerId: s.idSchema, name: z.string().trim().min(1).max(200) }))
      .output(s.projectSchema),
  },

  environments: {
    list: oc.input(none).output(z.array(s.environmentSchema)),
    get: oc.input(environment).output(w.environmentDetailSchema),
    items: oc.input(environment).output(w.environmentItemsSchema),
    history: oc.input(environment).output(z.array(w.happeningSchema)),
    create: oc
      .input(
        z.object({
          projectId: s.idSchema,
          name: z.string().trim().min(1).max(200),
          file: s.pathSchema.optional(),
        }),
      )
      .output(s.environmentSchema),
    /** Asks for an environment and answers at once; `create` waits until it is made. */
    start: oc.input(c.newCreationSchema).output(c.creationSchema),
    /** The same for the project file of an environment that has none. */
    makeFile: oc.input(environment.extend({ file: s.pathSchema.optional() })).output(c.creationSchema),
    proposeFile: oc.input(c.fileProposalFor).output(c.proposedFileSchema),
    /** What is being made, what failed, and what was done within the last hour. */
    creations: oc.input(none).output(z.array(c.creationSchema)),
    /** Waits until one is made. Refusals: what it failed with, `still-waiting`. */
    creation: oc.input(z.object({ creationId: s.idSchema })).output(s.environmentSchema),
    retryCreation: oc
      .input(z.object({ creationId: s.idSchema, file: s.pathSchema.optional() }))
      .output(c.creationSchema),
    dismissCreation: oc.input(z.object({ creationId: s.idSchema })).output(z.array(c.creationSchema)),
    // Not `bind`: a client is a proxy over a function, which has a `bind` of its own.
    bindFile: oc
      .input(environment.extend({ file: s.pathSchema, ambientGuid: s.idSchema.optional() }))
      .output(s.environmentSchema),
    unbindFile: oc.input(environment).output(s.environmentSchema),
    /** Project files that may be its drawing, best first, with what speaks for each. Nothing is bound by it. */
    proposals: oc.input(environment).output(z.array(p.proposalSchema)),
    /** Both sides where two machines changed an environment apart; `null` where they agree. */
    disagreement: oc.input(environment).output(d.disagreementSchema.nullable()),
    resolve: oc.input(d.resolutionSchema).output(d.resolvedSchema),
    /** Opens a copy of the drawing as FoccoLojas has it now, whichever machine made it. */
    openDrawing: oc.input(environment).output(z.object({ path: z.string(), opened: z.boolean() })),
  },

  listings: {
    list: oc.input(none).output(z.array(s.listingSchema)),
    /** By its id, or the listing a version of an environment was made from. */
    tree: oc
      .input(z.union([z.object({ listingId: s.idSchema }), environment.extend({ version: z.int().min(1) })]))
      .output(w.listingTreeSchema),
  },

  picture: oc.input(w.stateRefSchema).output(w.pictureSchema.nullable()),
  plan: oc
    .input(z.object({ state: w.stateRefSchema, ambientGuid: s.idSchema.optional() }))
    .output(w.floorPlanSchema),
  compare: oc
    .input(
      z.object({ before: w.stateRefSchema, after: w.stateRefSchema, ambientGuid: s.idSchema.optional() }),
    )
    .output(w.comparisonSchema),

  acts: {
    prepare: oc.input(handOver).output(s.handedOverSchema),
    negotiate: oc.input(handOver).output(s.handedOverSchema),
    /**
     * The same as soon as a fresh listing is there: it waits, also over restarts, until the user ends it. Refusal
     * `other-act-waits` with the mode of what `waits` already for this environment: one at a time, each ended by the user.
     */
    handOverWhenFresh: oc
      .input(environment.extend({ mode: z.enum(['prepare', 'negotiate']) }))
      .output(a.listingWaitSchema),
    /**
     * Waits like that until an update can be made, and says so; the update itself is confirmed by whoever saw what it
     * changes. Refusals: those of an update but `listing-not-fresh`, `nothing-to-update`, `other-act-waits`.
     */
    updateWhenFresh: oc.input(environment).output(a.listingWaitSchema),
    listingWaits: oc.input(none).output(z.array(a.listingWaitSchema)),
    /** Waits no longer, or has been seen; refusal `nothing-waits`. What was handed over stays so. */
    endListingWait: oc.input(environment).output(z.array(a.listingWaitSchema)),
    /**
     * Makes the next version; a dry run only tells what would change, and what that was read from. Refusal `look-again`:
     * save, listing or version are others than those `seen` stands for; nothing is sent then.
     */
    update: oc
      .input(
        z.object({
          environmentId: s.idSchema.optional(),
          notificationId: s.idSchema.optional(),
          dryRun: z.boolean().optional(),
          /** From the dry run that is confirmed; without it, whatever is the newest then. */
          seen: z.string().max(200).optional(),
        }),
      )
      .output(s.updatedSchema),
    startReview: oc.input(environment).output(s.environmentSchema),
    completeReview: oc.input(environment).output(s.environmentSchema),
    assistance: oc
      .input(z.object({ occurrenceId: s.idSchema, from: z.enum(['blank', 'review']) }))
      .output(z.object({ environment: s.environmentSchema, path: z.string() })),
  },

  reviews: {
    /** What is released or in review, what is due first; for whoever reviews. */
    queue: oc.input(none).output(z.array(s.reviewSchema)),
  },
  occurrences: {
    /** Newest first; of one environment, or of the store. */
    list: oc
      .input(z.object({ environmentId: s.idSchema.optional() }).optional())
      .output(z.array(s.occurrenceSchema)),
  },

  versions: {
    list: oc.input(environment).output(z.array(s.versionSchema)),
    open: oc
      .input(environment.extend({ version: z.int().min(1) })) // `opened` is false where the system has no program for it; the file is there.
      .output(z.object({ path: z.string(), opened: z.boolean() })),
    makeCurrent: oc
      .input(
        environment.extend({
          version: z.int().min(1),
          dryRun: z.boolean().optional(),
          /** From the dry run the user saw; refused with `version-token-mismatch` where it changed since. */
          versionToken: z.string().max(200).optional(),
        }),
      )
      .output(
        z.object({
          version: z.int().optional(),
          outdatedQuotes: z.array(z.string()),
          versionToken: z.string(),
        }),
      ),
    /** Copies of versions that were opened on this machine, newest first; of one environment, or all. */
    openedCopies: oc
      .input(z.object({ environmentId: s.idSchema.optional() }).optional())
      .output(z.array(a.openedCopySchema)),
    /**
     * What becomes of what was saved in an opened version: `current` puts it in the place of the environment's file (whose
     * content is kept), `apart` leaves both. Ids of what the user saw: refused with `file-changed-meanwhile` where newer.
     */
    decideCopy: oc
      .input(
        file.extend({
          answer: z.enum(['current', 'apart']),
          saveId: s.idSchema.optional(),
          currentSaveId: s.idSchema.optional(),
        }),
      )
      .output(a.openedCopySchema),
  },

  notifications: {
    list: oc.input(none).output(z.array(s.notificationSchema)),
    open: oc.input(z.object({ id: s.idSchema })).output(s.notificationSchema),
    /** The user says it is done; refusal `notification-still-due` where what it asks for is still to do. */
    finish: oc.input(z.object({ id: s.idSchema })).output(s.notificationSchema),
  },

  outbox: {
    list: oc
      .input(z.object({ all: z.boolean().optional(), limit: z.int().min(1).max(10_000).optional() }))
      .output(z.array(s.deliverySchema)),
    retry: oc.input(z.object({ id: s.idSchema })).output(s.deliverySchema),
  },
  diagnosis: diagnosisContract,
  fixes: fixContract,
  audit: oc.input(none).output(s.auditSchema),
  receiver: {
    get: oc.input(none).output(receiver),
    set: oc.input(z.object({ on: z.boolean() })).output(receiver),
  },
  supportBundle: oc.input(z.object({ path: s.pathSchema })).output(w.writtenFileSchema),

  prerequisites: {
    list: oc.input(none).output(z.array(s.prerequisiteSchema)),
    confirm: oc.input(z.object({ code: z.string().min(1).max(60) })).output(z.array(s.prerequisiteSchema)),
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
