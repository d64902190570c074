import type { ListingReceipt, Receipt, SaveReceipt } from '../../../shared/api/receipts.ts';
import { placeOf } from '../drawings.ts';
import type { Listing } from '../reading/readListing.ts';
import type { ProjectFacts } from '../reading/readProjectFile.ts';
import {
  isConverted,
  isOutdated,
  refuseIfLocked,
  refuseResolution,
  stateAfterResolution,
  stateAfterSave,
} from '../rules.ts';
import { Refusal } from '../refusal.ts';
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
    previousSha256?: string | undefined;
  },
  arrival: Arrival & ProjectFacts,
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
  const current = world.work.save(before.drawing) ?? null;
  const rivals = world.work.rivals(environmentId);
  const { standing, replaces } = placeOf(
    { sha256: stored.sha256, lineage: arrival.lineage, previousSha256: query.previousSha256 },
    current,
    rivals,
    world.work.hasContent(environmentId, stored.sha256),
  );
  const replaced = replaces === undefined ? undefined : rivals[replaces];
  if (replaced !== undefined) world.work.stand(replaced.seq, 'behind');
  const seq = world.work.addSave({
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
    lineage: arrival.lineage,
    standing,
  });
  // The same drawing from a second machine, or an older one, changes nothing of what is up to date.
  const isSame = current !== null && current.sha256 === stored.sha256;
  const upToDate = isSame && before.throughSave === before.drawing;
  world.catalogue.changeEnvironment(before, {
    ...(standing === 'line' ? { drawing: seq } : {}),
    ...(upToDate ? { throughSave: seq } : {}),
    ...(isSame || standing === 'behind' ? {} : { state: stateAfterSave(before.state) }),
  });
  world.announce('environment-changed', { environmentId });
  if (!isSame && standing !== 'behind') {
    world.notify(isConverted(before.state) ? 'changed-after-conversion' : 'environment-outdated', {
      environmentId,
      byName,
    });
  }
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

/** Which of the drawings that stand against each other goes on: it is the drawing, the others are decided against. */
export function resolve(
  world: World,
  environmentId: string,
  idempotencyKey: string,
  saveId: string,
): Receipt {
  const environment = environmentRow(world, environmentId);
  refuseResolution(factsOf(world, environment));
  const sides = [world.work.save(environment.drawing), ...world.work.rivals(environmentId)];
  const chosen = sides.find((side) => side?.id === saveId);
  if (chosen === undefined) throw new Refusal('not-found', 'it is none of the drawings to decide between');
  for (const side of sides) {
    if (side !== undefined) world.work.stand(side.seq, side === chosen ? 'line' : 'given-up');
  }
  const decided = { ...environment, drawing: chosen.seq };
  const state = stateAfterResolution(factsOf(world, decided));
  world.catalogue.changeEnvironment(environment, { drawing: chosen.seq, state });
  const receipt = enter(world, {
    kind: 'resolution',
    idempotencyKey,
    environmentId,
    saveId: chosen.id,
    sha256: chosen.sha256,
  });
  if (!isOutdated(factsOf(world, environmentRow(world, environmentId)))) settleUpdates(world, environmentId);
  world.announce('environment-changed', { environmentId });
  return receipt;
}

/** The environment is up to date: what asked for an update is done. */
export function settleUpdates(world: World, environmentId: string, madeVersion?: number): void {
  for (const kind of [
    'environment-outdated',
    'changed-after-conversion',
    'update-required',
    'quote-outdated',
  ] as const) {
    world.settle(kind, { environmentId }, madeVersion);
  }
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
