import { Environment } from '../../../shared/api/environments.ts';
import type {
  ComparedSide,
  Comparison,
  FloorPlan,
  ListingTree,
  Picture,
  StateRef,
} from '../../../shared/contract/windowSchemas.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { cameAfter } from '../../../shared/domain/freshness.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ListingRow, SaveRow, VersionRow } from '../ledger/types.ts';
import type { WorkerPool } from '../platform/workerPool.ts';
import { normalizeGuid } from '../promob/guid.ts';
import { largestPicture } from '../promob/readPicture.ts';
import type { History } from './history.ts';
import { createOneAtATime } from './oneAtATime.ts';
import { createVersionContents } from './views/versionContents.ts';
import { createReceivedSaves } from './views/receivedSaves.ts';
import type { FetchSave } from './views/receivedSaves.ts';
import type { FetchVersion } from './views/versionContents.ts';
import type { CompareInput, CompareResult, PictureInput, PlanInput, TreeInput } from './views/viewsJobs.ts';

export type { FetchVersion, VersionContent } from './views/versionContents.ts';
export type { FetchSave } from './views/receivedSaves.ts';

/** A 3D environment inside a project file. */
export interface AmbientName {
  readonly guid: string | null;
  readonly name: string;
}

/** The listing of a version, or one by its id. */
export type ListingRef =
  { readonly listingId: string } | { readonly environmentId: string; readonly version: number };

/**
 * Looks into states of a project: pictures, floor plans, listings, and what differs between two of them. What lies in
 * this machine's history is read from there; a version made elsewhere is fetched from FoccoLojas.
 *
 * Errors of all of them: `save-not-found`, `version-not-found`, `listing-not-found`; `content-missing`, `content-retired`,
 * `content-damaged`; those of fetching a version; those of the readers where a file cannot be read.
 */
export interface StateViews {
  /** The picture of the 3D view; `null` where the file has none, or one above 8 MB. */
  picture(ref: StateRef): Promise<Picture | null>;
  /** @param ambientGuid the 3D environment to draw; without it, or where the file has none such, the first */
  plan(ref: StateRef, ambientGuid?: string | null): Promise<FloorPlan>;
  /**
   * What differs. Things are told where they changed themselves: parts that moved with their module, were added with it or
   * follow from its new size are not told again. A listing that cannot be read counts as none.
   */
  compare(before: StateRef, after: StateRef, ambientGuid?: string | null): Promise<Comparison>;
  listingTree(of: ListingRef): Promise<ListingTree>;
  /** The 3D environments of a save, from its facts. */
  ambients(saveId: string): AmbientName[];
  /** Ends what is being fetched. Calling it twice is harmless. */
  close(): void;
}

export interface StateViewsOptions {
  readonly ledger: Ledger;
  readonly history: History;
  /** Workers that run `viewsJobs`: `createViewsPool()`, or an inline pool. Its owner closes it. */
  readonly pool: WorkerPool;
  readonly clock: Clock;
  /** Asked for versions whose file or listing is not in this history. */
  readonly fetchVersion: FetchVersion;
  /** Asked for saves of other machines. */
  readonly fetchSave: FetchSave;
}

type Side = Omit<ComparedSide, 'hasPicture' | 'hasListing'>;

/** A state whose bytes can be had without the network. */
interface Located {
  readonly side: Side;
  /** Bytes that are this call's own and may be handed over to the worker. */
  readonly file: () => Promise<Uint8Array>;
  readonly listing: (() => Promise<Uint8Array>) | null;
}

interface Needs {
  readonly withListing: boolean;
  /** Ask FoccoLojas, whatever lies here. */
  readonly anew: boolean;
}

/** Trouble with this machine's copy of what FoccoLojas has too. */
const notHere = new Set(['content-missing', 'content-retired', 'content-damaged']);

const isNotHere = (error: unknown): boolean => error instanceof EloError && notHere.has(error.code);

