import { cameAfter, isFresh } from '../../../shared/domain/freshness.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { LedgerContext } from './context.ts';
import type { FilesStore } from './filesStore.ts';
import { newestListing } from './newestListing.ts';
import { flag, parsed, sightingOf } from './rows.ts';
import type { SightingColumns } from './rows.ts';
import type { EventsSection, ListingsSection } from './sections.ts';
import type { ListingRow, NewListing, SaveRow } from './types.ts';

interface ListingColumns extends SightingColumns {
  readonly listing_id: string;
  readonly file_id: string | null;
  readonly project_guid: string | null;
  readonly captured_at: string;
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly total_table: string | null;
  readonly total_order: string | null;
  readonly total_budget: string | null;
  readonly item_count: number;
}

const listingOf = (row: ListingColumns): ListingRow => ({
  listingId: row.listing_id,
  fileId: row.file_id,
  projectGuid: row.project_guid,
  capturedAt: row.captured_at,
  path: row.path,
  sha256: row.sha256,
  bytes: row.bytes,
  sighting: sightingOf(row),
  totals: { table: row.total_table, order: row.total_order, budget: row.total_budget },
  itemCount: row.item_count,
});

export interface ListingsStore extends ListingsSection {
  /** Gives unassigned listings with this GUID to the one file that carries it, where exactly one does. */
  reconsider(projectGuid: string): void;
  /** What was assigned to a file is the other's. */
  reassign(fromFileId: string, toFileId: string): void;
}

