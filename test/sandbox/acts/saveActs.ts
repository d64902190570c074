import type { ListingReceipt, Receipt, SaveReceipt } from '../../../shared/api/receipts.ts';
import type { Listing } from '../reading/readListing.ts';
import { isConverted, refuseIfLocked, stateAfterSave } from '../rules.ts';
import type { ReceiptRow } from '../store/receiptStore.ts';
import type { World } from '../world.ts';
import { environmentRow, factsOf, receiptView } from './views.ts';

/** A received file, complete on disk. */
export interface Arrival {
  readonly path: string;
}

/** Enters something into the ledger and answers its receipt. */
export function enter(
  world: World,
  entry: { kind: Receipt['kind']; idempotencyKey: string; environmentId: string | null } & Partial<
    Pick<ReceiptRow, 'saveId' | 'listingId' | 'sha256' | 'bytes'>
  >,
): Receipt {
  const row = {
    id: world.newId(),
    saveId: null,
    listingId: null,
    sha256: null,
    bytes: null,
    ...entry,
    receivedAt: world.now(),
  };
  world.receipts.add(row);
  return receiptView({ seq: 0, ...row });
}

/** Rule 6: a save is taken, the environment becomes outdated, whoever must act is notified (once: an open notification is refreshed). */
export function receiveSave(
  world: World,
  environmentId: string,
  idempotencyKey: string,
  query: {
    saveId: string;
    number: number;
    keptAt: string;
    savedAt?: string | undefined;
    fileName: string;
    ambientGuid?: string | undefined;
  },
  arrival: Arrival & { readonly projectGuid: string | null },
  byName: string,
): SaveReceipt {
  const before = environmentRow(world, environmentId);
  refuseIfLocked(factsOf(world, before));
  const stored = world.contents.putFile(arrival.path);
  const receipt = enter(world, {
    kind: 'save',
    idempotencyKey,
    environmentId,
    saveId: query.saveId,
    sha256: stored.sha256,
    bytes: stored.bytes,
  });
  world.work.addSave({
    id: query.saveId,
    environmentId,
    number: query.number,
    keptAt: query.keptAt,
    savedAt: query.savedAt ?? null,
    fileName: query.fileName,
    ambientGuid: query.ambientGuid ?? null,
    projectGuid: arrival.projectGuid,
    contentId: stored.id,
    sha256: stored.sha256,
    bytes: stored.bytes,
    receivedAt: receipt.receivedAt,
  });
  world.catalogue.changeEnvironment(before, { state: stateAfterSave(before.state) });
  world.announce('environment-changed', { environmentId });
  world.notify(isConverted(before.state) ? 'changed-after-conversion' : 'environment-outdated', {
    environmentId,
    byName,
  });
  return {
    ...receipt,
    kind: 'save',
    environmentId,
    saveId: query.saveId,
    sha256: stored.sha256,
    bytes: stored.bytes,
    environmentState: environmentRow(world, environmentId).state,
  };
}

/** A listing is taken as it is; it changes nothing until it is negotiated. */
export function receiveListing(
  world: World,
  environmentId: string,
  idempotencyKey: string,
  query: { listingId: string; capturedAt: string; fileName: string },
  arrival: Arrival & { readonly listing: Listing },
): ListingReceipt {
  const environment = environmentRow(world, environmentId);
  refuseIfLocked(factsOf(world, environment));
  const stored = world.contents.putFile(arrival.path);
  const receipt = enter(world, {
    kind: 'listing',
    idempotencyKey,
    environmentId,
    listingId: query.listingId,
    sha256: stored.sha256,
    bytes: stored.bytes,
  });
  world.work.addListing({
    id: query.listingId,
    environmentId,
    capturedAt: query.capturedAt,
    fileName: query.fileName,
    projectGuid: arrival.listing.projectGuid,
    contentId: stored.id,
    sha256: stored.sha256,
    bytes: stored.bytes,
    parsed: arrival.listing,
    receivedAt: receipt.receivedAt,
  });
  return {
    ...receipt,
    kind: 'listing',
    environmentId,
    listingId: query.listingId,
    sha256: stored.sha256,
    bytes: stored.bytes,
    environmentState: environment.state,
    totals: arrival.listing.totals,
    itemCount: arrival.listing.itemCount,
  };
}
