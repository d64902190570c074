import type { Totals } from '../../../shared/api/common.ts';
import type { Item } from '../../../shared/api/environments.ts';
import type { NegotiationResult } from '../../../shared/api/negotiations.ts';
import type { Receipt } from '../../../shared/api/receipts.ts';
import type { Changes, Version } from '../../../shared/api/versions.ts';
import { sumOf } from '../reading/decimal.ts';
import type { ListedItem, Listing } from '../reading/readListing.ts';
import { guidOf } from '../reading/readListing.ts';
import { Refusal } from '../refusal.ts';
import {
  isConverted,
  isOutdated,
  refuseIfLocked,
  refuseNegotiation,
  refuseUpdate,
  refuseWhileDisagreeing,
  stateAfterVersion,
} from '../rules.ts';
import type { EnvironmentRow } from '../store/catalogueStore.ts';
import type { KeyedItem, VersionRow } from '../store/workStore.ts';
import type { World } from '../world.ts';
import { enter, settleUpdates } from './saveActs.ts';
import { environmentRow, factsOf, itemView, versionView } from './views.ts';

/** The part of a listing that is meant: one 3D environment where the binding names it and the listing has it, else all. */
function partOf(
  listing: Listing,
  ambientGuid: string | null,
): { totals: Totals; items: readonly ListedItem[] } {
  const wanted = guidOf(ambientGuid ?? undefined);
  const one = wanted === null ? undefined : listing.ambients.find((ambient) => ambient.guid === wanted);
  if (one !== undefined) return { totals: one.totals, items: one.items };
  return { totals: listing.totals, items: listing.ambients.flatMap((ambient) => ambient.items) };
}

/** New items by Promob in the place of the present ones; an item recognised by its key keeps its id. */
function merged(world: World, present: readonly KeyedItem[], listed: readonly ListedItem[]): KeyedItem[] {
  const ids = new Map(present.map(({ key, item }) => [key, item.id]));
  return listed.map((entry) => ({
    key: entry.key,
    item: itemView(ids.get(entry.key) ?? world.newId(), entry),
  }));
}

function changesBetween(
  present: readonly KeyedItem[],
  next: readonly KeyedItem[],
  manualKept: number,
  totals: Changes['totals'],
): Changes {
  const before = new Map(present.map(({ key, item }) => [key, item]));
  const after = new Map(next.map(({ key, item }) => [key, item]));
  const changed: { before: Item; after: Item }[] = [];
  const added: Item[] = [];
  let unchanged = 0;
  for (const [key, item] of after) {
    const former = before.get(key);
    if (former === undefined) added.push(item);
    else if (JSON.stringify(former) === JSON.stringify(item)) unchanged += 1;
    else changed.push({ before: former, after: item });
  }
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, item]) => item);
  return { added, removed, changed, unchanged, manualKept, totals };
}

/** What an update from a listing would change; changes nothing. */
export function previewChanges(world: World, environmentId: string, listing: Listing): Changes {
  const environment = environmentRow(world, environmentId);
  const part = partOf(listing, world.work.newestSave(environment.id)?.ambientGuid ?? null);
  const present = world.work.promobItems(environmentId);
  return changesBetween(
    present,
    merged(world, present, part.items),
    world.work.manualItems(environmentId).length,
    {
      before: world.work.lastVersion(environmentId)?.totals ?? null,
      after: part.totals,
    },
  );
}

/** Rule 7: prices a listing with the save it was made from. The first time the items appear at once; later only an update changes them. */
export function negotiate(
  world: World,
  environmentId: string,
  idempotencyKey: string,
  input: {
    saveId: string;
    listingId: string;
    mode: 'prepare' | 'negotiate';
    optionName?: string | undefined;
  },
): NegotiationResult {
  const environment = environmentRow(world, environmentId);
  const save = world.work.saveNamed(environmentId, input.saveId);
  const listing = world.work.listingNamed(environmentId, input.listingId);
  refuseIfLocked(factsOf(world, environment));
  if (save === undefined) throw new Refusal('not-found', 'no such save of this environment was received');
  if (listing === undefined)
    throw new Refusal('not-found', 'no such listing of this environment was received');
  refuseNegotiation(factsOf(world, environment), save, listing);

  const part = partOf(listing.parsed, save.ambientGuid);
  const importId = world.newId();
  const receipt = enter(world, {
    kind: 'negotiation',
    idempotencyKey,
    environmentId,
    saveId: save.id,
    listingId: listing.id,
  });
  world.work.addImport({
    id: importId,
    environmentId,
    saveSeq: save.seq,
    listingSeq: listing.seq,
    optionName: input.optionName ?? environment.projectName,
    identifier: listing.projectGuid ?? save.projectGuid,
    totals: part.totals,
    items: part.items,
    createdAt: receipt.receivedAt,
    madeVersion: null,
  });
  if (world.work.lastVersion(environmentId) === undefined) {
    const present = world.work.promobItems(environmentId);
    world.work.replacePromobItems(environmentId, merged(world, present, part.items));
  }
  world.announce('environment-changed', { environmentId });
  if (environment.occurrenceId !== null) {
    world.notify('occurrence-updated', { environmentId, occurrenceId: environment.occurrenceId });
  }
  const page = isConverted(environment.state) ? 'revisao' : 'ambiente';
  const ticket = world.meta.keep(`ticket:${environmentId}`, () => world.newId());
  return {
    importId,
    receipt,
    quote: { total: part.totals.budget ?? sumOf(part.items.map((item) => item.total)), totals: part.totals },
    ...(input.mode === 'negotiate'
      ? { openUrl: `${world.origins.foccolojas}/${page}/${environmentId}?bilhete=${ticket}` }
      : {}),
  };
}