export function createListingsStore(
  { database, now, newId, key }: LedgerContext,
  o: {
    readonly files: FilesStore;
    readonly events: EventsSection;
    readonly newestSave: (fileId: string) => SaveRow | null;
  },
): ListingsStore {
  const row = (listingId: string): ListingColumns | undefined =>
    database.get<ListingColumns>('SELECT * FROM listings WHERE listing_id = ?', [listingId]);
  const needed = (listingId: string): ListingRow => {
    const found = row(listingId);
    if (found === undefined)
      throw new EloError('listing-not-found', 'no such listing', { details: { listingId } });
    return listingOf(found);
  };

  /** The one file, not ignored and no opened copy of a version, that carries a GUID; `null` where none or several do. */
  const carrier = (projectGuid: string): string | null => {
    const found = database.all<{ file_id: string }>(
      `SELECT file_id FROM files WHERE project_guid = ? AND merged_into IS NULL AND ignored = 0
         AND NOT EXISTS (SELECT 1 FROM opened_copies WHERE opened_copies.path_key = files.path_key) LIMIT 2`,
      [projectGuid],
    );
    return found.length === 1 ? (found[0]?.file_id ?? null) : null;
  };

  const lastAt = (path: string): ListingColumns | undefined =>
    database.get<ListingColumns>(
      'SELECT listings.* FROM listing_places JOIN listings USING (listing_id) WHERE listing_places.path_key = ?',
      [key(path)],
    ) ??
    database.get<ListingColumns>('SELECT * FROM listings WHERE path_key = ? ORDER BY rowid DESC LIMIT 1', [
      key(path),
    ]);

  /** Written again after a newer save of its file: the same bytes, but exported anew. */
  const exportedAnew = (last: ListingRow, listing: NewListing): boolean => {
    const newest = last.fileId === null ? null : o.newestSave(last.fileId);
    return (
      newest !== null &&
      last.sighting.mtimeNs !== listing.sighting.mtimeNs &&
      cameAfter(listing.sighting, last.sighting) &&
      !isFresh(last.sighting, newest.sighting) &&
      isFresh(listing.sighting, newest.sighting)
    );
  };

  const setPlace = (listing: NewListing, listingId: string): void => {
    if (listing.stat === null) return;
    database.run(
      `INSERT INTO listing_places (path_key, path, listing_id, size, mtime_ns, ctime_ns, ino) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (path_key) DO UPDATE SET path = excluded.path, listing_id = excluded.listing_id, size = excluded.size,
         mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns, ino = excluded.ino`,
      [
        key(listing.path),
        listing.path,
        listingId,
        listing.stat.size,
        listing.stat.mtimeNs,
        listing.stat.ctimeNs,
        listing.stat.ino,
      ],
    );
  };

  return {
    keep: (listing) =>
      database.transaction(() => {
        const last = lastAt(listing.path);
        if (last?.sha256 === listing.sha256 && !exportedAnew(listingOf(last), listing)) {
          setPlace(listing, last.listing_id);
          return { kind: 'identical', listing: listingOf(last) };
        }
        const listingId = newId();
        const fileId = listing.projectGuid === null ? null : carrier(listing.projectGuid);
        database.run(
          `INSERT INTO listings (listing_id, file_id, project_guid, captured_at, path, path_key, sha256, bytes,
             total_table, total_order, total_budget, item_count,
             sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            listingId,
            fileId,
            listing.projectGuid,
            now(),
            listing.path,
            key(listing.path),
            listing.sha256,
            listing.bytes,
            listing.totals.table,
            listing.totals.order,
            listing.totals.budget,
            listing.itemCount,
            listing.sighting.order,
            listing.sighting.batch,
            flag(listing.sighting.away),
            listing.sighting.mtimeNs,
            listing.sighting.ctimeNs,
          ],
        );
        database.run('INSERT INTO listing_facts (listing_id, facts) VALUES (?, ?)', [
          listingId,
          JSON.stringify(listing.facts),
        ]);
        setPlace(listing, listingId);
        o.events.append({ kind: 'listing-kept', fileId, detail: { listingId } });
        return { kind: 'kept', listing: needed(listingId) };
      }),
    assign: (listingId, asked) =>
      database.transaction(() => {
        const listing = needed(listingId);
        const fileId = o.files.living(asked);
        if (listing.fileId !== fileId) {
          database.run('UPDATE listings SET file_id = ? WHERE listing_id = ?', [fileId, listingId]);
          o.events.append({ kind: 'listing-assigned', fileId, detail: { listingId } });
        }
        return needed(listingId);
      }),
    reconsider: (projectGuid) => {
      const waiting = database.all<{ listing_id: string }>(
        'SELECT listing_id FROM listings WHERE project_guid = ? AND file_id IS NULL',
        [projectGuid],
      );
      const fileId = waiting.length === 0 ? null : carrier(projectGuid);
      if (fileId === null) return;
      for (const { listing_id: listingId } of waiting) {
        database.run('UPDATE listings SET file_id = ? WHERE listing_id = ?', [fileId, listingId]);
        o.events.append({ kind: 'listing-assigned', fileId, detail: { listingId } });
      }
    },
    reassign: (fromFileId, toFileId) => {
      database.run('UPDATE listings SET file_id = ? WHERE file_id = ?', [toFileId, fromFileId]);
    },
    list: () =>
      database
        .all<ListingColumns>('SELECT * FROM listings ORDER BY sight_order DESC, captured_at DESC, rowid DESC')
        .map(listingOf),
    byId: (listingId) => {
      const found = row(listingId);
      return found === undefined ? null : listingOf(found);
    },
    newestFor: (fileId) =>
      newestListing(
        database
          .all<ListingColumns>('SELECT * FROM listings WHERE file_id = ? ORDER BY sight_order, rowid', [
            fileId,
          ])
          .map(listingOf),
      ),
    last: () => {
      const found = database.get<ListingColumns>(
        'SELECT * FROM listings ORDER BY sight_order DESC, captured_at DESC, rowid DESC LIMIT 1',
      );
      return found === undefined ? null : listingOf(found);
    },
    byPath: (path) => {
      const found = lastAt(path);
      return found === undefined ? null : listingOf(found);
    },
    facts: (listingId) => {
      const found = database.get<{ facts: string }>('SELECT facts FROM listing_facts WHERE listing_id = ?', [
        listingId,
      ]);
      return found === undefined ? null : parsed(found.facts);
    },
  };
}
