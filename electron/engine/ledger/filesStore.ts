import { EloError } from '../../../shared/domain/eloError.ts';
import type { LedgerContext } from './context.ts';
import type { FilesSection } from './sections.ts';
import { saveOf } from './saveColumns.ts';
import type { SaveColumns } from './saveColumns.ts';
import type { FileQuestion, KnownStat, ProjectFile, SeedRow } from './types.ts';

/** A row of `files`. */
export interface FileColumns {
  readonly file_id: string;
  readonly path: string;
  readonly path_key: string;
  readonly root_id: string | null;
  readonly project_guid: string | null;
  readonly present: number;
  readonly ignored: number;
  readonly question_others: string | null;
  readonly problem: string | null;
  readonly unreadable_since: string | null;
  readonly first_seen_at: string;
  readonly merged_into: string | null;
  readonly newest_save_id: string | null;
  readonly save_count: number;
  readonly save_history: string;
}

/** What the other stores of the ledger ask of this one besides its public section. */
export interface FilesStore extends Omit<FilesSection, 'answer' | 'markMissing'> {
  /** The row of the file at a place, if one is known there. */
  at(path: string): FileColumns | undefined;
  row(fileId: string): FileColumns | undefined;
  /** The id of the file this one lives on as. @throws EloError `file-not-found` */
  living(fileId: string): string;
  /** A file Elo had not met, without saves. */
  insert(path: string, rootId: string | null): FileColumns;
  /** Its place is now another; a row without saves that held the new place becomes part of it. */
  move(fileId: string, path: string, rootId: string | null): void;
  /** The rows of `files` refer to this content as accepted: stat noted, problem gone, present. */
  accept(fileId: string, stat: KnownStat): void;
  ask(fileId: string, otherFileIds: readonly string[]): void;
  settleQuestion(fileId: string, o: { readonly ignored: boolean }): void;
  /** Open questions naming `from` name `to` instead, or nothing any more where that is the file itself. */
  renameInQuestions(from: string, to: string): void;
  present(fileId: string, present: boolean): void;
  /** Removes a row nothing refers to; `false` where something does. */
  forget(fileId: string): boolean;
}

const alive = 'merged_into IS NULL';
const noProblem = 'problem = NULL, unreadable_since = NULL';

/** Rows a page of {@link FilesSection.seed}: few enough that pages die young and the heap of a start stays as it was. */
const seedPage = 100;

