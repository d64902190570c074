import type { JsonObject } from './sections.ts';
import type { Sighting } from '../../../shared/domain/freshness.ts';

/** Columns of a sighting, the same in every table that has one. */
export interface SightingColumns {
  readonly sight_order: number;
  readonly sight_batch: number;
  readonly sight_away: number;
  readonly sight_mtime_ns: string;
  readonly sight_ctime_ns: string;
}

export function sightingOf(row: SightingColumns): Sighting {
  return {
    order: row.sight_order,
    batch: row.sight_batch,
    away: row.sight_away === 1,
    mtimeNs: row.sight_mtime_ns,
    ctimeNs: row.sight_ctime_ns,
  };
}

export function sightingColumns(sighting: Sighting): Record<keyof SightingColumns, string | number> {
  return {
    sight_order: sighting.order,
    sight_batch: sighting.batch,
    sight_away: sighting.away ? 1 : 0,
    sight_mtime_ns: sighting.mtimeNs,
    sight_ctime_ns: sighting.ctimeNs,
  };
}

/** JSON the ledger wrote itself; the database's own checks stand for its soundness. */
export function parsed(json: string): JsonObject {
  return JSON.parse(json) as JsonObject;
}

export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);
