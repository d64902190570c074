import type { LedgerContext } from './context.ts';
import type { FoldersSection, ValuesSection } from './sections.ts';
import type { WatchedFolder } from './types.ts';

interface FolderRow {
  readonly root_id: string;
  readonly path: string;
  readonly kind: WatchedFolder['kind'];
  readonly added_at: string;
}

const folderOf = (row: FolderRow): WatchedFolder => ({
  rootId: row.root_id,
  path: row.path,
  kind: row.kind,
  addedAt: row.added_at,
});

export function createFoldersStore({ database, now, newId, key }: LedgerContext): FoldersSection {
  const byPath = (path: string): FolderRow | undefined =>
    database.get<FolderRow>('SELECT * FROM folders WHERE path_key = ?', [key(path)]);
  return {
    list: () => database.all<FolderRow>('SELECT * FROM folders ORDER BY path_key').map(folderOf),
    add: (path, kind) =>
      database.transaction(() => {
        const known = byPath(path);
        if (known !== undefined) return folderOf(known);
        const row: FolderRow = { root_id: newId(), path, kind, added_at: now() };
        database.run('INSERT INTO folders (root_id, path, path_key, kind, added_at) VALUES (?, ?, ?, ?, ?)', [
          row.root_id,
          path,
          key(path),
          kind,
          row.added_at,
        ]);
        return folderOf(row);
      }),
    remove: (rootIdOrPath) =>
      database.run('DELETE FROM folders WHERE root_id = ? OR path_key = ?', [
        rootIdOrPath,
        key(rootIdOrPath),
      ]) > 0,
  };
}

/** JSON values by name, and the counters beside them. */
export function createValuesStore({
  database,
}: LedgerContext): ValuesSection & { next(counter: string): number } {
  return {
    get: (name) => {
      const row = database.get<{ value: string }>('SELECT value FROM key_values WHERE name = ?', [name]);
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
    },
    set: (name, value) => {
      if (value === undefined) database.run('DELETE FROM key_values WHERE name = ?', [name]);
      else {
        database.run(
          'INSERT INTO key_values (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          [name, JSON.stringify(value)],
        );
      }
    },
    next: (counter) => {
      const row = database.get<{ value: number }>(
        `INSERT INTO counters (name, value) VALUES (?, 1)
         ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
        [counter],
      );
      // RETURNING always answers the row it wrote
      return row?.value ?? 1;
    },
  };
}
