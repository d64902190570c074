import type { FloorPlan, ListingTree, Picture } from '../../../../shared/contract/windowSchemas.ts';
import { EloError } from '../../../../shared/domain/eloError.ts';
import type { JobTable } from '../../platform/jobs.ts';
import type { LayoutFacts } from '../../promob/layoutFacts.ts';
import type { ListingFacts } from '../../promob/listingFacts.ts';
import { readLayout } from '../../promob/readLayout.ts';
import { readListing } from '../../promob/readListing.ts';
import { readPicture } from '../../promob/readPicture.ts';
import { compareStates } from './compareStates.ts';
import type { StateComparison } from './compareStates.ts';
import { treeOf } from './listingRows.ts';
import { planOf } from './planOf.ts';

export interface PictureInput {
  readonly file: Uint8Array;
}

export interface PlanInput {
  readonly file: Uint8Array;
  readonly ambientGuid: string | null;
}

export interface ComparedFiles {
  readonly file: Uint8Array;
  readonly listing: Uint8Array | null;
}

export interface CompareInput {
  readonly before: ComparedFiles;
  readonly after: ComparedFiles;
  readonly ambientGuid: string | null;
}

/** A comparison, and what each side was found to have. */
export interface CompareResult extends StateComparison {
  readonly found: Readonly<
    Record<'before' | 'after', { readonly picture: boolean; readonly listing: boolean }>
  >;
}

export interface TreeInput {
  readonly listing: Uint8Array;
}

async function picture({ file }: PictureInput, signal: AbortSignal): Promise<Picture | null> {
  const found = await readPicture(file, { signal });
  if (found === null) return null;
  return { mediaType: found.mediaType, base64: Buffer.from(found.bytes).toString('base64') };
}

/** A listing that cannot be read is as none: the drawings are compared all the same. */
async function listingOf(bytes: Uint8Array | null, signal: AbortSignal): Promise<ListingFacts | null> {
  if (bytes === null) return null;
  try {
    return await readListing(bytes, { signal });
  } catch (error) {
    if (error instanceof EloError && error.code !== 'cancelled') return null;
    throw error;
  }
}

async function compare(
  { before, after, ambientGuid }: CompareInput,
  signal: AbortSignal,
): Promise<CompareResult> {
  const layoutOf = (file: Uint8Array, guid: string | null): Promise<LayoutFacts> =>
    readLayout(file, { signal, ambientGuid: guid });
  const layoutBefore = await layoutOf(before.file, ambientGuid);
  // without one asked for: the same one on both sides
  const same = ambientGuid ?? layoutBefore.environment?.guid ?? null;
  const layoutAfter = await layoutOf(after.file, same);
  const [listingBefore, listingAfter] = [
    await listingOf(before.listing, signal),
    await listingOf(after.listing, signal),
  ];
  const hasPicture = async (file: Uint8Array): Promise<boolean> =>
    (await readPicture(file, { signal })) !== null;
  return {
    ...compareStates(
      { layout: layoutBefore, listing: listingBefore },
      { layout: layoutAfter, listing: listingAfter },
    ),
    found: {
      before: { picture: await hasPicture(before.file), listing: listingBefore !== null },
      after: { picture: await hasPicture(after.file), listing: listingAfter !== null },
    },
  };
}

/** What the worker of the views does; the same table serves an inline pool. Inputs are plain data. */
export const viewsJobs = {
  picture,
  plan: async ({ file, ambientGuid }: PlanInput, signal: AbortSignal): Promise<FloorPlan> =>
    planOf(await readLayout(file, { signal, ambientGuid })),
  compare,
  listingTree: ({ listing }: TreeInput, signal: AbortSignal): Promise<ListingTree> => treeOf(listing, signal),
} satisfies JobTable;
