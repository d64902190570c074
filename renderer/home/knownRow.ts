import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { searchText } from '../components/searchText.ts';

/** A row with what searching and sorting need, worked out once. */
export interface KnownRow {
  readonly row: HomeRow;
  /** Customer, project, environment and file name, as they are searched. */
  readonly searchKey: string;
  /** Customer and project, as they are sorted. */
  readonly groupKey: string;
  readonly nameKey: string;
}

/** @param before what was known of it: unchanged facts keep the object, changed ones keep the names where they can */
export function knownRow(row: HomeRow, before?: KnownRow): KnownRow {
  if (before !== undefined) {
    const was = before.row;
    if (
      was.name === row.name &&
      was.projectName === row.projectName &&
      was.customerName === row.customerName &&
      was.fileName === row.fileName
    ) {
      return JSON.stringify(was) === JSON.stringify(row) ? before : { ...before, row };
    }
  }
  const nameKey = searchText(row.name);
  const groupKey = `${searchText(row.customerName)}\n${searchText(row.projectName)}\n${row.projectId}`;
  const fileKey = row.fileName === undefined ? '' : searchText(row.fileName);
  return {
    row,
    searchKey: `${searchText(row.customerName)}\n${searchText(row.projectName)}\n${nameKey}\n${fileKey}`,
    groupKey,
    nameKey,
  };
}
