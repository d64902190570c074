import { isFresh } from '../../../shared/domain/freshness.ts';
import type { Sighting } from '../../../shared/domain/freshness.ts';
import { saveStateOf } from '../../../shared/domain/states.ts';
import type { DeliveryState } from '../../../shared/domain/states.ts';
import type { SqlValue } from '../database/database.ts';
import type { LedgerContext } from './context.ts';
import type { HomeFacts, HomeSave, HomeSection } from './homeSection.ts';
import { newestListing } from './newestListing.ts';
import type { ListingWait } from './types.ts';
import { parsed, sightingOf } from './rows.ts';
import type { SightingColumns } from './rows.ts';

interface PlaceColumns {
  readonly environment_id: string;
  readonly state: string;
  readonly outdated: number;
  readonly locked: number;
  readonly told: string;
}

interface FactColumns extends SightingColumns {
  readonly environment_id: string;
  readonly project_id: string;
  readonly name: string;
  readonly state: string;
  readonly outdated: number;
  readonly locked: number;
  readonly last_version: number | null;
  readonly version_token: string;
  readonly body: string;
  readonly updated_at: string;
  readonly changed_at: string | null;
  readonly told_at: string;
  readonly file_id: string | null;
  readonly ambient_guid: string | null;
  readonly path: string;
  readonly present: number;
  readonly problem: string | null;
  readonly unreadable_since: string | null;
  readonly save_id: string | null;
  readonly number: number;
  readonly kept_at: string;
  readonly sha256: string;
  readonly conflict: number;
  readonly wait_mode: ListingWait['mode'] | null;
  readonly wait_state: ListingWait['state'];
}

interface ListingColumns extends SightingColumns {
  readonly listing_id: string;
  readonly file_id: string;
  readonly captured_at: string;
  readonly total_budget: string | null;
}

const given = 'IN (SELECT value FROM json_each(?))';

/** Spelled exactly as in the index `outbox_unfinished`, or SQLite does not use it. */
const unfinished = `state IN ('kept', 'sending', 'withheld', 'needs-attention')`;

/** An active binding, its file and that file's newest save beside the environment `e`. */
const withFile = `
  LEFT JOIN bindings AS b ON b.environment_id = e.environment_id AND b.unbound_at IS NULL
  LEFT JOIN files AS f ON f.file_id = b.file_id
  LEFT JOIN saves AS s ON s.save_id = f.newest_save_id`;

/** Two machines disagree, as FoccoLojas says; nothing is decided any more once purchase orders were issued. */
const conflictOf = `e.locked = 0 AND json_extract(e.body, '$.disagreement') IS NOT NULL`;

