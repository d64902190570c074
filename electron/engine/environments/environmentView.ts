import type { EnvironmentView } from '../../../shared/contract/schemas.ts';
import { dueAct } from '../../../shared/domain/environmentState.ts';
import type { EnvironmentState } from '../../../shared/domain/environmentState.ts';
import { isFresh } from '../../../shared/domain/freshness.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EnvironmentRow, ListingRow } from '../ledger/types.ts';

/** The newest listing of a project file that is fresh for its newest save; `null` where none is. */
export function freshListingOf(ledger: Ledger, fileId: string): ListingRow | null {
  const listing = ledger.listings.newestFor(fileId);
  const save = ledger.saves.newest(fileId);
  if (listing === null || save === null) return null;
  return isFresh(listing.sighting, save.sighting) ? listing : null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What clients see of an environment: FoccoLojas' answer together with what only this machine knows. */
export function environmentView(ledger: Ledger, row: EnvironmentRow): EnvironmentView {
  const binding = ledger.bindings.byEnvironment(row.environmentId);
  const fileId = binding?.fileId;
  const newest = fileId === undefined ? null : ledger.saves.newest(fileId);
  const saved =
    newest === null || fileId === undefined
      ? undefined
      : ledger.saves.list(fileId).find((save) => save.saveId === newest.saveId);
  const state = row.state as EnvironmentState;
  const due = dueAct(
    { state, outdated: row.outdated, locked: row.locked },
    {
      bound: fileId !== undefined,
      freshListing: fileId !== undefined && freshListingOf(ledger, fileId) !== null,
    },
  );
  const projectName = text(row.body['projectName']);
  const customerName = text(row.body['customerName']);
  return {
    environmentId: row.environmentId,
    name: row.name,
    projectId: row.projectId,
    ...(projectName === undefined ? {} : { projectName }),
    ...(customerName === undefined ? {} : { customerName }),
    state,
    outdated: row.outdated,
    locked: row.locked,
    ...(fileId === undefined ? {} : { fileId }),
    ...(row.lastVersion === null ? {} : { lastVersion: row.lastVersion }),
    ...(saved === undefined
      ? {}
      : {
          lastSave: {
            saveId: saved.saveId,
            number: saved.number,
            sha256: saved.sha256,
            state: saved.state,
            ...(saved.receivedAt === null ? {} : { receivedAt: saved.receivedAt }),
          },
        }),
    ...(due === null ? {} : { due }),
  };
}
