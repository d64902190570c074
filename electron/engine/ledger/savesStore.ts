import { saveStateOf } from '../../../shared/domain/states.ts';
import type { DeliveryState } from '../../../shared/domain/states.ts';
import { deliverSave } from './bindingsStore.ts';
import type { LedgerContext } from './context.ts';
import type { FileColumns, FilesStore } from './filesStore.ts';
import { flag, parsed } from './rows.ts';
import { saveOf } from './saveColumns.ts';
import type { SaveColumns } from './saveColumns.ts';
import type { EventsSection, OutboxSection, SavesSection } from './sections.ts';
import type { NewSave, SaveCounts, SaveRow, SaveView } from './types.ts';

/** Asked in batches: SQLite takes at most 32,766 parameters, and JSON text spares them. */
const inJson = 'IN (SELECT value FROM json_each(?))';

export function createSavesStore(
  { database, now, newId }: LedgerContext,
  o: {
    readonly files: FilesStore;
    readonly outbox: OutboxSection;
    readonly events: EventsSection;
    /** Listings that carry this GUID and wait for their file may have found it. */
    readonly reconsiderListings: (projectGuid: string) => void;
  },
): SavesSection & {
  /** A save as the next of its file, without its deliveries. */
  readonly newestOf: (file: FileColumns) => SaveRow | null;
} {
  const row = (saveId: string): SaveColumns | undefined =>
    database.get<SaveColumns>('SELECT * FROM saves WHERE save_id = ?', [saveId]);
  const newestOf = (file: FileColumns): SaveRow | null => {
    const found = file.newest_save_id === null ? undefined : row(file.newest_save_id);
    return found === undefined ? null : saveOf(found);
  };
  const boundTo = (fileId: string): string[] =>
    database
      .all<{ environment_id: string }>(
        'SELECT environment_id FROM bindings WHERE file_id = ? AND unbound_at IS NULL ORDER BY environment_id',
        [fileId],
      )
      .map((each) => each.environment_id);

  /** The file a new save belongs to, in its place, with its question asked. */
  const placed = (save: NewSave): FileColumns => {
    const { identity, path, rootId } = save;
    const there = o.files.at(path);
    let fileId: string;
    if (identity.kind === 'moved') {
      fileId = o.files.living(identity.fileId);
      const from = o.files.row(fileId)?.path;
      if (from !== path) {
        o.files.move(fileId, path, rootId);
        o.events.append({ kind: 'file-moved', fileId });
      }
    } else if (identity.kind === 'known') {
      fileId = o.files.living(identity.fileId);
      // the same place in another spelling (Windows): the newest one is shown
      const spelled = o.files.row(fileId);
      if (spelled !== undefined && spelled.path !== path && there?.file_id === fileId) {
        o.files.move(fileId, path, rootId);
      }
    } else {
      // what is known by now at the place is that file, whatever was found out before
      const taken = there !== undefined && there.save_count > 0;
      fileId = there?.file_id ?? o.files.insert(path, rootId).file_id;
      if (!taken && identity.kind === 'ask') {
        o.files.ask(fileId, identity.otherFileIds);
        o.events.append({ kind: 'file-question', fileId });
      }
    }
    if (rootId !== null) database.run('UPDATE files SET root_id = ? WHERE file_id = ?', [rootId, fileId]);
    const file = o.files.row(fileId);
    if (file === undefined) throw new TypeError('the file just placed is missing');
    return file;
  };

  const views = (rows: readonly SaveColumns[]): SaveView[] => {
    const ids = JSON.stringify(rows.map((each) => each.save_id));
    const deliveries = new Map<string, { state: DeliveryState; received_at: string | null }[]>();
    for (const each of database.all<{ save_id: string; state: DeliveryState; received_at: string | null }>(
      `SELECT save_id, state, received_at FROM outbox WHERE kind = 'save' AND save_id ${inJson}`,
      [ids],
    )) {
      const known = deliveries.get(each.save_id);
      if (known === undefined) deliveries.set(each.save_id, [each]);
      else known.push(each);
    }
    const versions = database.all<{ local_save_id: string; environment_id: string; number: number }>(
      `SELECT local_save_id, environment_id, number FROM versions WHERE local_save_id ${inJson}
       ORDER BY environment_id, number`,
      [ids],
    );
    return rows.map((each) => {
      const own = deliveries.get(each.save_id) ?? [];
      const state = saveStateOf(own.map((delivery) => delivery.state));
      const times = own.map((delivery) => delivery.received_at).filter((at) => at !== null);
      return {
        ...saveOf(each),
        state,
        receivedAt: state === 'received' ? (times.sort().at(-1) ?? null) : null,
        versions: versions
          .filter((version) => version.local_save_id === each.save_id)
          .map((version) => ({ environmentId: version.environment_id, number: version.number })),
      };
    });
  };

  return {
    newestOf,
    keep: (save) =>
      database.transaction(() => {
        const file = placed(save);
        const fileId = file.file_id;
        o.files.accept(fileId, save.stat);
        if (file.ignored === 1) return { kind: 'ignored', fileId };
        const newest = newestOf(file);
        if (newest?.sha256 === save.sha256) return { kind: 'identical', fileId, saveId: newest.saveId };

        const saveId = newId();
        const number = file.save_count + 1;
        database.run(
          `INSERT INTO saves (save_id, file_id, number, kept_at, saved_at, sha256, bytes, path, project_guid,
             promob_version, sight_order, sight_batch, sight_away, sight_mtime_ns, sight_ctime_ns)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          [
            saveId,
            fileId,
            number,
            now(),
            save.savedAt,
            save.sha256,
            save.bytes,
            save.path,
            save.projectGuid,
            save.promobVersion,
            save.sighting.order,
            save.sighting.batch,
            flag(save.sighting.away),
            save.sighting.mtimeNs,
            save.sighting.ctimeNs,
          ],
        );
        database.run('INSERT INTO save_facts (save_id, facts) VALUES (?, ?)', [
          saveId,
          JSON.stringify(save.facts),
        ]);
        database.run(
          `UPDATE files SET newest_save_id = ?, save_count = ?, project_guid = ?, save_history = ?, history_start = ?
           WHERE file_id = ?`,
          [saveId, number, save.projectGuid, JSON.stringify(save.history), save.history[0] ?? null, fileId],
        );
        const kept = row(saveId);
        const now_ = o.files.row(fileId);
        if (kept === undefined || now_ === undefined) throw new TypeError('the save just kept is missing');
        o.events.append({ kind: 'save-kept', fileId, saveId, detail: { number } });
        const asked = now_.question_others !== null;
        const environmentIds = asked ? [] : boundTo(fileId);
        for (const environmentId of environmentIds) {
          deliverSave({ database, outbox: o.outbox }, saveOf(kept), environmentId);
        }
        if (save.projectGuid !== null) o.reconsiderListings(save.projectGuid);
        return { kind: 'kept', save: saveOf(kept), environmentIds, asked };
      }),
    byId: (saveId) => {
      const found = row(saveId);
      const same = found === undefined || found.same_as === null ? found : row(found.same_as);
      return same === undefined ? null : saveOf(same);
    },
    list: (fileId) =>
      views(
        database.all<SaveColumns>(
          'SELECT * FROM saves WHERE file_id = ? AND same_as IS NULL ORDER BY number',
          [fileId],
        ),
      ),
    newest: (fileId) => {
      const file = o.files.row(fileId);
      return file === undefined ? null : newestOf(file);
    },
    facts: (saveId) => {
      const found = database.get<{ facts: string }>('SELECT facts FROM save_facts WHERE save_id = ?', [
        saveId,
      ]);
      return found === undefined ? null : parsed(found.facts);
    },
    counts: () => {
      const counts = { saved: 0, received: 0, pending: 0, withheld: 0, unbound: 0, needsAttention: 0 };
      for (const group of database.all<{ states: string | null; n: number }>(
        `SELECT states, count(*) AS n FROM (
           SELECT group_concat(DISTINCT outbox.state) AS states
           FROM saves LEFT JOIN outbox ON outbox.save_id = saves.save_id AND outbox.kind = 'save'
           WHERE saves.same_as IS NULL GROUP BY saves.save_id
         ) GROUP BY states`,
      )) {
        const state = saveStateOf(group.states === null ? [] : (group.states.split(',') as DeliveryState[]));
        counts.saved += group.n;
        counts[countedAs[state]] += group.n;
      }
      return counts;
    },
    recent: (limit) =>
      views(
        database.all<SaveColumns>(
          'SELECT * FROM saves WHERE same_as IS NULL ORDER BY kept_at DESC, rowid DESC LIMIT ?',
          [limit],
        ),
      ),
    referenced: (sha256s) => {
      const asked = JSON.stringify(sha256s);
      return new Set(
        database
          .all<{ sha256: string }>(
            `SELECT sha256 FROM saves WHERE sha256 ${inJson} AND bytes_dropped_at IS NULL
             UNION SELECT sha256 FROM listings WHERE sha256 ${inJson}`,
            [asked, asked],
          )
          .map((each) => each.sha256),
      );
    },
    retained: ({ storedBytes, isNamed }) => {
      const needed = new Set(
        database
          .all<{ save_id: string }>(
            `SELECT save_id FROM outbox WHERE save_id IS NOT NULL AND state NOT IN ('received', 'refused')
             UNION SELECT save_id FROM saves WHERE sha256 IN (SELECT sha256 FROM listings)`,
          )
          .map((each) => each.save_id),
      );
      const newest = new Set(
        database
          .all<{ id: string | null }>('SELECT newest_save_id AS id FROM files WHERE merged_into IS NULL')
          .map((each) => each.id),
      );
      // what is the same save in a merged file counts with the one it is
      return views(
        database.all<SaveColumns>('SELECT * FROM saves WHERE same_as IS NULL ORDER BY kept_at, rowid'),
      ).map((save) => ({
        saveId: save.saveId,
        fileId: save.fileId,
        keptAt: save.keptAt,
        sha256: save.sha256,
        storedBytes: storedBytes(save.sha256),
        state: save.state,
        latest: newest.has(save.saveId),
        inVersion: save.versions.length > 0,
        named: isNamed(save.saveId),
        needed: needed.has(save.saveId),
        ...(save.bytesDroppedAt === undefined ? {} : { bytesDroppedAt: save.bytesDroppedAt }),
      }));
    },
    dropBytes: (sha256s, agreedAt) =>
      database.transaction(() => {
        let dropped = 0;
        for (const sha256 of new Set(sha256s)) {
          const saves = database.all<SaveColumns>(
            'SELECT * FROM saves WHERE sha256 = ? AND bytes_dropped_at IS NULL',
            [sha256],
          );
          database.run(
            'UPDATE saves SET bytes_dropped_at = ?, drop_agreed_at = ? WHERE sha256 = ? AND bytes_dropped_at IS NULL',
            [now(), agreedAt, sha256],
          );
          for (const save of saves) {
            o.events.append({ kind: 'save-bytes-dropped', fileId: save.file_id, saveId: save.save_id });
          }
          dropped += saves.length;
        }
        return dropped;
      }),
    dropped: () =>
      database
        .all<{ sha256: string }>(
          `SELECT DISTINCT sha256 FROM saves AS gone WHERE bytes_dropped_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM saves WHERE sha256 = gone.sha256 AND bytes_dropped_at IS NULL)
             AND NOT EXISTS (SELECT 1 FROM listings WHERE sha256 = gone.sha256)`,
        )
        .map((each) => each.sha256),
  };
}

const countedAs = {
  received: 'received',
  withheld: 'withheld',
  sending: 'pending',
  kept: 'pending',
  'needs-attention': 'needsAttention',
  unbound: 'unbound',
} as const satisfies Record<ReturnType<typeof saveStateOf>, keyof SaveCounts>;