/** Puts a version on top: the next number, its items by Promob in the place of the former ones, the environment up to date. */
function putOnTop(
  world: World,
  environment: EnvironmentRow,
  source: Omit<VersionRow, 'environmentId' | 'number' | 'importedAt'>,
): { version: VersionRow; changes: Changes } {
  const last = world.work.lastVersion(environment.id);
  const shown = world.work.promobItems(environment.id);
  const next = merged(world, shown, source.items);
  // Before the first version the items shown come from the negotiation itself, so all of them are new.
  const before = last === undefined ? [] : shown;
  const changes = changesBetween(before, next, world.work.manualItems(environment.id).length, {
    before: last?.totals ?? null,
    after: source.totals,
  });
  const version = {
    ...source,
    environmentId: environment.id,
    number: (last?.number ?? 0) + 1,
    importedAt: world.now(),
  };
  world.work.addVersion(version);
  world.work.replacePromobItems(environment.id, next);
  world.catalogue.changeEnvironment(environment, {
    state: stateAfterVersion(environment.state),
    throughSave: environment.drawing,
    reviewUpdatePending: 0,
  });
  settleUpdates(world, environment.id, version.number);
  world.announce('environment-changed', { environmentId: environment.id });
  return { version, changes };
}

/** Rules 8 and 9: turns an import into the next version. */
export function updateFrom(
  world: World,
  environmentId: string,
  idempotencyKey: string,
  importId: string,
): { version: Version; changes: Changes; receipt: Receipt } {
  const environment = environmentRow(world, environmentId);
  refuseIfLocked(factsOf(world, environment));
  const imported = world.work.import(importId);
  if (imported === undefined || imported.environmentId !== environmentId) {
    throw new Refusal('not-found', 'no such negotiation of this environment');
  }
  refuseUpdate(factsOf(world, environment), {
    saveSha256: world.work.save(imported.saveSeq)?.sha256 ?? '',
    madeVersion: imported.madeVersion,
  });
  const { optionName, identifier, saveSeq, listingSeq, totals, items } = imported;
  const { version, changes } = putOnTop(world, environment, {
    optionName,
    identifier,
    saveSeq,
    listingSeq,
    totals,
    items,
  });
  world.work.importMade(importId, version.number);
  const receipt = enter(world, { kind: 'update', idempotencyKey, environmentId });
  return { version: versionView(world, version), changes, receipt };
}

/** Makes an old version current: a new one on top. With `dryRun` only says what it would do. */
export function makeCurrent(
  world: World,
  environmentId: string,
  number: number,
  idempotencyKey: string,
  dryRun: boolean,
): {
  version: Version;
  outdatedQuotes: { environmentId: string; version: number; optionName: string; total: string | null }[];
} {
  const environment = environmentRow(world, environmentId);
  refuseIfLocked(factsOf(world, environment));
  refuseWhileDisagreeing(factsOf(world, environment));
  const old = world.work.version(environmentId, number);
  const last = world.work.lastVersion(environmentId);
  if (old === undefined || last === undefined) throw new Refusal('not-found', 'no such version');
  if (old.number === last.number && !isOutdated(factsOf(world, environment))) {
    throw new Refusal('nothing-to-update', 'this version is current already');
  }
  const outdated = [last];
  const converted = environment.convertedVersion;
  if (converted !== null && converted !== last.number) {
    const version = world.work.version(environmentId, converted);
    if (version !== undefined) outdated.unshift(version);
  }
  const outdatedQuotes = outdated.map((version) => ({
    environmentId,
    version: version.number,
    optionName: version.optionName,
    total: version.totals.budget,
  }));
  const { optionName, identifier, saveSeq, listingSeq, totals, items } = old;
  if (dryRun) {
    const planned = { ...old, number: last.number + 1, importedAt: world.now() };
    return { version: { ...versionView(world, planned), latest: true }, outdatedQuotes };
  }
  const { version } = putOnTop(world, environment, {
    optionName,
    identifier,
    saveSeq,
    listingSeq,
    totals,
    items,
  });
  enter(world, { kind: 'update', idempotencyKey, environmentId });
  return { version: versionView(world, version), outdatedQuotes };
}
