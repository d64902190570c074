import { z } from 'zod';
import { Id, MAX_FILE_BYTES, PageQuery, Sha256, Time, pageOf } from './common.ts';
import { operations } from './operation.ts';
import { ListingReceipt, SaveReceipt } from './receipts.ts';

const environmentParams = z.strictObject({ environmentId: Id });

/** Name of a file as the user sees it: no path, no control characters. */
const FileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^/\\\p{Cc}]+$/u)
  .describe('name of the file, no path');

/** Saves and listings with their bytes. */
export const saveOperations = operations({
  createSave: {
    group: 'Saves',
    method: 'POST',
    path: '/environments/{environmentId}/saves',
    summary: 'Hand over a save: the exact bytes of the project file',
    description:
      'Taken in any order of arrival; the order is the promise of the sender. The environment becomes outdated and a notification is made or refreshed (rule 6). Refused once purchase orders were issued (rule 11). A save that does not follow from the drawing of the environment (neither previousSha256 nor the history inside the file says so) is taken all the same, and from then on two machines disagree.',
    auth: 'bearer',
    idempotent: true,
    params: environmentParams,
    query: z.strictObject({
      saveId: Id,
      number: z.int().min(1).describe('number of the save of its project file'),
      keptAt: Time.describe('when the companion kept it'),
      savedAt: Time.optional().describe('when Promob saved it, as its own history says'),
      fileName: FileName,
      previousSha256: z
        .union([Sha256, z.literal('none')])
        .optional()
        .describe(
          "the drawing this machine knew as the environment's before: what it reported last, or took over. `none` where it knew none; absent where the sender does not keep track, and then nothing is concluded",
        ),
      ambientGuid: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .describe('the one 3D environment of the file that is meant'),
    }),
    body: { mediaType: 'application/octet-stream', maxBytes: MAX_FILE_BYTES, digest: true },
    success: {
      status: 201,
      description: 'Received',
      body: { mediaType: 'application/json', schema: SaveReceipt },
    },
    refusals: ['promob-link-required', 'environment-locked'],
  },
  listSaves: {
    group: 'Saves',
    method: 'GET',
    path: '/environments/{environmentId}/saves',
    summary: 'Receipts of the saves of an environment, in order',
    auth: 'bearer',
    idempotent: false,
    params: environmentParams,
    query: PageQuery,
    success: {
      status: 200,
      description: 'A page',
      body: { mediaType: 'application/json', schema: pageOf(SaveReceipt) },
    },
    refusals: [],
  },
  createListing: {
    group: 'Saves',
    method: 'POST',
    path: '/environments/{environmentId}/listings',
    summary: 'Hand over a budget listing (LISTING XML) as Promob wrote it',
    auth: 'bearer',
    idempotent: true,
    params: environmentParams,
    query: z.strictObject({ listingId: Id, capturedAt: Time, fileName: FileName }),
    body: { mediaType: 'application/xml', maxBytes: MAX_FILE_BYTES, digest: true },
    success: {
      status: 201,
      description: 'Received',
      body: { mediaType: 'application/json', schema: ListingReceipt },
    },
    refusals: ['promob-link-required', 'environment-locked'],
  },
});
