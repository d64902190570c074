/**
 * Shapes that cross between the engine and its clients (window, command line). What other programs rely on
 * (`--json` of the command line) is exactly these. Additions are allowed, changes are not.
 */
import { z } from 'zod';
import { environmentStates } from '../domain/environmentState.ts';
import { changingThings } from './changingThings.ts';
import { checkStatuses } from './diagnosisSchemas.ts';
import { deliveryKinds, deliveryStates, saveStates, waitModes, waitStates } from '../domain/states.ts';

const id = z.string().min(1).max(200);
const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const money = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/);
/** Windows' longest path is 32,767 characters. */
export const pathSchema = z.string().min(1).max(32_767);
export const idSchema = id;

export const promobLinkSchema = z.enum(['not-linked', 'linked', 'relink-required']);

export const accountSchema = z.object({
  signedIn: z.boolean(),
  user: z.object({ id, name: z.string(), roles: z.array(z.string()) }).nullable(),
  promobLink: promobLinkSchema,
});

/** Steps of signing in or linking, until `done`. `open-url`: the address a browser must open. */
export const accountStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('open-url'), url: z.url(), userCode: z.string().optional() }),
  z.object({ step: z.literal('waiting') }),
  z.object({ step: z.literal('done'), account: accountSchema }),
]);

export const queueSchema = z.object({
  kept: z.int(),
  sending: z.int(),
  withheld: z.int(),
  needsAttention: z.int(),
});

export const folderSchema = z.object({
  path: z.string(),
  state: z.enum(['watching', 'polling', 'suspended']),
  files: z.int(),
  reason: z.string().optional(),
});

export const statusSchema = accountSchema.extend({
  online: z.boolean(),
  queue: queueSchema,
  folders: z.array(folderSchema),
  health: z.array(z.string()),
  /** Environments two machines disagree about, with `machines-disagree` in the health list; absent while none. */
  disagreements: z.array(id).optional(),
  /** Acts that wait for a listing, and updates whose listing is there; absent while none. */
  waits: z.object({ waiting: z.int(), ready: z.int() }).optional(),
});

export const fileSchema = z.object({
  fileId: id,
  path: z.string(),
  projectGuid: z.string().nullable(),
  saves: z.int(),
  environmentIds: z.array(id),
  present: z.boolean(),
  ignored: z.boolean(),
  question: z.object({ code: z.string(), otherFileIds: z.array(id) }).optional(),
  /**
   * A copy in Elo's own folder: what is saved in it belongs to no environment until the user says so. `number` is the
   * version's; absent where it is another machine's drawing.
   */
  openedVersion: z.object({ environmentId: id, number: z.int().optional() }).optional(),
  /** Code of what is wrong with what lies there now. */
  problem: z.string().optional(),
  /** Since when that cannot be read, for the reason in `problem`. It is read again by itself once it changes. */
  unreadableSince: time.optional(),
});

export const saveSchema = z.object({
  saveId: id,
  number: z.int().min(1),
  keptAt: time,
  savedAt: time.optional(),
  sha256,
  bytes: z.int(),
  state: z.enum(saveStates),
  reason: z.string().optional(),
  receivedAt: time.optional(),
  versions: z.array(z.object({ environmentId: id, number: z.int() })),
});

export const restoredSchema = z.object({ path: z.string(), sha256 });

