import { sightingOf } from './rows.ts';
import type { SightingColumns } from './rows.ts';
import type { SaveRow } from './types.ts';

/** A row of `saves`. */
export interface SaveColumns extends SightingColumns {
  readonly save_id: string;
  readonly file_id: string;
  readonly number: number;
  readonly kept_at: string;
  readonly saved_at: string | null;
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
  readonly project_guid: string | null;
  readonly promob_version: string | null;
  readonly same_as: string | null;
  readonly bytes_dropped_at: string | null;
}

export const saveOf = (row: SaveColumns): SaveRow => ({
  saveId: row.save_id,
  fileId: row.file_id,
  number: row.number,
  keptAt: row.kept_at,
  savedAt: row.saved_at,
  sha256: row.sha256,
  bytes: row.bytes,
  path: row.path,
  sighting: sightingOf(row),
  projectGuid: row.project_guid,
  promobVersion: row.promob_version,
  ...(row.bytes_dropped_at === null ? {} : { bytesDroppedAt: row.bytes_dropped_at }),
});
