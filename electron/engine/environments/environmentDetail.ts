import type { EnvironmentDetail } from '../../../shared/contract/windowSchemas.ts';
import type { Delivery } from '../ledger/types.ts';
import type { HomeFacts } from '../ledger/homeSection.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ListingWait } from '../ledger/types.ts';
import { homeRow } from './homeRow.ts';
import { listingWaitView } from './listingWaits.ts';
import { notFreshBecause } from './notFreshBecause.ts';

/** A 3D environment inside a project file. */
export interface NamedAmbient {
  readonly guid: string | null;
  readonly name: string;
}

/** A listing's total as an amount; what Promob could not work out is none. */
function amount(total: string | null): string | null {
  return total !== null && /^-?\d{1,15}(\.\d{1,12})?$/.test(total) ? total : null;
}

/** What FoccoLojas refused last, where nothing was asked of it since. */
function refusedAct(row: Delivery | null): Pick<EnvironmentDetail, 'refusedAct'> {
  if (row === null || row.state !== 'refused') return {};
  return { refusedAct: { kind: row.kind, code: row.reason ?? 'not-delivered', at: row.createdAt } };
}

/**
 * One environment as its own page shows it.
 * @param ambientsOf the 3D environments inside a save
 * @param told what FoccoLojas told about it besides itself
 */
export function environmentDetail(
  facts: HomeFacts,
  ambientsOf: (saveId: string) => readonly NamedAmbient[],
  told: {
    readonly notifications: EnvironmentDetail['notifications'];
    /** The last act asked of FoccoLojas. */
    readonly lastAct: Delivery | null;
    readonly listingWait: ListingWait | null;
    readonly ledger: Ledger;
  },
): EnvironmentDetail {
  const { row, file, save, listing } = facts;
  const orders = row.body['purchaseOrders'];
  const createdAt = row.body['createdAt'];
  return {
    ...homeRow(facts),
    ...(file === null
      ? {}
      : {
          file: {
            fileId: file.fileId,
            path: file.path,
            present: file.present,
            ...(file.problem === null ? {} : { problem: file.problem }),
            ...(file.unreadableSince === null ? {} : { unreadableSince: file.unreadableSince }),
            ambients: (save === null ? [] : ambientsOf(save.saveId)).map(({ guid, name }) => ({
              guid,
              name,
              bound: guid !== null && guid === file.ambientGuid,
            })),
          },
        }),
    ...(listing === null
      ? {}
      : {
          listing: {
            listingId: listing.listingId,
            capturedAt: listing.capturedAt,
            fresh: listing.fresh,
            budget: amount(listing.budget),
          },
        }),
    ...(file === null || save === null || listing?.fresh === true
      ? {}
      : { notFresh: notFreshBecause(told.ledger, file.fileId) }),
    ...(told.listingWait === null ? {} : { listingWait: listingWaitView(told.ledger, told.listingWait) }),
    purchaseOrders: typeof orders === 'number' ? orders : 0,
    ...(typeof createdAt === 'string' ? { createdAt } : {}),
    notifications: told.notifications,
    ...refusedAct(told.lastAct),
  };
}
