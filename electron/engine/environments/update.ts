import type { Item as ServerItem } from '../../../shared/api/environments.ts';
import { Changes as ServerChanges } from '../../../shared/api/versions.ts';
import type { Changes, Updated } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { Delivery, ListingRow } from '../ledger/types.ts';
import { freshPair, queueHandOver, receiptOf } from './handOver.ts';
import type { ListingTaker } from './handOver.ts';
import { lookedAt, refuseUnseen } from './madeOf.ts';
import type { Looked } from './madeOf.ts';
import { actTimeoutMs } from './ports.ts';
import type { EnvironmentsContext } from './ports.ts';
import { repeatVersion } from './repeatVersion.ts';
import { updateBasis } from './updateBasis.ts';

export interface UpdateRequest {
  readonly environmentId?: string | undefined;
  readonly notificationId?: string | undefined;
  readonly dryRun?: boolean | undefined;
  /** What was looked at, by the code of its dry run: of nothing else is a version made (`look-again`). */
  readonly seen?: string | undefined;
  /** The only save this is about, by its content (`look-again`); for who decided about it and saw no changes. */
  readonly ofSave?: string | undefined;
}

/** The environment an update is about: named, or the one its notification is about. */
export function environmentOf(context: EnvironmentsContext, request: UpdateRequest): string {
  if (request.environmentId !== undefined) return request.environmentId;
  if (request.notificationId === undefined) {
    throw new EloError('invalid-input', 'an update names an environment or a notification');
  }
  const notification = context.ledger.notifications.byId(request.notificationId);
  if (notification === null) throw new EloError('notification-not-found', 'no such notification');
  if (notification.environmentId === null) {
    throw new EloError('notification-without-environment', 'this notification is about no environment');
  }
  return notification.environmentId;
}

/** FoccoLojas' account of an update in the words of the engine's clients. */
function changesOf(value: unknown): Changes {
  const parsed = ServerChanges.safeParse(value);
  if (!parsed.success) {
    throw new EloError('unexpected-answer', 'FoccoLojas answered an update with something else', {
      cause: parsed.error,
      remedy: 'update-elo',
    });
  }
  const { added, removed, changed, unchanged, manualKept, totals } = parsed.data;
  const item = ({ id, description, quantity, total }: ServerItem): Changes['added'][number] => ({
    id,
    description,
    quantity,
    total,
  });
  return {
    added: added.map(item),
    removed: removed.map(item),
    changed: changed.map((pair) => ({ before: item(pair.before), after: item(pair.after) })),
    unchanged,
    manualItemsKept: manualKept,
    total: { before: totals.before?.budget ?? null, after: totals.after.budget },
  };
}

/** The update of an environment whose result nobody was there to hear. */
const untoldKey = (environmentId: string): string => `untold-update ${environmentId}`;

/**
 * Whether this very update was confirmed before and nobody heard its result: it is told, or waited for, however the
 * environment moved on by it.
 */
function isUnderWay(
  { ledger }: EnvironmentsContext,
  environmentId: string,
  { listingId }: ListingRow,
  seen: string,
): boolean {
  const untold = ledger.values.get(untoldKey(environmentId));
  return ledger.outbox
    .of({ listingId })
    .some(
      (row) =>
        row.kind === 'update' &&
        row.payload['seen'] === seen &&
        (row.state === 'kept' ||
          row.state === 'sending' ||
          (row.state === 'received' && row.deliveryId === untold)),
    );
}