/** Of something made here that is not FoccoLojas' yet; its id is another one once it is. */
const underway = {
  /** Kept here until FoccoLojas can be reached. */
  waiting: z.boolean().optional(),
  /** FoccoLojas did not take it. `fields`: as in an error's details. */
  refused: z.object({ code: z.string(), fields: z.string().optional(), at: time }).optional(),
};
export const customerSchema = z.object({
  customerId: id,
  name: z.string(),
  promobStatus: z.enum(['pending', 'available']).optional(),
  ...underway,
});
/** Wider than what is taken, so that a person is told field by field what is wrong. */
export const newCustomerSchema = z.object({
  name: z.string().min(1).max(300),
  email: z.string().max(300).optional(),
  phone: z.string().max(300).optional(),
  document: z.string().max(300).optional(),
});
export const prerequisiteSchema = z.object({
  code: z.string(),
  status: z.enum(['ok', 'failed', 'unknown']),
  /** How it was found out: a code and its facts; the texts have the sentence. */
  found: z.object({
    code: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  /** Who must act, where somebody must. */
  who: z.enum(['you', 'responsible', 'colleagues', 'technician']).optional(),
  /** Whether this user's word counts for it now. */
  mayConfirm: z.boolean(),
  confirmedBy: z.string().optional(),
  confirmedAt: time.optional(),
  /** FoccoLojas could not be asked; this is from then. */
  asOf: time.optional(),
});

export const projectSchema = z.object({
  projectId: id,
  customerId: id,
  name: z.string(),
  customerName: z.string(),
  ...underway,
});

export const environmentSchema = z.object({
  environmentId: id,
  name: z.string(),
  projectId: id,
  projectName: z.string().optional(),
  customerName: z.string().optional(),
  state: z.enum(environmentStates),
  outdated: z.boolean(),
  locked: z.boolean(),
  fileId: id.optional(),
  lastVersion: z.int().optional(),
  lastSave: z
    .object({ saveId: id, number: z.int(), sha256, state: z.enum(saveStates), receivedAt: time.optional() })
    .optional(),
  due: z.string().optional(),
  /** An act that waits for the listing, or how that ended; until it is ended. */
  wait: z.object({ mode: z.enum(waitModes), state: z.enum(waitStates) }).optional(),
  /** How many the completed review generated; absent while none. */
  purchaseOrders: z.int().optional(),
  /** Of an environment made for technical assistance. */
  occurrence: z.object({ number: z.int(), ofEnvironmentId: id }).optional(),
});

export const listingSchema = z.object({
  listingId: id,
  fileId: id.optional(),
  path: z.string(),
  capturedAt: time,
  sha256,
  totals: z.object({
    table: z.string().nullable(),
    order: z.string().nullable(),
    budget: z.string().nullable(),
  }),
  fresh: z.boolean(),
});

export const handedOverSchema = z.object({ importId: id, openUrl: z.url().optional() });

const changedItem = z.object({ id: z.string(), description: z.string(), quantity: z.string(), total: money });
/** What an update changes. Items added by hand in FoccoLojas never change; they are counted. */
export const changesSchema = z.object({
  added: z.array(changedItem),
  removed: z.array(changedItem),
  changed: z.array(z.object({ before: changedItem, after: changedItem })),
  unchanged: z.int(),
  manualItemsKept: z.int(),
  /** Sale price before and after; `null` where there was none or the listing names none. */
  total: z.object({ before: money.nullable(), after: money.nullable() }),
});
/** What an update is made of: the drawing and the listing by their contents, and the version it comes after, if any. */
export const madeOfSchema = z.object({
  saveSha256: sha256,
  listingSha256: sha256,
  follows: z.int().min(1).nullable(),
});
/** `version` is absent in a dry run; what the changes were read from, and the code that names it, stand in one only. */
export const updatedSchema = z.object({
  version: z.int().optional(),
  changes: changesSchema,
  madeOf: madeOfSchema.optional(),
  /** Stands for all of `madeOf`: named in the confirming call, nothing else is made a version of. */
  seen: z.string().optional(),
});

export const versionSchema = z.object({
  number: z.int().min(1),
  optionName: z.string(),
  importedAt: time,
  /** The project's unique id in Promob; `null` where the listing named none. */
  identifier: z.string().nullable(),
  saveId: id.optional(),
  latest: z.boolean(),
  converted: z.boolean(),
  /** Sale price of the listing it was made from; `null` where the listing names none. */
  total: money.nullable().optional(),
});

export const notificationSchema = z.object({
  id,
  kind: z.string(),
  environmentId: id.optional(),
  environmentName: z.string().optional(),
  customerName: z.string().optional(),
  createdAt: time,
  state: z.enum(['delivered', 'seen', 'done']),
  /** Whose act caused it last. */
  byName: z.string().optional(),
  /** Of the occurrence it is about. */
  occurrenceId: id.optional(),
  occurrenceNumber: z.int().optional(),
  /** What became of it: when a machine first had it, when somebody first opened it, when it was done. */
  deliveredAt: time.optional(),
  seenAt: time.optional(),
  doneAt: time.optional(),
  /** The version that settled it. */
  madeVersion: z.int().optional(),
});

/** An environment on the desk of the reviser. `due`: `start-review`, `update`, `open-drawing`, `export-listing` or `complete-review`. */
export const reviewSchema = environmentSchema.extend({
  convertedVersion: z.int().optional(),
  /** Notifications since the conversion, newest first, and what became of each. */
  notifications: z.array(notificationSchema),
});

export const deliverySchema = z.object({
  id,
  seq: z.int(),
  kind: z.enum(deliveryKinds),
  environmentId: id.optional(),
  environmentName: z.string().optional(),
  customerName: z.string().optional(),
  saveId: id.optional(),
  saveNumber: z.int().optional(),
  /** The last part of the path of the file it is of. */
  fileName: z.string().optional(),
  sha256: sha256.optional(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  reason: z.string().optional(),
  createdAt: time,
  nextAttemptAt: time.optional(),
  receivedAt: time.optional(),
});

export const auditSchema = z.object({
  saved: z.int(),
  received: z.int(),
  pending: z.int(),
  withheld: z.int(),
  unbound: z.int(),
  needsAttention: z.int(),
  lost: z.int(),
  ok: z.boolean(),
  /** Whether FoccoLojas was asked; offline only this machine's side is counted, and `ok` is false. */
  compared: z.boolean(),
  at: time,
});

/**
 * A technical-assistance occurrence. `state`: `open` (nothing was done yet) · `by-hand` (its items were added by hand in
 * FoccoLojas, nothing of Promob is needed) · `asked` (asked for here, waits to be sent) · `making-file` (FoccoLojas made
 * its environment, the file is being made here; `problem` says why it could not) · `in-promob` (it has its environment).
 */
export const occurrenceSchema = z.object({
  id,
  number: z.int(),
  description: z.string(),
  environmentId: id,
  environmentName: z.string().optional(),
  customerName: z.string().optional(),
  createdAt: time.optional(),
  state: z.enum(['open', 'by-hand', 'asked', 'making-file', 'in-promob']),
  items: z.array(z.object({ id: z.string(), description: z.string(), quantity: z.string(), total: money })),
  assistance: z
    .object({ environmentId: id, name: z.string(), due: z.string().optional(), path: z.string().optional() })
    .optional(),
  problem: z.string().optional(),
});

/** What happened, as it happens; the lines of `run`. */
export const engineEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('ready'), engineMs: z.number(), filesChecked: z.int() }),
  z.object({
    event: z.literal('save-kept'),
    saveId: id,
    path: z.string(),
    sha256,
    environmentIds: z.array(id),
    fileId: id,
    number: z.int(),
    at: time,
  }),
  z.object({
    event: z.literal('save-received'),
    saveId: id,
    path: z.string(),
    sha256,
    environmentIds: z.array(id),
    at: time,
  }),
  z.object({ event: z.literal('notification'), notification: notificationSchema, at: time }),
  z.object({
    event: z.literal('state'),
    what: z.enum(changingThings),
    at: time,
    code: z.string().optional(),
    environmentId: id.optional(),
  }),
  /** What was found broken is mended, or something else is broken now; told when it stood for a while. */
  z.object({
    event: z.literal('diagnosis'),
    profile: z.string(),
    change: z.enum(['mended', 'changed']),
    verdict: z.enum(checkStatuses),
    brokenLink: z.string().nullable(),
    condition: z.string().optional(),
    at: time,
  }),
  /** An act that waited for its listing: the listing is there (`ready`), or it went on by itself and ended. */
  z.object({
    event: z.literal('wait'),
    environmentId: id,
    environmentName: z.string().optional(),
    mode: z.enum(waitModes),
    state: z.enum(waitStates),
    code: z.string().optional(),
    at: time,
  }),
  z.object({ event: z.literal('stopped'), at: time }),
]);

