import { z } from 'zod';
import { Count, Decimal, Id, MAX_FILE_BYTES, ProjectGuid, Sha256, Time, Totals, listOf } from './common.ts';
import { Item } from './environments.ts';
import { operations } from './operation.ts';
import { Receipt } from './receipts.ts';

const environmentParams = z.strictObject({ environmentId: Id });
const versionParams = z.strictObject({ environmentId: Id, number: z.int().min(1) });

/** What one update made of an environment (rule 8). */
export const Version = z
  .object({
    number: z.int().min(1),
    optionName: z.string().min(1).max(300).describe("Nome da opção: the project's name, or Promob's option"),
    importedAt: Time.describe('Data da opção'),
    identifier: ProjectGuid.nullable().describe('Identificador: the unique id of the project in Promob'),
    saveId: Id,
    saveSha256: Sha256,
    listingId: Id,
    latest: z.boolean().describe('the last one imported: green'),
    converted: z.boolean().describe('the one whose quote was approved'),
    totals: Totals,
  })
  .meta({ id: 'Version', description: 'What one update made of an environment' });
export type Version = z.infer<typeof Version>;

/** What an update changes; items added by hand are counted only, they never change (rule 9). */
export const Changes = z
  .object({
    added: z.array(Item),
    removed: z.array(Item),
    changed: z.array(z.object({ before: Item, after: Item })),
    unchanged: Count,
    manualKept: Count,
    totals: z.object({ before: Totals.nullable(), after: Totals }),
  })
  .meta({ id: 'Changes', description: 'What an update changes' });
export type Changes = z.infer<typeof Changes>;

/** A quote that an act makes out of date. */
export const OutdatedQuote = z
  .object({
    environmentId: Id,
    version: z.int().min(1),
    optionName: z.string().max(300),
    total: Decimal.nullable(),
  })
  .meta({ id: 'OutdatedQuote', description: 'A quote that becomes out of date' });

/** Updates and the versions they make. */
export const versionOperations = operations({
  previewUpdate: {
    group: 'Versions',
    method: 'POST',
    path: '/environments/{environmentId}/update-previews',
    summary: 'What an update from this listing would change',
    description: 'Changes nothing and is entered nowhere, so it needs no Idempotency-Key.',
    auth: 'bearer',
    idempotent: false,
    params: environmentParams,
    body: { mediaType: 'application/xml', maxBytes: MAX_FILE_BYTES, digest: false },
    success: {
      status: 200,
      description: 'The changes',
      body: { mediaType: 'application/json', schema: Changes },
    },
    refusals: [],
  },
  createUpdate: {
    group: 'Versions',
    method: 'POST',
    path: '/environments/{environmentId}/updates',
    summary: 'Turn what was handed over into the next version',
    description: 'Only items made by Promob change. Refused once purchase orders were issued.',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: environmentParams,
    body: {
      mediaType: 'application/json',
      schema: z.strictObject({ importId: Id, notificationId: Id.optional() }).meta({ id: 'NewUpdate' }),
    },
    success: {
      status: 201,
      description: 'The new version',
      body: {
        mediaType: 'application/json',
        schema: z
          .object({ version: Version, changes: Changes, receipt: Receipt })
          .meta({ id: 'UpdateResult' }),
      },
      headers: ['ETag'],
    },
    refusals: [
      'promob-link-required',
      'environment-locked',
      'nothing-to-update',
      'listing-not-fresh',
      'machines-disagree',
    ],
  },
  listVersions: {
    group: 'Versions',
    method: 'GET',
    path: '/environments/{environmentId}/versions',
    summary: 'Versions of an environment, oldest first',
    auth: 'bearer',
    idempotent: false,
    params: environmentParams,
    success: {
      status: 200,
      description: 'All versions',
      body: { mediaType: 'application/json', schema: listOf(Version) },
    },
    refusals: [],
  },
  getVersion: {
    group: 'Versions',
    method: 'GET',
    path: '/environments/{environmentId}/versions/{number}',
    summary: 'One version',
    auth: 'bearer',
    idempotent: false,
    params: versionParams,
    success: {
      status: 200,
      description: 'The version',
      body: { mediaType: 'application/json', schema: Version },
    },
    refusals: [],
  },
  getVersionFile: {
    group: 'Versions',
    method: 'GET',
    path: '/environments/{environmentId}/versions/{number}/file',
    summary: 'The exact project file of a version',
    auth: 'bearer',
    idempotent: false,
    params: versionParams,
    success: {
      status: 200,
      description: 'The file',
      body: { mediaType: 'application/octet-stream', maxBytes: MAX_FILE_BYTES, digest: true },
      headers: ['Content-Digest'],
    },
    refusals: [],
  },
  getVersionListing: {
    group: 'Versions',
    method: 'GET',
    path: '/environments/{environmentId}/versions/{number}/listing',
    summary: 'The exact listing of a version',
    auth: 'bearer',
    idempotent: false,
    params: versionParams,
    success: {
      status: 200,
      description: 'The listing',
      body: { mediaType: 'application/xml', maxBytes: MAX_FILE_BYTES, digest: true },
      headers: ['Content-Digest'],
    },
    refusals: [],
  },
  makeVersionCurrent: {
    group: 'Versions',
    method: 'POST',
    path: '/environments/{environmentId}/versions/{number}/make-current',
    summary: 'Make an old version current: a new version on top, never a rewrite',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: versionParams,
    query: z.strictObject({ dryRun: z.boolean().optional().describe('only say what it would do') }),
    success: {
      status: 200,
      description: 'The new version (with dryRun: as it would be) and the quotes it makes out of date',
      body: {
        mediaType: 'application/json',
        schema: z
          .object({ version: Version, outdatedQuotes: z.array(OutdatedQuote).max(1000) })
          .meta({ id: 'MakeCurrentResult' }),
      },
      headers: ['ETag'],
    },
    refusals: ['promob-link-required', 'environment-locked', 'nothing-to-update', 'machines-disagree'],
  },
});