/** The update of a hand-over: the one already waiting (asked again after a long wait), or a new row behind it. */
function queueUpdate(
  context: EnvironmentsContext,
  environmentId: string,
  handedOver: Delivery,
  { notificationId, seen }: UpdateRequest,
  { madeOf }: Looked,
): Delivery {
  const { outbox } = context.ledger;
  const row = context.ledger.transaction(() => {
    const earlier = outbox
      .of({ listingId: handedOver.listingId ?? '' })
      .filter(
        (other) =>
          other.kind === 'update' && other.payload['negotiationDeliveryId'] === handedOver.deliveryId,
      );
    const received = earlier.findLast((other) => other.state === 'received');
    // It was made while nobody waited any more: its result is told now, once.
    if (
      received !== undefined &&
      context.ledger.values.get(untoldKey(environmentId)) === received.deliveryId
    ) {
      return received;
    }
    // While the first update of a review is due, the same hand-over may become a version once more.
    if (
      received !== undefined &&
      context.ledger.catalogue.environments.get(environmentId)?.outdated !== true
    ) {
      throw new EloError('nothing-to-update', 'this save and listing are the current version already');
    }
    const waiting = earlier.findLast((other) => other.state === 'kept' || other.state === 'sending');
    return (
      waiting ??
      outbox.add({
        kind: 'update',
        lane: environmentId,
        environmentId,
        ...(handedOver.saveId === null ? {} : { saveId: handedOver.saveId }),
        ...(handedOver.listingId === null ? {} : { listingId: handedOver.listingId }),
        payload: {
          negotiationDeliveryId: handedOver.deliveryId,
          ...(notificationId === undefined ? {} : { notificationId }),
          // Looked at again at the moment of delivery: days may lie between.
          ...(seen === undefined ? {} : { seen, follows: madeOf.follows }),
        },
      })
    );
  });
  context.delivery.kick();
  return row;
}

/**
 * *Atualizar*: makes a new version of what was handed over; hands over the newest fresh listing and its save first
 * where that was not done yet. A dry run asks FoccoLojas what would change and leaves everything as it is; where the
 * confirming call names it, a version is made of exactly that, or of nothing.
 */
export async function update(
  context: EnvironmentsContext,
  takeListing: ListingTaker,
  request: UpdateRequest,
): Promise<Updated> {
  const environmentId = environmentOf(context, request);
  const known = await context.refresh(environmentId);
  const basis = updateBasis(context, environmentId, known);
  if (basis.of === 'version') return repeatVersion(context, { ...request, ...basis }, changesOf);
  const { binding } = basis;
  const pair = await freshPair(context, binding, takeListing, undefined);
  const looked = lookedAt(environmentId, {
    saveSha256: pair.save.sha256,
    listingSha256: pair.listing.sha256,
    // As it is now: files being saved were waited for.
    follows: context.ledger.catalogue.environments.get(environmentId)?.lastVersion ?? null,
  });
  const { seen, ofSave } = request;
  if (seen !== undefined && !isUnderWay(context, environmentId, pair.listing, seen))
    refuseUnseen(seen, looked);
  if (ofSave !== undefined && ofSave !== pair.save.sha256) {
    throw new EloError('look-again', 'something was saved after what was decided about');
  }
  if (request.dryRun === true) {
    const listing = await context.history.read(pair.listing.sha256);
    return {
      changes: changesOf(await context.client.previewUpdate({ params: { environmentId }, body: listing })),
      ...looked,
    };
  }

  const handedOver = queueHandOver(context, binding, pair, null);
  const queued = queueUpdate(context, environmentId, handedOver, request, looked);
  context.ledger.values.set(untoldKey(environmentId), queued.deliveryId);
  // A refused hand-over explains more than the refused update behind it.
  receiptOf(await context.delivery.whenFinal(handedOver.deliveryId, { timeoutMs: actTimeoutMs }));
  const row = await context.delivery.whenFinal(queued.deliveryId, { timeoutMs: actTimeoutMs });
  context.ledger.values.set(untoldKey(environmentId), undefined);
  const receipt = receiptOf(row);
  const version = receipt['version'];
  const number =
    typeof version === 'object' && version !== null && 'number' in version ? version.number : version;
  if (typeof number !== 'number') {
    throw new EloError('unexpected-answer', 'FoccoLojas answered an update without a version', {
      remedy: 'update-elo',
    });
  }
  return { version: number, changes: changesOf(receipt['changes']) };
}
