/**
 * Shapes for the window: rows of its lists, the pages of an environment, comparison and floor plan, first run,
 * settings, diagnosis. Money and quantities are decimal strings, lengths millimetres, times UTC ISO-8601.
 */
import { z } from 'zod';
import { environmentStates } from '../domain/environmentState.ts';
import { listingWaitSchema, notFreshReasons } from './actSchemas.ts';
import { saveStates } from '../domain/states.ts';
import { fileSchema, idSchema, notificationSchema, pathSchema, promobLinkSchema } from './schemas.ts';

const time = z.iso.datetime();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Promob writes more digits than money has; a value it could not work out is no amount. */
const amount = z.string().regex(/^-?\d{1,15}(\.\d{1,12})?$/);

/** Where the first run stands; every step that is done stays done when it is interrupted. */
export const setupSchema = z.object({
  serverUrl: z.url().nullable(),
  signedIn: z.boolean(),
  promobLink: promobLinkSchema,
  /** The integration's responsible user configures the store instead of linking. */
  responsible: z.boolean(),
  folders: z.int(),
  /** The user went through it once; from then on the window opens at the environments. */
  done: z.boolean(),
});

export const checkedServerSchema = z.object({
  /** The address to keep: an origin. */
  serverUrl: z.url(),
  /** This machine's clock minus the server's. */
  clockSkewMs: z.int(),
});

export const settingsSchema = z.object({
  language: z.enum(['pt-BR', 'en', 'es']),
  theme: z.enum(['system', 'light', 'dark']),
});

/** What only the program around the engine can do. `unsupported` where it cannot. */
export const desktopSchema = z.object({
  host: z.enum(['electron', 'browser', 'command-line']),
  version: z.string(),
  platform: z.enum(['windows', 'linux', 'macos']),
  /** A dialog for folders can be shown; else the path is typed or pasted. */
  canPickFolder: z.boolean(),
  /** `switched-off-by-user`: in the system's own list of start-up programs, where Elo cannot turn it on again. */
  autostart: z.enum(['on', 'off', 'switched-off-by-user', 'unsupported']),
  update: z.object({
    state: z.enum(['unsupported', 'current', 'checking', 'downloading', 'ready', 'failed']),
    version: z.string().optional(),
    /** 0–100 while downloading. */
    percent: z.number().min(0).max(100).optional(),
  }),
  /** Where restored saves and reports go unless the user chooses another place. */
  documentsFolder: z.string(),
  /** What another program starts to hand a file to Elo (*Executar Aplicação*); absent where there is none. */
  program: z.string().optional(),
});

/** A folder Promob's projects are likely to be in. */
export const folderSuggestionSchema = z.object({
  path: z.string(),
  kind: z.enum(['local', 'share']),
  /** Project files seen in a bounded look; it may hold more. */
  projects: z.int(),
  why: z.enum(['promob-installed', 'documents', 'recent-files', 'mapped-drive']),
});

/** One row of the home screen, small, since ten thousand of them are shown. */
export const homeRowSchema = z.object({
  environmentId: idSchema,
  name: z.string(),
  projectId: idSchema,
  projectName: z.string(),
  customerName: z.string(),
  state: z.enum(environmentStates),
  outdated: z.boolean(),
  locked: z.boolean(),
  /** Another machine made a version meanwhile: both are compared and one is chosen. */
  conflict: z.boolean(),
  fileId: idSchema.optional(),
  /** The last part of the file's path. */
  fileName: z.string().optional(),
  lastVersion: z.object({ number: z.int(), importedAt: time.optional() }).optional(),
  convertedVersion: z.int().optional(),
  lastSave: z
    .object({
      saveId: idSchema,
      number: z.int(),
      keptAt: time,
      state: z.enum(saveStates),
      receivedAt: time.optional(),
      reason: z.string().optional(),
    })
    .optional(),
  freshListing: z.boolean(),
  due: z.string().optional(),
  /** An act that waits for the listing, or how that ended. */
  wait: listingWaitSchema.pick({ mode: true, state: true }).optional(),
  /** Situação and Estágio as FoccoLojas tells them. */
  situation: z.string().optional(),
  stage: z.string().optional(),
  occurrence: z.object({ number: z.int(), ofEnvironmentId: idSchema }).optional(),
  /** The newest of: kept, received, updated, changed in FoccoLojas. */
  activityAt: time,
});