export function createStateViews(o: StateViewsOptions): StateViews {
  const { ledger, history, pool } = o;
  const versions = createVersionContents({ fetchVersion: o.fetchVersion, clock: o.clock });
  const received = createReceivedSaves(o.fetchSave);
  // one look at a time: two files of 200 MB each are the most that is in memory for it
  const inOrder = createOneAtATime();
  const looking = <T>(run: () => Promise<T>): Promise<T> => inOrder('views', run);

  const neededSave = (saveId: string): SaveRow => {
    const save = ledger.saves.byId(saveId);
    if (save === null) throw new EloError('save-not-found', 'no such save', { details: { saveId } });
    return save;
  };
  const neededVersion = (environmentId: string, number: number): VersionRow => {
    const row = ledger.catalogue.versions(environmentId).find((version) => version.number === number);
    if (row !== undefined) return row;
    throw new EloError('version-not-found', `environment ${environmentId} has no version ${number}`);
  };

  const nextSave = (fileId: string, save: SaveRow): SaveRow | null => {
    const newest = ledger.saves.newest(fileId);
    if (newest === null || newest.number <= save.number) return null;
    return ledger.saves
      .list(fileId)
      .reduce(
        (found, each) => (each.number > save.number && each.number < found.number ? each : found),
        newest,
      );
  };

  /** The listing that was fresh for a save: captured after it and before the next one. */
  const listingOf = (save: SaveRow): ListingRow | null => {
    const fileId = ledger.files.byId(save.fileId)?.fileId ?? save.fileId;
    const newest = ledger.listings.newestFor(fileId);
    if (newest === null) return null;
    const next = nextSave(fileId, save);
    const isOf = (listing: ListingRow): boolean =>
      cameAfter(listing.sighting, save.sighting) &&
      (next === null || !cameAfter(listing.sighting, next.sighting));
    if (isOf(newest)) return newest;
    if (next === null) return null;
    let found: ListingRow | null = null;
    for (const each of ledger.listings.list()) {
      if (each.fileId !== fileId || !isOf(each)) continue;
      if (found === null || cameAfter(each.sighting, found.sighting)) found = each;
    }
    return found;
  };

  /** The save on this machine that a version was made of; `null` where its bytes are not here. */
  const localSave = (version: VersionRow): SaveRow | null => {
    const save = version.localSaveId === null ? null : ledger.saves.byId(version.localSaveId);
    if (save === null || save.bytesDroppedAt !== undefined) return null;
    return version.saveSha256 === null || save.sha256 === version.saveSha256 ? save : null;
  };
  /** FoccoLojas names listings by the id Elo gave them. */
  const localListing = ({ body }: VersionRow): ListingRow | null => {
    const listingId = body['listingId'];
    return typeof listingId === 'string' ? ledger.listings.byId(listingId) : null;
  };

  const sideOf = (save: SaveRow): Side => ({
    saveId: save.saveId,
    saveNumber: save.number,
    at: save.keptAt,
    sha256: save.sha256,
  });

  const locateSave = (saveId: string, { withListing }: Needs): Located => {
    const save = neededSave(saveId);
    if (save.bytesDroppedAt !== undefined) {
      throw new EloError('content-retired', 'the bytes were dropped to make room', { details: { saveId } });
    }
    const listing = withListing ? listingOf(save) : null;
    return {
      side: sideOf(save),
      file: () => history.read(save.sha256),
      listing: listing === null ? null : () => history.read(listing.sha256),
    };
  };

  const locateVersion = async (version: VersionRow, { withListing, anew }: Needs): Promise<Located> => {
    const [save, listing] = [localSave(version), localListing(version)];
    const of = {
      version: version.number,
      optionName: version.optionName,
      at: version.importedAt,
    };
    if (!anew && save !== null && (listing !== null || !withListing)) {
      return {
        side: { ...sideOf(save), ...of },
        file: () => history.read(save.sha256),
        listing: listing === null ? null : () => history.read(listing.sha256),
      };
    }
    const fetched = await versions.get(version.environmentId, version.number, version.saveSha256);
    return {
      side: { ...(save === null ? {} : sideOf(save)), ...of, sha256: fetched.file.sha256 },
      file: () => Promise.resolve(copyOf(fetched.file.bytes)),
      listing: () => Promise.resolve(copyOf(fetched.listing.bytes)),
    };
  };

  /** One of the drawings machines disagree about: FoccoLojas' row of the environment says which it received. */
  const locateReceived = async (environmentId: string, saveId: string): Promise<Located> => {
    const row = ledger.catalogue.environments.get(environmentId);
    const parsed = Environment.shape.disagreement.safeParse(row?.body['disagreement']);
    const told = parsed.data?.saves.find((side) => side.saveId === saveId);
    if (told === undefined) throw new EloError('save-not-found', 'no such save', { details: { saveId } });
    const { bytes, sha256 } = await received.get(environmentId, saveId, told.sha256);
    return {
      side: { at: told.receivedAt, sha256 },
      file: () => Promise.resolve(copyOf(bytes)),
      listing: null,
    };
  };

  const locate = async (ref: StateRef, needs: Needs): Promise<Located> => {
    if ('saveId' in ref) return locateSave(ref.saveId, needs);
    if ('receivedSaveId' in ref) return locateReceived(ref.environmentId, ref.receivedSaveId);
    return locateVersion(neededVersion(ref.environmentId, ref.version), needs);
  };

  /** Looks at states; what turns out not to be here any more is asked of FoccoLojas once. */
  const withStates = async <T>(
    refs: readonly StateRef[],
    withListing: boolean,
    look: (located: readonly Located[]) => Promise<T>,
  ): Promise<T> => {
    const located = await Promise.all(refs.map((ref) => locate(ref, { withListing, anew: false })));
    try {
      return await looking(() => look(located));
    } catch (error) {
      if (!isNotHere(error) || !refs.some((ref) => 'version' in ref)) throw error;
    }
    const again = await Promise.all(refs.map((ref) => locate(ref, { withListing, anew: true })));
    return looking(() => look(again));
  };

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as the pool
  const run = <I, O>(job: string, input: I, handedOver: readonly (Uint8Array | null)[]): Promise<O> =>
    pool.run<I, O>(job, input, { transfer: buffersOf(handedOver) });

  const pictureOf = (file: Uint8Array): Promise<Picture | null> =>
    run<PictureInput, Picture | null>('picture', { file }, [file]);

  /** Without reading the whole file into this thread: the picture is taken out of it where it lies. */
  const pictureOfSave = async (save: SaveRow): Promise<Picture | null> => {
    const { preview, entries } = history.facts(save.saveId);
    if (preview !== null) {
      if (preview.bytes > largestPicture) return null;
      const jpeg = await history.preview(save.saveId);
      return jpeg === null ? null : { mediaType: 'image/jpeg', base64: Buffer.from(jpeg).toString('base64') };
    }
    if (!entries.some(({ name }) => name.toLowerCase().endsWith('.png'))) return null;
    return looking(async () => pictureOf(await history.read(save.sha256)));
  };

  return {
    picture: async (ref) => {
      if ('saveId' in ref) return pictureOfSave(neededSave(ref.saveId));
      if ('receivedSaveId' in ref) {
        const theirs = await locateReceived(ref.environmentId, ref.receivedSaveId);
        return looking(async () => pictureOf(await theirs.file()));
      }
      const version = neededVersion(ref.environmentId, ref.version);
      const save = localSave(version);
      if (save !== null) {
        try {
          return await pictureOfSave(save);
        } catch (error) {
          if (!isNotHere(error)) throw error;
        }
      }
      const located = await locateVersion(version, { withListing: false, anew: true });
      return looking(async () => pictureOf(await located.file()));
    },

    plan: (ref, ambientGuid) =>
      withStates([ref], false, async ([state]) => {
        if (state === undefined) throw new TypeError('one state was asked for');
        const file = await state.file();
        const input: PlanInput = { file, ambientGuid: normalizeGuid(ambientGuid ?? undefined) };
        return run<PlanInput, FloorPlan>('plan', input, [file]);
      }),

    compare: (before, after, ambientGuid) =>
      withStates([before, after], true, async ([one, other]) => {
        if (one === undefined || other === undefined) throw new TypeError('two states were asked for');
        const identical = one.side.sha256 === other.side.sha256;
        const [fileBefore, listingBefore, listingAfter] = [
          await one.file(),
          (await one.listing?.()) ?? null,
          (await other.listing?.()) ?? null,
        ];
        const fileAfter = identical ? fileBefore : await other.file();
        const input: CompareInput = {
          before: { file: fileBefore, listing: listingBefore },
          after: { file: fileAfter, listing: listingAfter },
          ambientGuid: normalizeGuid(ambientGuid ?? undefined),
        };
        const { found, ...result } = await run<CompareInput, CompareResult>('compare', input, [
          fileBefore,
          fileAfter,
          listingBefore,
          listingAfter,
        ]);
        const told = (side: Side, has: CompareResult['found']['before']): ComparedSide => ({
          ...side,
          hasPicture: has.picture,
          hasListing: has.listing,
        });
        return {
          before: told(one.side, found.before),
          after: told(other.side, found.after),
          identical,
          ...result,
        };
      }),

    listingTree: async (of) => {
      const treeOf = (listing: Uint8Array): Promise<ListingTree> =>
        run<TreeInput, ListingTree>('listingTree', { listing }, [listing]);
      const local = async (row: ListingRow): Promise<ListingTree> => ({
        listingId: row.listingId,
        capturedAt: row.capturedAt,
        ...(await looking(async () => treeOf(await history.read(row.sha256)))),
      });
      if ('listingId' in of) {
        const row = ledger.listings.byId(of.listingId);
        if (row !== null) return local(row);
        throw new EloError('listing-not-found', 'no such listing', {
          details: { listingId: of.listingId },
        });
      }
      const version = neededVersion(of.environmentId, of.version);
      const row = localListing(version);
      if (row !== null) {
        try {
          return await local(row);
        } catch (error) {
          if (!isNotHere(error)) throw error;
        }
      }
      const fetched = await versions.get(version.environmentId, version.number, version.saveSha256);
      return looking(() => treeOf(copyOf(fetched.listing.bytes)));
    },

    ambients: (saveId) =>
      history.facts(saveId).environments.map(({ guid, name }) => ({ guid, name: name ?? '' })),

    close: () => {
      versions.close();
      received.close();
    },
  };
}

/** The worker gets a copy: the original serves the next look. (`slice` of a Buffer is none.) */
const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/** The buffers behind bytes, each once, that may move to a worker; views of something larger are copied instead. */
function buffersOf(all: readonly (Uint8Array | null)[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const bytes of all) {
    if (
      bytes !== null &&
      bytes.buffer instanceof ArrayBuffer &&
      bytes.byteLength === bytes.buffer.byteLength
    ) {
      buffers.add(bytes.buffer);
    }
  }
  return [...buffers];
}
