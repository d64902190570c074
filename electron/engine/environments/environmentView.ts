import type { EnvironmentView } from '../../../shared/contract/schemas.ts';
import { dueAct } from '../../../shared/domain/environmentState.ts';
import type { DueAct, EnvironmentState } from '../../../shared/domain/environmentState.ts';
import { isFresh } from '../../../shared/domain/freshness.ts';
import type { HomeFacts } from '../ledger/homeSection.ts';
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

/** The act that is due on an environment; `null` where none is. */
export function dueOf({ row, file, listing, conflict, behind }: HomeFacts): DueAct | null {
  if (conflict) return 'compare';
  return dueAct(
    { state: row.state as EnvironmentState, outdated: row.outdated, locked: row.locked },
    { bound: file !== null, freshListing: listing?.fresh ?? false, behind },
  );
}

/** The occurrence an environment was made for; of others nothing. */
export function occurrenceOf(body: EnvironmentRow['body']): Pick<EnvironmentView, 'occurrence'> {
  const occurrence = body['occurrence'];
  if (typeof occurrence !== 'object' || occurrence === null) return {};
  const { number, ofEnvironmentId } = occurrence as Readonly<Record<string, unknown>>;
  return typeof number === 'number' && typeof ofEnvironmentId === 'string'
    ? { occurrence: { number, ofEnvironmentId } }
    : {};
}

function viewOf(facts: HomeFacts): EnvironmentView {
  const { row, file, save } = facts;
  const due = dueOf(facts);
  const projectName = text(row.body['projectName']);
  const customerName = text(row.body['customerName']);
  const orders = row.body['purchaseOrders'];
  return {
    environmentId: row.environmentId,
    name: row.name,
    projectId: row.projectId,
    ...(projectName === undefined ? {} : { projectName }),
    ...(customerName === undefined ? {} : { customerName }),
    state: row.state as EnvironmentState,
    outdated: row.outdated,
    locked: row.locked,
    ...(file === null ? {} : { fileId: file.fileId }),
    ...(row.lastVersion === null ? {} : { lastVersion: row.lastVersion }),
    ...(save === null
      ? {}
      : {
          lastSave: {
            saveId: save.saveId,
            number: save.number,
            sha256: save.sha256,
            state: save.state,
            ...(save.receivedAt === null ? {} : { receivedAt: save.receivedAt }),
          },
        }),
    ...(due === null ? {} : { due }),
    ...(facts.wait === null ? {} : { wait: facts.wait }),
    ...(typeof orders === 'number' && orders > 0 ? { purchaseOrders: orders } : {}),
    ...occurrenceOf(row.body),
  };
}

/** What clients see of environments: FoccoLojas' answers together with what only this machine knows. */
export function environmentViews(ledger: Ledger, rows: readonly EnvironmentRow[]): EnvironmentView[] {
  return ledger.home.facts(rows.map((row) => row.environmentId)).map(viewOf);
}

/** The same for one that the ledger holds. */
export function environmentView(ledger: Ledger, row: EnvironmentRow): EnvironmentView {
  const [view] = environmentViews(ledger, [row]);
  if (view === undefined) throw new TypeError('an environment is shown before it is remembered');
  return view;
}
