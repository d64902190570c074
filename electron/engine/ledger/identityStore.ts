import { EloError } from '../../../shared/domain/eloError.ts';
import type { SqlValue } from '../database/database.ts';
import { deliverSave } from './bindingsStore.ts';
import type { LedgerContext } from './context.ts';
import { othersOf } from './filesStore.ts';
import type { FileColumns, FilesStore } from './filesStore.ts';
import { decideIdentity, evidenceFor, mostNamed } from './identity.ts';
import type { Candidate } from './identity.ts';
import type { ListingsStore } from './listingsStore.ts';
import { saveOf } from './saveColumns.ts';
import type { SaveColumns } from './saveColumns.ts';
import type { EventsSection, FilesSection, Identify, OutboxSection } from './sections.ts';

interface CandidateColumns extends FileColumns {
  readonly newest_sha256: string;
}

type Told = Omit<Candidate, 'opened'>;
const candidateOf = (row: CandidateColumns): Told => ({
  fileId: row.file_id,
  path: row.path,
  projectGuid: row.project_guid,
  ignored: row.ignored === 1,
  sha256: row.newest_sha256,
  history: JSON.parse(row.save_history) as string[],
});

const candidates = `SELECT files.*, saves.sha256 AS newest_sha256
  FROM files JOIN saves ON saves.save_id = files.newest_save_id WHERE files.merged_into IS NULL`;

/**
 * Candidates found in one way, at most: of files that are alike so many are never told apart anyway, and each that is thought
 * to lie at its place must be looked for there. The one that was just moved is among them by its number on the disk; where
 * that says nothing, the question is settled as soon as its old place is seen to be gone (`markMissing`).
 */
const mostGone = 100;
const mostPresent = 50;

const columns = 'SELECT files.*, newest.sha256 AS newest_sha256';
const newest = 'JOIN saves AS newest ON newest.save_id = files.newest_save_id';

/** Where the files are found that a content may be; each by an index, and bounded. Exported for the proof of that. */
export const candidateQueries: readonly string[] = [
  ...[
    { present: 0, most: mostGone, order: 'DESC' },
    // the first ones are what the others are copies of
    { present: 1, most: mostPresent, order: 'ASC' },
  ].flatMap(({ present, most, order }) => [
    `${columns} FROM files INDEXED BY files_by_guid CROSS ${newest}
     WHERE files.merged_into IS NULL AND files.project_guid = :guid AND files.present = ${present}
     ORDER BY files.rowid ${order} LIMIT ${most}`,
    // a history that is continued ends with an entry of the one that continues it; the longest come first
    `${columns} FROM json_each(:entries) AS entry
     CROSS JOIN files INDEXED BY files_by_history_end ON json_extract(files.save_history, '$[#-1]') = entry.value
     CROSS ${newest}
     WHERE files.merged_into IS NULL AND files.history_start IS NOT NULL AND files.present = ${present} LIMIT ${most}`,
  ]),
  `${columns} FROM saves AS newest CROSS JOIN files ON files.file_id = newest.file_id
   WHERE newest.sha256 = :sha256 AND files.newest_save_id = newest.save_id AND files.merged_into IS NULL LIMIT ${mostGone}`,
  `${columns} FROM files INDEXED BY files_by_ino CROSS ${newest}
   WHERE files.merged_into IS NULL AND files.ino = :ino LIMIT ${mostPresent}`,
];