export type Account = z.infer<typeof accountSchema>;
export type AccountStep = z.infer<typeof accountStepSchema>;
export type Status = z.infer<typeof statusSchema>;
export type FolderView = z.infer<typeof folderSchema>;
export type FileView = z.infer<typeof fileSchema>;
export type SaveJson = z.infer<typeof saveSchema>;
export type EnvironmentView = z.infer<typeof environmentSchema>;
export type ListingView = z.infer<typeof listingSchema>;
export type HandedOver = z.infer<typeof handedOverSchema>;
export type Changes = z.infer<typeof changesSchema>;
export type MadeOf = z.infer<typeof madeOfSchema>;
export type Updated = z.infer<typeof updatedSchema>;
export type VersionView = z.infer<typeof versionSchema>;
export type NotificationView = z.infer<typeof notificationSchema>;
export type ReviewView = z.infer<typeof reviewSchema>;
export type OccurrenceView = z.infer<typeof occurrenceSchema>;
export type DeliveryView = z.infer<typeof deliverySchema>;
export type Audit = z.infer<typeof auditSchema>;
export type EngineEvent = z.infer<typeof engineEventSchema>;
export type PrerequisiteView = z.infer<typeof prerequisiteSchema>;
export type CustomerView = z.infer<typeof customerSchema>;
export type ProjectView = z.infer<typeof projectSchema>;