/** Rows come in pieces, what is due first, so that the first screen stands before the last row is read. */
export const homePieceSchema = z.object({ rows: z.array(homeRowSchema), total: z.int(), last: z.boolean() });

/** A file that is not the drawing of any environment, or that raises a question. */
export const looseFileSchema = fileSchema.extend({
  lastSave: z.object({ saveId: idSchema, number: z.int(), keptAt: time }).optional(),
});

export const environmentDetailSchema = homeRowSchema.extend({
  file: z
    .object({
      fileId: idSchema,
      path: z.string(),
      present: z.boolean(),
      problem: z.string().optional(),
      unreadableSince: time.optional(),
      /** 3D environments inside the newest save; the bound one carries the binding. */
      ambients: z.array(z.object({ guid: z.string().nullable(), name: z.string(), bound: z.boolean() })),
    })
    .optional(),
  /** The listing the next update would hand over; absent while none is there. */
  listing: z
    .object({
      listingId: idSchema,
      capturedAt: time,
      fresh: z.boolean(),
      /** Sale price. */
      budget: amount.nullable(),
    })
    .optional(),
  /** Why none is fresh, where a file with a save is bound. */
  notFresh: z.enum(notFreshReasons).optional(),
  /** The same with what it waits for. */
  listingWait: listingWaitSchema.optional(),
  purchaseOrders: z.int(),
  createdAt: time.optional(),
  /** What FoccoLojas told about it since its conversion, newest first, and what became of each. */
  notifications: z.array(notificationSchema),
  /** The last act asked of FoccoLojas, where it was refused: nobody may have been there to hear it. */
  refusedAct: z.object({ kind: z.string(), code: z.string(), at: time }).optional(),
});

/** An item as FoccoLojas has it now. */
export const foccoItemSchema = z.object({
  id: z.string(),
  source: z.enum(['promob', 'manual']),
  code: z.string().optional(),
  description: z.string(),
  quantity: z.string(),
  unit: z.string().optional(),
  total: z.string(),
  /** ITEM@GUID of the listing it was made from. */
  guid: z.string().optional(),
  flags: z.array(z.string()),
});
export const environmentItemsSchema = z.object({
  items: z.array(foccoItemSchema),
  /** When FoccoLojas said so; older than now while offline. */
  at: time,
  stale: z.boolean(),
});

/** One item of a listing, in the order of the file, parents before children. */
export const listingItemSchema = z.object({
  /** Position in the list; `parent` names one of these. */
  index: z.int(),
  parent: z.int().nullable(),
  ambient: z.int(),
  guid: z.string().nullable(),
  code: z.string(),
  description: z.string(),
  reference: z.string(),
  /** As written: some systems count pieces in `repetition` and areas in `quantity`. */
  quantity: z.string(),
  unit: z.string(),
  repetition: z.string(),
  dimensions: z.string(),
  /** Own price and that of its components together; null where none could be read. */
  total: amount.nullable(),
  /** What is odd about it: shown with a sign, never hidden. */
  flags: z.array(z.string()),
});
export const listingTreeSchema = z.object({
  listingId: idSchema.optional(),
  capturedAt: time.optional(),
  ambients: z.array(
    z.object({ guid: z.string().nullable(), description: z.string(), budget: amount.nullable() }),
  ),
  items: z.array(listingItemSchema),
  totals: z.object({ table: amount.nullable(), order: amount.nullable(), budget: amount.nullable() }),
  /** A listing may hold more items than a screen can; the rest is counted. */
  omitted: z.int(),
});

/**
 * Which state of a project: a save of this machine; a version of an environment, wherever it was made; or one of the
 * drawings machines disagree about, as FoccoLojas names its save.
 */
export const stateRefSchema = z.union([
  z.object({ saveId: idSchema }),
  z.object({ environmentId: idSchema, receivedSaveId: idSchema }),
  z.object({ environmentId: idSchema, version: z.int().min(1) }),
]);

/** A picture as it stands in the file; `null` where the file has none. */
export const pictureSchema = z.object({
  mediaType: z.enum(['image/jpeg', 'image/png']),
  base64: z.string(),
});

const changeKinds = ['size', 'place', 'rotation', 'finish', 'description', 'quantity', 'price'] as const;

