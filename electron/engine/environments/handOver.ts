import type { HandedOver } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { isFresh } from '../../../shared/domain/freshness.ts';
import { remedyOfRefusal } from '../foccolojas/remedyOfRefusal.ts';
import type { Binding, Delivery, ListingRow, SaveRow } from '../ledger/types.ts';
import { refuseApart } from './disagreement.ts';
import { freshListingOf } from './environmentView.ts';
import { notFreshBecause } from './notFreshBecause.ts';
import { actTimeoutMs, listingTimeoutMs, lookTimeoutMs, settleTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';

export type HandOverMode = 'prepare' | 'negotiate';

/** A listing named by the user: its id or its path. */
export type ListingTaker = (pathOrId: string, fileId: string) => Promise<ListingRow>;

/** The binding of an environment, or the refusal `environment-not-bound`. */
export function boundFile(context: Pick<EnvironmentsContext, 'ledger'>, environmentId: string): Binding {
  const binding = context.ledger.bindings.byEnvironment(environmentId);
  if (binding !== null) return binding;
  throw new EloError('environment-not-bound', `environment ${environmentId} has no project file`, {
    remedy: 'choose-another-file',
  });
}

/** Waits until a file that is just being saved (and any listing just exported) is kept; refuses when that takes too long. */
export async function waitForSaves(context: EnvironmentsContext, fileId: string): Promise<void> {
  const { watch, ledger } = context;
  await watch.lookNow(lookTimeoutMs);
  const file = ledger.files.byId(fileId);
  if (file !== null && !(await watch.settled([file.path], settleTimeoutMs, true))) {
    const code = watch.unreadable(file.path);
    if (code !== null) {
      // What waits for it goes on once it is whole.
      throw new EloError(code, 'what lies there now cannot be read', {
        remedy: 'choose-another-file',
        retryable: true,
      });
    }
    throw new EloError('file-still-being-saved', 'the project file is still being written', {
      remedy: 'retry',
      retryable: true,
    });
  }
  await watch.settled(watch.pendingListings(), listingTimeoutMs);
}

/** The newest save and the listing that is fresh for it, or the refusal `listing-not-fresh`. */
export async function freshPair(
  context: EnvironmentsContext,
  binding: Binding,
  takeListing: ListingTaker,
  named: string | undefined,
): Promise<{ readonly save: SaveRow; readonly listing: ListingRow }> {
  await waitForSaves(context, binding.fileId);
  const save = context.ledger.saves.newest(binding.fileId);
  if (save === null) {
    throw new EloError('nothing-saved-yet', 'the bound project file has no save', {
      remedy: 'choose-another-file',
    });
  }
  const listing =
    named === undefined
      ? freshListingOf(context.ledger, binding.fileId)
      : await takeListing(named, binding.fileId);
  if (listing === null || !isFresh(listing.sighting, save.sighting)) {
    const guid = context.ledger.files.byId(binding.fileId)?.projectGuid ?? null;
    const unassigned = context.ledger.listings
      .list()
      .some(
        (each) => each.fileId === null && each.projectGuid === guid && isFresh(each.sighting, save.sighting),
      );
    if (guid !== null && unassigned) {
      throw new EloError('listing-unassigned', 'several files carry the identity the fresh listing names', {
        remedy: 'answer-question',
      });
    }
    throw new EloError('listing-not-fresh', 'no listing was exported after the newest save', {
      remedy: 'export-listing',
      details: {
        reason: named === undefined ? notFreshBecause(context.ledger, binding.fileId) : 'older-than-save',
      },
    });
  }
  return { save, listing };
}

/** Turns a final row into its receipt, or into the error the user must hear. */
export function receiptOf(row: Delivery): Readonly<Record<string, unknown>> {
  if (row.state === 'received' && row.receipt !== null) return row.receipt;
  if (row.state === 'withheld') {
    throw new EloError('environment-locked', 'purchase orders were issued', {
      remedy: 'assistance-or-new-option',
    });
  }
  const fields = row.receipt?.['fields'];
  const reason = row.reason ?? 'not-delivered';
  const remedy = row.state === 'refused' ? remedyOfRefusal(reason) : 'retry';
  throw new EloError(reason, `FoccoLojas did not accept the ${row.kind}`, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(typeof fields === 'string' ? { details: { fields } } : {}),
  });
}

/** The same listing and save were handed over before, and nothing has to be sent again. */
function earlierHandOver(
  rows: readonly Delivery[],
  environmentId: string,
  saveId: string,
  mode: HandOverMode | null,
): Delivery | null {
  const same = (row: Delivery): boolean =>
    row.kind === 'negotiation' &&
    row.environmentId === environmentId &&
    row.saveId === saveId &&
    ['received', 'kept', 'sending'].includes(row.state) &&
    (mode === null || row.payload['mode'] === mode);
  return rows.findLast(same) ?? null;
}

/**
 * Queues listing and negotiation behind the saves of the environment, in one transaction, and wakes the delivery.
 * What was handed over before is not sent again.
 * @param mode `null`: any earlier hand-over of this pair serves (an update only needs that it was done)
 */
export function queueHandOver(
  context: EnvironmentsContext,
  binding: Binding,
  pair: { readonly save: SaveRow; readonly listing: ListingRow },
  mode: HandOverMode | null,
): Delivery {
  const { environmentId } = binding;
  const { outbox } = context.ledger;
  const { save, listing } = pair;
  const row = context.ledger.transaction(() => {
    const saveQueued = outbox
      .of({ saveId: save.saveId })
      .some((delivery) => delivery.environmentId === environmentId);
    if (!saveQueued) {
      throw new EloError('save-not-due', 'the newest save has no delivery to this environment', {
        remedy: 'answer-question',
      });
    }
    const rows = outbox.of({ listingId: listing.listingId });
    const earlier = earlierHandOver(rows, environmentId, save.saveId, mode);
    if (earlier !== null) return earlier;
    const listingQueued = rows.some(
      (delivery) =>
        delivery.kind === 'listing' &&
        delivery.environmentId === environmentId &&
        delivery.state !== 'refused',
    );
    if (!listingQueued) {
      outbox.add({
        kind: 'listing',
        lane: environmentId,
        environmentId,
        listingId: listing.listingId,
        sha256: listing.sha256,
        bytes: listing.bytes,
        payload: { capturedAt: listing.capturedAt, fileName: fileNameOf(listing.path) },
      });
    }
    return outbox.add({
      kind: 'negotiation',
      lane: environmentId,
      environmentId,
      saveId: save.saveId,
      listingId: listing.listingId,
      payload: { mode: mode ?? 'prepare' },
    });
  });
  context.delivery.kick();
  return row;
}

function fileNameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** *Preparar* and *Negociar*: hands the newest fresh listing and its save to FoccoLojas and waits for its answer. */
export async function handOver(
  context: EnvironmentsContext,
  takeListing: ListingTaker,
  request: {
    readonly environmentId: string;
    readonly listing?: string | undefined;
    readonly mode: HandOverMode;
  },
): Promise<HandedOver> {
  const binding = boundFile(context, request.environmentId);
  refuseApart(context.ledger, request.environmentId);
  const pair = await freshPair(context, binding, takeListing, request.listing);
  const queued = queueHandOver(context, binding, pair, request.mode);
  const receipt = receiptOf(await context.delivery.whenFinal(queued.deliveryId, { timeoutMs: actTimeoutMs }));
  const openUrl = receipt['openUrl'];
  return {
    importId: String(receipt['importId']),
    ...(typeof openUrl === 'string' ? { openUrl } : {}),
  };
}