export function createFilesStore({ database, now, newId, key }: LedgerContext): FilesStore {
  const row = (fileId: string): FileColumns | undefined =>
    database.get<FileColumns>('SELECT * FROM files WHERE file_id = ?', [fileId]);
  const at = (path: string): FileColumns | undefined =>
    database.get<FileColumns>(`SELECT * FROM files WHERE path_key = ? AND ${alive}`, [key(path)]);

  const followed = (fileId: string): FileColumns | undefined => {
    let found = row(fileId);
    // merges form a chain without circles: a file is merged once, into one that is alive then
    while (found !== undefined && found.merged_into !== null) found = row(found.merged_into);
    return found;
  };

  const one = (found: FileColumns | undefined): ProjectFile | null => {
    if (found === undefined) return null;
    const save =
      found.newest_save_id === null
        ? undefined
        : database.get<SaveColumns>('SELECT * FROM saves WHERE save_id = ?', [found.newest_save_id]);
    const bound = database.all<{ environment_id: string }>(
      'SELECT environment_id FROM bindings WHERE file_id = ? AND unbound_at IS NULL ORDER BY environment_id',
      [found.file_id],
    );
    return fileOf(
      found,
      save,
      bound.map((each) => each.environment_id),
    );
  };

  const many = (condition: string): ProjectFile[] => {
    const saves = new Map(
      database
        .all<SaveColumns>(
          `SELECT saves.* FROM files JOIN saves ON saves.save_id = files.newest_save_id WHERE ${alive} AND ${condition}`,
        )
        .map((save) => [save.save_id, save]),
    );
    const bound = new Map<string, string[]>();
    for (const each of database.all<{ environment_id: string; file_id: string }>(
      'SELECT environment_id, file_id FROM bindings WHERE unbound_at IS NULL ORDER BY environment_id',
    )) {
      const ids = bound.get(each.file_id);
      if (ids === undefined) bound.set(each.file_id, [each.environment_id]);
      else ids.push(each.environment_id);
    }
    return database
      .all<FileColumns>(`SELECT * FROM files WHERE ${alive} AND ${condition} ORDER BY path_key`)
      .map((file) => fileOf(file, saves.get(file.newest_save_id ?? ''), bound.get(file.file_id) ?? []));
  };

  const insert = (path: string, rootId: string | null): FileColumns => {
    const made = database.get<FileColumns>(
      `INSERT INTO files (file_id, path, path_key, root_id, present, first_seen_at)
       VALUES (?, ?, ?, ?, 1, ?) RETURNING *`,
      [newId(), path, key(path), rootId, now()],
    );
    if (made === undefined) throw new TypeError('INSERT … RETURNING answered nothing');
    return made;
  };

  function* seed(): IterableIterator<SeedRow> {
    for (const [kind, table, rule] of seedTables) {
      let after = '';
      for (;;) {
        const page = database.all<StatRow>(
          `SELECT path, path_key, size, mtime_ns, ctime_ns, ino FROM ${table}
           WHERE size IS NOT NULL AND ${rule} AND path_key > ? ORDER BY path_key LIMIT ?`,
          [after, seedPage],
        );
        for (const each of page) {
          yield {
            path: each.path,
            kind,
            size: each.size,
            mtimeNs: each.mtime_ns,
            ctimeNs: each.ctime_ns,
            ino: each.ino,
          };
        }
        const last = page.at(-1);
        if (last === undefined || page.length < seedPage) break;
        after = last.path_key;
      }
    }
  }

  const setStat = (path: string, values: readonly (string | number | null)[]): void => {
    for (const [, table, rule] of seedTables) {
      database.run(
        `UPDATE ${table} SET size = ?, mtime_ns = ?, ctime_ns = ?, ino = ? WHERE path_key = ? AND ${rule}`,
        [...values, key(path)],
      );
    }
  };

  const forget = (fileId: string): boolean =>
    database.run(
      `DELETE FROM files WHERE file_id = :fileId AND newest_save_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM saves WHERE file_id = :fileId)
         AND NOT EXISTS (SELECT 1 FROM bindings WHERE file_id = :fileId)
         AND NOT EXISTS (SELECT 1 FROM listings WHERE file_id = :fileId)
         AND NOT EXISTS (SELECT 1 FROM files AS other WHERE other.merged_into = :fileId)`,
      { fileId },
    ) > 0;

  return {
    at,
    row,
    insert,
    living: (fileId) => {
      const found = followed(fileId);
      if (found === undefined) throw new EloError('file-not-found', 'no such file', { details: { fileId } });
      return found.file_id;
    },
    list: () => many('TRUE'),
    questions: () => many('question_others IS NOT NULL'),
    byId: (fileId) => one(followed(fileId)),
    byPath: (path) => one(at(path)),
    find: (fileIdOrPath) => one(followed(fileIdOrPath) ?? at(fileIdOrPath)),
    seed,
    noteStat: (path, stat) =>
      database.transaction(() => {
        setStat(path, [stat.size, stat.mtimeNs, stat.ctimeNs, stat.ino]);
        database.run(`UPDATE files SET present = 1, ${noProblem} WHERE path_key = ? AND ${alive}`, [
          key(path),
        ]);
      }),
    forgetStat: (path) => database.transaction(() => setStat(path, [null, null, null, null])),
    expect: (path) =>
      database.transaction(() => {
        const file = at(path) ?? insert(path, null);
        if (file.save_count === 0)
          database.run('UPDATE files SET present = 0 WHERE file_id = ?', [file.file_id]);
        return file.file_id;
      }),
    markPresent: (path) => {
      database.run(`UPDATE files SET present = 1 WHERE path_key = ? AND ${alive}`, [key(path)]);
    },
    present: (fileId, present) => {
      database.run(`UPDATE files SET present = ?${present ? '' : `, ${noProblem}`} WHERE file_id = ?`, [
        present ? 1 : 0,
        fileId,
      ]);
    },
    forget,
    setProblem: (pathOrFileId, code, o) =>
      database.transaction(() => {
        const known = followed(pathOrFileId) ?? at(pathOrFileId);
        if (known === undefined && code === null) return;
        // what was known only for its problem is over with it: a file that is being written is no file yet
        if (known !== undefined && code === null && known.save_count === 0 && forget(known.file_id)) return;
        const file = known ?? insert(pathOrFileId, null);
        const unreadable = code !== null && o?.unreadable === true;
        database.run(
          'UPDATE files SET problem = ?, unreadable_since = ?, present = max(present, ?) WHERE file_id = ?',
          [
            code,
            unreadable ? (file.unreadable_since ?? now()) : null,
            // it was read a moment ago
            unreadable ? 1 : 0,
            file.file_id,
          ],
        );
      }),
    move: (fileId, path, rootId) => {
      const there = at(path);
      if (there !== undefined && there.file_id !== fileId) {
        database.run(`UPDATE files SET merged_into = ?, ${noProblem} WHERE file_id = ?`, [
          fileId,
          there.file_id,
        ]);
      }
      database.run('UPDATE files SET path = ?, path_key = ?, root_id = ?, present = 1 WHERE file_id = ?', [
        path,
        key(path),
        rootId,
        fileId,
      ]);
    },
    problems: () =>
      database.get<{ count: number }>(
        `SELECT count(*) AS count FROM files WHERE ${alive} AND ignored = 0 AND problem IS NOT NULL`,
      )?.count ?? 0,
    countBelow: (folder) => {
      const base = key(folder);
      const below = /[\\/]$/.test(base) ? [base, base] : [`${base}/`, `${base}\\`];
      return (
        database.get<{ count: number }>(
          `SELECT count(*) AS count FROM files
           WHERE ${alive} AND present = 1 AND ignored = 0 AND substr(path_key, 1, length(?)) IN (?, ?)`,
          [below[0] ?? base, ...below],
        )?.count ?? 0
      );
    },
    accept: (fileId, stat) => {
      database.run(
        `UPDATE files SET size = ?, mtime_ns = ?, ctime_ns = ?, ino = ?, present = 1, ${noProblem} WHERE file_id = ?`,
        [stat.size, stat.mtimeNs, stat.ctimeNs, stat.ino, fileId],
      );
    },
    ask: (fileId, otherFileIds) => {
      database.run('UPDATE files SET question_others = ? WHERE file_id = ?', [
        JSON.stringify(otherFileIds),
        fileId,
      ]);
    },
    settleQuestion: (fileId, { ignored }) => {
      database.run('UPDATE files SET question_others = NULL, ignored = ? WHERE file_id = ?', [
        ignored ? 1 : 0,
        fileId,
      ]);
    },
    renameInQuestions: (from, to) => {
      for (const file of database.all<FileColumns>('SELECT * FROM files WHERE question_others IS NOT NULL')) {
        const others = othersOf(file.question_others);
        if (!others.includes(from)) continue;
        const renamed = [...new Set(others.map((id) => (id === from ? to : id)))].filter(
          (id) => id !== file.file_id,
        );
        database.run('UPDATE files SET question_others = ? WHERE file_id = ?', [
          renamed.length === 0 ? null : JSON.stringify(renamed),
          file.file_id,
        ]);
      }
    },
  };
}