/** Something of the drawing. `key` names it in the floor plan of its side. */
export const planEntitySchema = z.object({
  key: z.int(),
  guid: z.string().nullable(),
  kind: z.string(),
  description: z.string(),
  reference: z.string(),
  /** Millimetres. */
  size: z.object({ w: z.number(), h: z.number(), d: z.number() }),
  place: z.object({ x: z.number(), y: z.number(), z: z.number() }),
  /** Degrees, counter-clockwise. */
  rotation: z.number(),
});
/** What is drawn: a polygon seen from above, millimetres. */
export const planShapeSchema = z.object({
  key: z.int(),
  layer: z.enum(['floor', 'wall', 'module', 'other']),
  /** x, y, x, y …, in order around. */
  points: z.array(z.number()),
});
export const floorPlanSchema = z.object({
  ambient: z.object({ guid: z.string().nullable(), name: z.string() }).nullable(),
  ambients: z.array(z.object({ guid: z.string().nullable(), name: z.string() })),
  bounds: z.object({ minX: z.number(), minY: z.number(), maxX: z.number(), maxY: z.number() }).nullable(),
  shapes: z.array(planShapeSchema),
  entities: z.array(planEntitySchema),
  /** Entities beyond what can be drawn. */
  omitted: z.int(),
});

/** One side of a comparison. */
export const comparedSideSchema = z.object({
  saveId: idSchema.optional(),
  saveNumber: z.int().optional(),
  version: z.int().optional(),
  optionName: z.string().optional(),
  at: time,
  sha256,
  hasPicture: z.boolean(),
  hasListing: z.boolean(),
});
export const comparedItemSchema = z.object({
  guid: z.string().nullable(),
  code: z.string(),
  description: z.string(),
  quantity: z.string(),
  dimensions: z.string(),
  reference: z.string(),
  total: amount.nullable(),
});
const changes = z.array(z.enum(changeKinds));
export const comparisonSchema = z.object({
  before: comparedSideSchema,
  after: comparedSideSchema,
  identical: z.boolean(),
  drawing: z.object({
    added: z.array(planEntitySchema),
    removed: z.array(planEntitySchema),
    changed: z.array(z.object({ before: planEntitySchema, after: planEntitySchema, changes })),
    unchanged: z.int(),
    /** Pairs that carry the same GUID, and pairs found by kind, place and size. */
    matchedByGuid: z.int(),
    matchedByShape: z.int(),
  }),
  /** `null` unless both sides have a listing. */
  items: z
    .object({
      added: z.array(comparedItemSchema),
      removed: z.array(comparedItemSchema),
      changed: z.array(z.object({ before: comparedItemSchema, after: comparedItemSchema, changes })),
      unchanged: z.int(),
    })
    .nullable(),
  total: z.object({ before: amount.nullable(), after: amount.nullable() }),
  plans: z.object({ before: floorPlanSchema, after: floorPlanSchema }),
  /** Differences beyond what a screen can show. */
  omitted: z.int(),
});

/** Something that happened to an environment. */
export const happeningSchema = z.object({
  at: time,
  /** Lower-kebab-case; the text is `happening.CODE`. */
  code: z.string(),
  /** Who did it, where that is known; absent where Elo did it by itself. */
  by: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const writtenFileSchema = z.object({ path: pathSchema, bytes: z.int() });

export type Setup = z.infer<typeof setupSchema>;
export type CheckedServerView = z.infer<typeof checkedServerSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type Desktop = z.infer<typeof desktopSchema>;
export type FolderSuggestion = z.infer<typeof folderSuggestionSchema>;
export type HomeRow = z.infer<typeof homeRowSchema>;
export type HomePiece = z.infer<typeof homePieceSchema>;
export type LooseFile = z.infer<typeof looseFileSchema>;
export type EnvironmentDetail = z.infer<typeof environmentDetailSchema>;
export type FoccoItem = z.infer<typeof foccoItemSchema>;
export type EnvironmentItems = z.infer<typeof environmentItemsSchema>;
export type ListingItemView = z.infer<typeof listingItemSchema>;
export type ListingTree = z.infer<typeof listingTreeSchema>;
export type StateRef = z.infer<typeof stateRefSchema>;
export type Picture = z.infer<typeof pictureSchema>;
export type PlanEntity = z.infer<typeof planEntitySchema>;
export type PlanShape = z.infer<typeof planShapeSchema>;
export type FloorPlan = z.infer<typeof floorPlanSchema>;
export type ComparedSide = z.infer<typeof comparedSideSchema>;
export type ComparedItem = z.infer<typeof comparedItemSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type ChangeKind = (typeof changeKinds)[number];
export type Happening = z.infer<typeof happeningSchema>;