export function createHomeStore({ database }: LedgerContext): HomeSection {
  const listingsOf = (
    fileIds: readonly string[],
  ): Map<string, (ListingColumns & { sighting: Sighting })[]> => {
    const found = new Map<string, (ListingColumns & { sighting: Sighting })[]>();
    for (const row of database.all<ListingColumns>(
      `SELECT listing_id, file_id, captured_at, total_budget,
         sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns
       FROM listings WHERE file_id ${given} ORDER BY file_id, sight_order, rowid`,
      [JSON.stringify(fileIds)],
    )) {
      const listing = { ...row, sighting: sightingOf(row) };
      const known = found.get(row.file_id);
      if (known === undefined) found.set(row.file_id, [listing]);
      else known.push(listing);
    }
    return found;
  };

  interface SaveDelivery {
    readonly save_id: string;
    readonly state: DeliveryState;
    readonly reason: string | null;
    readonly received_at: string | null;
  }
  const deliveriesOf = (saveIds: readonly string[]): Map<string, SaveDelivery[]> => {
    const found = new Map<string, SaveDelivery[]>();
    for (const row of database.all<SaveDelivery>(
      `SELECT save_id, state, reason, received_at FROM outbox WHERE kind = 'save' AND save_id ${given} ORDER BY seq`,
      [JSON.stringify(saveIds)],
    )) {
      const known = found.get(row.save_id);
      if (known === undefined) found.set(row.save_id, [row]);
      else known.push(row);
    }
    return found;
  };

  const saveOf = (row: FactColumns, deliveries: readonly SaveDelivery[]): HomeSave | null => {
    if (row.save_id === null) return null;
    const state = saveStateOf(deliveries.map((delivery) => delivery.state));
    const times = deliveries.flatMap(({ received_at: at }) => (at === null ? [] : [at]));
    return {
      saveId: row.save_id,
      number: row.number,
      keptAt: row.kept_at,
      sha256: row.sha256,
      state,
      receivedAt: state === 'received' ? (times.sort().at(-1) ?? null) : null,
      reason:
        state === 'needs-attention' || state === 'withheld'
          ? (deliveries.find((delivery) => delivery.state === state)?.reason ?? null)
          : null,
    };
  };

  /** Asked only of rows whose newest save is not the drawing: they are few. */
  const isBehind = (row: FactColumns, body: Readonly<Record<string, unknown>>): boolean => {
    const { drawing, disagreement } = body;
    const sha256 =
      typeof drawing === 'object' && drawing !== null && 'sha256' in drawing ? drawing.sha256 : null;
    if (row.file_id === null || row.locked === 1 || typeof sha256 !== 'string') return false;
    if (row.sha256 === sha256 || (disagreement !== undefined && disagreement !== null)) return false;
    return (
      database.get(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM saves WHERE sha256 = ? AND file_id = ?)
           OR EXISTS (SELECT 1 FROM outbox WHERE environment_id = ? AND kind = 'save'
             AND state IN ('kept', 'sending', 'needs-attention'))`,
        [sha256, row.file_id, row.environment_id],
      ) === undefined
    );
  };

  return {
    count: () => database.get<{ n: number }>('SELECT count(*) AS n FROM environments')?.n ?? 0,
    places: (after, limit) => {
      // Walks along indexes, put together here; joining whole rows takes four times as long.
      const rows = database.all<PlaceColumns>(
        `SELECT environment_id, state, outdated, locked, max(told_at, coalesce(changed_at, '')) AS told
         FROM environments INDEXED BY environments_home WHERE environment_id > ? ORDER BY environment_id LIMIT ?`,
        [after, limit],
      );
      const keptAt = new Map(
        database
          .all<{ environment_id: string; kept_at: string | null }>(
            `SELECT b.environment_id, f.newest_kept_at AS kept_at
             FROM bindings AS b INDEXED BY bindings_active
               JOIN files AS f INDEXED BY files_newest ON f.file_id = b.file_id
             WHERE b.unbound_at IS NULL AND b.environment_id > ? AND b.environment_id <= ?`,
            [after, rows.at(-1)?.environment_id ?? after],
          )
          .map((row) => [row.environment_id, row.kept_at]),
      );
      const attention = new Set(
        database
          .all<{ environment_id: string }>(
            `SELECT DISTINCT environment_id FROM outbox INDEXED BY outbox_unfinished
             WHERE state = 'needs-attention' AND ${unfinished} AND environment_id IS NOT NULL`,
          )
          .map((row) => row.environment_id),
      );
      return rows.map(({ environment_id: environmentId, told, ...row }) => {
        const kept = keptAt.get(environmentId) ?? '';
        return {
          environmentId,
          state: row.state,
          outdated: row.outdated === 1,
          locked: row.locked === 1,
          bound: keptAt.has(environmentId),
          attention: attention.has(environmentId),
          activityAt: kept > told ? kept : told,
        };
      });
    },
    facts: (environmentIds) => {
      const rows = database.all<FactColumns>(
        `SELECT e.environment_id, e.project_id, e.name, e.state, e.outdated, e.locked, e.last_version, e.version_token,
           e.body, e.updated_at, e.changed_at, e.told_at,
           b.file_id, b.ambient_guid, f.path, f.present, f.problem, f.unreadable_since,
           s.save_id, s.number, s.kept_at, s.sha256,
           s.sight_order, s.sight_batch, s.sight_away, s.sight_mtime_ns, s.sight_ctime_ns,
           (b.file_id IS NOT NULL AND ${conflictOf}) AS conflict,
           w.mode AS wait_mode, w.state AS wait_state
         FROM json_each(?) AS asked JOIN environments AS e ON e.environment_id = asked.value ${withFile}
           LEFT JOIN listing_waits AS w ON w.environment_id = e.environment_id
         ORDER BY asked.key`,
        [JSON.stringify(environmentIds)],
      );
      const deliveries = deliveriesOf(rows.flatMap((row) => (row.save_id === null ? [] : [row.save_id])));
      const listings = listingsOf(rows.flatMap((row) => (row.file_id === null ? [] : [row.file_id])));
      return rows.map((row): HomeFacts => {
        const save = saveOf(row, deliveries.get(row.save_id ?? '') ?? []);
        const listing = newestListing(listings.get(row.file_id ?? '') ?? []);
        const body = parsed(row.body);
        return {
          row: {
            environmentId: row.environment_id,
            projectId: row.project_id,
            name: row.name,
            state: row.state,
            outdated: row.outdated === 1,
            locked: row.locked === 1,
            lastVersion: row.last_version,
            versionToken: row.version_token,
            body,
            updatedAt: row.updated_at,
          },
          changedAt: row.changed_at,
          toldAt: row.told_at,
          file:
            row.file_id === null
              ? null
              : {
                  fileId: row.file_id,
                  path: row.path,
                  present: row.present === 1,
                  problem: row.problem,
                  unreadableSince: row.unreadable_since,
                  ambientGuid: row.ambient_guid,
                },
          save,
          listing:
            listing === null
              ? null
              : {
                  listingId: listing.listing_id,
                  capturedAt: listing.captured_at,
                  budget: listing.total_budget,
                  fresh: save !== null && isFresh(listing.sighting, sightingOf(row)),
                },
          conflict: row.conflict === 1,
          behind: isBehind(row, body),
          wait: row.wait_mode === null ? null : { mode: row.wait_mode, state: row.wait_state },
        };
      });
    },
    apart: () =>
      database
        .all<{ environment_id: string }>(
          `SELECT e.environment_id FROM environments AS e INDEXED BY environments_apart
             JOIN bindings AS b ON b.environment_id = e.environment_id AND b.unbound_at IS NULL
           WHERE ${conflictOf} ORDER BY e.environment_id`,
        )
        .map((row) => row.environment_id),
    looseFiles: (limit) => {
      const rows = database.all<LooseColumns>(
        `SELECT f.file_id, f.path, f.project_guid, f.save_count, f.present, f.ignored, f.question_others, f.problem, f.unreadable_since,
           s.save_id, s.number, s.kept_at,
           (SELECT json_group_array(environment_id) FROM
             (SELECT environment_id FROM bindings WHERE file_id = f.file_id AND unbound_at IS NULL ORDER BY environment_id)
           ) AS environment_ids
         FROM files AS f LEFT JOIN saves AS s ON s.save_id = f.newest_save_id
         WHERE f.merged_into IS NULL
           AND (f.question_others IS NOT NULL
             OR NOT EXISTS (SELECT 1 FROM bindings AS b WHERE b.file_id = f.file_id AND b.unbound_at IS NULL))
           -- what is saved in an opened version has a question of its own
           AND NOT EXISTS (SELECT 1 FROM opened_copies AS c WHERE c.path_key = f.path_key)
         ORDER BY f.question_others IS NULL, f.ignored, s.kept_at DESC, f.path_key LIMIT ?`,
        [limit],
      );
      return rows.map((row) => ({
        fileId: row.file_id,
        path: row.path,
        projectGuid: row.project_guid,
        saves: row.save_count,
        environmentIds: JSON.parse(row.environment_ids) as string[],
        present: row.present === 1,
        ignored: row.ignored === 1,
        questionOthers: row.question_others === null ? null : (JSON.parse(row.question_others) as string[]),
        problem: row.problem,
        unreadableSince: row.unreadable_since,
        lastSave:
          row.save_id === null ? null : { saveId: row.save_id, number: row.number, keptAt: row.kept_at },
      }));
    },
    environmentNames: (environmentIds) =>
      new Map(
        database
          .all<{ environment_id: string; name: string; customer: SqlValue }>(
            `SELECT environment_id, name, json_extract(body, '$.customerName') AS customer
             FROM environments WHERE environment_id ${given}`,
            [JSON.stringify([...new Set(environmentIds)])],
          )
          .map(({ environment_id: id, name, customer }) => [
            id,
            { name, customerName: typeof customer === 'string' ? customer : null },
          ]),
      ),
    saveNames: (saveIds) =>
      new Map(
        database
          .all<{ save_id: string; number: number; path: string }>(
            `SELECT save_id, number, path FROM saves WHERE save_id ${given}`,
            [JSON.stringify([...new Set(saveIds)])],
          )
          .map(({ save_id: id, number, path }) => [id, { number, path }]),
      ),
    items: (environmentId) => {
      const row = database.get<{ items: string; told_at: string }>(
        'SELECT items, told_at FROM environment_items WHERE environment_id = ?',
        [environmentId],
      );
      return row === undefined ? null : { items: JSON.parse(row.items) as unknown, toldAt: row.told_at };
    },
    keepItems: (environmentId, items, toldAt) => {
      database.run(
        `INSERT INTO environment_items (environment_id, items, told_at) VALUES (?, ?, ?)
         ON CONFLICT (environment_id) DO UPDATE SET items = excluded.items, told_at = excluded.told_at`,
        [environmentId, JSON.stringify(items), toldAt],
      );
    },
    forgetCatalogue: () => {
      database.transaction(() => {
        for (const table of told) database.run(`DELETE FROM ${table}`);
      });
    },
  };
}

/** Tables of what only FoccoLojas tells. */
const told = [
  'customers',
  'projects',
  'environments',
  'versions',
  'environment_items',
  'notifications',
  'occurrences',
] as const;

interface LooseColumns {
  readonly file_id: string;
  readonly path: string;
  readonly project_guid: string | null;
  readonly save_count: number;
  readonly present: number;
  readonly ignored: number;
  readonly question_others: string | null;
  readonly problem: string | null;
  readonly unreadable_since: string | null;
  readonly save_id: string | null;
  readonly number: number;
  readonly kept_at: string;
  readonly environment_ids: string;
}