interface StatRow {
  readonly path: string;
  readonly path_key: string;
  readonly size: number;
  readonly mtime_ns: string;
  readonly ctime_ns: string;
  readonly ino: string;
}

/** Tables that hold stats of accepted contents, and which of their rows count. */
const seedTables: readonly (readonly [kind: SeedRow['kind'], table: string, rule: string])[] = [
  ['project', 'files', alive],
  ['listing', 'listing_places', 'TRUE'],
];

export function othersOf(json: string | null): string[] {
  return json === null ? [] : (JSON.parse(json) as string[]);
}

function fileOf(
  row: FileColumns,
  newest: SaveColumns | undefined,
  environmentIds: readonly string[],
): ProjectFile {
  const question: FileQuestion | null =
    row.question_others === null
      ? null
      : { code: 'known-project', otherFileIds: othersOf(row.question_others) };
  return {
    fileId: row.file_id,
    path: row.path,
    rootId: row.root_id,
    projectGuid: row.project_guid,
    present: row.present === 1,
    ignored: row.ignored === 1,
    question,
    problem: row.problem,
    unreadableSince: row.unreadable_since,
    firstSeenAt: row.first_seen_at,
    saves: row.save_count,
    lastSave: newest === undefined ? null : saveOf(newest),
    environmentIds,
  };
}
