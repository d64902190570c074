import { z } from 'zod';
import { Id, MAX_FILE_BYTES } from './common.ts';
import { Environment } from './environments.ts';
import { operations } from './operation.ts';
import { Receipt } from './receipts.ts';

/** Two machines work on one environment: what was decided, and the environment after it. */
export const ResolutionResult = z
  .object({ environment: Environment, receipt: Receipt })
  .meta({ id: 'ResolutionResult', description: 'The environment after a disagreement was decided' });

/** Deciding which of several drawings goes on. */
export const disagreementOperations = operations({
  resolveDisagreement: {
    group: 'Saves',
    method: 'POST',
    path: '/environments/{environmentId}/resolution',
    summary: 'Decide which of the drawings that stand against each other goes on',
    description:
      'The save named becomes the drawing of the environment; the others stay received and can be fetched. With If-Match of the environment it is refused where anything changed since the user compared. Chosen: the save of the last version, and the environment is up to date again; any other, and an update is due.',
    auth: 'bearer',
    idempotent: true,
    ifMatch: true,
    params: z.strictObject({ environmentId: Id }),
    body: {
      mediaType: 'application/json',
      schema: z.strictObject({ saveId: Id }).meta({ id: 'NewResolution' }),
    },
    success: {
      status: 200,
      description: 'Decided',
      body: { mediaType: 'application/json', schema: ResolutionResult },
      headers: ['ETag'],
    },
    refusals: ['promob-link-required', 'environment-locked', 'wrong-state'],
  },
  getSaveFile: {
    group: 'Saves',
    method: 'GET',
    path: '/environments/{environmentId}/saves/{saveId}/file',
    summary: 'The exact project file of a save',
    auth: 'bearer',
    idempotent: false,
    params: z.strictObject({ environmentId: Id, saveId: Id }),
    success: {
      status: 200,
      description: 'The file',
      body: { mediaType: 'application/octet-stream', maxBytes: MAX_FILE_BYTES, digest: true },
      headers: ['Content-Digest'],
    },
    refusals: [],
  },
});
