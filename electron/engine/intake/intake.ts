import { isAbsolute } from 'node:path';
import { statSync } from 'node:fs';
import type { Clock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { History, KeepOutcome, SeenFile } from '../history/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ListingRow } from '../ledger/types.ts';

export interface IntakeOptions {
  readonly ledger: Ledger;
  readonly history: History;
  readonly clock: Clock;
  /** Waits until a listing in a watched folder is kept; `false` when it does not lie in one or takes too long. */
  readonly settle: (path: string) => Promise<boolean>;
  /** The sighting of something taken in by hand, now. */
  readonly seenNow: (stat: { readonly mtimeNs: bigint; readonly ctimeNs: bigint }) => SeenFile['sighting'];
  readonly onListing: (listing: ListingRow) => void;
}

export interface Intake {
  /** A listing Promob posted. @throws EloError the reader's refusal, e.g. `not-a-listing` */
  receive(bytes: Uint8Array): Promise<void>;
  /** A listing found by the watcher. */
  offer(seen: SeenFile): Promise<KeepOutcome>;
  /**
   * A listing the user names, by id or path, for a project file: taken in where that was not done, and assigned.
   * Refusals: `listing-not-found`, `listing-other-project`, and the reader's own.
   */
  take(pathOrId: string, fileId: string): Promise<ListingRow>;
  /** A listing by its path, for whichever project file it is of. Refusals: `listing-not-found`, and the reader's own. */
  takeIn(path: string): Promise<ListingRow>;
}

/** Brings budget listings in: found in watched folders, or named by the user. */
export function createIntake({ ledger, history, clock, settle, seenNow, onListing }: IntakeOptions): Intake {
  const keep = async (seen: SeenFile): Promise<KeepOutcome> => {
    const outcome = await history.keepListing(seen);
    if (outcome.outcome === 'accepted' && outcome.listing !== undefined) onListing(outcome.listing);
    return outcome;
  };

  const takeFile = async (path: string): Promise<ListingRow> => {
    if (await settle(path)) {
      const watched = ledger.listings.byPath(path);
      if (watched !== null) return watched;
    }
    let stat;
    try {
      stat = statSync(path, { bigint: true });
    } catch (error) {
      throw new EloError('listing-not-found', 'there is no listing at that place', {
        cause: error,
        remedy: 'export-listing',
      });
    }
    const outcome = await keep({
      path,
      rootId: null,
      size: Number(stat.size),
      mtimeNs: stat.mtimeNs,
      ctimeNs: stat.ctimeNs,
      ino: stat.ino,
      sighting: seenNow(stat),
    });
    const kept = ledger.listings.byPath(path);
    if (kept !== null && (outcome.outcome === 'accepted' || outcome.outcome === 'identical')) return kept;
    throw new EloError(outcome.reason ?? 'listing-not-readable', 'the listing could not be taken in', {
      remedy: 'export-listing',
    });
  };

  return {
    offer: keep,
    async receive(bytes) {
      const now = BigInt(Math.round(clock.now())) * 1_000_000n;
      const outcome = await history.keepListingBytes(bytes, {
        source: 'receiver',
        // Posted this moment: there is no file whose time could say otherwise.
        sighting: { ...seenNow({ mtimeNs: now, ctimeNs: now }), away: false },
      });
      if (outcome.outcome === 'accepted' && outcome.listing !== undefined) onListing(outcome.listing);
      if (outcome.outcome === 'accepted' || outcome.outcome === 'identical') return;
      throw new EloError(outcome.reason, 'what was posted is no listing', { remedy: 'export-listing' });
    },
    takeIn: takeFile,
    async take(pathOrId, fileId) {
      const listing =
        ledger.listings.byId(pathOrId) ?? (isAbsolute(pathOrId) ? await takeFile(pathOrId) : null);
      if (listing === null) {
        throw new EloError('listing-not-found', 'no such listing', { remedy: 'export-listing' });
      }
      const guid = ledger.files.byId(fileId)?.projectGuid ?? null;
      if (listing.projectGuid !== null && guid !== null && listing.projectGuid !== guid) {
        throw new EloError('listing-other-project', 'the listing is of another project', {
          remedy: 'export-listing',
        });
      }
      return listing.fileId === fileId ? listing : ledger.listings.assign(listing.listingId, fileId);
    },
  };
}
