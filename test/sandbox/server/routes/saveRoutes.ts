import { readFile } from 'node:fs/promises';
import type { OperationId } from '../../../../shared/api/operations.ts';
import type { SaveReceipt } from '../../../../shared/api/receipts.ts';
import { receiveListing, receiveSave, resolve } from '../../acts/saveActs.ts';
import { makeCurrent, negotiate, previewChanges, updateFrom } from '../../acts/versionActs.ts';
import {
  environmentRow,
  environmentView,
  etag,
  receiptView,
  tokenOf,
  versionView,
} from '../../acts/views.ts';
import type { Listing } from '../../reading/readListing.ts';
import { readListing } from '../../reading/readListing.ts';
import type { ProjectFacts } from '../../reading/readProjectFile.ts';
import { readProjectFile } from '../../reading/readProjectFile.ts';
import { Refusal } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { Call, Handlers } from '../call.ts';
import { handler } from '../call.ts';
import { pageOfRows } from './paging.ts';

type SaveOps =
  | Extract<OperationId, 'createSave' | 'listSaves' | 'createListing' | 'createNegotiation' | 'previewUpdate'>
  | Extract<
      OperationId,
      'createUpdate' | 'listVersions' | 'getVersion' | 'getVersionFile' | 'getVersionListing'
    >
  | Extract<OperationId, 'makeVersionCurrent' | 'listReceipts' | 'resolveDisagreement' | 'getSaveFile'>;

function pathOf(call: Pick<Call<'createSave'>, 'file'>): string {
  if (call.file === undefined) throw new Error('the file of the request is missing');
  return call.file.path;
}

async function listingIn(call: Pick<Call<'createSave'>, 'file'>): Promise<Listing> {
  return readListing(await readFile(pathOf(call)));
}

function versionOf(world: World, params: { environmentId: string; number: number }) {
  const { id } = environmentRow(world, params.environmentId);
  const row = world.work.version(id, params.number);
  if (row === undefined) throw new Refusal('not-found', 'no such version');
  return row;
}

/** Saves, listings, negotiation, updates, versions, receipts. */
export function saveRoutes(world: World): Handlers<SaveOps> {
  const tag = (environmentId: string): Record<string, string> =>
    etag(tokenOf(environmentRow(world, environmentId)));
  return {
    createSave: handler<'createSave', ProjectFacts>({
      link: true,
      prepare: (call) => readProjectFile(pathOf(call)),
      run: (call, facts) => ({
        body: receiveSave(
          world,
          call.params.environmentId,
          call.idempotencyKey,
          call.query,
          { path: pathOf(call), ...facts },
          call.user.name,
        ),
      }),
    }),
    listSaves: {
      run({ params, query }) {
        const environment = environmentRow(world, params.environmentId);
        const page = pageOfRows(
          query,
          (after, limit) => world.receipts.savesOf(environment.id, after, limit),
          (row) => ({ ...receiptView(row), environmentState: environment.state }) as SaveReceipt,
        );
        return { body: page };
      },
    },
    resolveDisagreement: {
      link: true,
      run({ params, body, idempotencyKey, matchToken }) {
        matchToken(tokenOf(environmentRow(world, params.environmentId)));
        const receipt = resolve(world, params.environmentId, idempotencyKey, body.saveId);
        const environment = environmentView(world, environmentRow(world, params.environmentId));
        return { body: { environment, receipt }, headers: tag(params.environmentId) };
      },
    },
    getSaveFile: {
      run({ params }) {
        const save = world.work.saveNamed(params.environmentId, params.saveId);
        if (save === undefined) throw new Refusal('not-found', 'no such save of this environment');
        return { body: { contentId: save.contentId } };
      },
    },
    createListing: handler<'createListing', Listing>({
      link: true,
      prepare: listingIn,
      run: (call, listing) => ({
        body: receiveListing(world, call.params.environmentId, call.idempotencyKey, call.query, {
          path: pathOf(call),
          listing,
        }),
      }),
    }),
    createNegotiation: {
      link: true,
      run: ({ params, body, idempotencyKey }) => ({
        body: negotiate(world, params.environmentId, idempotencyKey, body),
      }),
    },
    previewUpdate: handler<'previewUpdate', Listing>({
      prepare: listingIn,
      run: ({ params }, listing) => ({ body: previewChanges(world, params.environmentId, listing) }),
    }),
    createUpdate: {
      link: true,
      run({ params, body, idempotencyKey, matchToken }) {
        matchToken(tokenOf(environmentRow(world, params.environmentId)));
        const notification = body.notificationId;
        if (
          notification !== undefined &&
          world.notices.notification(notification)?.environmentId !== params.environmentId
        ) {
          throw new Refusal('not-found', 'no such notification of this environment');
        }
        const result = updateFrom(world, params.environmentId, idempotencyKey, body.importId);
        return { body: result, headers: tag(params.environmentId) };
      },
    },
    listVersions: {
      run({ params }) {
        const { id } = environmentRow(world, params.environmentId);
        return { body: { items: world.work.versions(id).map((row) => versionView(world, row)) } };
      },
    },
    getVersion: { run: ({ params }) => ({ body: versionView(world, versionOf(world, params)) }) },
    getVersionFile: {
      run({ params }) {
        const save = world.work.save(versionOf(world, params).saveSeq);
        if (save === undefined) throw new Refusal('not-found', 'the version has no file');
        return { body: { contentId: save.contentId } };
      },
    },
    getVersionListing: {
      run({ params }) {
        const listing = world.work.listing(versionOf(world, params).listingSeq);
        if (listing === undefined) throw new Refusal('not-found', 'the version has no listing');
        return { body: { contentId: listing.contentId } };
      },
    },
    makeVersionCurrent: {
      link: true,
      run({ params, query, idempotencyKey, matchToken }) {
        matchToken(tokenOf(environmentRow(world, params.environmentId)));
        const result = makeCurrent(
          world,
          params.environmentId,
          params.number,
          idempotencyKey,
          query.dryRun === true,
        );
        return { body: result, headers: tag(params.environmentId) };
      },
    },
    listReceipts: {
      run: ({ query }) => ({
        body: pageOfRows(
          query,
          (after, limit) => world.receipts.page(after, limit, query.since),
          receiptView,
        ),
      }),
    },
  };
}

/** The environment as answer of an act, with its ETag. */
export function environmentAnswer(world: World, id: string) {
  const row = environmentRow(world, id);
  return { body: environmentView(world, row), headers: etag(tokenOf(row)) };
}
