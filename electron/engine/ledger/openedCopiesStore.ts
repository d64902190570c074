import type { LedgerContext } from './context.ts';
import type { OpenedCopiesSection } from './sections.ts';
import type { OpenedCopy } from './types.ts';

interface CopyColumns {
  readonly path_key: string;
  readonly path: string;
  readonly environment_id: string;
  readonly version: number | null;
  readonly sha256: string;
  readonly opened_at: string;
  readonly answered_save_id: string | null;
  readonly answer: 'current' | 'apart' | null;
}

const copyOf = (row: CopyColumns): OpenedCopy => ({
  path: row.path,
  environmentId: row.environment_id,
  version: row.version,
  sha256: row.sha256,
  openedAt: row.opened_at,
  answeredSaveId: row.answered_save_id,
  answer: row.answer,
});

export function createOpenedCopiesStore({ database, now, key }: LedgerContext): OpenedCopiesSection {
  return {
    add: ({ path, environmentId, version, sha256 }) => {
      database.run(
        `INSERT INTO opened_copies (path_key, path, environment_id, version, sha256, opened_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (path_key) DO UPDATE SET path = excluded.path, environment_id = excluded.environment_id,
           version = excluded.version, sha256 = excluded.sha256, opened_at = excluded.opened_at,
           answered_save_id = NULL, answer = NULL`,
        [key(path), path, environmentId, version, sha256, now()],
      );
    },
    byPath: (path) => {
      const row = database.get<CopyColumns>('SELECT * FROM opened_copies WHERE path_key = ?', [key(path)]);
      return row === undefined ? null : copyOf(row);
    },
    list: (environmentId) =>
      database
        .all<CopyColumns>(
          `SELECT * FROM opened_copies WHERE :environmentId IS NULL OR environment_id = :environmentId
           ORDER BY opened_at DESC, path_key`,
          { environmentId: environmentId ?? null },
        )
        .map(copyOf),
    answered: (path, saveId, answer) => {
      database.run('UPDATE opened_copies SET answered_save_id = ?, answer = ? WHERE path_key = ?', [
        saveId,
        answer,
        key(path),
      ]);
    },
  };
}