/** Finding out which file a content is, and settling the questions that remain. */
export function createIdentityStore(
  { database, key }: LedgerContext,
  o: {
    readonly files: FilesStore;
    readonly listings: ListingsStore;
    readonly outbox: OutboxSection;
    readonly events: EventsSection;
  },
): Pick<FilesSection, 'answer' | 'markMissing'> & { readonly identify: Identify } {
  const candidate = (fileId: string): Told | null => {
    const row = database.get<CandidateColumns>(`${candidates} AND files.file_id = ?`, [fileId]);
    return row === undefined ? null : candidateOf(row);
  };

  const isOpened = (pathKey: string): boolean =>
    database.get('SELECT 1 FROM opened_copies WHERE path_key = ?', [pathKey]) !== undefined;

  const isBound = (fileId: string): boolean =>
    database.get('SELECT 1 FROM bindings WHERE file_id = ? AND unbound_at IS NULL', [fileId]) !== undefined;

  /** The known file whose saves a questioned file provably continues, if there is exactly one. */
  const provenOther = (file: FileColumns, among: readonly string[]): string | null => {
    const own = candidate(file.file_id);
    if (own === null) return null;
    const first = database.get<{ sha256: string }>(
      'SELECT sha256 FROM saves WHERE file_id = ? AND same_as IS NULL ORDER BY number LIMIT 1',
      [file.file_id],
    );
    const proven = among.filter((otherId) => {
      const other = candidate(otherId);
      // what it was when it appeared counts as much as what it is by now
      return (
        other !== null &&
        (evidenceFor(own, other) !== null || (first !== undefined && first.sha256 === other.sha256))
      );
    });
    return proven.length === 1 ? (proven[0] ?? null) : null;
  };

  /**
   * The questioned file turns out to be `into`, which lives on at its place. Its saves follow the other's, those it kept
   * without a destination become due in order. A content that repeats the one before it is no save of its own.
   */
  const merge = (file: FileColumns, into: FileColumns): void => {
    const target = into.file_id;
    let number = into.save_count;
    let newestId = into.newest_save_id;
    let last =
      newestId === null
        ? undefined
        : database.get<SaveColumns>('SELECT * FROM saves WHERE save_id = ?', [newestId]);
    const due: string[] = [];
    for (const save of database.all<SaveColumns>(
      'SELECT * FROM saves WHERE file_id = ? AND same_as IS NULL ORDER BY number',
      [file.file_id],
    )) {
      if (last !== undefined && last.sha256 === save.sha256) {
        // whatever led to it leads on to the one that stays
        const repeats = { kept: last.save_id, repeated: save.save_id };
        database.run('UPDATE saves SET same_as = :kept WHERE :repeated IN (save_id, same_as)', repeats);
        database.run('UPDATE versions SET local_save_id = :kept WHERE local_save_id = :repeated', repeats);
        continue;
      }
      number += 1;
      database.run('UPDATE saves SET file_id = ?, number = ? WHERE save_id = ?', [
        target,
        number,
        save.save_id,
      ]);
      last = { ...save, file_id: target, number };
      newestId = save.save_id;
      due.push(save.save_id);
    }
    database.run(
      'UPDATE files SET merged_into = ?, question_others = NULL, newest_save_id = NULL, problem = NULL, unreadable_since = NULL WHERE file_id = ?',
      [target, file.file_id],
    );
    database.run(
      `UPDATE files SET newest_save_id = :newestId, save_count = :number,
         (path, path_key, root_id, project_guid, present, problem, unreadable_since, save_history, history_start, size, mtime_ns, ctime_ns, ino) =
         (SELECT path, path_key, root_id, project_guid, present, :problem, :unreadableSince, save_history, history_start, size, mtime_ns, ctime_ns, ino
          FROM files WHERE file_id = :from)
       WHERE file_id = :target`,
      {
        newestId,
        number,
        problem: file.problem,
        unreadableSince: file.unreadable_since,
        from: file.file_id,
        target,
      },
    );
    o.files.renameInQuestions(file.file_id, target);
    o.listings.reassign(file.file_id, target);
    database.run('UPDATE bindings SET file_id = ? WHERE file_id = ? AND unbound_at IS NULL', [
      target,
      file.file_id,
    ]);
    o.events.append({ kind: 'file-moved', fileId: target, detail: { mergedFileId: file.file_id } });

    const bound = database.all<{ environment_id: string }>(
      'SELECT environment_id FROM bindings WHERE file_id = ? AND unbound_at IS NULL ORDER BY environment_id',
      [target],
    );
    for (const saveId of due) {
      const save = database.get<SaveColumns>('SELECT * FROM saves WHERE save_id = ?', [saveId]);
      if (save === undefined) continue;
      for (const { environment_id: environmentId } of bound) {
        deliverSave({ database, outbox: o.outbox }, saveOf(save), environmentId);
      }
    }
    if (file.project_guid !== null) o.listings.reconsider(file.project_guid);
  };

  const rowOf = (fileId: string): FileColumns => {
    const row = o.files.row(o.files.living(fileId));
    if (row === undefined) throw new TypeError('a living file has a row');
    return row;
  };

  return {
    identify: (query, exists) => {
      const there = o.files.at(query.path);
      // a row without saves and bindings only holds a problem: what the file is was never found out
      const known =
        there !== undefined && (there.save_count > 0 || isBound(there.file_id)) ? there.file_id : null;
      if (known !== null) return { kind: 'known', fileId: known };
      // What is saved in a copy of a version is nobody's drawing until the user says so.
      if (isOpened(key(query.path))) return { kind: 'new' };
      const { ino = '0' } = query;
      const asked: Record<string, SqlValue> = {
        guid: query.projectGuid,
        entries: JSON.stringify(query.history.toReversed()),
        sha256: query.sha256,
        ino: ino === '0' ? null : ino,
      };
      const found = new Map<string, Candidate>();
      for (const sql of candidateQueries) {
        for (const row of database.all<CandidateColumns>(sql, asked)) {
          if (found.has(row.file_id)) continue;
          found.set(row.file_id, { ...candidateOf(row), opened: isOpened(row.path_key) });
        }
      }
      return decideIdentity(query, null, [...found.values()], exists);
    },
    answer: (fileId, answer, otherFileId) =>
      database.transaction(() => {
        const file = rowOf(fileId);
        const others = othersOf(file.question_others);
        const unignore = answer === 'copy' && file.ignored === 1;
        if (file.question_others === null && !unignore) {
          throw new EloError('no-open-question', 'nothing is asked about this file', { details: { fileId } });
        }
        let lives = file.file_id;
        if (answer === 'moved') {
          lives = chosen(file, others, otherFileId);
          merge(file, rowOf(lives));
        } else {
          o.files.settleQuestion(file.file_id, { ignored: answer === 'ignore' });
          // what changed while it was ignored is looked at again
          if (unignore) o.files.forgetStat(file.path);
          if (file.project_guid !== null) o.listings.reconsider(file.project_guid);
        }
        o.events.append({ kind: 'file-answered', fileId: lives, detail: { answer } });
        const view = o.files.byId(lives);
        if (view === null) throw new TypeError('the file just answered for is missing');
        return view;
      }),
    markMissing: (path) =>
      database.transaction(() => {
        const gone = o.files.at(path);
        if (gone === undefined) return [];
        // known only for a problem it had: with the file that is over
        if (gone.save_count === 0 && o.files.forget(gone.file_id)) return [];
        o.files.present(gone.file_id, false);
        const settled: string[] = [];
        for (const { file_id: askingId } of database.all<{ file_id: string }>(
          `SELECT file_id FROM files WHERE question_others IS NOT NULL AND merged_into IS NULL AND present = 1
             AND file_id <> :gone
             AND (instr(question_others, :gone) > 0 OR json_array_length(question_others) >= :most)
           ORDER BY path_key`,
          // a question that names so many may mean one it does not name
          { gone: gone.file_id, most: mostNamed },
        )) {
          const file = rowOf(askingId);
          if (provenOther(file, [gone.file_id]) === null) continue;
          merge(file, rowOf(gone.file_id));
          settled.push(gone.file_id);
          // it has a place again; a second file that asks about it is another copy
          break;
        }
        return settled;
      }),
  };

  function chosen(file: FileColumns, others: readonly string[], otherFileId: string | undefined): string {
    if (otherFileId !== undefined) {
      const other = o.files.living(otherFileId);
      if (others.includes(other)) return other;
      // more than could be named
      const { project_guid: guid } = file;
      if (others.length >= mostNamed && guid !== null && rowOf(other).project_guid === guid) return other;
      throw new EloError('question-needs-file', 'the question is not about that file', {
        details: { fileId: file.file_id },
      });
    }
    const missing = others.filter((id) => o.files.row(id)?.present === 0);
    // one named; one that is gone; one whose saves it continues, among the gone ones first
    const single =
      others.length === 1
        ? others[0]
        : missing.length === 1
          ? missing[0]
          : (provenOther(file, missing) ?? provenOther(file, others));
    if (single === undefined || single === null) {
      throw new EloError('question-needs-file', 'several files may be meant', {
        remedy: 'answer-question',
        details: { fileId: file.file_id, others: others.join(' ') },
      });
    }
    return single;
  }
}
